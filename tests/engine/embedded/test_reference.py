"""Whoosh's own matchers, and looking at every document, find what the evaluator finds."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index, query
from whoosh.index import TOC

from searchapp.engine.embedded import codec, segments
from searchapp.engine.embedded.columns import Columns, Row
from searchapp.engine.embedded.evaluate import Evaluation, Matches
from searchapp.engine.embedded.schema import Kind, whoosh_schema
from searchapp.engine.embedded.scoring import K1
from searchapp.engine.embedded.storage import SafeStorage
from searchapp.engine.embedded.view import B, View
from searchapp.query.ast import And, Everything, Not, Or, Phrase, Query, Term, Wildcard
from tests.engine.embedded.flat import flat

WEIGHTS = {"title": 3.0, "body": 1.0}
WORDS = ["a", "b", "c", "ab", "abc"]


class Verbatim:
    """Words as they are typed."""

    def keys(self, word: str) -> tuple[str, ...]:
        """The word."""
        return (word,)

    def phrase(self, text: str, inflected: bool) -> list[tuple[str, ...]]:
        """Its words."""
        return [(word,) for word in text.split()]

    def pattern(self, text: str) -> str:
        """The pattern."""
        return text

    def meant(self, match: object, values: object) -> list[int]:
        """None: these documents have no facets."""
        return []


KIND = Kind("verbatim", WEIGHTS, WEIGHTS, {"title": 3.0}, {"title": 3.0}, (), Verbatim())
Document = dict[str, list[str]]
documents = st.fixed_dictionaries({name: st.lists(st.sampled_from(WORDS), max_size=9) for name in WEIGHTS})
parts = st.lists(st.lists(documents, min_size=1, max_size=8), min_size=1, max_size=3)
leaves: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(WORDS).map(Term),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join).map(Phrase),
    st.sampled_from(["a*", "ab*"]).map(Wildcard),
)
queries = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(Not, children),
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


def write(folder: Path, held: list[list[Document]], deleted: set[int]) -> None:
    """An index with a segment for each list of documents; some of all documents are deleted."""
    storage, schema = SafeStorage(str(folder)), whoosh_schema(KIND)
    TOC.create(storage, schema, "MAIN")
    found, base = [], 0
    for part in held:
        fields: dict[str, dict[str, dict[int, list[int]]]] = {name: {} for name in WEIGHTS}
        for number, document in enumerate(part):
            for name, words in document.items():
                for place, word in enumerate(words):
                    fields[name].setdefault(word, {}).setdefault(number, []).append(place)
        segment = codec.FlatCodec().new_segment(storage, "MAIN")
        lengths = {name: np.array([len(each[name]) for each in part], np.uint32) for name in WEIGHTS}
        postings = {name: flat(terms, positional=True) for name, terms in fields.items()}
        codec.write_segment(storage, segment, len(part), postings, lengths)
        rows = [Row(str(number), number, 0, None, {}) for number in range(base, base + len(part))]
        Columns.build(rows, ()).dump(folder / segment.make_filename(segments.COLUMNS_EXTENSION))
        for number in deleted & set(range(base, base + len(part))):
            segment.delete_document(number - base)
        found.append(segment)
        base += len(part)
    TOC(schema, found, 1).write(storage, "MAIN")


def theirs(asked: Query) -> query.Query:
    """The same for Whoosh; what must not match is taken out of everything, the way it does that right."""
    if isinstance(asked, And):
        return query.And([theirs(child) for child in asked.children])
    if isinstance(asked, Or):
        return query.Or([theirs(child) for child in asked.children])
    if isinstance(asked, Not):
        return query.And([query.Every(), query.Not(theirs(asked.child))])
    if isinstance(asked, Term):
        return query.Or([query.Term(name, asked.text) for name in WEIGHTS])
    if isinstance(asked, Phrase):
        return query.Or([query.Phrase(name, asked.text.split()) for name in WEIGHTS])
    assert isinstance(asked, Wildcard)
    return query.Or([query.Prefix(name, asked.pattern[:-1]) for name in WEIGHTS])


def occurrences(leaf: Query, words: list[str]) -> int:
    """How often a leaf stands in a field."""
    if isinstance(leaf, Term):
        return words.count(leaf.text)
    if isinstance(leaf, Wildcard):
        return sum(word.startswith(leaf.pattern[:-1]) for word in words)
    assert isinstance(leaf, Phrase)
    wanted = leaf.text.split()
    return sum(words[place : place + len(wanted)] == wanted for place in range(len(words)))


def score(asked: Query, document: Document, live: list[Document]) -> float | None:
    """BM25F straight from the formula; None for a document that doesn't match."""
    if isinstance(asked, Not):
        return None if score(asked.child, document, live) is not None else 0.0
    if isinstance(asked, (And, Or)):
        found = [score(child, document, live) for child in asked.children]
        missing = [each is None for each in found]
        lacks = any(missing) if isinstance(asked, And) else all(missing)
        return None if lacks else sum(each or 0.0 for each in found)
    weighted = {id(each): weight_of(asked, each, live) for each in live}
    if not weighted[id(document)]:
        return None
    holding = sum(weight > 0 for weight in weighted.values())
    rarity = math.log(1 + (len(live) - holding + 0.5) / (holding + 0.5))
    return rarity * weighted[id(document)] / (K1 + weighted[id(document)])


def weight_of(leaf: Query, document: Document, live: list[Document]) -> float:
    """The occurrences in all fields, each normalised by its length."""
    total = 0.0
    for name, weight in WEIGHTS.items():
        mean = sum(len(each[name]) for each in live) / len(live)
        if document[name]:
            share = 1 - B + B * len(document[name]) / mean
            total += weight * occurrences(leaf, document[name]) / share
    return total


def answers(matches: Matches) -> dict[int, float]:
    """Scores by document."""
    scores = np.zeros(len(matches.ids)) if matches.scores is None else matches.scores
    return dict(zip(matches.ids.tolist(), scores.tolist(), strict=True))


@settings(max_examples=80, deadline=None)
@given(parts, st.sets(st.integers(0, 23), max_size=5), st.lists(queries, min_size=3, max_size=3))
def test_hits_are_whooshs_and_scores_are_the_formulas(
    held: list[list[Document]], deleted: set[int], asked: list[Query]
) -> None:
    """For any tree over segments with deletions, cold and warm, alone and within some documents."""
    every = [document for part in held for document in part]
    alive = [number for number in range(len(every)) if number not in deleted]
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), held, deleted)
        view = View(Path(folder), KIND, 1)
        with index.open_dir(folder).searcher() as searcher:
            for tree in (*asked, *asked):
                found = answers(Evaluation(view).run(tree))
                assert set(found) == set(searcher.docs_for_query(theirs(tree)))
                live = [every[number] for number in alive]
                expected = {
                    number: relevance
                    for number in alive
                    if (relevance := score(tree, every[number], live)) is not None
                }
                assert {n: round(each, 9) for n, each in found.items()} == {
                    n: round(each, 9) for n, each in expected.items()
                }
                within = np.array(alive[::2], np.intp)
                inside = answers(Evaluation(view).run(And((tree, Everything())), within))
                assert inside.keys() == found.keys() & set(within.tolist())
                assert all(math.isclose(inside[number], found[number]) for number in inside)
