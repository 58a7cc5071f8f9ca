"""Where can a reader go from a report? Along the list of hits, and to reports like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchapp.engine.protocols import Searcher
from searchapp.model import QuoteHit, Report, ReportHit, SearchOptions
from searchapp.query.ast import Everything
from searchapp.web.numbers import number
from searchapp.web.pages import Link, Neighbours, Newest, Related
from searchapp.web.results import QUOTES, REPORTS, match_facts, title_of
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, report_url, search_url, to_pairs

_EACH = 3
"""Related reports of one kind."""

Hit = ReportHit | QuoteHit


def neighbours(searcher: Searcher, report: Report, asked: SearchRequest, listed: str) -> Neighbours | None:
    """The report's place in the list that the request asks for; None without such a list.

    listed: "quotes" for a list of quotes; a report then stands where its quotes do.
    """
    if not to_pairs(replace(asked, lang="nl")):
        return None
    pages = _Pages(searcher, asked, listed)
    back = Link(text("report.back"), search_url(QUOTES if listed == "quotes" else REPORTS, asked))
    here = pages.hits(0)
    places = [index for index, hit in enumerate(here) if hit.report.id == report.id]
    if not places:
        return Neighbours(back, "", None, None)
    first, last = places[0], places[-1]
    before = (here[first - 1], 0) if first else next(((hit, -1) for hit in pages.hits(-1)[-1:]), None)
    after = (
        (here[last + 1], 0) if last + 1 < len(here) else next(((hit, 1) for hit in pages.hits(1)[:1]), None)
    )
    start = (asked.options.page - 1) * asked.options.per_page
    place = text("report.place", place=number(start + first + 1), total=number(pages.total))
    return Neighbours(back, place, pages.link("report.previous", before), pages.link("report.next", after))


class _Pages:
    """The page of hits that is asked for, and the ones beside it."""

    def __init__(self, searcher: Searcher, asked: SearchRequest, listed: str) -> None:
        self._asked, self._listed, self._searcher = asked, listed, searcher
        self.total = 0

    def hits(self, step: int) -> Sequence[Hit]:
        page = self._asked.options.page + step
        if page < 1 or (step == 1 and (page - 1) * self._asked.options.per_page >= self.total):
            return ()
        options = replace(self._asked.options, page=page, facet_limit=0)
        if self._listed == "quotes":
            quotes = self._searcher.search_quotes(self._asked.query, options)
            self.total = quotes.total
            return quotes.hits
        reports = self._searcher.search_reports(self._asked.query, options)
        self.total = reports.total
        return reports.hits

    def link(self, key: str, found: tuple[Hit, int] | None) -> Link | None:
        """The way to a hit that stands a page further or back."""
        if found is None:
            return None
        hit, step = found
        options = replace(self._asked.options, page=self._asked.options.page + step)
        asked = replace(self._asked, options=options)
        at = hit.number if isinstance(hit, QuoteHit) else None
        label = text(key, title=title_of(hit.report))
        return Link(label, report_url(hit.report.id, at, asked, self._listed))


def related(searcher: Searcher, report: Report) -> list[Related]:
    """The other leg and earlier meetings, then the same round of the competition."""
    shown = {report.id}
    found = []
    for label, options in _likenesses(report):
        hits = searcher.search_reports(Everything(), options).hits
        fresh = [hit.report for hit in hits if hit.report.id not in shown][:_EACH]
        shown.update(each.id for each in fresh)
        if fresh:
            found.append(Related(text(label), [_item(each) for each in fresh]))
    return found


def _likenesses(report: Report) -> Iterator[tuple[str, SearchOptions]]:
    plain = SearchOptions(per_page=2 * _EACH + 1, facet_limit=0, sort="-date")
    season = {"season": (report.season,)} if report.season else {}
    competition = {"competition": (report.competition,)} if report.competition else {}
    if len(report.teams) == 2:
        meetings = replace(plain, filters={"team": report.teams}, match_all=True)
        if season and competition:
            yield (
                "related.leg",
                replace(meetings, filters={**meetings.filters, **season, **competition}),
            )
        yield "related.meetings", meetings
    if competition and report.stage:
        yield "related.round", replace(plain, filters={**competition, **season, "stage": (report.stage,)})
    elif competition and season and report.teams:
        yield "related.season", replace(plain, filters={**competition, **season, "team": report.teams})


def _item(report: Report) -> Newest:
    return Newest(title_of(report), report_url(report.id), match_facts(report))
