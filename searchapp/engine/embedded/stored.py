"""I have the number of a term in a field of a segment: where do its postings lie?

    .off   FIELD: u64 per term and one more, into the postings; FIELD/positions: the same into positions
    .ids   FIELD: u32, the document of each posting
    .frq   FIELD: u8, the frequency of each posting, see below
    .pos   FIELD: u16, the positions of each posting one after the other, see below
    .len   FIELD: u32 per document, its length in words

Frequencies over 255 and positions over 65,535 are rare: the array keeps their low bits, and
beside it lie the places of such elements (FIELD/places, u64) and what they are (FIELD/values, u32).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.flatfile import Array, FlatFile, FlatWriter, Section
from searchapp.engine.embedded.postings import FieldPostings, Offsets, Postings, Unsigned, Words

OFFSETS, IDS, FREQUENCIES, POSITIONS, LENGTHS = ".off", ".ids", ".frq", ".pos", ".len"
EXTENSIONS = (OFFSETS, IDS, FREQUENCIES, POSITIONS)
_NARROW: dict[str, np.dtype[Any]] = {FREQUENCIES: np.dtype(np.uint8), POSITIONS: np.dtype(np.uint16)}
_PLACES, _VALUES = "/places", "/values"
_OF_POSITIONS = "/positions"


class Naming(Protocol):
    """Gives the path of a segment's file with an extension."""

    def __call__(self, extension: str, /) -> Path:
        """The path."""


class _Narrow:
    """Writes numbers in a narrow type and gathers those that don't fit."""

    def __init__(self, section: Section, dtype: np.dtype[Any]) -> None:
        self._section, self._dtype = section, dtype
        self._places: list[NDArray[np.uint64]] = []
        self._values: list[Words] = []

    def write(self, numbers: Words) -> None:
        """Append numbers."""
        if len(numbers) and int(numbers.max()) > np.iinfo(self._dtype).max:
            wide = np.flatnonzero(numbers > np.iinfo(self._dtype).max)
            self._places.append((wide + self._section.count).astype(np.uint64))
            self._values.append(numbers[wide].astype(np.uint32))
        self._section.write(numbers.astype(self._dtype))

    def finish(self, writer: FlatWriter, name: str) -> None:
        """Write the gathered ones, if any, as sections of their own."""
        if self._places:
            writer.add(name + _PLACES, np.concatenate(self._places))
            writer.add(name + _VALUES, np.concatenate(self._values))


class FieldsWriter:
    """Writes the postings of fields, range by range of their terms."""

    def __init__(self, naming: Naming) -> None:
        """Create the files."""
        self._stack = ExitStack()
        self._files = {
            extension: self._stack.enter_context(FlatWriter(naming(extension))) for extension in EXTENSIONS
        }

    def __enter__(self) -> FieldsWriter:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def field(self, name: str) -> FieldWriter:
        """The writer of one field; finish it before the next."""
        return FieldWriter(self._files, name)


class FieldWriter:
    """Writes the postings of one field."""

    def __init__(self, files: Mapping[str, FlatWriter], name: str) -> None:
        """Sections begin where the files are."""
        self._files, self._name = files, name
        self._stack = ExitStack()
        self._ids = self._stack.enter_context(files[IDS].section(name, np.dtype(np.uint32)))
        self._narrow = {
            extension: _Narrow(self._stack.enter_context(files[extension].section(name, dtype)), dtype)
            for extension, dtype in _NARROW.items()
        }
        self._starts = [np.zeros(1, np.uint64)]
        self._position_starts = [np.zeros(1, np.uint64)]
        self.terms = 0
        self._postings = self._positions = 0

    def add(self, postings: FieldPostings) -> None:
        """A range of terms."""
        self._ids.write(postings.ids)
        self._narrow[FREQUENCIES].write(postings.frequencies)
        self._starts.append(postings.offsets[1:] + np.uint64(self._postings))
        if postings.positions is not None:
            self._narrow[POSITIONS].write(postings.positions)
            ends = np.concatenate([[0], np.cumsum(postings.frequencies, dtype=np.uint64)])
            self._position_starts.append(
                ends[postings.offsets[1:].astype(np.int64)].astype(np.uint64) + np.uint64(self._positions)
            )
            self._positions += len(postings.positions)
        self._postings += len(postings.ids)
        self.terms += len(postings.terms)

    def finish(self) -> None:
        """Complete the sections."""
        self._stack.close()
        for extension, narrow in self._narrow.items():
            narrow.finish(self._files[extension], self._name)
        self._files[OFFSETS].add(self._name, np.concatenate(self._starts))
        if len(self._position_starts) > 1:
            self._files[OFFSETS].add(self._name + _OF_POSITIONS, np.concatenate(self._position_starts))


