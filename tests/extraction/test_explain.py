"""The words that decided: verbatim places in the text, in the right spot."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction import extract
from searchapp.extraction.explain import Evidence, explain
from searchapp.model import Report

TEXT = (
    "Datum: 05-02-2025\n\nKRC Genk heeft in de Croky Cup met 2-1 gewonnen van Cercle Brugge. "
    "“Het was op”, legde coach Rik Vandamme na de match uit. Vandamme zag een late goal. “Gelukkig.”"
)


def evidence_of(text: str) -> tuple[Evidence, ...]:
    """What speaks for everything found in a text."""
    return explain(extract(Report(id="r", source="r.txt", text=text)))


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        ("date", "05-02-2025"),
        ("competition", "Croky Cup"),
        ("score", "2-1"),
        ("teams", "Cercle Brugge"),
        ("quotes[0].cue", "legde"),
        ("quotes[0].cue", "uit"),
        ("quotes[0].speaker", "Rik Vandamme"),
        ("quotes[0].role", "coach"),
        ("quotes[1].speaker", "Vandamme"),
    ],
)
def test_facts_and_quotes_tell_which_words_decided(attribute: str, words: str) -> None:
    """Date, competition, score, teams, cue, speaker and role are led back to words of the text."""
    assert (attribute, words) in [(item.attribute, item.words) for item in evidence_of(TEXT)]


@pytest.mark.parametrize(
    ("attribute", "weighed"),
    [
        ("score", "in the first sentence, of the match itself"),
        ("quotes[0].speaker", "named beside it"),
        ("quotes[1].speaker", "the subject of the sentence before"),
    ],
)
def test_evidence_tells_what_was_made_of_it(attribute: str, weighed: str) -> None:
    """A fact's words stand somewhere and speak of some day; a rule gives a quote its speaker."""
    assert weighed in [item.weighed for item in evidence_of(TEXT) if item.attribute == attribute]


def test_a_league_that_is_not_printed_is_led_back_to_the_clubs() -> None:
    """Where no words name the competition, those that it was inferred from are told."""
    found = evidence_of("KRC Genk heeft zondag met 2-1 gewonnen van Cercle Brugge op de derde speeldag.")
    told = [item for item in found if item.attribute == "competition"]
    assert {item.words for item in told} == {"KRC Genk", "Cercle Brugge"}
    assert {item.reason for item in told} == {"inferred"}


def test_what_the_source_gave_needs_no_evidence() -> None:
    """Only what was extracted is explained."""
    report = extract(Report(id="r", source="r.txt", text=TEXT, score="2-1", given=frozenset(["score"])))
    assert "score" not in [item.attribute for item in explain(report)]


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_evidence_is_verbatim(chance: random.Random) -> None:
    """However a report is shuffled, no text makes it fail and the words stand where the offsets say."""
    words = TEXT.split(" ")
    chance.shuffle(words)
    text = " ".join(words)
    for item in evidence_of(text):
        assert item.words == text[item.start : item.end]
