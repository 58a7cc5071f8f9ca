"""What a reader sees: hits with snippets, facets with choices, and notices in Dutch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchapp import highlighting
from searchapp.engine import open_archive
from searchapp.engine.embedded import evaluate
from searchapp.engine.protocols import Archive
from searchapp.errors import UsageError
from searchapp.model import PartialDate, Quote, Report, SearchOptions
from searchapp.query.ast import And, Everything, FacetMatch, Not, Phrase, Query, Term, Wildcard
from tests.engine.embedded.samples import answers, filled, ids, said

ALL = SearchOptions()


def archive_of(folder: Path, *texts: str, **facts: object) -> Archive:
    """Reports a, b, c … with these texts, all with the same facts."""
    archive = open_archive(folder, create=True)
    with archive.writer() as writer:
        for name, text in zip("abcdefgh", texts, strict=False):
            writer.add(Report(id=name, source=name, text=text, title=text.split("\n")[0], **facts))  # type: ignore[arg-type]
    return archive


def test_title_counts_more_than_lead_and_lead_more_than_body(tmp_path: Path) -> None:
    """A word ranks by where it stands."""
    filler = "De ploegen troffen elkaar op een natte avond in het oude stadion."
    archive = archive_of(
        tmp_path,
        f"Kort nieuws\n\n{filler}\n\nDaarna volgde een comeback in de slotfase.",
        f"Kort nieuws\n\nEen comeback in de slotfase op een natte avond, dat was het.\n\n{filler}",
        f"Een comeback\n\n{filler}\n\nDaarna volgde nog veel meer in de slotfase.",
    )
    assert ids(archive, Term("comeback")) == ["c", "b", "a"]


def test_first_sentence_as_title_is_not_counted_twice(tmp_path: Path) -> None:
    """A text without a headline isn't found by titel: and ranks as if it had no title."""
    archive = archive_of(tmp_path, "Zege voor de ploeg. Daarna werd het stil.")
    assert ids(archive, Term("zege")) == ["a"]
    assert ids(archive, Term("zege", title_only=True)) == []


def test_headline_may_follow_a_date_line(tmp_path: Path) -> None:
    """A title on its own line near the top is a headline."""
    archive = open_archive(tmp_path, create=True)
    text = "date 2025-02\nZege in de slotfase\n\nDe ploeg won na een hectisch einde van de wedstrijd."
    with archive.writer() as writer:
        writer.add(Report(id="a", source="a", text=text, title="Zege in de slotfase"))
        writer.add(Report(id="b", source="b", text="Wat volgt is iets anders.", title="Zege van elders"))
    assert sorted(ids(archive, Term("zege", title_only=True))) == ["a", "b"]


def test_excluded_word_excludes(tmp_path: Path) -> None:
    """No report with the excluded word is a hit, wherever the words stand."""
    archive = archive_of(tmp_path, "keeper doelpunt", "keeper", "doelpunt keeper keeper", "doelpunt")
    assert ids(archive, And((Term("keeper"), Not(Term("doelpunt"))))) == ["b"]


def test_snippet_marks_the_inflected_word_in_report_and_quote(tmp_path: Path) -> None:
    """The surface word is marked; a quote is shown whole."""
    searcher = filled(tmp_path, 1).searcher()
    report = searcher.search_reports(Term("bekerfinales"), ALL).hits[0]
    assert "<mark>bekerfinale</mark>" in highlighting.to_html(report.snippet)
    quote = searcher.search_quotes(Term("hebben"), ALL).hits[0]
    assert highlighting.to_html(quote.snippet) == said(0).replace("hebben", "<mark>hebben</mark>")


def test_exact_search_finds_the_surface_form_alone(tmp_path: Path) -> None:
    """With exact forms, an inflected word doesn't match another form of it."""
    archive = archive_of(tmp_path, "De spelers juichten.", "De speler juichte.")
    found = archive.searcher().search_reports(Term("spelers"), SearchOptions(exact=True))
    assert [hit.report.id for hit in found.hits] == ["a"]


def test_chosen_facet_keeps_its_alternatives(tmp_path: Path) -> None:
    """Counts of a facet ignore its own choice, and unknown dates have their bucket."""
    options = SearchOptions(filters={"team": ("Club 1",), "year": ("onbekend",)}, facet_limit=1)
    result = filled(tmp_path, 30).searcher().search_reports(Everything(), options)
    assert [hit.report.id for hit in result.hits] == ["r10", "r25"]
    assert {(count.value, count.count, count.selected) for count in result.facets["team"]} == {
        ("KRC Genk", 6, False),
        ("Club 1", 2, True),
    }
    assert [(count.value, count.count) for count in result.facets["year"]] == [("2019", 1), ("onbekend", 2)]


def test_both_teams_make_a_head_to_head(tmp_path: Path) -> None:
    """With match=all both teams must play, and counts are of what is left."""
    options = SearchOptions(filters={"team": ("KRC Genk", "Club 1")}, match_all=True)
    result = filled(tmp_path, 9).searcher().search_reports(Everything(), options)
    assert result.total == 3
    assert [(count.value, count.count) for count in result.facets["team"]] == [("Club 1", 3), ("KRC Genk", 3)]


