"""Which values of one facet does each record carry, and how many records carry each value?

A record carries a *set* of values, and the column holds the number of its set: 0 for none, in
the narrowest type. There are far fewer different sets than records (the two clubs of a match,
one season), so a count over a million records gathers one narrow column, and only the sets are
looked at value by value. Where no record carries two values the sets are the values themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.flatfile import Array, FlatWriter
from searchapp.engine.embedded.postings import Unsigned
from searchapp.engine.embedded.strings import Strings

Ints: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.int64]


def narrow(numbers: NDArray[Any], most: int) -> Unsigned:
    """The numbers in the narrowest unsigned type that holds `most`."""
    found: Unsigned = numbers.astype(np.min_scalar_type(most))
    return found


@dataclass(frozen=True)
class FacetColumn:
    """One facet of all records.

    values: different, ascending. column: the set of each record, 0 for none. starts, members:
    set s holds the values `members[starts[s]:starts[s + 1]]`, ascending; both are None when
    set s is just the value s - 1.
    """

    values: Strings
    column: Unsigned
    starts: Unsigned | None = None
    members: Unsigned | None = None

    @classmethod
    def build(cls, values_of_rows: Iterable[Sequence[str]]) -> FacetColumn:
        """From the values of each row, in order; repeated values of a row count once."""
        rows = [tuple(sorted(set(values))) for values in values_of_rows]
        values = sorted({value for row in rows for value in row})
        numbers = {value: number for number, value in enumerate(values)}
        sets = [tuple(numbers[value] for value in row) for row in rows]
        return cls._of_sets(Strings.of(values), sets)

    @classmethod
    def _of_sets(cls, values: Strings, sets: list[tuple[int, ...]]) -> FacetColumn:
        if all(len(each) < 2 for each in sets):
            column = np.array([each[0] + 1 if each else 0 for each in sets], np.int64)
            return cls(values, narrow(column, len(values)))
        different = {each: number for number, each in enumerate(dict.fromkeys([(), *sets]))}
        starts = np.cumsum([0, *map(len, different)])
        members = np.array([member for each in different for member in each], np.int64)
        return cls(
            values,
            narrow(np.array([different[each] for each in sets], np.int64), len(different)),
            narrow(starts, len(members)),
            narrow(members, len(values)),
        )

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.column)

    @cached_property
    def sizes(self) -> Ints:
        """The number of values of each set."""
        if self.starts is None:
            return np.minimum(np.arange(len(self.values) + 1), 1)
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]

    @cached_property
    def _set_of_member(self) -> Ints:
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @cached_property
    def _by_value(self) -> tuple[Ints, Ints]:
        """The sets that hold each value, value by value, and where those of each value begin."""
        assert self.members is not None
        order = np.argsort(self.members, kind="stable")
        sizes = np.bincount(self.members, minlength=len(self.values))
        return self._set_of_member[order], np.concatenate([[0], np.cumsum(sizes)])

    def take(self, kept: Mask) -> FacetColumn:
        """The rows of a mask; sets and values that nobody carries any more go."""
        column = self.column[kept].astype(np.int64)
        used = np.bincount(column, minlength=len(self.sizes)) > 0
        used[0] = True
        sets = np.flatnonzero(used)
        members = self._members_of(sets)
        carried = np.zeros(len(self.values), np.bool_)
        carried[members] = True
        values, renumbered = np.flatnonzero(carried), np.cumsum(carried) - 1
        column = (np.cumsum(used) - 1)[column]
        if self.starts is None:
            return FacetColumn(self.values.take(values), narrow(column, len(values)))
        starts = np.concatenate([[0], np.cumsum(self.sizes[sets])])
        return FacetColumn(
            self.values.take(values),
            narrow(column, len(sets)),
            narrow(starts, len(members)),
            narrow(renumbered[members], len(values)),
        )

    def _members_of(self, sets: Ints) -> Ints:
        """The values of these sets, set by set."""
        if self.starts is None or self.members is None:
            return sets[sets > 0] - 1
        sizes = self.sizes[sets]
        ends = np.cumsum(sizes)
        places = np.arange(sizes.sum()) + np.repeat(self.starts[sets].astype(np.int64) - ends + sizes, sizes)
        members: Ints = self.members[places].astype(np.int64)
        return members

    @classmethod
    def join(cls, columns: Sequence[FacetColumn]) -> FacetColumn:
        """Columns end to end. Equal sets of two columns with sets stay two: nothing depends on that."""
        if len(columns) == 1:
            return columns[0]
        lists = [list(column.values) for column in columns]
        values = sorted(set().union(*lists))
        numbers = {value: number for number, value in enumerate(values)}
        translations = [np.array([numbers[value] for value in each], np.int64) for each in lists]
        joined = Strings.of(values)
        pairs = list(zip(columns, translations, strict=True))
        if all(column.starts is None for column in columns):
            parts = [np.concatenate([[0], new + 1])[column.column] for column, new in pairs]
            return cls(joined, narrow(np.concatenate([np.empty(0, np.int64), *parts]), len(values)))
        return cls._join_sets(joined, pairs)

    @classmethod
    def _join_sets(cls, values: Strings, pairs: Sequence[tuple[FacetColumn, Ints]]) -> FacetColumn:
        rows, sizes, members = [np.empty(0, np.int64)], [np.zeros(1, np.int64)], [np.empty(0, np.int64)]
        base = 0
        for column, new in pairs:
            sets = column.column.astype(np.int64)
            rows.append(np.where(sets > 0, sets + base, 0))
            sizes.append(column.sizes[1:])
            members.append(new[column._members_of(np.arange(1, len(column.sizes)))])
            base += len(column.sizes) - 1
        flat = np.concatenate(members)
        starts = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
        return cls(
            values,
            narrow(np.concatenate(rows), base),
            narrow(starts, len(flat)),
            narrow(flat, len(values)),
        )

    def dump(self, writer: FlatWriter, name: str) -> None:
        """Write the arrays as sections."""
        writer.add(f"{name}/values", self.values.content)
        writer.add(f"{name}/values/starts", self.values.starts)
        writer.add(name, self.column)
        if self.starts is not None and self.members is not None:
            writer.add(f"{name}/sets", self.starts)
            writer.add(f"{name}/members", self.members)

    @classmethod
    def load(cls, sections: Mapping[str, Array], name: str) -> FacetColumn:
        """What `dump` wrote; KeyError when it isn't there."""
        return cls(
            Strings(sections[f"{name}/values/starts"], sections[f"{name}/values"]),
            sections[name],
            sections.get(f"{name}/sets"),
            sections.get(f"{name}/members"),
        )

    def sets_with(self, values: Iterable[int]) -> Mask:
        """Of every set, whether it holds one of these values (by number)."""
        wanted = np.zeros(len(self.values), np.bool_)
        wanted[list(values)] = True
        sets = np.zeros(len(self.sizes), np.bool_)
        if self.starts is None or self.members is None:
            sets[1:] = wanted
        else:
            sets[self._set_of_member[wanted[self.members]]] = True
        return sets

    @cached_property
    def totals(self) -> Counts:
        """How many rows have each set."""
        return np.bincount(self.column, minlength=len(self.sizes))

    def set_counts(self, rows: NDArray[np.intp]) -> Counts:
        """How many of these rows have each set."""
        return np.bincount(self.column.take(rows), minlength=len(self.sizes))

    def counts_of_sets(self, sets: Counts) -> Counts:
        """How many records carry each value, from how many have each set."""
        if self.starts is None or self.members is None:
            return sets[1:]
        holding, starts = self._by_value
        sums = np.concatenate([[0], np.cumsum(sets.take(holding))]).take(starts)
        counts: Counts = sums[1:] - sums[:-1]
        return counts

    def counts(self, rows: NDArray[np.intp]) -> tuple[Counts, int]:
        """How many of these rows carry each value, and how many carry none."""
        if self.starts is None or self.members is None or len(rows) * 2 > len(self.members):
            sets = self.set_counts(rows)
            return self.counts_of_sets(sets), int(sets[0])
        sets = self.column.take(rows).astype(np.intp)
        filled = sets[sets > 0]
        starts, sizes = self.starts.take(filled).astype(np.intp), self.sizes.take(filled)
        found = np.bincount(self.members.take(starts), minlength=len(self.values))
        for place in range(1, int(sizes.max(initial=0))):
            found += np.bincount(self.members.take(starts[sizes > place] + place), minlength=len(self.values))
        return found, len(sets) - len(filled)
