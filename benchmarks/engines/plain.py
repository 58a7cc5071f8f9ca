"""What all engines share: the questions, and how a plain engine sees a report."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import orjson
from snowballstemmer import stemmer

FIELDS = ("title", "body")
FACETS = ("competition", "ym", "teams", "speakers")
MOST = 300
"""Values of a facet that an answer holds."""
HITS = 10
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Asked:
    """A question: words in title or body, perhaps without a word, perhaps narrowed.

    filters: team, comp and speaker are values, years a pair of years.
    """

    kind: str
    terms: tuple[str, ...]
    op: Literal["and", "or", "phrase", "prefix"] = "and"
    not_: str | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The form in which engines are asked."""
        return {
            "kind": self.kind,
            "terms": list(self.terms),
            "op": self.op,
            "not_": self.not_,
            "filters": dict(self.filters),
        }


class Answer(NamedTuple):
    """How many reports match, the ids of the best, and for each facet its most frequent values."""

    total: int
    ids: list[str]
    facets: dict[str, dict[str, int]]


class Engine(Protocol):
    """Builds an index in a folder and answers from it."""

    def build(self, path: str, n: int, folder: str, jobs: int) -> None:
        """Index the first `n` reports of a file of JSON lines."""

    def open(self, folder: str) -> None:
        """Get ready to search."""

    def search(self, q: dict[str, Any]) -> Answer:
        """Total, the best, and the facets counted over all hits."""

    def snippets(self, q: dict[str, Any], result: Answer) -> list[str]:
        """A marked passage for each of the best."""


class Stems(dict[str, str]):
    """Stems by word; each is made once."""

    def __init__(self) -> None:
        """Porter's algorithm for Dutch, which the peers have, too."""
        super().__init__()
        self._stem = stemmer("dutch_porter").stemWord

    def __missing__(self, word: str) -> str:
        self[word] = stem = self._stem(word)
        return stem


def records(path: str, count: int) -> Iterator[dict[str, Any]]:
    """The first reports of a file of JSON lines."""
    with Path(path).open("rb") as file:
        for line in itertools.islice(file, count):
            yield orjson.loads(line)
