"""How does an index of flat arrays stand under Whoosh? Through its codec: the seam that Whoosh made for this.

The table of contents, the schema, segments and the term index are Whoosh's; posting lists and
lengths are ours (`stored`), and Whoosh's matchers read them through this module. The class path
of `FlatCodec` is part of the file format: Whoosh stores it in the table of contents.
"""

from __future__ import annotations

import secrets
import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import FieldWriter as WhooshFieldWriter
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment, W3TermsReader
from whoosh.formats import Frequency, Positions
from whoosh.matching import ListMatcher

from searchapp.engine.embedded import stored
from searchapp.engine.embedded.flatfile import FlatFile
from searchapp.engine.embedded.keys import LONGEST, NOTHING, Counted, gather
from searchapp.engine.embedded.postings import Chunks, FieldPostings
from searchapp.engine.embedded.stored import StoredField, StoredFields
from searchapp.engine.embedded.termindex import TermIndexWriter

_WORD = np.dtype("<u4")
_FIELD = struct.Struct("!H")
_LENGTHS = struct.Struct("!ii")
_COUNT_AT = struct.calcsize("!Bf")
_NUMBER_AT = struct.calcsize("!BfIBBfII")
_NUMBER = struct.Struct("!q")
_TERMS = ".trm"
_CHUNK = 1 << 22
"""Postings that `read_fields` gives at a time."""


def pack(numbers: Sequence[int]) -> bytes:
    """Unsigned 32-bit little-endian."""
    return np.array(numbers, _WORD).tobytes()


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


def naming(storage: Any, segment: W3Segment) -> stored.Naming:
    """Paths of a segment's files by extension."""

    def path(extension: str, /) -> Path:
        return Path(storage.folder, segment.make_filename(extension))

    return path


def write_segment(
    storage: Any,
    segment: W3Segment,
    documents: int,
    fields: Mapping[str, Chunks],
    lengths: Mapping[str, NDArray[Any]],
) -> None:
    """Write all files of a Whoosh segment but its facet columns.

    `lengths`: for each field the words of each of the `documents`. A field may come as a whole
    or range by range of its terms. Nothing is flushed yet.
    """
    if any(len(column) != documents for column in lengths.values()):
        raise ValueError("the lengths of a field aren't those of all documents")
    path = naming(storage, segment)
    write_fields(path, fields)
    stored.write_lengths(path(stored.LENGTHS), lengths)
    segment.set_doc_count(documents)
    segment._fieldlengths = {name: int(np.sum(column)) for name, column in lengths.items()}


def write_fields(path: stored.Naming, fields: Mapping[str, Chunks]) -> None:
    """The term index and the postings of a segment."""
    terms = TermIndexWriter(path(_TERMS), sorted(fields))
    with stored.FieldsWriter(path) as writer:
        for name in sorted(fields):
            chunks, field = fields[name], writer.field(name)
            for chunk in (chunks,) if isinstance(chunks, FieldPostings) else chunks:
                terms.add(name, chunk, field.terms)
                field.add(chunk)
            field.finish()
    terms.close()


def read_fields(reader: FlatTermsReader, postings: int = _CHUNK) -> dict[str, Iterator[FieldPostings]]:
    """Every field of a segment as it was written, in ranges of terms with about so many postings."""
    return {name: _ranges(reader, name, postings) for name in sorted(reader.indexed_field_names())}


def _ranges(reader: FlatTermsReader, name: str, most: int) -> Iterator[FieldPostings]:
    field, terms = reader.field(name), reader.terms_from(name, b"")
    count = len(field.starts) - 1
    first = 0
    while first < count:
        wanted = field.starts[first] + np.uint64(most)
        end = max(first + 1, int(np.searchsorted(field.starts, wanted, "right")) - 1)
        ids, frequencies = field.postings(first, end)
        yield FieldPostings(
            [next(terms)[1] for _ in range(first, end)],
            field.starts[first : end + 1] - field.starts[first],
            ids,
            frequencies.astype(np.uint32),
            field.positions(first, end).astype(np.uint32) if field.positional else None,
        )
        reader.release()
        first = end


class FlatFieldWriter(WhooshFieldWriter):  # type: ignore[misc]
    """Takes the postings of Whoosh's own writer, one at a time, and writes them all on closing."""

    def __init__(self, path: stored.Naming) -> None:
        """Nothing is written yet."""
        self._path = path
        self._fields: dict[str, FieldPostings] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """A new field begins."""
        self._name, self._positional = fieldname, isinstance(fieldobj.format, Positions)
        self._terms: list[bytes] = []
        self._starts = [0]
        self._ids, self._frequencies, self._positions = array("I"), array("I"), bytearray()

    def start_term(self, btext: bytes) -> None:
        """A new term begins."""
        self._terms.append(bytes(btext))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """One document; the weight is the frequency."""
        self._ids.append(docnum)
        self._frequencies.append(int(weight))
        if self._positional:
            self._positions += vbytes

    def finish_term(self) -> None:
        """The term is complete."""
        self._starts.append(len(self._ids))

    def finish_field(self) -> None:
        """The field is complete."""
        self._fields[self._name] = FieldPostings(
            self._terms,
            np.array(self._starts, np.uint64),
            np.array(self._ids, np.uint32),
            np.array(self._frequencies, np.uint32),
            np.frombuffer(bytes(self._positions), _WORD) if self._positional else None,
        )

    def close(self) -> None:
        """Write everything."""
        write_fields(self._path, self._fields)
        self.is_closed = True


