"""Read the word lists among the data files: one entry a line under `# ` comment lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from searchapp.lexicon.tables import DATA


def read_lines(path: Path) -> list[str]:
    """The entries of a word list, without comments and empty lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of `data/NAME.txt`. Raises FileNotFoundError when there is no such list."""
    return frozenset(read_lines(DATA / f"{name}.txt"))
