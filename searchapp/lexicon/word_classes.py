"""Closed classes of Dutch words, by the name they have in `data/word_classes.tsv`."""

from __future__ import annotations

from functools import cache

from searchapp.lexicon.tables import read_table, split_list
from searchapp.lexicon.words import fold


@cache
def _classes() -> dict[str, frozenset[str]]:
    rows = read_table("word_classes")
    return {row["class"]: frozenset(map(fold, split_list(row["words"]))) for row in rows}


def word_class(name: str) -> frozenset[str]:
    """The folded words of a class. Raises KeyError when there is no such class."""
    return _classes()[name]
