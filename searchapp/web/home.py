"""From an archive to its start page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from searchapp.engine.protocols import Archive, Searcher
from searchapp.model import UNKNOWN, FacetCount, Overview, ReportHit, SearchOptions, SearchResult
from searchapp.query.ast import Everything
from searchapp.query.parser import parse
from searchapp.web.numbers import counted
from searchapp.web.pages import Link, Newest, Page, SearchBox
from searchapp.web.results import QUOTES, REPORTS, match_facts, navigation, title_of
from searchapp.web.texts import EXAMPLE_WORDS, text
from searchapp.web.urls import SearchRequest, facet_url, report_url, search_url

_NEWEST = 5
_FEWEST_YEARS, _MOST_YEARS = 4, 40
"""A chart of fewer years says nothing; more bars would be too narrow to point at."""
CHART_WIDTH, CHART_HEIGHT = 640.0, 96.0
_GAP = 0.2
"""The part of a year's width that stays empty."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in the small chart; x, y, width and height in units of the drawing."""

    year: str
    label: str
    path: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """`/` of an archive with reports."""

    template: ClassVar[str] = "home.html"
    kind: ClassVar[str] = "home"
    examples: Sequence[Link]
    holdings: Sequence[Link]
    period: str
    undated: Link | None
    bars: Sequence[Bar]
    newest: Sequence[Newest]


@dataclass(frozen=True, slots=True)
class FirstRunPage(Page):
    """`/` of an empty archive."""

    template: ClassVar[str] = "first_run.html"
    kind: ClassVar[str] = "message"
    location: str


def start_page(archive: Archive) -> HomePage | FirstRunPage:
    """`/`: what the archive holds, or how to fill it."""
    searcher = archive.searcher()
    overview = searcher.overview()
    if not overview.reports:
        return FirstRunPage(text("first.title"), SearchBox(), navigation(), location=archive.location)
    newest = searcher.search_reports(Everything(), SearchOptions(sort="-date", per_page=_NEWEST))
    return HomePage(
        title=text("home.title"),
        box=SearchBox(),
        navigation=navigation(),
        examples=_examples(searcher, newest),
        holdings=[
            Link(counted("reports", overview.reports), REPORTS),
            Link(counted("quotes", overview.quotes), QUOTES),
        ],
        period=_years(overview),
        undated=_undated(overview),
        bars=bars(newest.facets.get("year", ())),
        newest=[_newest(hit) for hit in newest.hits],
    )


def _years(overview: Overview) -> str:
    first, last = overview.first_year, overview.last_year
    if first is None:
        return ""
    return text("home.year", first=first) if first == last else text("home.years", first=first, last=last)


def _undated(overview: Overview) -> Link | None:
    if not overview.undated:
        return None
    return Link(text("home.undated", count=overview.undated), facet_url(REPORTS, "year", UNKNOWN))


def _newest(hit: ReportHit) -> Newest:
    return Newest(title_of(hit.report), report_url(hit.report.id), match_facts(hit.report))


def _examples(searcher: Searcher, everything: SearchResult[ReportHit]) -> list[Link]:
    """A search by words, one by facets and one for quotes, each of which finds something."""
    examples = []
    for words in EXAMPLE_WORDS:
        query = parse(words).query
        if searcher.search_reports(query, SearchOptions(per_page=1, facet_limit=0)).total:
            examples.append(Link(words, search_url(REPORTS, SearchRequest(words, query))))
            break
    competition = _most_frequent(everything.facets.get("competition", ()))
    if competition:
        within = SearchRequest().toggled("competition", competition)
        options = replace(within.options, per_page=1, facet_limit=1)
        inside = searcher.search_reports(Everything(), options)
        team = _most_frequent(inside.facets.get("team", ()))
        if team:
            label = text("home.example.team", team=team, competition=competition)
            examples.append(Link(label, search_url(REPORTS, within.toggled("team", team))))
    quotes = searcher.search_quotes(Everything(), SearchOptions(per_page=1, facet_limit=2))
    speaker = _most_frequent(quotes.facets.get("speaker", ()))
    if speaker:
        label = text("home.example.speaker", speaker=speaker)
        examples.append(Link(label, facet_url(QUOTES, "speaker", speaker)))
    return examples


def _most_frequent(counts: Sequence[FacetCount]) -> str | None:
    return next((count.value for count in counts if count.value != UNKNOWN), None)


def bars(counts: Sequence[FacetCount]) -> list[Bar]:
    """The years as bars, oldest first, years without reports as gaps; the newest that fit.

    Empty when there are too few years for a picture.
    """
    years = {int(count.value): count.count for count in counts if count.value.isdecimal() and count.count}
    if len(years) < _FEWEST_YEARS:
        return []
    first = max(min(years), max(years) - _MOST_YEARS + 1)
    step = CHART_WIDTH / (max(years) - first + 1)
    highest = max(years.values())
    found = []
    for year in sorted(year for year in years if year >= first):
        height = max(2.0, years[year] / highest * CHART_HEIGHT)
        found.append(
            Bar(
                year=str(year),
                label=f"{year}: {counted('reports', years[year])}",
                path=facet_url(REPORTS, "year", str(year)),
                x=round((year - first + _GAP / 2) * step, 2),
                y=round(CHART_HEIGHT - height, 2),
                width=round(step * (1 - _GAP), 2),
                height=round(height, 2),
            )
        )
    return found
