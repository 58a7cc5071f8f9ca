"""Corrections win, last, and can be taken back, in every engine."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from searchapp.corrections.requests import Request
from searchapp.editing import Edit, corrections_of, edit
from searchapp.engine.protocols import Archive
from searchapp.errors import IngestError, ReportMissing, UsageError
from searchapp.extraction import extract
from searchapp.model import Quote, Report, SearchOptions
from searchapp.query.ast import Everything

BODY = "KRC Genk verloor met 1-2 van Ajax. “Dit doet bijzonder veel pijn”, zei coach Wim Terhaag."
ALL = SearchOptions()


@pytest.fixture
def archive(archive: Archive) -> Archive:
    """One report, extracted as the indexing loop does it."""
    put(archive, BODY)
    return archive


def put(archive: Archive, text: str) -> None:
    """Index this text as the report `r`."""
    with archive.writer() as writer:
        writer.add(extract(Report(id="r", source="r.txt", text=text, origin="/r.txt", content_hash=text)))


def correct(archive: Archive, request: Request) -> None:
    """As an editor would."""
    edit(archive, Edit("r", "An Editor", (request,)))


def stored(archive: Archive) -> Report:
    """The report as it's shown."""
    report = archive.searcher().report("r")
    assert report
    return report


def states(archive: Archive) -> list[str]:
    """How the corrections of the report stand."""
    return [correction.state for correction in archive.corrections("r")]


def values(archive: Archive, facet: str) -> dict[str, int]:
    """The counts of one facet among all quotes."""
    counts = archive.searcher().search_quotes(Everything(), ALL).facets[facet]
    return {count.value: count.count for count in counts}


def test_correction_is_found_at_once(archive: Archive) -> None:
    """Facets of reports and quotes count the corrected value, with all that follows from it."""
    correct(archive, Request({"score": ["3-2"]}, quote=1, details={"speaker": "Jan Bral", "team": "Genk"}))
    assert stored(archive).score == "3-2"
    assert values(archive, "speaker") == {"Jan Bral": 1}
    assert values(archive, "outcome") == {"winst": 1}
    assert archive.check() == []


def test_correction_is_kept_with_author_time_and_old_value(archive: Archive) -> None:
    """Who, when, what, and what it was before."""
    before = stored(archive).quotes[0].speaker
    correct(archive, Request(quote=1, details={"speaker": "Jan Bral"}))
    (correction,) = archive.corrections("r")
    assert (correction.number, correction.by, correction.old) == (1, "An Editor", before)
    assert correction.change.value == "Jan Bral"
    assert correction.at.endswith("+00:00")


def test_correction_survives_updates_and_rebuilding(archive: Archive) -> None:
    """A changed file, a new index and a new extraction all keep what the editor said."""
    correct(archive, Request({"competition": ["Dorpsbeker"]}, quote=1, details={"speaker": "Jan Bral"}))
    put(archive, "Extra alinea vooraf: “Ja.”\n\n" + BODY)
    for step in (lambda: None, archive.rebuild, lambda: archive.rebuild(extract=extract)):
        step()
        report = stored(archive)
        assert report.competition == "Dorpsbeker"
        assert {quote.speaker for quote in report.quotes if "pijn" in quote.text} == {"Jan Bral"}
        assert states(archive) == ["applied", "applied"]
        assert archive.check() == []


def test_new_extraction_starts_from_the_text(archive: Archive) -> None:
    """What an earlier extraction got wrong doesn't live on in a new one; corrections do."""
    right = stored(archive)
    with archive.writer() as writer:
        writer.add(replace(right, sport="darts", season="1900", quotes=()))
    correct(archive, Request({"venue": ["Veld 2"]}))
    archive.rebuild(extract=extract)
    assert stored(archive) == replace(right, venue="Veld 2")


def test_correction_wins_over_the_source(archive: Archive) -> None:
    """Also when the source gives the fact itself."""
    correct(archive, Request({"sport": ["korfbal"]}))
    with archive.writer() as writer:
        writer.add(replace(stored(archive), sport="darts", given=frozenset({"sport"})))
    assert stored(archive).sport == "korfbal"


