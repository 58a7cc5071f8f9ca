"""How does Whoosh's term index come on the disk without a call for every term? All at once, from arrays.

The format is Whoosh's own `OrderedHashWriter` (a CDB-like hash of 256 tables, then the places
of all records in order), so that Whoosh's reader finds every term. A value is Whoosh's
`W3TermInfo`; its extent holds the number of the term within its field, and its documents.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.postings import FieldPostings

Places: TypeAlias = NDArray[np.int64]

_HEADER = b"HSH3" + struct.pack("!Bii", 1, 0, 0)
"""Magic, the number of the hash function (CRC-32), and room that Whoosh keeps."""
_LENGTHS = struct.Struct("!II")
_FIELD = struct.Struct("!H")
_INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("documents", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("heaviest", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("number", ">i8"),
        ("size", ">i4"),
    ]
)
_SLOT = np.dtype([("hash", ">u4"), ("place", ">i8")])
_DIRECTORY = struct.Struct("!qi")
_TABLES = 256
_LINES = 1 << 14
"""Records written at a time: bounds the memory that they take as Python objects."""


class _Written(NamedTuple):
    """What the tables need to know of records that are written."""

    hashes: NDArray[np.uint32]
    places: Places


class TermIndexWriter:
    """Writes the terms of fields in ascending order."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        """`names`: the fields, ascending."""
        self._file = io.BufferedWriter(io.FileIO(path, "wb"), 1 << 20)
        self._file.write(_HEADER)
        self._place = len(_HEADER)
        self._fields = {name: number for number, name in enumerate(names)}
        self._written: list[_Written] = []

    def add(self, name: str, postings: FieldPostings, first: int) -> None:
        """More terms of a field, of which the first has the number `first`."""
        prefix = _FIELD.pack(self._fields[name])
        infos = _infos(postings, first)
        for start in range(0, len(postings.terms), _LINES):
            keys = [prefix + term for term in postings.terms[start : start + _LINES]]
            self._add(keys, infos[start : start + _LINES])

    def _add(self, keys: list[bytes], infos: NDArray[np.void]) -> None:
        lengths = np.fromiter(map(len, keys), np.int64, len(keys))
        hashes = np.fromiter(map(zlib.crc32, keys), np.uint32, len(keys))
        ends = self._place + np.cumsum(lengths + _LENGTHS.size + _INFO.itemsize)
        self._written.append(_Written(hashes, np.concatenate([[self._place], ends[:-1]])))
        self._place = int(ends[-1])
        values = memoryview(infos.tobytes())
        size = _INFO.itemsize
        self._file.write(
            b"".join(
                part
                for number, key in enumerate(keys)
                for part in (_LENGTHS.pack(len(key), size), key, values[number * size : (number + 1) * size])
            )
        )

    def close(self) -> None:
        """Write the hash tables and the order."""
        hashes = np.concatenate([np.empty(0, np.uint32), *(each.hashes for each in self._written)])
        places = np.concatenate([np.empty(0, np.int64), *(each.places for each in self._written)])
        with self._file as file:
            directory = []
            for table in _tables(hashes, places):
                directory.append(_DIRECTORY.pack(self._place, len(table)))
                file.write(table.tobytes())
                self._place += table.nbytes
            file.write(b"".join(directory))
            kind = "I" if self._place < 1 << 32 else "q"
            extras: Mapping[str, object] = {
                "fieldmap": self._fields,
                "indextype": kind,
                "indexlen": len(places),
            }
            # Whoosh reads this one back as a pickle; it holds names and numbers alone.
            order = pickle.dumps(extras, 2) + places.astype(np.dtype(kind).newbyteorder(">")).tobytes()
            file.write(order + struct.pack("!i", len(order)))


def _infos(postings: FieldPostings, first: int) -> NDArray[np.void]:
    """Whoosh's statistics of each term."""
    starts, ends = postings.offsets[:-1].astype(np.int64), postings.offsets[1:].astype(np.int64)
    infos = np.zeros(len(starts), _INFO)
    if len(starts):
        infos["weight"] = np.add.reduceat(postings.frequencies, starts, dtype=np.int64)
        infos["heaviest"] = np.maximum.reduceat(postings.frequencies, starts)
        infos["first"], infos["last"] = postings.ids[starts], postings.ids[ends - 1]
        infos["documents"] = infos["size"] = ends - starts
        infos["number"] = np.arange(first, first + len(starts))
        infos["shortest"] = infos["longest"] = 1
    return infos


def _tables(hashes: NDArray[np.uint32], places: Places) -> Iterable[NDArray[np.void]]:
    """The 256 tables, twice as large as what they hold, with collisions in the next free slot."""
    buckets = hashes & np.uint32(_TABLES - 1)
    order = np.argsort(buckets, kind="stable")
    bounds = np.searchsorted(buckets[order], np.arange(_TABLES + 1))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        members = order[start:end]
        table = np.zeros(2 * len(members), _SLOT)
        if len(members):
            wanted = (hashes[members] >> np.uint32(8)).astype(np.int64) % len(table)
            members = members[np.argsort(wanted, kind="stable")]
            slots = _free_slots(np.sort(wanted), len(table))
            table["hash"][slots], table["place"][slots] = hashes[members], places[members]
        yield table


def _free_slots(wanted: Places, size: int) -> Places:
    """Linear probing of sorted wishes; what runs over the end takes what is free at the beginning.

    >>> _free_slots(np.array([0, 2, 2, 7, 7]), 8).tolist()
    [0, 2, 3, 7, 1]
    """
    numbers = np.arange(len(wanted))
    slots: Places = numbers + np.maximum.accumulate(wanted - numbers)
    over = slots >= size
    if over.any():
        taken = np.zeros(size, np.bool_)
        taken[slots[~over]] = True
        slots[over] = np.flatnonzero(~taken)[: np.count_nonzero(over)]
    return slots