def test_value_that_the_archive_lacks_gives_no_hits_and_a_notice(tmp_path: Path) -> None:
    """The reader is told which value is unknown, and sees it as chosen with count 0."""
    options = SearchOptions(filters={"team": ("Racing Nergens",)})
    result = filled(tmp_path, 2).searcher().search_reports(Everything(), options)
    assert result.total == 0
    assert result.notices == ("Niets in het archief heeft bij club de waarde ‘Racing Nergens’.",)
    assert ("Racing Nergens", 0, True) in {(c.value, c.count, c.selected) for c in result.facets["team"]}


def test_facet_or_order_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    """The error names the parameter at fault."""
    searcher = filled(tmp_path, 1).searcher()
    with pytest.raises(UsageError) as error:
        searcher.search_reports(Everything(), SearchOptions(filters={"kleur": ("rood",)}))
    assert error.value.parameter == "kleur"
    with pytest.raises(UsageError) as error:
        searcher.search_reports(Everything(), SearchOptions(sort="willekeurig"))
    assert error.value.parameter == "sort"


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (FacetMatch("team", "genk"), ["a"]),
        (FacetMatch("team", "racing genk"), ["a"]),
        (FacetMatch("team", "Brugge"), []),
        (FacetMatch("speaker", "van den brom"), ["a"]),
        (FacetMatch("speaker", "brom den"), ["a"]),
        (FacetMatch("speaker", "bro"), []),
        (FacetMatch("competition", "onbekend"), ["a"]),
    ],
)
def test_prefix_finds_values_by_their_words(tmp_path: Path, match: FacetMatch, expected: list[str]) -> None:
    """A value is found by its whole words, in any case and order, or by another name of it."""
    archive = archive_of(tmp_path, "Tekst.", teams=("KRC Genk",), speakers=("Piet van den Brom",))
    assert ids(archive, match) == expected


def test_compound_without_hits_is_tried_as_its_parts(tmp_path: Path) -> None:
    """Only when nothing is found at all, and with a notice that names the parts."""
    archive = archive_of(tmp_path, "De finale van de beker.", "De beker.")
    result = archive.searcher().search_reports(Term("bekerfinale"), SearchOptions(synonyms=False))
    assert [hit.report.id for hit in result.hits] == ["a"]
    assert result.notices == ("Niets gevonden voor ‘bekerfinale’; gezocht op de delen ‘beker’ en ‘finale’.",)
    assert "<mark>finale</mark>" in highlighting.to_html(result.hits[0].snippet)


def test_compound_with_a_hit_is_not_taken_apart(tmp_path: Path) -> None:
    """One report with the compound is enough; part of a compound is found, but ranks lower."""
    archive = archive_of(tmp_path, "De finale van de beker.", "De bekerfinale.")
    assert ids(archive, Term("bekerfinale")) == ["b"]
    assert ids(archive, Term("finale")) == ["a", "b"]


def test_pattern_with_too_many_words_is_cut_off_with_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is told that a pattern stands for more words than are sought."""
    monkeypatch.setattr(evaluate, "MAX_EXPANSIONS", 2)
    archive = archive_of(tmp_path, "bal", "bank", "boom")
    result = archive.searcher().search_reports(Wildcard("b*"), ALL)
    assert [hit.report.id for hit in result.hits] == ["a", "b"]
    assert "past op meer dan 2 woorden" in result.notices[0]


def test_title_words_among_quotes_give_a_notice(tmp_path: Path) -> None:
    """Quotes have no titles; the reader is told instead of wondering."""
    searcher = filled(tmp_path, 1).searcher()
    result = searcher.search_quotes(Term("duel", title_only=True), SearchOptions(synonyms=False))
    assert result.total == 0
    assert result.notices == ("‘titel:’ zoekt alleen in verslagen, niet in citaten.",)


@pytest.mark.parametrize("query", [Term("!"), Phrase("…"), Wildcard("**"), Not(Term("?")), And((Term("-"),))])
def test_query_without_a_word_narrows_nothing(tmp_path: Path, query: Query) -> None:
    """Punctuation alone asks for nothing in particular."""
    assert len(ids(filled(tmp_path, 3), query)) == 3


def test_overview_counts_and_bounds(tmp_path: Path) -> None:
    """Reports, quotes, years and undated reports are counted; an empty archive has no years."""
    empty = open_archive(tmp_path / "leeg", create=True).searcher()
    assert (empty.overview().reports, empty.overview().first_year) == (0, None)
    assert empty.search_quotes(Term("iets"), ALL).total == 0
    overview = filled(tmp_path / "vol", 7).searcher().overview()
    assert (overview.reports, overview.quotes, overview.undated) == (7, 7, 2)
    assert (overview.first_year, overview.last_year) == (2001, 2006)
    assert overview.size_bytes > 10_000


def test_every_fact_of_a_report_survives_storage(tmp_path: Path) -> None:
    """What is read back equals what was added, with odd characters too."""
    text = "Kop\n\nHij zei: “Nul\x00 en 👍 één.” Einde\r\n"
    report = Report(
        id="vreemd/ id",
        source="s",
        text=text,
        title="Kop",
        date=PartialDate(2024, 2),
        teams=("A", "B"),
        quotes=(Quote(text[15:28], 15, 28, cue="zei"),),
        given=frozenset({"date", "title"}),
    )
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        writer.add(report)
    assert archive.searcher().report("vreemd/ id") == report
    assert list(archive.reports()) == [report]


def test_threads_share_a_searcher(tmp_path: Path) -> None:
    """Many threads get the answers that one gets."""
    archive = filled(tmp_path, 20)
    expected = answers(archive)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(lambda _: answers(archive), range(24)))
