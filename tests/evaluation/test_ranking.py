"""Measures of ranking, and the judged queries they are taken on."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import IngestError
from searchapp.evaluation.collection import Collection, read_collection
from searchapp.evaluation.ranking import COLUMNS, Figures, JudgedQuery, evaluate, measure, read_queries

FOLDER = Path(__file__).parents[2] / "corpus" / "ranking"
IDS = "abcdefghij"

rankings = st.lists(st.sampled_from(IDS), unique=True)
judged = st.builds(
    JudgedQuery,
    st.just("word"),
    st.just("finale"),
    st.frozensets(st.sampled_from(IDS[:6]), min_size=1),
    st.frozensets(st.sampled_from(IDS[6:])),
)


@pytest.fixture(scope="module")
def collection() -> Collection:
    """The judged collection as it is committed."""
    return read_collection(FOLDER)


def test_the_measures_are_those_of_the_textbook() -> None:
    """Relevant at ranks 1 and 4 of five hits, one of three missed."""
    query = JudgedQuery("word", "finale", frozenset({"a", "b", "c"}))
    expected = Figures(2 / 3, 2 / 5, (1 + 2 / 4) / 3, 1.0)
    assert measure(query, ["a", "x", "y", "b", "z"]) == expected


def test_nothing_found_is_nothing_worth() -> None:
    """An empty list of hits gives zeros, not an error."""
    assert measure(JudgedQuery("word", "finale", frozenset("a")), []) == Figures(0, 0, 0, 0)


@given(judged, rankings)
def test_figures_are_shares(query: JudgedQuery, hits: list[str]) -> None:
    """Every measure lies between 0 and 1, and MAP never exceeds recall."""
    figures = measure(query, hits)
    assert 0 <= figures.average_precision <= figures.recall <= 1
    assert 0 <= figures.precision <= 1
    assert 0 <= figures.reciprocal_rank <= 1


@given(judged, rankings)
def test_optional_documents_neither_help_nor_harm(query: JudgedQuery, hits: list[str]) -> None:
    """The figures are those of the hits without them."""
    assert measure(query, hits) == measure(query, [hit for hit in hits if hit not in query.optional])


@given(judged, rankings)
def test_relevant_documents_on_top_are_best(query: JudgedQuery, hits: list[str]) -> None:
    """No order of the same hits beats the one with all relevant ones first."""
    best = sorted(hits, key=lambda hit: hit not in query.relevant)
    figures, ideal = measure(query, hits), measure(query, best)
    assert figures.average_precision <= ideal.average_precision
    assert figures.recall == ideal.recall
    assert ideal.average_precision == pytest.approx(ideal.recall)


def test_means_are_taken_by_kind_and_over_all_queries() -> None:
    """A query counts as one, however many documents answer it."""
    queries = [
        JudgedQuery("name", "brugge", frozenset("a")),
        JudgedQuery("name", "bergen", frozenset("b")),
        JudgedQuery("phrase", '"op slag van rust"', frozenset("cd")),
    ]
    found = {"brugge": ["a"], "bergen": [], '"op slag van rust"': ["c", "d"]}
    evaluation = evaluate(found.__getitem__, queries)
    assert {kind: means.recall for kind, means in evaluation.by_kind().items()} == {
        "name": 0.5,
        "phrase": 1.0,
        "all": pytest.approx(2 / 3),
    }
    assert evaluation.imperfect() == {queries[1]: (["b"], [])}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["kind\tquery"], r"\.tsv:1: the columns must be kind, query"),
        (["\t".join(COLUMNS), "name\tbrugge"], r"\.tsv:2: 2 columns instead of 7"),
        (["\t".join(COLUMNS), "name\tbrugge\tbrugge\t\t\t\t"], r"\.tsv:2: no relevant document"),
    ],
)
def test_queries_that_cannot_be_read_are_named(tmp_path: Path, lines: list[str], reason: str) -> None:
    """File, line and reason are told."""
    path = tmp_path / "queries.tsv"
    path.write_text("\n".join(lines))
    with pytest.raises(IngestError, match=reason):
        read_queries(path)


def test_every_kind_has_enough_queries(collection: Collection) -> None:
    """Nine kinds, at least fifteen queries each, none twice."""
    kinds = Counter(query.kind for query in collection.queries)
    assert len(kinds) == 9
    assert min(kinds.values()) >= 15
    assert len({(query.kind, query.text) for query in collection.queries}) == len(collection.queries)


def test_judgments_fit_the_texts(collection: Collection) -> None:
    """Wherever the forms of a query occur, somebody judged; what was judged is there."""
    texts = {report.id: plain(report.text) for report in collection.reports}
    assert len(texts) == len(collection.reports)
    for query in collection.queries:
        forms = [re.compile(form, re.IGNORECASE) for form in query.forms]
        fitting = {name for name, text in texts.items() if all(form.search(text) for form in forms)}
        unjudged = fitting - query.relevant - query.optional - query.lookalikes
        vanished = (query.relevant | query.lookalikes) - fitting
        assert (unjudged, vanished) == (set(), set()), f"judge anew: {query.kind} {query.text}"
        assert query.optional <= texts.keys()
        assert not query.relevant & (query.optional | query.lookalikes)


def plain(text: str) -> str:
    """The text as the forms of the queries are written."""
    return unicodedata.normalize("NFC", text).replace("’", "'")
