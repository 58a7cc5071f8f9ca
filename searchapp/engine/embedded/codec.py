"""How do postings lie on the disk? As plain little-endian arrays, so that NumPy reads them as they are.

Everything else (term index, per-document columns, segments) is Whoosh's own `W3Codec`; only
its posting lists, which are pickled and compressed blocks, are replaced. One list is

    count, npositions | ids[count] | frequencies[count] | positions[npositions]

all unsigned 32-bit; a document's positions follow those of the document before it, and a
field without positions has none. The class path of `FlatCodec` is part of the file format:
Whoosh stores it in the table of contents.
"""

from __future__ import annotations

import secrets
import struct
import sys
from array import array
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import PostingsWriter
from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermInfo, W3TermsReader
from whoosh.formats import Frequency, Positions
from whoosh.matching import ListMatcher

from searchapp.engine.embedded.keys import LONGEST, NOTHING, Counted, gather

Ints: TypeAlias = NDArray[np.int64]
_WORD = np.dtype("<u4")
_HEADER = 2
_LENGTHS = struct.Struct("!ii")
_FIELD = struct.Struct("!H")
_COUNT_AT = struct.calcsize("!Bf")


class Postings(NamedTuple):
    """The documents that hold a term, ascending, with frequencies and positions (flat, maybe empty)."""

    ids: Ints
    frequencies: Ints
    positions: Ints


NO_POSTINGS = Postings(*(np.empty(0, np.int64) for _ in range(3)))


def pack(numbers: list[int]) -> bytes:
    """Unsigned 32-bit little-endian."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(data: NDArray[np.uint8], places: Ints) -> Ints:
    """The unsigned 32-bit big-endian numbers at these places."""
    numbers: Ints = data[places[:, None] + np.arange(4)].view(">u4").ravel().astype(np.int64)
    return numbers


def _words(file: Any, info: W3TermInfo) -> NDArray[np.uint32]:
    offset, length = info.extent()
    if isinstance(length, tuple):  # Whoosh 2.7.4 forgets to unpack what it read from the term index
        (length,) = length
    return np.frombuffer(file.get(offset, length), _WORD)


class FlatPositions(Positions):  # type: ignore[misc]
    """Whoosh's positions format without its pickles."""

    def encode(self, poslist: list[int]) -> bytes:
        """The positions of a term in one document."""
        return pack(poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """What `encode` packed."""
        positions: list[int] = np.frombuffer(valuestring, _WORD).tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often the term occurs in the document."""
        return len(valuestring) // _WORD.itemsize


class FlatPostingsWriter(PostingsWriter):  # type: ignore[misc]
    """Collects the postings of one term and writes them as arrays."""

    def __init__(self, file: Any) -> None:
        """`file` is Whoosh's file object of the segment's postings."""
        self._file = file

    def written(self) -> bool:
        """Nothing is written before the term is complete."""
        return False

    def start_postings(self, format_: Any, terminfo: W3TermInfo) -> None:
        """A new term begins."""
        self._info = terminfo
        self._ids: list[int] = []
        self._frequencies: list[int] = []
        self._positions: list[bytes] = []
        self._positional = isinstance(format_, Positions)

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        """One document; the weight is the frequency."""
        self._ids.append(id_)
        self._frequencies.append(int(weight))
        if self._positional:
            self._positions.append(vbytes)

    def finish_postings(self) -> W3TermInfo:
        """Write the list; Whoosh keeps the returned statistics in the term index."""
        positions = b"".join(self._positions)
        header = [len(self._ids), len(positions) // _WORD.itemsize]
        start = self._file.tell()
        self._file.write(pack(header) + pack(self._ids) + pack(self._frequencies) + positions)
        info = self._info
        info.set_extent(start, self._file.tell() - start)
        info._weight, info._df = float(sum(self._frequencies)), len(self._ids)
        info._minlength, info._maxlength, info._maxweight = 1, 1, float(max(self._frequencies))
        info._minid, info._maxid = self._ids[0], self._ids[-1]
        return info


class FlatTermsReader(W3TermsReader):  # type: ignore[misc]
    """Whoosh's reader of terms, which also gives a whole posting list at once."""

    def term_info(self, fieldname: str, tbytes: bytes) -> W3TermInfo:
        """Statistics and place of a term; raises Whoosh's TermNotFound."""
        info = super().term_info(fieldname, tbytes)
        if info.is_inlined():
            raise ValueError("a pickle in the term index: these postings are not ours")
        return info

    def postings(self, info: W3TermInfo) -> Postings:
        """The list that `info` points to."""
        words = _words(self._postfile, info)
        count, npositions = int(words[0]), int(words[1])
        if len(words) != _HEADER + 2 * count + npositions:
            raise ValueError("a posting list has the wrong length")
        ids, frequencies, positions = np.split(words[_HEADER:].astype(np.int64), [count, 2 * count])
        return Postings(ids, frequencies, positions)

    def documents(self, info: W3TermInfo) -> NDArray[np.uint32]:
        """The documents of the list that `info` points to, without the rest of it."""
        words = _words(self._postfile, info)
        return words[_HEADER : _HEADER + int(words[0])]

    def dictionary(self, fieldname: str) -> Counted:
        """The terms of a field that fit into a key, with the number of documents of each.

        Reads Whoosh's ordered hash file as arrays, a hundred times as fast as its iterators.
        A record is: lengths of key and value | field number and term | flags, weight, documents, ...
        """
        index, number = self._tindex, self._fieldmap.get(fieldname)
        if number is None or not index.indexlen:
            return NOTHING
        data = np.frombuffer(self._dbfile.get(0, index.endofdata), np.uint8)
        kind = np.dtype(index.extras["indextype"]).newbyteorder(">")
        records = np.frombuffer(self._dbfile.get(index.indexbase, index.indexlen * kind.itemsize), kind)
        bounds = [index.closest_key_pos(_FIELD.pack(each)) for each in (number, number + 1)]
        first, end = (len(records) if at is None else int(np.searchsorted(records, at)) for at in bounds)
        records = records[first:end].astype(np.int64)
        lengths = _numbers(data, records) - _FIELD.size
        records, lengths = records[lengths <= LONGEST], lengths[lengths <= LONGEST]
        terms = records + _LENGTHS.size + _FIELD.size
        return Counted(gather(data, terms, lengths), _numbers(data, terms + lengths + _COUNT_AT))


class FlatCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with flat postings."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """A segment with a name from the system's randomness: Whoosh's own repeats with the seed."""
        return W3Segment(self, indexname, segid=secrets.token_hex(8))

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> FlatPostingsWriter:
        """The writer of one field's posting lists."""
        return FlatPostingsWriter(dbfile)

    def terms_reader(self, storage: Any, segment: Any) -> FlatTermsReader:
        """The reader of a segment's terms."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return FlatTermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Whoosh's own view of a posting list, for its matchers and for merging."""
        words = _words(dbfile, terminfo)
        count = int(words[0])
        ids, frequencies, positions = np.split(words[_HEADER:], [count, 2 * count])
        if isinstance(format_, Positions):
            ends = np.cumsum(frequencies)[:-1]
            values = [part.tobytes() for part in np.split(positions, ends)]
        elif isinstance(format_, Frequency):
            values = [int(frequency).to_bytes(4, "big") for frequency in frequencies]
        else:
            values = [b""] * count
        return ListMatcher(
            ids.tolist(),
            frequencies.astype(float).tolist(),
            values,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )
