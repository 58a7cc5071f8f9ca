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
@given(st.lists(st.sampled_from(["wat", "zei", "over", "na", "een", "verlies", "Genk", "?", "(", '"', "-"])))
def test_any_words_are_read_without_complaint(words: list[str]) -> None:
    """There is a tree with a notice, or no question."""
    read = read_question(" ".join(words))
    assert read is None or read.notices