def write_lengths(path: Path, lengths: Mapping[str, NDArray[Any]]) -> None:
    """The lengths of all documents in each field."""
    with FlatWriter(path) as writer:
        for name, column in lengths.items():
            writer.add(name, np.asarray(column, np.uint32))


class StoredFields:
    """The open files of a segment's postings."""

    def __init__(self, naming: Naming) -> None:
        """Map them; OSError or ValueError when that's not possible."""
        self._files = {extension: FlatFile(naming(extension)) for extension in EXTENSIONS}
        self._fields: dict[str, StoredField] = {}

    def release(self) -> None:
        """Let the memory go that reading took; what is mapped stays usable."""
        for file in self._files.values():
            file.release()

    def field(self, name: str) -> StoredField | None:
        """The postings of a field, or None when the segment has none."""
        if name not in self._fields:
            if name not in self._files[OFFSETS].sections:
                return None
            self._fields[name] = StoredField(
                name, {kind: file.sections for kind, file in self._files.items()}
            )
        return self._fields[name]


class StoredField:
    """The postings of one field of a segment."""

    def __init__(self, name: str, sections: Mapping[str, Mapping[str, Array]]) -> None:
        """ValueError when the arrays don't fit together."""
        self._name, self._sections = name, sections
        self.starts: Offsets = sections[OFFSETS][name]
        self._ids: Words = sections[IDS][name]
        self._frequencies: Unsigned = sections[FREQUENCIES][name]
        self._positions: Unsigned = sections[POSITIONS][name]
        if not len(self.starts) or int(self.starts[-1]) != len(self._ids) != len(self._frequencies):
            raise ValueError(f"the postings of {name} have the wrong length")

    @property
    def positional(self) -> bool:
        """Whether positions are kept."""
        return self._name + _OF_POSITIONS in self._sections[OFFSETS]

    @cached_property
    def _position_starts(self) -> Offsets:
        starts: Offsets = self._sections[OFFSETS][self._name + _OF_POSITIONS]
        return starts

    def postings(self, number: int, until: int | None = None) -> Postings:
        """Those of the term with this number, or of a range of terms one after the other."""
        start, end = int(self.starts[number]), int(self.starts[until or number + 1])
        return Postings(self._ids[start:end], self._wide(FREQUENCIES, start, end))

    def count(self, number: int) -> int:
        """How many documents hold a term."""
        return int(self.starts[number + 1]) - int(self.starts[number])

    def documents(self, number: int) -> Words:
        """The documents of a term."""
        return self._ids[int(self.starts[number]) : int(self.starts[number + 1])]

    def positions(self, number: int, until: int | None = None) -> Unsigned:
        """The positions of the same postings, one after the other."""
        start, end = int(self._position_starts[number]), int(self._position_starts[until or number + 1])
        return self._wide(POSITIONS, start, end)

    def _wide(self, extension: str, start: int, end: int) -> Unsigned:
        """The elements from `start` to `end`: a view, or wider numbers where some don't fit."""
        sections = self._sections[extension]
        narrow: Unsigned = sections[self._name][start:end]
        places = sections.get(self._name + _PLACES)
        if places is None:
            return narrow
        first, last = np.searchsorted(places, np.array([start, end], np.uint64)).tolist()
        if first == last:
            return narrow
        wide = narrow.astype(np.uint32)
        wide[(places[first:last] - np.uint64(start)).astype(np.int64)] = sections[self._name + _VALUES][
            first:last
        ]
        return wide
