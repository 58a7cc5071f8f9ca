"""Answers about words, worked out once: texts share most of their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

AnswerT = TypeVar("AnswerT")

MOST_KEPT = 100_000
LONGEST_KEPT = 40
"""What is longer is no word, and is worked out each time."""


class Remembered(dict[str, AnswerT]):
    """What a function gives for each word. Look up with `[]`; all is forgotten when it gets too much.

    >>> lengths = Remembered(len)
    >>> lengths["doelpunt"], list(lengths)
    (8, ['doelpunt'])
    """

    def __init__(self, work_out: Callable[[str], AnswerT], most: int = MOST_KEPT) -> None:
        """Start empty."""
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, word: str) -> AnswerT:
        """Work the answer out, and keep it."""
        answer = self._work_out(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= self._most:
                self.clear()
            self[word] = answer
        return answer
