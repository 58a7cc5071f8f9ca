"""Read the data files: tab-separated rows under a header of `# ` comment lines.

The header says what the file holds, where it comes from and its licence. The columns are
named by its line `# columns: name, country, ...`, or else by the first row. Lists
within a cell use ` | `.
"""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).with_name("data")
COLUMNS_MARK = "# columns:"
LIST_SEPARATOR = " | "

Row = dict[str, str]


def read_table(name: str, folder: Path = DATA) -> list[Row]:
    """All rows of `data/NAME.tsv` as column -> cell; missing trailing cells are "".

    Raises FileNotFoundError when there is no such file.
    """
    columns: list[str] = []
    rows: list[Row] = []
    for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            columns = columns or header_columns(line)
        elif line and not columns:
            columns = line.split("\t")
        elif line:
            cells = line.split("\t")
            cells += [""] * (len(columns) - len(cells))
            rows.append(dict(zip(columns, cells, strict=False)))
    return rows


def header_columns(line: str) -> list[str]:
    """The names that a `# columns: a, b` comment gives, else []."""
    if not line.startswith(COLUMNS_MARK):
        return []
    return [name.strip() for name in line[len(COLUMNS_MARK) :].split(",")]


def split_list(cell: str) -> list[str]:
    """The items of a cell: "" gives []."""
    return cell.split(LIST_SEPARATOR) if cell else []
