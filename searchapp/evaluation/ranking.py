"""How well does a search rank? Recall, precision, MAP and MRR against judged queries.

Whatever turns a query into ranked ids can be measured. The measures are those of Manning,
Raghavan and Schütze, "Introduction to Information Retrieval" (2008), 8.3 and 8.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate
from pathlib import Path

from searchapp.errors import IngestError

Search = Callable[[str], Sequence[str]]
"""A typed query in, ids of the hits out, best first."""

ALL = "all"
COLUMNS = ("kind", "query", "forms", "relevant", "optional", "lookalikes", "note")


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with the ids of every relevant document.

    An `optional` document neither helps nor harms: it is taken out of the hits first.
    `forms` are the regular expressions that guided the judging: all of them fit
    every relevant text, and the `lookalikes`, which are not relevant.
    """

    kind: str
    text: str
    relevant: frozenset[str]
    optional: frozenset[str] = frozenset()
    lookalikes: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()

    def judge(self, hits: Iterable[str]) -> list[bool]:
        """For each hit that counts, whether it is relevant; a repeated hit counts once."""
        return [hit in self.relevant for hit in dict.fromkeys(hits) if hit not in self.optional]


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one query, or their means over several, each from 0 to 1.

    recall, precision: of all hits. average_precision: the mean, over all relevant documents,
    of the precision down to that document (MAP as a mean). reciprocal_rank: one divided by
    the rank of the first relevant hit (MRR as a mean).

    >>> query = JudgedQuery("names", "brugge", frozenset({"a", "b"}))
    >>> measure(query, ["x", "a", "y", "z"])
    Figures(recall=0.5, precision=0.25, average_precision=0.25, reciprocal_rank=0.5)
    """

    recall: float
    precision: float
    average_precision: float
    reciprocal_rank: float


def measure(query: JudgedQuery, hits: Iterable[str]) -> Figures:
    """The figures of one query; without any hit all are 0."""
    judged = query.judge(hits)
    found = list(accumulate(judged, initial=0))[1:]
    precisions = [found[rank] / (rank + 1) for rank, right in enumerate(judged) if right]
    return Figures(
        recall=len(precisions) / len(query.relevant),
        precision=len(precisions) / len(judged) if judged else 0.0,
        average_precision=sum(precisions) / len(query.relevant),
        reciprocal_rank=1 / (judged.index(True) + 1) if precisions else 0.0,
    )


def mean(figures: Sequence[Figures]) -> Figures:
    """Every query counts the same, however many documents are relevant to it."""
    return Figures(*(sum(column) / len(figures) for column in zip(*map(astuple, figures), strict=True)))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a search found for each query, and how good that was."""

    found: dict[JudgedQuery, tuple[str, ...]]

    def by_kind(self) -> dict[str, Figures]:
        """Mean figures of each kind of query, in the order of the file, and of all."""
        kinds: dict[str, list[Figures]] = {}
        for query, hits in self.found.items():
            for kind in (query.kind, ALL):
                kinds.setdefault(kind, []).append(measure(query, hits))
        everything = kinds.pop(ALL)
        return {kind: mean(figures) for kind, figures in (*kinds.items(), (ALL, everything))}

    def imperfect(self) -> dict[JudgedQuery, tuple[list[str], list[str]]]:
        """Queries that missed relevant documents or ranked others above them: (missed, false) ids."""
        return {
            query: (
                sorted(query.relevant.difference(hits)),
                [hit for hit in hits if hit not in query.relevant | query.optional],
            )
            for query, hits in self.found.items()
            if measure(query, hits).average_precision < 1
        }


def evaluate(search: Search, queries: Iterable[JudgedQuery]) -> Evaluation:
    """Run every query."""
    return Evaluation({query: tuple(search(query.text)) for query in queries})


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Read judged queries from tab-separated lines under a heading.

    Raises IngestError for a line without all columns, and for a query without a relevant document.
    """
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    if tuple(heading.split("\t")) != COLUMNS:
        raise IngestError(str(path), f"the columns must be {', '.join(COLUMNS)}", 1)
    return tuple(_read_line(path, number, line) for number, line in enumerate(lines, 2))


def _read_line(path: Path, number: int, line: str) -> JudgedQuery:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise IngestError(str(path), f"{len(cells)} columns instead of {len(COLUMNS)}", number)
    kind, text, forms, *judged, _ = cells
    relevant, optional, lookalikes = (frozenset(ids.split()) for ids in judged)
    if not relevant:
        raise IngestError(str(path), "no relevant document", number)
    return JudgedQuery(kind, text, relevant, optional, lookalikes, tuple(forms.split(" & ")))
