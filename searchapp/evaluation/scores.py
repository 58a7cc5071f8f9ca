"""Precision, recall and F1 from counts; nothing about reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Score:
    """Counts of right answers, wrong answers and missed ones, and the figures they give.

    A figure without a single case is 1.0: nothing was asked, nothing was wrong.

    >>> score = Score(true=8, wrong=2, missed=0)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.8, 1.0, 0.889)
    """

    true: int = 0
    wrong: int = 0
    missed: int = 0

    def add_value(self, expected: str | None, found: str | None) -> None:
        """Count one attribute that has at most one value."""
        self.add_set([expected] if expected else [], [found] if found else [])

    def add_set(self, expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count one attribute with several values, as multisets."""
        wanted, got = Counter(expected), Counter(found)
        true = (wanted & got).total()
        self.true += true
        self.wrong += got.total() - true
        self.missed += wanted.total() - true

    @property
    def precision(self) -> float:
        """Share of the given answers that are right."""
        return self._share(self.wrong)

    @property
    def recall(self) -> float:
        """Share of the labelled answers that were given."""
        return self._share(self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.true / (2 * self.true + self.wrong + self.missed) if self._asked else 1.0

    @property
    def _asked(self) -> bool:
        return bool(self.true or self.wrong or self.missed)

    def _share(self, against: int) -> float:
        return self.true / (self.true + against) if self.true + against else 1.0
