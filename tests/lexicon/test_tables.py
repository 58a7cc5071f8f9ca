"""The data files: readable, sorted, unique, normalised and with their provenance."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from searchapp.lexicon.tables import DATA, header_columns, read_table, split_list

TABLES = sorted(path.stem for path in DATA.glob("*.tsv"))


def header_and_rows(name: str) -> tuple[list[str], list[str]]:
    """The comment lines and the other lines of a table."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#")], [
        line for line in lines if not line.startswith("#")
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_what_it_is_and_whose(name: str) -> None:
    """The header names source and licence."""
    header = " ".join(header_and_rows(name)[0]).lower()
    assert "source:" in header
    assert "licence:" in header


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_normalised(name: str) -> None:
    """Rows are NFC and no cell has stray blanks."""
    for line in header_and_rows(name)[1]:
        assert unicodedata.is_normalized("NFC", line)
        assert all(cell == cell.strip() for cell in line.split("\t")), line


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_sorted_and_unique(name: str) -> None:
    """The first column ascends, case folded, and no two rows are the same."""
    rows = read_table(name)
    keys = [next(iter(row.values())) for row in rows]
    assert keys == sorted(keys, key=str.casefold)
    assert len(rows) == len({tuple(row.values()) for row in rows})


def test_columns_come_from_the_header_or_the_first_row(tmp_path: Path) -> None:
    """Both ways of naming the columns give the same rows; missing cells are empty."""
    (tmp_path / "a.tsv").write_text("# columns: name, place\nx\ty\nz\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("# a table\nname\tplace\nx\ty\nz\n", encoding="utf-8")
    assert read_table("a", tmp_path) == [{"name": "x", "place": "y"}, {"name": "z", "place": ""}]
    assert read_table("a", tmp_path) == read_table("b", tmp_path)


def test_lists_and_headers() -> None:
    """An empty cell is an empty list; other comments name no columns."""
    assert split_list("") == []
    assert split_list("a | b c") == ["a", "b c"]
    assert header_columns("# licence: free") == []
