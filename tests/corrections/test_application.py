"""What a corrected report says, and what follows from a correction."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from searchapp.corrections import Change, corrected
from searchapp.corrections.passages import Passage, occurrences
from searchapp.model import PartialDate, Quote, Report

TEXT = "KRC Genk verloor van Ajax. “Ja”, zei Wim Terhaag. “Ja”, riep Mia de Graaf. Spandoek: “Altijd samen”."


def quote(number: int, words: str = "Ja", **facts: str) -> Quote:
    """The n-th place with these words as a quote."""
    start = list(occurrences(TEXT, words))[number - 1]
    return Quote(words, start, start + len(words), **facts)


def passage(number: int, words: str = "Ja") -> Passage:
    """The same place for a change."""
    start = list(occurrences(TEXT, words))[number - 1]
    return Passage.at(TEXT, start, start + len(words))


REPORT = Report(
    id="r",
    source="r.txt",
    text=TEXT,
    sport="voetbal",
    date=PartialDate(2025, 2),
    season="2024-2025",
    teams=("KRC Genk", "Ajax"),
    mentioned_teams=("PSV",),
    score="1-2",
    quotes=(quote(1, speaker="Wim Terhaag", team="KRC Genk"), quote(2), quote(1, "Altijd samen")),
    speakers=("Wim Terhaag",),
)


def test_no_change_is_the_same_report() -> None:
    """Without corrections nothing is touched, not even the object."""
    assert corrected(REPORT, ()).report is REPORT


def test_only_the_quote_that_is_meant_changes() -> None:
    """Of two quotes with the same words the second gets a speaker; the speakers follow."""
    result = corrected(REPORT, [Change("speaker", "Mia de Graaf", passage(2))]).report
    assert [q.speaker for q in result.quotes] == ["Wim Terhaag", "Mia de Graaf", None]
    assert result.speakers == ("Wim Terhaag", "Mia de Graaf")


def test_given_speakers_beside_the_quotes_stay() -> None:
    """A name that the source gave stays; that of a corrected quote changes."""
    given_names = replace(REPORT, given=frozenset({"speakers"}), speakers=("Bas Olthof", "Wim Terhaag"))
    result = corrected(given_names, [Change("speaker", "W. Terhaag", passage(1))]).report
    assert result.speakers == ("Bas Olthof", "W. Terhaag")


def test_outcome_follows_score_teams_and_the_speakers_team() -> None:
    """A corrected score turns defeat into victory, and a corrected team too."""
    assert corrected(REPORT, [Change("score", "3-0")]).report.quotes[0].outcome == "winst"
    assert corrected(REPORT, [Change("team", "Ajax", passage(1))]).report.quotes[0].outcome == "winst"
    assert corrected(REPORT, [Change("score", None)]).report.quotes[0].outcome is None


def test_season_follows_the_date_unless_it_is_settled() -> None:
    """A new date brings its season; a corrected or given season stays."""
    date = Change("date", "2023-10-01")
    assert corrected(REPORT, [date]).report.season == "2023-2024"
    assert corrected(REPORT, [date, Change("season", "2025")]).report.season == "2025"
    given_season = replace(REPORT, given=frozenset({"season", "date"}))
    assert corrected(given_season, [date]).report.season == "2024-2025"


def test_team_that_plays_is_not_mentioned_as_well() -> None:
    """A corrected team leaves the list of those that are only mentioned."""
    result = corrected(REPORT, [Change("teams", ("KRC Genk", "PSV"))]).report
    assert (result.teams, result.mentioned_teams) == (("KRC Genk", "PSV"), ())


def test_later_correction_wins() -> None:
    """Of two for one fact the second counts."""
    assert corrected(REPORT, [Change("venue", "A"), Change("venue", "B")]).report.venue == "B"


def test_no_quote_takes_a_quote_away_for_good() -> None:
    """It goes; where extraction no longer finds it, the correction is satisfied."""
    change = Change("quote", False, passage(1, "Altijd samen"))
    result = corrected(REPORT, [change])
    assert [q.text for q in result.report.quotes] == ["Ja", "Ja"]
    assert corrected(result.report, [change]).missed == ()


def test_added_quote_replaces_what_it_overlaps() -> None:
    """The editor's span wins over a shorter one that was found; order is that of the text."""
    longer = "“Ja”, zei Wim"
    result = corrected(REPORT, [Change("quote", True, passage(1, longer))]).report
    assert [q.text for q in result.quotes] == [longer, "Ja", "Altijd samen"]


def test_correction_of_a_quote_that_went_is_reported_and_nothing_else_changes() -> None:
    """The speaker of a quote that isn't there any more is given to nobody."""
    change = Change("speaker", "Mia de Graaf", passage(2))
    without = replace(REPORT, quotes=REPORT.quotes[:1])
    assert corrected(without, [change, Change("venue", "Arena")]) == (
        corrected(without, [Change("venue", "Arena")]).report,
        (0,),
    )


changes = st.one_of(
    st.builds(Change, st.sampled_from(["score", "venue", "sport"]), st.sampled_from(["1-1", "darts", None])),
    st.builds(Change, st.just("date"), st.sampled_from(["2024", "2023-05", None])),
    st.builds(
        Change,
        st.sampled_from(["speaker", "team"]),
        st.sampled_from(["Ajax", None]),
        st.sampled_from([passage(1), passage(2), passage(1, "Altijd samen")]),
    ),
    st.builds(
        Change,
        st.just("quote"),
        st.booleans(),
        st.sampled_from([passage(1), passage(1, "zei Wim"), passage(1, "Ja”, zei Wim")]),
    ),
)


@given(st.lists(changes, max_size=6), st.sampled_from(["", "Nieuw: “Ja”. ", "Vooraf. "]))
def test_quotes_stay_what_the_text_says(made: list[Change], moved: str) -> None:
    """After any corrections, in a moved text too, each quote is its span, in order, none overlapping."""
    shift = len(moved)
    quotes = tuple(replace(q, start=q.start + shift, end=q.end + shift) for q in REPORT.quotes)
    report = replace(REPORT, text=moved + TEXT, quotes=quotes)
    result = corrected(report, made).report
    assert all(result.text[q.start : q.end] == q.text for q in result.quotes)
    ends = [0, *(q.end for q in result.quotes)]
    assert all(end <= q.start for end, q in zip(ends, result.quotes, strict=False))
