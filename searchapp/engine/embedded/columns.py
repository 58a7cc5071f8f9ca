"""I have record numbers: what are their facet values, dates, lengths and revisions?

A table of columns belongs to each segment, row for row in the order of its documents, and is
one NPZ file without pickles. A generation's columns are those of its segments end to end.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.fields import FACETS
from searchapp.model import UNKNOWN, PartialDate

Ints: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

_NUMBERS = ("revision", "number", "first_day", "last_day")
_NUMBER_BITS = 24
"""Room for the quotes of one report: more than the characters of the longest."""


def join_places(revisions: Ints, numbers: Ints) -> Ints:
    """One number for each record: the revision of its report and its number there."""
    return (revisions << _NUMBER_BITS) + numbers


@dataclass(frozen=True, slots=True)
class Row:
    """What the columns keep of one record.

    revision: of its report in the store. number: of the quote within its report, 0 for a
    report. lengths: words in each field.
    """

    id: str
    revision: int
    number: int
    date: PartialDate | None
    facets: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of one facet: row `rows[i]` carries `values[ordinals[i]]`; a row may carry several."""

    values: tuple[str, ...]
    rows: Ints
    ordinals: Ints

    @classmethod
    def build(cls, values_of_rows: Iterable[Sequence[str]]) -> FacetColumn:
        """From the values of each row, in order; repeated values of a row count once."""
        numbers: dict[str, int] = {}
        rows: list[int] = []
        ordinals: list[int] = []
        for row, values in enumerate(values_of_rows):
            for value in dict.fromkeys(values):
                rows.append(row)
                ordinals.append(numbers.setdefault(value, len(numbers)))
        return cls(tuple(numbers), np.array(rows, np.int64), np.array(ordinals, np.int64))

    def take(self, kept: Mask) -> FacetColumn:
        """The rows of a mask, renumbered; values that nobody carries any more stay listed."""
        renumbered = np.cumsum(kept) - 1
        chosen = kept[self.rows]
        return FacetColumn(self.values, renumbered[self.rows[chosen]], self.ordinals[chosen])

    @classmethod
    def join(cls, columns: Sequence[FacetColumn], sizes: Sequence[int]) -> FacetColumn:
        """Columns end to end; `sizes` are their numbers of rows."""
        numbers: dict[str, int] = {}
        rows, ordinals = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        start = 0
        for column, size in zip(columns, sizes, strict=True):
            translation = np.array([numbers.setdefault(v, len(numbers)) for v in column.values], np.int64)
            rows.append(column.rows + start)
            ordinals.append(translation[column.ordinals])
            start += size
        return cls(tuple(numbers), np.concatenate(rows), np.concatenate(ordinals))

    def filled(self, size: int) -> Mask:
        """Which of `size` rows carry a value at all."""
        mask = np.zeros(size, np.bool_)
        mask[self.rows] = True
        return mask

    def carrying(self, value: str, size: int) -> Mask:
        """Which of `size` rows carry this value; "onbekend" stands for no value."""
        if value == UNKNOWN:
            return ~self.filled(size)
        mask = np.zeros(size, np.bool_)
        if value in self.values:
            mask[self.rows[self.ordinals == self.values.index(value)]] = True
        return mask

    def counts(self, hits: Mask) -> dict[str, int]:
        """How many of the hits carry each value, "onbekend" included; no zeros."""
        counts = np.bincount(self.ordinals[hits[self.rows]], minlength=len(self.values))
        found = {self.values[number]: int(counts[number]) for number in np.flatnonzero(counts)}
        unknown = int(np.count_nonzero(hits & ~self.filled(len(hits))))
        return found | {UNKNOWN: unknown} if unknown else found


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of `size` records. Days are proleptic ordinals, 0 for "no date"."""

    ids: tuple[str, ...]
    numbers: Mapping[str, Ints]
    lengths: Mapping[str, Ints]
    facets: Mapping[str, FacetColumn]

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.ids)

    @classmethod
    def build(cls, rows: Sequence[Row], fields: Iterable[str]) -> Columns:
        """From one row a record; `fields` are the text fields of the index."""
        dates = [
            (r.date.first_day.toordinal(), r.date.last_day.toordinal()) if r.date else (0, 0) for r in rows
        ]
        numbers = (
            [row.revision for row in rows],
            [row.number for row in rows],
            [first for first, _ in dates],
            [last for _, last in dates],
        )
        return cls(
            tuple(row.id for row in rows),
            {name: np.array(column, np.int64) for name, column in zip(_NUMBERS, numbers, strict=True)},
            {name: np.array([row.lengths.get(name, 0) for row in rows], np.int64) for name in fields},
            {
                facet.name: FacetColumn.build(row.facets.get(facet.name, ()) for row in rows)
                for facet in FACETS
            },
        )

    def take(self, kept: Mask) -> Columns:
        """The rows of a mask."""
        return Columns(
            tuple(self.ids[row] for row in np.flatnonzero(kept)),
            {name: column[kept] for name, column in self.numbers.items()},
            {name: column[kept] for name, column in self.lengths.items()},
            {name: column.take(kept) for name, column in self.facets.items()},
        )

    @classmethod
    def join(cls, parts: Sequence[Columns], fields: Iterable[str]) -> Columns:
        """Tables end to end."""
        sizes = [part.size for part in parts]
        empty = np.empty(0, np.int64)
        return cls(
            tuple(record_id for part in parts for record_id in part.ids),
            {name: np.concatenate([empty, *(part.numbers[name] for part in parts)]) for name in _NUMBERS},
            {name: np.concatenate([empty, *(part.lengths[name] for part in parts)]) for name in fields},
            {
                facet.name: FacetColumn.join([part.facets[facet.name] for part in parts], sizes)
                for facet in FACETS
            },
        )

    def dump(self) -> bytes:
        """The table as the bytes of an NPZ file."""
        arrays = {f"number.{name}": column for name, column in self.numbers.items()}
        arrays |= {f"length.{name}": column.astype(np.uint32) for name, column in self.lengths.items()}
        texts: dict[str, Sequence[str]] = {"ids": self.ids}
        for name, column in self.facets.items():
            arrays[f"rows.{name}"] = column.rows.astype(np.uint32)
            arrays[f"ordinals.{name}"] = column.ordinals.astype(np.uint32)
            texts[name] = column.values
        arrays["texts"] = np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), np.uint8)
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    @classmethod
    def load(cls, content: bytes) -> Columns:
        """What `dump` gave; ValueError or KeyError when it's something else."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
        except zipfile.BadZipFile as error:
            raise ValueError(f"not a table of columns: {error}") from error
        texts = json.loads(arrays["texts"].tobytes())
        wide = {name: array.astype(np.int64) for name, array in arrays.items() if name != "texts"}
        return cls(
            tuple(texts["ids"]),
            {name: wide[f"number.{name}"] for name in _NUMBERS},
            {
                name.removeprefix("length."): array
                for name, array in wide.items()
                if name.startswith("length.")
            },
            {
                facet.name: FacetColumn(
                    tuple(texts[facet.name]), wide[f"rows.{facet.name}"], wide[f"ordinals.{facet.name}"]
                )
                for facet in FACETS
            },
        )


def load_places(path: Path) -> Ints:
    """What tells each row of a table from all others (see `join_places`), without reading the rest."""
    with np.load(path, allow_pickle=False) as file:
        return join_places(file["number.revision"], file["number.number"])
