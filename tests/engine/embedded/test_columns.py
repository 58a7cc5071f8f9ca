"""Columns keep what they were given through files, deletions and joining."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columns import Columns, Row
from searchapp.fields import FACETS
from searchapp.model import UNKNOWN, PartialDate

FIELDS = ("body", "title")
rows = st.lists(
    st.builds(
        Row,
        id=st.text(max_size=5),
        revision=st.integers(1, 2**40),
        number=st.integers(0, 9),
        date=st.one_of(st.none(), st.builds(PartialDate, st.integers(1900, 2100), st.integers(0, 12))),
        facets=st.dictionaries(
            st.sampled_from([facet.name for facet in FACETS]),
            st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=3).map(tuple),
        ),
        lengths=st.fixed_dictionaries({name: st.integers(0, 1000) for name in FIELDS}),
    ),
    max_size=8,
)


def told(columns: Columns) -> list[object]:
    """Everything that the columns say of each row."""
    found: list[object] = []
    for row in range(columns.size):
        facets = {
            name: sorted(column.values[n] for n in column.ordinals[column.rows == row])
            for name, column in columns.facets.items()
        }
        numbers = {name: int(column[row]) for name, column in columns.numbers.items()}
        lengths = {name: int(column[row]) for name, column in columns.lengths.items()}
        found.append((columns.ids[row], facets, numbers, lengths))
    return found


@settings(max_examples=40, deadline=None)
@given(rows)
def test_file_gives_back_what_was_dumped(given_rows: list[Row]) -> None:
    """A table is the same after writing and reading."""
    columns = Columns.build(given_rows, FIELDS)
    assert told(Columns.load(columns.dump())) == told(columns)


@settings(max_examples=40, deadline=None)
@given(rows, rows)
def test_taking_and_joining_keep_the_rows(first: list[Row], second: list[Row]) -> None:
    """Rows that are kept, end to end, are those that were given."""
    kept = np.array([n % 2 == 0 for n in range(len(first))], np.bool_)
    parts = [Columns.build(first, FIELDS).take(kept), Columns.build(second, FIELDS)]
    expected = Columns.build([*first[::2], *second], FIELDS)
    assert told(Columns.join(parts, FIELDS)) == told(expected)


@settings(max_examples=40, deadline=None)
@given(rows)
def test_counts_are_those_of_the_rows(given_rows: list[Row]) -> None:
    """Every value is counted once a row, and rows without one are counted as unknown."""
    columns = Columns.build(given_rows, FIELDS)
    everything = np.ones(columns.size, np.bool_)
    for facet in FACETS:
        counts: dict[str, int] = {}
        for row in given_rows:
            for value in row.facets.get(facet.name) or (UNKNOWN,):
                counts[value] = counts.get(value, 0) + 1
        assert columns.facets[facet.name].counts(everything) == counts
        for value, count in counts.items():
            assert columns.facets[facet.name].carrying(value, columns.size).sum() == count


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY rest"])
def test_other_bytes_are_no_columns(content: bytes) -> None:
    """A file that isn't a table raises an error that can be told, not a crash."""
    with pytest.raises((ValueError, KeyError, EOFError)):
        Columns.load(content)
