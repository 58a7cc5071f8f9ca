"""The sample reports, searched as editors do, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.indexing import index_paths
from searchapp.model import QuoteHit, SearchOptions
from searchapp.query.parser import parse
from tests.conftest import place_on

CORPUS = Path(__file__).parents[2] / "corpus"
PATHS = [str(path) for path in sorted(CORPUS.glob("*.txt"))[::3]]
QUERIES = [
    "",
    "bekerfinale",
    "kans* OF keeper",
    '"een punt" -uitsluiting',
    "goal Genk",
    "club:genk OF club:ajax",
    "datum:2024..2025 coach",
    "titel:finale",
    "rode kaart",
    "wedstrijdbalkoffer",
    "spreker:van wedstrijd",
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, opensearch: str) -> Iterator[tuple[Archive, Archive]]:
    """A third of the sample reports in an archive of each engine."""
    folder = tmp_path_factory.mktemp("corpus") / "archief"
    with (
        place_on(opensearch) as location,
        closing(open_archive(folder, create=True)) as embedded,
        closing(open_archive(location, create=True)) as distributed,
    ):
        for archive in (embedded, distributed):
            index_paths(archive, PATHS)
        yield embedded, distributed


@pytest.mark.opensearch
@pytest.mark.parametrize("typed", QUERIES)
@pytest.mark.parametrize("kind", ["search_reports", "search_quotes"])
def test_same_hits_counts_and_snippets(both: tuple[Archive, Archive], kind: str, typed: str) -> None:
    """Same total, facet counts and notices; of the first ten hits at least nine the same, marked alike."""
    query, options = parse(typed).query, SearchOptions()
    ours, theirs = (getattr(archive.searcher(), kind)(query, options) for archive in both)
    assert (ours.total, dict(ours.facets), ours.notices) == (
        theirs.total,
        dict(theirs.facets),
        theirs.notices,
    )
    found, expected = (
        {(hit.id if isinstance(hit, QuoteHit) else hit.report.id): hit for hit in result.hits}
        for result in (theirs, ours)
    )
    shared = found.keys() & expected.keys()
    assert len(shared) >= len(expected) - 1
    assert [found[name].snippet for name in shared] == [expected[name].snippet for name in shared]


@pytest.mark.opensearch
def test_same_overview_and_reports(both: tuple[Archive, Archive]) -> None:
    """The same counts, and every report as it was stored."""
    ours, theirs = (archive.searcher().overview() for archive in both)
    assert (ours.reports, ours.quotes, ours.undated) == (theirs.reports, theirs.quotes, theirs.undated)
    assert (ours.first_year, ours.last_year) == (theirs.first_year, theirs.last_year)
    assert list(both[0].reports()) == list(both[1].reports())


@pytest.mark.opensearch
def test_same_quotes_come_near_a_sentence(both: tuple[Archive, Archive]) -> None:
    """The citaatcheck proposes the same quotes with the same differences, the nearest first."""
    quotes = [quote.text for report in both[0].reports() for quote in report.quotes]
    for text in [*quotes[::40], "we hebben vandaag goed gespeeld en verdiend gewonnen", "xyzzy"]:
        ours, theirs = (archive.searcher().check(text, 5) for archive in both)
        assert theirs[:1] == ours[:1]
        assert len(theirs) == len(ours)


@pytest.mark.opensearch
def test_same_names_are_suggested(both: tuple[Archive, Archive]) -> None:
    """Speakers, clubs and competitions from the start of each of their words, with their counts."""
    names = [
        count.value
        for count in both[0].searcher().search_quotes(parse("").query, SearchOptions()).facets["speaker"]
    ]
    for typed in [name[:5] for name in names[:10]] + ["gen", "jupiler", "club br"]:
        ours, theirs = (archive.searcher().suggest(typed, 5) for archive in both)
        named = [each for each in ours if each.facet]
        assert [each for each in theirs if each in named] == named


@pytest.mark.opensearch
def test_same_words_are_typical(both: tuple[Archive, Archive]) -> None:
    """Of whoever speaks, and of every role."""
    for facet, value in (("role", "coach"), ("role", "speler"), ("sport", "voetbal")):
        ours, theirs = (archive.searcher().typical_words(facet, value, 10) for archive in both)
        assert theirs == ours
