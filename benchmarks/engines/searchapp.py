"""searchapp's embedded engine on plain fields: title and body by their Snowball stem, facets as given.

What the peers do, too, so that speed is compared and not language. The text is kept in
compressed blocks beside the index, as the peers keep it in theirs.
"""

from __future__ import annotations

import bisect
import itertools
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import lz4.block
import numpy as np

from benchmarks.engines import building
from benchmarks.engines.plain import FACETS, FIELDS, HITS, MOST, Answer, Stems, records
from searchapp.engine.embedded import ranking
from searchapp.engine.embedded.evaluate import Evaluation
from searchapp.engine.embedded.facets import Counting
from searchapp.engine.embedded.flatfile import FlatFile, FlatWriter
from searchapp.engine.embedded.listing import leading
from searchapp.engine.embedded.schema import Kind
from searchapp.engine.embedded.strings import Strings
from searchapp.engine.embedded.view import View
from searchapp.model import PartialDate
from searchapp.query.ast import And, DateRange, FacetMatch, Not, Or, Phrase, Query, Term, Wildcard

BLOCK = 16
_SNIPPET, _BEFORE = 200, 40
"""Characters of a passage, and about how many of them stand before its first hit."""
_COMMON = 2
_NAMES = {"team": "teams", "comp": "competition", "speaker": "speakers"}


class Plain:
    """Words as their stems; a facet value as it is given."""

    def __init__(self) -> None:
        """Nothing is stemmed yet."""
        self.stems = Stems()

    def keys(self, word: str) -> tuple[str, ...]:
        """The stem."""
        return (self.stems[word.lower()],)

    def phrase(self, text: str, inflected: bool) -> list[tuple[str, ...]]:
        """Stems; there is no exact phrase here."""
        return [self.keys(word) for word in text.split()]

    def pattern(self, text: str) -> str:
        """The pattern, which is sought among stems."""
        return text

    def meant(self, match: FacetMatch, values: Strings) -> list[int]:
        """The value itself."""
        number = values.find(match.text)
        return [] if number is None else [number]


def plain_kind() -> Kind:
    """Two fields with positions; words, phrases and patterns are all sought in their stems."""
    weights = dict.fromkeys(FIELDS, 1.0)
    return Kind("plain", weights, weights, {"title": 1.0}, {"title": 1.0}, FACETS, Plain())


class Texts:
    """Titles and bodies in compressed blocks."""

    def __init__(self, folder: str) -> None:
        """Map the file."""
        sections = FlatFile(Path(folder) / "texts.flat").sections
        self._blocks = Strings(sections["starts"], sections["blocks"])

    def __getitem__(self, number: int) -> str:
        block = lz4.block.decompress(self._blocks.encoded(number // BLOCK))
        return block.split(b"\0")[number % BLOCK].decode()

    @staticmethod
    def write(folder: str, texts: Iterable[str]) -> None:
        """Write the file."""
        starts, place = [0], 0
        with FlatWriter(Path(folder) / "texts.flat") as writer:
            with writer.section("blocks", np.dtype(np.uint8)) as section:
                for block in _batched(texts, BLOCK):
                    packed = lz4.block.compress("\0".join(block).encode())
                    section.write(np.frombuffer(packed, np.uint8))
                    place += len(packed)
                    starts.append(place)
            writer.add("starts", np.array(starts, np.uint64))


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


class Searchapp:
    """The engine for the harness."""

    def build(self, path: str, n: int, folder: str, jobs: int) -> None:
        """Index the first `n` reports of a file of JSON lines."""
        shutil.rmtree(folder, ignore_errors=True)
        building.build(path, n, Path(folder), plain_kind, jobs)
        Texts.write(folder, (record["body"] for record in records(path, n)))

    def open(self, folder: str) -> None:
        """Get ready to search."""
        self._kind = plain_kind()
        newest = max(int(path.stem.rsplit("_", 1)[1]) for path in Path(folder).glob("_MAIN_*.toc"))
        self.view = View(Path(folder), self._kind, newest)
        self._texts = Texts(folder)

    def query(self, q: dict[str, Any]) -> Query:
        """The harness's query as a tree."""
        terms = q["terms"]
        tree: Query
        if q["op"] == "phrase":
            tree = Phrase(" ".join(terms))
        elif q["op"] == "prefix":
            tree = Wildcard(f"{terms[0]}*")
        else:
            words = tuple(map(Term, terms))
            tree = words[0] if len(words) == 1 else And(words) if q["op"] == "and" else Or(words)
        more: list[Query] = [Not(Term(q["not_"]))] if q["not_"] else []
        for name, value in q["filters"].items():
            if name == "years":
                more.append(DateRange(PartialDate(value[0]), PartialDate(value[1])))
            else:
                more.append(FacetMatch(_NAMES[name], value))
        return And((tree, *more)) if more else tree

    def search(self, q: dict[str, Any]) -> Answer:
        """Total, the ids of the first ten, and the most frequent values of each facet."""
        view = self.view
        matches = Evaluation(view).run(self.query(q))
        places = ranking.page(view, matches.ids, matches.scores, "relevance", (0, HITS))
        self._page = matches.ids[places].tolist()
        counting = Counting(view, matches.ids)
        facets = {}
        for name in FACETS:
            values, counts, _ = counting.counts(name)
            numbers = leading(counts, 400 if name == "ym" else MOST)
            facets[name] = dict(zip(values.chosen(numbers), counts[numbers].tolist(), strict=True))
        return Answer(len(matches.ids), [view.columns.ids[document] for document in self._page], facets)

    def snippets(self, q: dict[str, Any], result: Answer) -> list[str]:
        """The words around the densest hits of each report of the page."""
        stems = self._kind.words.stems
        wanted = {stems[word.lower()] for word in q["terms"]}
        prefix = q["terms"][0] if q["op"] == "prefix" else None
        # Stems keep their beginning: only words that begin like a searched one are stemmed.
        begins = "|".join(
            sorted({re.escape(term[: max(_COMMON, min(len(term) // 2, 4))]) for term in q["terms"]})
        )
        near = re.compile(rf"\b(?:{begins})\w*", re.IGNORECASE)

        def is_hit(word: str) -> bool:
            stem = stems[word.lower()]
            return stem in wanted or bool(prefix and stem.startswith(prefix))

        return [_snippet(self._texts[document], near, is_hit) for document in self._page]


def _snippet(text: str, near: re.Pattern[str], is_hit: Callable[[str], bool]) -> str:
    """The passage with the most hits, marked."""
    hits = [found.span() for found in near.finditer(text) if is_hit(found[0])]
    if not hits:
        return text[:_SNIPPET]
    starts = [start for start, _ in hits]
    ends = [bisect.bisect_left(starts, start + _SNIPPET) for start in starts]
    first = max(range(len(hits)), key=lambda number: ends[number] - number)
    place = text.find(" ", max(0, starts[first] - _BEFORE)) + 1
    marked = []
    for start, end in hits[first : ends[first]]:
        marked += [text[place:start], "<b>", text[start:end], "</b>"]
        place = end
    return "".join([*marked, text[place : max(place, starts[first] + _SNIPPET - _BEFORE)]])
