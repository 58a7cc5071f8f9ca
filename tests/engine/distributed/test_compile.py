from __future__ import annotations

import math

import pytest

from searchapp.engine.distributed.compile import (
    EVERYTHING,
    MOST_PHRASES,
    NOTHING,
    Statistics,
    matching,
    scored,
    scored_leaves,
)
from searchapp.engine.embedded.schema import QUOTES, REPORTS
from searchapp.model import PartialDate
from searchapp.query.ast import (
    And,
    DateRange,
    Everything,
    FacetMatch,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Wildcard,
)

GENK = FacetMatch("team", "Genk")


@pytest.mark.parametrize(
    ("query", "body"),
    [
        (Everything(), EVERYTHING),
        (GENK, {"terms": {"facet.team": ["KRC Genk"]}}),
        (FacetMatch("team", "niemand"), {"terms": {"facet.team": []}}),
        (Not(GENK), {"bool": {"must_not": [{"terms": {"facet.team": ["KRC Genk"]}}]}}),
        (
            And((Everything(), GENK)),
            {"bool": {"filter": [EVERYTHING, {"terms": {"facet.team": ["KRC Genk"]}}]}},
        ),
        (
            DateRange(PartialDate(2024), None),
            {"bool": {"filter": [{"term": {"dated": True}}, {"range": {"last_day": {"gte": 738886}}}]}},
        ),
        (Term("x", title_only=True), NOTHING),
        (
            Wildcard("Fin?l*"),
            {
                "bool": {
                    "should": [{"wildcard": {"quotes.text_exact": {"value": "fin\\?l*"}}}],
                    "minimum_should_match": 1,
                }
            },
        ),
    ],
)
def test_filters_by_value(query: Query, body: object) -> None:
    """What each kind of leaf asks of the quotes."""
    assert matching(query, QUOTES, {GENK: ("KRC Genk",)}) == body


def test_words_are_sought_as_index_terms_and_phrases_as_surfaces() -> None:
    """The analysis is ours: keys of all forms for a word, folded words for a phrase."""
    fields = matching(Term("bekerfinales"), REPORTS, {})["bool"]["should"]
    assert {name for each in fields for name in each["terms"]} == {
        "reports.title",
        "reports.lead",
        "reports.body",
        "reports.parts",
    }
    assert fields[0]["terms"]["reports.title"] == ["bekerfinale"]
    (title,) = matching(Phrase("Eén punt", title_only=True), REPORTS, {})["bool"]["should"]
    (phrase,) = title["bool"]["should"]
    assert phrase == {"match_phrase": {"reports.title_exact": {"query": "een punt", "boost": 0.5}}}


def test_phrase_with_very_many_forms_is_one_query() -> None:
    """Few combinations are counted each; of many a cluster is asked once."""
    few = matching(Phrase("rode kaart", inflected=True), QUOTES, {})["bool"]["should"][0]["bool"]["should"]
    assert 1 < len(few) <= MOST_PHRASES
    (many,) = matching(Phrase("rode kaart " * 5, inflected=True), QUOTES, {})["bool"]["should"]
    assert "span_near" in many


def test_score_is_made_of_archive_wide_figures() -> None:
    """The script is handed how rare the word is and how long fields are on average."""
    term = Term("goal")
    body = scored(term, QUOTES, {}, Statistics(100, {term: 7}, {"text": 12.5, "parts": 0.0}))
    assert body["script_score"]["script"]["params"]["rarity"] == math.log(1 + 93.5 / 7.5)
    shares = body["script_score"]["query"]["bool"]["should"]
    assert [share["script_score"]["script"]["params"]["mean"] for share in shares] == [12.5, 1.0]


def test_only_what_ranks_is_counted() -> None:
    """Leaves below a Not and filters have no score; the members of a group have."""
    tree = And((Term("a"), Not(Term("b")), GENK, Or((Phrase("c d"), Synonyms(Term("e"), (GENK, Term("f")))))))
    assert list(scored_leaves(tree)) == [Term("a"), Phrase("c d"), Term("e"), GENK, Term("f")]