class FlatTermsReader(W3TermsReader):  # type: ignore[misc]
    """Whoosh's reader of terms, which also gives a whole posting list at once."""

    def __init__(self, codec: FlatCodec, storage: Any, segment: W3Segment) -> None:
        """Map the files."""
        name = segment.make_filename(_TERMS)
        file = storage.open_file(name)
        # Whoosh's reader closes a file of postings; there is just one file here.
        super().__init__(codec, file, storage.file_length(name), file)
        self._stored = StoredFields(naming(storage, segment))

    def field(self, name: str) -> StoredField:
        """The postings of a field; KeyError when the segment has none."""
        field = self._stored.field(name)
        if field is None:
            raise KeyError(name)
        return field

    def release(self) -> None:
        """Let the memory go that reading took: whoever reads all of it needs none of it twice."""
        self._stored.release()

    def number(self, name: str, term: bytes) -> int | None:
        """The number of a term within its field, or None."""
        for place, _ in self._tindex.ranges_for_key(self._keycoder(name, term)):
            number: int = _NUMBER.unpack(self._dbfile.get(place + _NUMBER_AT, _NUMBER.size))[0]
            return number
        return None

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

    def matcher(self, fieldname: str, tbytes: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Whoosh's own view of a posting list, for its matchers; raises Whoosh's TermNotFound."""
        info = self.term_info(fieldname, tbytes)
        number, field = info.extent()[0], self.field(fieldname)
        ids, frequencies = field.postings(number)
        if isinstance(format_, Positions):
            positions = field.positions(number).astype(_WORD)
            ends = np.cumsum(frequencies, dtype=np.int64)[:-1]
            values = [part.tobytes() for part in np.split(positions, ends)]
        elif isinstance(format_, Frequency):
            values = [int(frequency).to_bytes(4, "big") for frequency in frequencies]
        else:
            values = [b""] * len(ids)
        return ListMatcher(
            ids.tolist(),
            frequencies.astype(float).tolist(),
            values,
            format_,
            scorer=scorer,
            term=(fieldname, tbytes),
            terminfo=info,
        )

    def close(self) -> None:
        """Close the term index; mapped arrays go with the last that uses them."""
        self._tindex.close()


def _numbers(data: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The unsigned 32-bit big-endian numbers at these places."""
    numbers: NDArray[np.int64] = data[places[:, None] + np.arange(4)].view(">u4").ravel().astype(np.int64)
    return numbers


class FlatPerDocReader(W3PerDocReader):  # type: ignore[misc]
    """Lengths for Whoosh's scoring; nothing is stored here but in the archive's own store."""

    def __init__(self, storage: Any, segment: W3Segment) -> None:
        """Nothing is opened yet."""
        super().__init__(storage, segment)
        self._lengths_path = naming(storage, segment)(stored.LENGTHS)
        self._lengths: Mapping[str, NDArray[np.uint32]] | None = None

    def lengths(self, fieldname: str) -> NDArray[np.uint32]:
        """Of all documents in a field."""
        if self._lengths is None:
            self._lengths = FlatFile(self._lengths_path).sections
        found: NDArray[np.uint32] = self._lengths.get(fieldname, np.zeros(self._doccount, np.uint32))
        return found

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of a document in a field."""
        return int(self.lengths(fieldname)[docnum]) or default

    def min_field_length(self, fieldname: str) -> int:
        """Words of the shortest document."""
        return int(self.lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Words of the longest document."""
        return int(self.lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """None."""
        return {}


class FlatCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with flat postings."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """A segment with a name from the system's randomness: Whoosh's own repeats with the seed."""
        return W3Segment(self, indexname, segid=secrets.token_hex(8))

    def field_writer(self, storage: Any, segment: W3Segment) -> FlatFieldWriter:
        """The writer of all terms and postings."""
        return FlatFieldWriter(naming(storage, segment))

    def per_document_reader(self, storage: Any, segment: W3Segment) -> FlatPerDocReader:
        """The reader of lengths."""
        return FlatPerDocReader(storage, segment)

    def terms_reader(self, storage: Any, segment: W3Segment) -> FlatTermsReader:
        """The reader of a segment's terms."""
        return FlatTermsReader(self, storage, segment)
