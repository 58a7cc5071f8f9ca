"""Are remembered words held against printed ones as a reader would?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.alignment import differences, similarity, words

PRINTED = "We hebben de bekerfinale verdiend, want na rust was er maar één ploeg."

texts = st.text(alphabet="abé -'“”.,\n\U0001f600", max_size=60)


def near(typed: str, printed: str = PRINTED) -> float:
    """The similarity to the best passage."""
    return similarity(words(typed), words(printed))[0]


def test_the_same_words_are_the_same() -> None:
    """Case, accents, punctuation and line breaks make no difference."""
    typed = "we hebben de bekerfinale verdiend\nwant NA RUST was er maar een ploeg"
    assert near(typed) == 1.0
    assert [step.kind for step in differences(typed, PRINTED)] == ["equal"]


def test_a_part_of_a_long_quote_is_found_in_it() -> None:
    """Who remembers one sentence of several is as near as can be."""
    assert near("na rust was er maar één ploeg") == 1.0


@pytest.mark.parametrize(
    "typed",
    [
        "We hebben de bekerfinale verdiend, na rust was er één ploeg",
        "We hadden deze bekerfinale verdiend want na de rust was er maar één ploeg",
        "Na rust was er maar één ploeg, want we hebben de bekerfinale verdiend",
    ],
    ids=["missing", "changed", "reordered"],
)
def test_a_sentence_remembered_badly_is_still_near(typed: str) -> None:
    """Missing, changed and reordered words leave most of the sentence."""
    assert 0.6 < near(typed) < 1.0


def test_another_sentence_is_far() -> None:
    """Sharing a few small words is nothing."""
    assert near("De doelman van de bezoekers was er niet bij na de winterstop.") < 0.5


def test_each_difference_is_told() -> None:
    """A replaced word and a missing one, in reading order."""
    steps = differences("Wij wonnen met geluk", "Wij verloren met veel geluk.")
    assert [(step.kind, step.typed.strip(), step.printed.strip()) for step in steps] == [
        ("equal", "Wij", "Wij"),
        ("replace", "wonnen", "verloren"),
        ("equal", "met", "met"),
        ("insert", "", "veel"),
        ("equal", "geluk", "geluk."),
    ]


@given(typed=texts, printed=texts)
def test_nothing_of_the_printed_text_is_lost(typed: str, printed: str) -> None:
    """The printed sides joined are the text in print, the typed sides the typed text."""
    steps = differences(typed, printed)
    assert "".join(step.printed for step in steps) == printed
    if words(typed) and words(printed):
        assert "".join(step.typed for step in steps) == typed


@given(typed=texts, printed=texts)
def test_similarity_is_a_share(typed: str, printed: str) -> None:
    """Between nothing and everything; a text is wholly like itself."""
    best, whole = similarity(words(typed), words(printed))
    assert 0.0 <= whole <= best <= 1.0
    assert not words(typed) or near(typed, typed) == 1.0


def test_a_part_of_a_long_quote_is_compared_with_that_part() -> None:
    """Small words elsewhere in the quote are no matches, and the part's words all are."""
    printed = (
        "Het was zwaar en het is gelukt. Het beste medicijn blijft winnen. "
        "Laten we hopen dat het nu altijd zo gaat."
    )
    steps = differences("het beste medicijn is altijd winnen", printed)
    assert [(step.kind, step.typed.strip(), step.printed.strip()) for step in steps] == [
        ("insert", "", "Het was zwaar en het is gelukt."),
        ("equal", "het beste medicijn", "Het beste medicijn"),
        ("replace", "is altijd", "blijft"),
        ("equal", "winnen", "winnen."),
        ("insert", "", "Laten we hopen dat het nu altijd zo gaat."),
    ]
