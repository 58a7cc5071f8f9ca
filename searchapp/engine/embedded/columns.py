"""I have record numbers: what are their ids, facet values, dates and revisions?

A table of columns belongs to each segment, row for row in the order of its documents, in one
flat file that is mapped and not read. A generation's columns are those of its segments end to
end; where there is just one segment they are its files as they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from searchapp.engine.embedded.facetcolumn import FacetColumn, Ints, Mask, narrow
from searchapp.engine.embedded.flatfile import FlatFile, FlatWriter
from searchapp.engine.embedded.postings import Unsigned
from searchapp.engine.embedded.strings import Strings
from searchapp.model import PartialDate

_NUMBERS = ("revision", "number", "first_day", "last_day")
_NUMBER_BITS = 24
"""Room for the quotes of one report: more than the characters of the longest."""


def join_places(revisions: Unsigned | Ints, numbers: Unsigned | Ints) -> Ints:
    """One number for each record: the revision of its report and its number there."""
    return (revisions.astype(np.int64) << _NUMBER_BITS) + numbers.astype(np.int64)


@dataclass(frozen=True, slots=True)
class Row:
    """What the columns keep of one record.

    revision: of its report in the store. number: of the quote within its report, 0 for a
    report.
    """

    id: str
    revision: int
    number: int
    date: PartialDate | None
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Columns:
    """All columns of `size` records. Days are proleptic ordinals, 0 for "no date"."""

    ids: Strings
    numbers: Mapping[str, Unsigned]
    facets: Mapping[str, FacetColumn]

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.ids)

    @classmethod
    def build(cls, rows: Sequence[Row], facets: Iterable[str]) -> Columns:
        """From one row a record; `facets` are the names of the facets that the index counts."""
        dates = [
            (row.date.first_day.toordinal(), row.date.last_day.toordinal()) if row.date else (0, 0)
            for row in rows
        ]
        numbers = (
            [row.revision for row in rows],
            [row.number for row in rows],
            [first for first, _ in dates],
            [last for _, last in dates],
        )
        return cls(
            Strings.of(row.id for row in rows),
            {name: _narrowest(column) for name, column in zip(_NUMBERS, numbers, strict=True)},
            {name: FacetColumn.build(row.facets.get(name, ()) for row in rows) for name in facets},
        )

    def take(self, kept: Mask) -> Columns:
        """The rows of a mask."""
        return Columns(
            self.ids.take(np.flatnonzero(kept)),
            {name: column[kept] for name, column in self.numbers.items()},
            {name: column.take(kept) for name, column in self.facets.items()},
        )

    def of_revisions(self, revisions: Ints) -> Columns:
        """The same rows of reports with these revisions."""
        narrowed = narrow(revisions, int(revisions.max(initial=0)))
        return replace(self, numbers={**self.numbers, "revision": narrowed})

    @classmethod
    def join(cls, parts: Sequence[Columns], facets: Iterable[str]) -> Columns:
        """Tables end to end."""
        if not parts:
            return cls.build((), facets)
        if len(parts) == 1:
            return parts[0]
        return cls(
            Strings.join([part.ids for part in parts]),
            {name: np.concatenate([part.numbers[name] for part in parts]) for name in _NUMBERS},
            {name: FacetColumn.join([part.facets[name] for part in parts]) for name in facets},
        )

    @cached_property
    def places(self) -> Ints:
        """What tells each row from all others; see `join_places`."""
        return join_places(self.numbers["revision"], self.numbers["number"])

    def dump(self, path: Path) -> None:
        """Write the table; nothing is flushed yet."""
        with FlatWriter(path) as writer:
            writer.add("ids", self.ids.content)
            writer.add("ids/starts", self.ids.starts)
            for name, column in self.numbers.items():
                writer.add(f"number/{name}", column)
            for name, facet in self.facets.items():
                facet.dump(writer, f"facet/{name}")

    @classmethod
    def load(cls, path: Path, facets: Iterable[str]) -> Columns:
        """What `dump` wrote, mapped; ValueError or KeyError when it's something else."""
        sections = FlatFile(path).sections
        return cls(
            Strings(sections["ids/starts"], sections["ids"]),
            {name: sections[f"number/{name}"] for name in _NUMBERS},
            {name: FacetColumn.load(sections, f"facet/{name}") for name in facets},
        )


def _narrowest(numbers: Sequence[int]) -> Unsigned:
    return narrow(np.array(numbers, np.int64), max(numbers, default=0))
