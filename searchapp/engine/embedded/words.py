"""Which words does the archive hold, as they are written, and how often?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchapp.engine.embedded.completion import Completions
from searchapp.engine.embedded.facetcolumn import Ints, Mask
from searchapp.engine.embedded.keys import Bytes, Counted, letters
from searchapp.engine.embedded.spelling import Near, Speller

MOST_NEAR = 10
"""Words near to a typed one that are worth a look."""
_SHORTEST = 3
_SMALL_ARCHIVE = 20
"""Reports; with fewer, how many hold a word says nothing about it."""


class NearWord(NamedTuple):
    """How near a word is to what was typed."""

    near: Near
    word: str
    documents: int


class Words:
    """Surface words of letters only, the most frequent first."""

    def __init__(self, dictionary: Counted, reports: int) -> None:
        """Words with about how many of the `reports` hold them.

        Words in more than half of the reports (de, van) are left out: they narrow nothing.
        """
        keys, counts = dictionary
        kept = _of_letters(letters(keys))
        if reports >= _SMALL_ARCHIVE:
            kept &= counts * 2 <= reports
        self._keys, self._counts = keys[kept], counts[kept]
        self._by_count: Ints = np.argsort(-self._counts, kind="stable")
        ranks = np.empty(len(self._keys), np.int64)
        ranks[self._by_count] = np.arange(len(ranks))
        self._completions = Completions(self._keys, ranks)
        self._speller = Speller(self._keys)

    def starting(self, beginning: str, limit: int) -> list[str]:
        """Words that begin with folded letters."""
        itself, others = self._completions.starting(beginning.encode(), limit)
        ranks = list(dict.fromkeys(itself + others))[:limit]
        return [self._word(int(self._by_count[rank])) for rank in ranks]

    def near(self, word: str) -> list[NearWord]:
        """Words that look or sound like folded letters, nearest first, then the most frequent."""
        found = [(near, int(self._counts[near.row])) for near in self._speller.near(word.encode())]
        found.sort(key=lambda each: (each[0].sound, each[0].letters, -each[1]))
        return [NearWord(near, self._word(near.row), count) for near, count in found[:MOST_NEAR]]

    def _word(self, row: int) -> str:
        return bytes(self._keys[row]).decode()


def _of_letters(table: Bytes) -> Mask:
    """Which rows are words of a few letters at least; bytes from 128 on belong to letters."""
    filler = table == 0
    letter = (table >= ord("a")) & (table <= ord("z")) | (table >= 128)
    plain: Mask = (letter | filler).all(axis=1)
    kept: Mask = plain & ~filler[:, _SHORTEST - 1]
    return kept
