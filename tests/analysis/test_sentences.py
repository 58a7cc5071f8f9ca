"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.analysis.sentences import sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["De ploeg won.", "De coach lachte."],
        ["Dr. Wouters en J.P. De Smet keken toe.", "Het werd 2.1 volgens sommigen."],
        ["“We waren beter!” zei hij.", "“Ja.”", "Meer niet."],
        ["Hij won o.a. in Gent, Brugge e.d. en zweeg.", "Toch telde dat."],
        ["Ze begonnen om 20.45 uur.", "'s Avonds laat was het gedaan."],
        ["De 1. FC Köln verloor.", "Jammer…", "Heel jammer."],
        ["Hij stond in groep A.", "Daarna volgde een nederlaag."],
    ],
)
def test_sentences_on_one_line(expected: list[str]) -> None:
    """Abbreviations, initials, scores and quotation marks don't end a sentence."""
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_lines_end_sentences() -> None:
    """A headline without a full stop is a sentence; a wrapped line goes on."""
    text = "Genk wint derby\n\nDe ploeg won\nzonder moeite. Klaar"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Genk wint derby",
        "De ploeg won\nzonder moeite.",
        "Klaar",
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aA. !?…\n\"”'1x"), max_size=60))
def test_nothing_but_space_is_lost(text: str) -> None:
    """Sentences are in order, don't overlap, and hold every visible character."""
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert spans == sorted(spans)


@pytest.mark.parametrize("unit", [".", ". ", "\n", "A. ", '."', "1. "])
def test_splitting_is_linear(unit: str) -> None:
    """Half a million hostile characters take less than two seconds."""
    started = time.process_time()
    sentences(unit * (500_000 // len(unit)))
    assert time.process_time() - started < 2