def test_correction_whose_quote_went_waits_for_it(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    """It's told, applied to no other quote, and in force again when its quote comes back."""
    correct(archive, Request(quote=1, details={"speaker": "Jan Bral"}))
    with caplog.at_level(logging.WARNING):
        put(archive, BODY.replace("bijzonder veel pijn", "verschrikkelijk zeer"))
    assert "correction 1 is gone" in caplog.text
    assert states(archive) == ["gone"]
    assert stored(archive).quotes[0].speaker != "Jan Bral"
    put(archive, BODY)
    assert states(archive) == ["applied"]
    assert stored(archive).quotes[0].speaker == "Jan Bral"


def test_withdrawn_correction_leaves_the_report_as_it_was(archive: Archive) -> None:
    """Undoing them in any order gives the extracted report again."""
    before = stored(archive)
    correct(archive, Request({"score": ["9-9"]}, quote=1, no_quote=True))
    correct(archive, Request({"score": ["8-8"]}))
    assert stored(archive).quotes == ()
    for number in (1, 3, 2):
        edit(archive, Edit("r", "An Editor", undo=number))
    assert stored(archive) == before
    assert states(archive) == ["withdrawn"] * 3
    correct(archive, Request({"score": ["7-7"]}))
    assert archive.corrections("r")[-1].number == 4


def test_added_and_unfound_quotes(archive: Archive) -> None:
    """An editor's quote is searched like any other; one that is none is gone from searches."""
    correct(archive, Request(quote=1, no_quote=True))
    assert archive.searcher().search_quotes(Everything(), ALL).total == 0
    correct(archive, Request(add="verloor met 1-2", details={"speaker": "Jan Bral"}))
    put(archive, "Vooraf.\n\n" + BODY)
    hits = archive.searcher().search_quotes(Everything(), ALL).hits
    assert [(hit.quote.text, hit.quote.speaker) for hit in hits] == [("verloor met 1-2", "Jan Bral")]


def test_corrections_outlive_the_report(archive: Archive) -> None:
    """A report that is removed and comes back is corrected."""
    correct(archive, Request({"venue": ["Veld 2"]}))
    with archive.writer() as writer:
        writer.remove("r")
    assert [correction.state for correction in corrections_of(archive, "r")] == ["gone"]
    put(archive, BODY)
    assert stored(archive).venue == "Veld 2"


def test_what_is_not_there_is_told(archive: Archive) -> None:
    """An unknown report, half a character for an id, and an unknown correction."""
    for name in ("weg", "\ud800"):
        with pytest.raises(ReportMissing):
            edit(archive, Edit(name, "x", (Request({"venue": ["Veld 2"]}),)))
        with pytest.raises(ReportMissing):
            corrections_of(archive, name)
    for number in (1, 10**30):
        with pytest.raises(UsageError, match="withdraw"):
            edit(archive, Edit("r", "x", undo=number))
    assert archive.corrections("r") == ()


def test_failed_edit_changes_nothing(archive: Archive) -> None:
    """Of a request with one wrong value nothing is kept."""
    before = stored(archive)
    with pytest.raises(UsageError):
        correct(archive, Request({"venue": ["Veld 2"], "date": ["ooit"]}))
    assert archive.corrections("r") == ()
    assert stored(archive) == before


@pytest.mark.parametrize(
    "odd",
    [
        Report(id="\ud800", source="x", text="Tekst"),
        Report(id="x", source="x", text="Tekst", quotes=(Quote("Tekst", 0, 5, speaker="\ud800"),)),
        Report(id="r", source="x", text="Tekst", quotes=(Quote("Tekst", 0, 5, cue="\udfff"),)),
    ],
)
def test_report_that_cannot_be_stored_costs_itself_alone(archive: Archive, odd: Report) -> None:
    """It's an ingest error; what was there under its id stays, and the run goes on."""
    before = stored(archive)
    with archive.writer() as writer:
        with pytest.raises(IngestError, match="Unicode"):
            writer.add(odd)
        writer.add(Report(id="s", source="s", text="Gewoon verslag."))
    assert stored(archive) == before
    assert archive.searcher().report("s")
    assert archive.check() == []
