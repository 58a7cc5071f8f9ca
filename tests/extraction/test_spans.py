"""Quoted spans: every pair of marks, nesting, apostrophes, lost marks, dashes, hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction.spans import find_spans


def quoted(text: str) -> list[str]:
    """The quoted texts."""
    return [text[span.start : span.end] for span in find_spans(text)]


@pytest.mark.parametrize(
    "pair",
    ["“ ”", "„ ”", "„ “", "” ”", "‘ ’", "« »", "» «", '" "', "' '", "'' ''", ",, ''", ",, ”", ',, "', "‚ ‘"],
)
def test_each_pair_of_marks_is_read(pair: str) -> None:
    """A quote is found between every pair of marks that newspapers print."""
    opening, closing = pair.split(" ")
    assert quoted(f"Zij zei {opening}we gaan door{closing}, en dat was het.") == ["we gaan door"]


def test_french_spacing_stays_outside() -> None:
    """The blanks inside « … » are no part of the quote."""
    assert quoted("« Wij zijn klaar », zei ze. « Heel klaar. »") == ["Wij zijn klaar", "Heel klaar."]


def test_comma_and_stop_inside_the_marks_are_kept() -> None:
    """A comma or full stop between the marks belongs to the quote."""
    assert quoted('"Wij gaan ervoor," zei ze. "Altijd."') == ["Wij gaan ervoor,", "Altijd."]


@pytest.mark.parametrize(
    "text",
    [
        "'t Was laat en 's avonds regende het in 's-Hertogenbosch.",
        "’t Was laat en ’s avonds regende het.",
        "De foto's van zo'n avond hangen bij de Buffalo's, naast die van N'Dour.",
        "Lars 't Hooft en Piet 't Jong speelden in '98 samen.",
        "Het was Mertens' beste match, en Claes' slechtste.",
        "In de 88' minuut en de 90'+2' viel er niets.",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    """Apostrophes, minutes and years open no quote."""
    assert quoted(text) == []


def test_apostrophes_inside_single_marks_do_not_close() -> None:
    """A quote in single marks survives apostrophes and genitives."""
    text = (
        "'We gaven Claes' ploeg zo'n cadeau dat 't pijn deed', zei hij. "
        "‘In ’t veld waren zij ’s avonds beter.’"
    )
    assert quoted(text) == [
        "We gaven Claes' ploeg zo'n cadeau dat 't pijn deed",
        "In ’t veld waren zij ’s avonds beter.",
    ]


def test_only_the_outermost_pair_counts() -> None:
    """Speech inside a quote belongs to the outer quote."""
    text = "‘Hij riep nog: “Schiet dan!” En toen schoot ik’, zei hij. “Ze zeiden ‘nee’.”"
    assert quoted(text) == ["Hij riep nog: “Schiet dan!” En toen schoot ik", "Ze zeiden ‘nee’."]


def test_same_marks_nested_are_paired() -> None:
    """Straight marks within straight marks are paired by what stands around them."""
    assert quoted('"Hij noemde mij "een held" en ging", zei ze.') == ['Hij noemde mij "een held" en ging']


def test_paragraphs_that_open_a_new_mark_are_entries_of_their_own() -> None:
    """A quote re-opened in each paragraph gives an entry for each."""
    assert quoted("“Eerst dit.\n\n“Dan dat.”") == ["Eerst dit.", "Dan dat."]


def test_a_quote_over_a_blank_line_is_one() -> None:
    """A quote that runs on without a new mark is one entry."""
    assert quoted("“Eerst dit.\n\nDan dat.” Klaar.") == ["Eerst dit.\n\nDan dat."]


def test_a_lost_closing_mark_recovers() -> None:
    """Without its closing mark a quote ends before its attribution, and the next line is safe."""
    text = '"Ik heb alles gegeven, zei doelman Bart Deels na de match.\n\n"Wij ook", zei Karel Maes.'
    assert quoted(text) == ["Ik heb alles gegeven", "Wij ook"]


def test_a_dash_opens_speech() -> None:
    """A leading dash opens a quote that ", zegt ze" closes and that may go on behind."""
    assert quoted("– Ik ben er klaar mee, zegt Ans Terp. Ik ga naar huis.") == [
        "Ik ben er klaar mee",
        "Ik ga naar huis.",
    ]
    assert quoted("– Ik weet het, zegt ze, maar nu niet.") == ["Ik weet het", "maar nu niet."]


def test_a_dash_may_open_a_list() -> None:
    """Lines of a list are no speech."""
    assert quoted("– Genk: Peers, Maes, Claes\n– Gent: Wouters, Leys") == []


def test_an_answer_behind_a_dash() -> None:
    """An unattributed dash line behind a question is an answer, the question is none."""
    assert quoted("Hoe was het?\n\n– Zwaar. Heel zwaar.") == ["Zwaar. Heel zwaar."]


MARKS = "“”„‘’«»\"'‚,- –.\n abZ’s"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet=MARKS, max_size=120)))
def test_spans_are_ordered_and_inside_the_text(text: str) -> None:
    """Whatever the text, spans never overlap, are never empty and stand in text order."""
    reached = 0
    for span in find_spans(text):
        assert reached <= span.outer_start <= span.start < span.end <= span.outer_end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        reached = span.outer_end


@pytest.mark.parametrize("unit", ['"', "“", "'a ", "‘a", "A", " ", "– a, zei b ", "''", "« a "])
def test_a_megabyte_is_read_in_linear_time(unit: str) -> None:
    """A megabyte of nothing but marks, capitals or blanks takes under two seconds."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    find_spans(text)
    assert time.process_time() - start < 2
