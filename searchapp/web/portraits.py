"""Everything about one person, club or competition: `/spreker/…`, `/club/…`, `/competitie/…`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import quote as percent_encoded

from searchapp.engine.protocols import Searcher
from searchapp.lexicon import lexicon
from searchapp.model import UNKNOWN, FacetCount, QuoteHit, ReportHit, SearchOptions, SearchResult
from searchapp.query.ast import Everything
from searchapp.web import panel, wording
from searchapp.web.numbers import counted
from searchapp.web.pages import Link, Newest, Page, Paging, QuoteItem, SearchBox, Timeline
from searchapp.web.results import QUOTES, REPORTS, match_facts, navigation, quote_item, title_of
from searchapp.web.texts import text
from searchapp.web.timeline import timeline
from searchapp.web.urls import SearchRequest, facet_url, portrait_url, report_url, search_url

_WORDS = 12
_NEWEST = 5
_FEW_QUOTES = 3
"""Quotes on the page of a club or competition; a speaker's page has all of them."""
_VALUES = 8
"""Values of a facet that a portrait names; the search page has them all."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a portrait is of: the facet of its reports and that of its quotes.

    groups: the facets that divide it, each with whether quotes or reports are counted.
    """

    of_reports: str
    of_quotes: str
    groups: tuple[tuple[str, str], ...]


