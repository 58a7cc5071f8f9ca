"""Is a question read as one, and is anything else left alone?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.query.ast import And, FacetMatch, Or, Phrase, Term
from searchapp.query.question import read_question

TERHAAG = Or((FacetMatch("speaker", "Wim Terhaag"), FacetMatch("speaker_team", "Wim Terhaag")))


def test_what_somebody_said_about_something() -> None:
    """Speaker and words together; the reader is told how it was read."""
    read = read_question("Wat zei Wim Terhaag over de beker?")
    assert read is not None
    assert read.query == And((TERHAAG, Term("beker")))
    assert read.notices == ("Gelezen als vraag: citaten van ‘Wim Terhaag’ over ‘beker’.",)


def test_the_subject_is_a_query_of_its_own() -> None:
    """Phrases keep their meaning within a question."""
    read = read_question('wat zei Wim Terhaag over "drie punten"')
    assert read is not None
    assert read.query == And((TERHAAG, Phrase("drie punten")))


def test_after_a_defeat() -> None:
    """How the match ended for the speaker narrows the question."""
    read = read_question("Wat zei de trainer na een nederlaag?")
    assert read is not None
    assert read.query == And((FacetMatch("role", "coach"), FacetMatch("outcome", "verlies")))


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("na de zege", "winst"), ("na het gelijkspel", "gelijk"), ("na verlies", "verlies")],
)
def test_after_a_match_with_any_article(typed: str, outcome: str) -> None:
    """“De nederlaag” everybody knows of is a defeat as well."""
    read = read_question(f"Wat zei Wim Terhaag {typed}?")
    assert read is not None
    assert read.query == And((TERHAAG, FacetMatch("outcome", outcome)))


@pytest.mark.parametrize(
    "who", ["de coach van Genk", "de coach van de Genk", "trainer van Genk", "de hoofdcoach van Genk"]
)
def test_the_coach_of_a_club(who: str) -> None:
    """A role with its club is whoever had it there; a person of that very name counts as well."""
    read = read_question(f"Wat zei {who} over de beker?")
    assert read is not None
    name = who[who.index("van ") :]
    of_genk = And((FacetMatch("role", "coach"), FacetMatch("speaker_team", "Genk")))
    assert read.query == And((Or((FacetMatch("speaker", name), of_genk)), Term("beker")))


@pytest.mark.parametrize("who", ["Genk-coach", "de Genk-trainer", "coach Genk"])
def test_a_club_beside_its_coach(who: str) -> None:
    """Written as one word or two."""
    read = read_question(f"Wat zei {who}?")
    assert read is not None
    of_genk = And((FacetMatch("role", "coach"), FacetMatch("speaker_team", "Genk")))
    assert read.query == Or((FacetMatch("speaker", "Genk"), of_genk))


def test_a_role_before_a_name_is_no_part_of_it() -> None:
    """“Coach Terhaag” is found by name, whatever role his quotes have."""
    read = read_question("Wat zei coach Van den Brom over de beker?")
    assert read is not None
    assert isinstance(read.query, And)
    spoken = read.query.children[0]
    assert isinstance(spoken, Or)
    assert FacetMatch("speaker", "Van den Brom") in spoken.children


def test_everything_somebody_said() -> None:
    """Without a subject a question mark shows that it is a question."""
    read = read_question("Wat vond Wim Terhaag?")
    assert read is not None
    assert read.query == TERHAAG


@pytest.mark.parametrize(
    "text", ["wat een wedstrijd", "wat zei", "wat zei over alles", "Wim Terhaag over de beker", "wat zei hij"]
)
def test_other_words_are_words(text: str) -> None:
    """Only the very form is a question."""
    assert read_question(text) is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["wat", "zei", "coach", "van", "over", "na", "een", "verlies", "Genk", "?", "(", '"', "-"]
        )
    )
)
def test_any_words_are_read_without_complaint(words: list[str]) -> None:
    """There is a tree with a notice, or no question."""
    read = read_question(" ".join(words))
    assert read is None or read.notices
