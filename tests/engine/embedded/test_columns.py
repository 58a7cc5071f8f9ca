"""Columns keep what they were given through files, deletions and joining."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columns import Columns, Row
from searchapp.model import UNKNOWN, PartialDate

FACETS = ("team", "season", "speaker")
rows = st.lists(
    st.builds(
        Row,
        id=st.text(max_size=5),
        revision=st.integers(1, 2**40),
        number=st.integers(0, 9),
        date=st.one_of(st.none(), st.builds(PartialDate, st.integers(1900, 2100), st.integers(0, 12))),
        facets=st.fixed_dictionaries(
            {
                "team": st.lists(st.text(min_size=1, max_size=1), unique=True, max_size=4).map(tuple),
                "season": st.lists(st.sampled_from(["2023", "2024"]), max_size=1).map(tuple),
                "speaker": st.one_of(st.just(()), st.just(("é", "b")), st.tuples(st.text(max_size=2))),
            }
        ),
    ),
    max_size=8,
)


def told(columns: Columns) -> list[object]:
    """Everything that the columns say of each row."""
    found: list[object] = []
    for row in range(columns.size):
        facets = {}
        for name, column in columns.facets.items():
            counts, _ = column.counts(np.array([row]))
            facets[name] = [column.values[n] for n in np.flatnonzero(counts)]
        numbers = {name: int(column[row]) for name, column in columns.numbers.items()}
        found.append((columns.ids[row], facets, numbers))
    return found


def given_of(row: Row) -> dict[str, list[str]]:
    """The facet values of a row as they are told."""
    return {name: sorted(set(row.facets[name])) for name in FACETS}


@settings(max_examples=40, deadline=None)
@given(rows)
def test_file_gives_back_what_was_dumped(given_rows: list[Row]) -> None:
    """A table is the same after writing and reading, and as it was given."""
    columns = Columns.build(given_rows, FACETS)
    with tempfile.TemporaryDirectory() as folder:
        columns.dump(Path(folder) / "table")
        loaded = Columns.load(Path(folder) / "table", FACETS)
        assert told(loaded) == told(columns)
    assert [facets for _, facets, _ in told(columns)] == [given_of(row) for row in given_rows]
    assert list(columns.ids) == [row.id for row in given_rows]


@settings(max_examples=60, deadline=None)
@given(rows, rows, rows)
def test_taking_and_joining_keep_the_rows(first: list[Row], second: list[Row], third: list[Row]) -> None:
    """Rows that are kept, end to end, are those that were given, and nobody else's values stay."""
    kept = np.array([n % 2 == 0 for n in range(len(first))], np.bool_)
    parts = [Columns.build(first, FACETS).take(kept), *(Columns.build(r, FACETS) for r in (second, third))]
    joined = Columns.join(parts, FACETS)
    assert told(joined) == told(Columns.build([*first[::2], *second, *third], FACETS))
    again = joined.take(np.ones(joined.size, np.bool_))
    assert told(again) == told(joined)
    for name in FACETS:
        carried = {value for row in (*first[::2], *second, *third) for value in row.facets[name]}
        assert list(again.facets[name].values) == sorted(carried)


@settings(max_examples=60, deadline=None)
@given(rows, rows, st.sets(st.integers(0, 15)))
def test_counts_are_those_of_the_rows(first: list[Row], second: list[Row], chosen: set[int]) -> None:
    """Every value is counted once a row, and rows without one are counted too."""
    columns = Columns.join([Columns.build(part, FACETS) for part in (first, second)], FACETS)
    held = [*first, *second]
    documents = sorted(number for number in chosen if number < len(held))
    for name in FACETS:
        column = columns.facets[name]
        expected: dict[str, int] = {}
        for number in documents:
            for value in set(held[number].facets[name]) or {UNKNOWN}:
                expected[value] = expected.get(value, 0) + 1
        counts, without = column.counts(np.array(documents, np.intp))
        found = {column.values[n]: int(counts[n]) for n in np.flatnonzero(counts)}
        assert found | ({UNKNOWN: without} if without else {}) == expected
        by_sets = column.counts_of_sets(column.set_counts(np.array(documents, np.intp)))
        assert by_sets.tolist() == counts.tolist()
        for value in column.values:
            number = column.values.find(value)
            assert number is not None
            carrying = column.sets_with([number])[column.column]
            assert carrying.tolist() == [value in row.facets[name] for row in held]
        assert column.values.find("zeker niet") is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SAPPFLAT" + bytes(60)])
def test_other_bytes_are_no_columns(tmp_path: Path, content: bytes) -> None:
    """A file that isn't a table raises an error that can be told, not a crash."""
    (tmp_path / "table").write_bytes(content)
    with pytest.raises((ValueError, KeyError)):
        Columns.load(tmp_path / "table", FACETS)