SPEAKER = Subject(
    "speaker",
    "speaker",
    groups=(
        ("speaker_team", "quotes"),
        ("role", "quotes"),
        ("outcome", "quotes"),
        ("competition", "quotes"),
    ),
)
TEAM = Subject(
    "team",
    "speaker_team",
    groups=(("speaker", "quotes"), ("competition", "reports"), ("season", "reports")),
)
COMPETITION = Subject(
    "competition",
    "competition",
    groups=(("team", "reports"), ("season", "reports"), ("stage", "reports"), ("speaker", "quotes")),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A value with its count; `path` narrows to it or, when chosen, lets it go."""

    label: str
    count: int
    path: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet within a portrait."""

    label: str
    values: Sequence[Counted]


@dataclass(frozen=True, slots=True)
class PortraitPage(Page):
    """`/spreker/<name>`, `/club/<name>` and `/competitie/<name>`."""

    template: ClassVar[str] = "portrait.html"
    kind: ClassVar[str] = "portrait"
    name: str
    label: str
    totals: Sequence[Link]
    timeline: Timeline | None
    groups: Sequence[Group]
    words: Sequence[Link]
    sorts: Sequence[Link]
    chips: Sequence[Link]
    quotes: Sequence[QuoteItem]
    names_speakers: bool
    more_quotes: Link | None
    reports: Sequence[Newest]
    more_reports: Link | None
    paging: Paging | None


def canonical(subject: Subject, name: str) -> str | None:
    """The name under which the archive may know a club or competition; None when it's this one."""
    found = None
    if subject is TEAM:
        found = lexicon().canonical_team(name)
    elif subject is COMPETITION:
        found = lexicon().canonical_competition(name)
    return found if found != name else None


def is_known(searcher: Searcher, subject: Subject, name: str) -> bool:
    """Whether any quote or report carries the name."""
    one = SearchOptions(per_page=1, facet_limit=0)
    reports = replace(one, filters={subject.of_reports: (name,)})
    quotes = replace(one, filters={subject.of_quotes: (name,)})
    return bool(
        searcher.search_reports(Everything(), reports).total
        or searcher.search_quotes(Everything(), quotes).total
    )


def portrait(searcher: Searcher, subject: Subject, name: str, asked: SearchRequest) -> PortraitPage:
    """The page about `name`, narrowed by what is asked besides."""
    sketch = _Sketch.drawn(searcher, subject, name, asked)
    return PortraitPage(
        title=name,
        box=SearchBox(),
        navigation=navigation(),
        name=name,
        label=text(f"portrait.{subject.of_reports}"),
        totals=sketch.totals(),
        timeline=sketch.picture(),
        groups=sketch.groups(),
        words=_words(searcher, subject, name),
        sorts=sketch.sorts(),
        chips=panel.chips(sketch.path, asked),
        quotes=[quote_item(searcher, hit, sketch.listed()) for hit in sketch.quotes.hits],
        names_speakers=subject is not SPEAKER,
        more_quotes=sketch.more_quotes(),
        reports=sketch.newest(),
        more_reports=sketch.more_reports(),
        paging=panel.paging(sketch.path, asked, sketch.quotes.total) if sketch.is_whole else None,
    )


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What was found about a name, and the parts of the page that follow from it.

    of_quotes, of_reports: the searches for this name alone.
    """

    subject: Subject
    name: str
    asked: SearchRequest
    of_quotes: SearchRequest
    of_reports: SearchRequest
    quotes: SearchResult[QuoteHit]
    reports: SearchResult[ReportHit]

    @classmethod
    def drawn(cls, searcher: Searcher, subject: Subject, name: str, asked: SearchRequest) -> _Sketch:
        """Search for the name."""
        # Without words the newest come first anyway, and the links can do without saying so.
        newest = "-date" if asked.q else None
        sort = asked.options.sort or newest
        of_quotes = asked.with_options(filters=_with(asked, subject.of_quotes, name), sort=sort)
        of_reports = asked.with_options(filters=_with(asked, subject.of_reports, name), sort=newest)
        few = replace(of_quotes.options, per_page=_FEW_QUOTES)
        paged = replace(of_quotes.options, page=asked.options.page)
        return cls(
            subject,
            name,
            asked,
            of_quotes,
            of_reports,
            searcher.search_quotes(asked.query, paged if subject is SPEAKER else few),
            searcher.search_reports(asked.query, replace(of_reports.options, per_page=_NEWEST)),
        )

    @property
    def path(self) -> str:
        return portrait_url(self.subject.of_reports, self.name)

    @property
    def is_whole(self) -> bool:
        """Whether all quotes stand here, page by page."""
        return self.subject is SPEAKER

    def listed(self) -> SearchRequest:
        """The search whose list the quotes stand in, on the page that is shown."""
        page = self.asked.options.page if self.is_whole else 1
        return replace(self.of_quotes, options=replace(self.of_quotes.options, page=page))

    def totals(self) -> list[Link]:
        quotes, reports = self.quotes.total, self.reports.total
        found = [
            (quotes, Link(counted("quotes", quotes), search_url(QUOTES, self.of_quotes))),
            (reports, Link(counted("reports", reports), search_url(REPORTS, self.of_reports))),
        ]
        return [link for total, link in found if total]

    def picture(self) -> Timeline | None:
        """Through time: a person's quotes, or the reports about a club or competition."""
        if self.is_whole:
            return timeline(self.path, "quotes", self.asked, self.quotes.facets)
        return timeline(self.path, "reports", self.asked, self.reports.facets)

    def groups(self) -> list[Group]:
        facets = {"quotes": self.quotes.facets, "reports": self.reports.facets}
        groups = (self._group(facet, facets[what]) for facet, what in self.subject.groups)
        return [group for group in groups if group.values]

    def _group(self, facet: str, facets: Mapping[str, Sequence[FacetCount]]) -> Group:
        counts = [count for count in facets.get(facet, ()) if count.value not in (UNKNOWN, self.name)]
        values = [
            Counted(
                wording.facet_value(facet, count.value),
                count.count,
                self._way(facet, count.value),
                count.selected,
            )
            for count in counts
            if count.count or count.selected
        ]
        return Group(wording.facet_label(facet), values[:_VALUES])

    def _way(self, facet: str, value: str) -> str:
        """Names lead to their own portrait, everything else narrows this one."""
        if facet in ("speaker", "team"):
            return portrait_url(facet, value)
        return search_url(self.path, self.asked.toggled(facet, value))

    def sorts(self) -> list[Link]:
        """Newest or oldest first; a portrait has no words to be relevant to."""
        if not self.is_whole or self.quotes.total < 2:
            return []
        current = self.asked.options.sort or "-date"
        return [
            Link(
                text(f"sort.{sort}"),
                search_url(self.path, self.asked.with_options(sort=None if sort == "-date" else sort)),
                current=sort == current,
            )
            for sort in ("-date", "date")
        ]

    def more_quotes(self) -> Link | None:
        if self.is_whole or self.quotes.total <= len(self.quotes.hits):
            return None
        return Link(text("portrait.all.quotes"), search_url(QUOTES, self.of_quotes))

    def newest(self) -> list[Newest]:
        hits = () if self.is_whole else self.reports.hits
        return [
            Newest(
                title_of(hit.report),
                report_url(hit.report.id, request=self.of_reports),
                match_facts(hit.report),
            )
            for hit in hits
        ]

    def more_reports(self) -> Link | None:
        if self.is_whole or self.reports.total <= len(self.reports.hits):
            return None
        return Link(text("portrait.all.reports"), search_url(REPORTS, self.of_reports))


def _with(asked: SearchRequest, facet: str, name: str) -> dict[str, tuple[str, ...]]:
    """The filters that are asked for, and this name alone."""
    return {**asked.options.filters, facet: (name,)}


def _words(searcher: Searcher, subject: Subject, name: str) -> list[Link]:
    """Words typical of the quotes, each leading to the quotes that hold it."""
    within = facet_url(QUOTES, subject.of_quotes, name)
    found = searcher.typical_words(subject.of_quotes, name, _WORDS)
    return [Link(word, f"{within}&q={percent_encoded(word)}") for word in found]
