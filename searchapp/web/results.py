"""From a request and its result to the page that shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from searchapp.engine.protocols import Searcher
from searchapp.highlighting import mark_spans, matches, snippet
from searchapp.model import QuoteHit, Report, ReportHit, SearchResult, Snippet
from searchapp.query.question import question_of
from searchapp.web import panel, wording
from searchapp.web.citing import citation, context
from searchapp.web.elsewhere import elsewhere
from searchapp.web.notices import told
from searchapp.web.numbers import counted, number
from searchapp.web.pages import (
    Explanation,
    Link,
    MatchFacts,
    QuoteItem,
    QuotesPage,
    ReportItem,
    ReportsPage,
    Results,
    SearchBox,
    SpeakerLink,
)
from searchapp.web.texts import named, text
from searchapp.web.timeline import timeline
from searchapp.web.urls import (
    MAX_PER_PAGE,
    SearchRequest,
    download_url,
    portrait_url,
    report_url,
    search_url,
    to_pairs,
)

REPORTS, QUOTES, CHECK = "/zoeken", "/citaten", "/citaatcheck"
_API = {REPORTS: "/api/v1/search", QUOTES: "/api/v1/quotes"}
_MOST_SPEAKERS = 6


def navigation(request: SearchRequest | None = None, current: str = "") -> list[Link]:
    """The two searches, which keep words and filters on a page of results, and the citaatcheck."""
    same = request.with_options() if request else SearchRequest()
    searches = [
        Link(text(f"nav.{name}"), search_url(path, same), current=path == current)
        for name, path in (("reports", REPORTS), ("quotes", QUOTES))
    ]
    return [*searches, Link(text("nav.check"), CHECK, current=current == CHECK)]


def reports_page(
    request: SearchRequest, result: SearchResult[ReportHit], explanation: Explanation | None = None
) -> ReportsPage:
    """`/zoeken` for this request; the explanation says why nothing was found."""
    return ReportsPage(
        title=_title("results.reports.title", request),
        box=_box(REPORTS, request),
        navigation=navigation(request, REPORTS),
        results=_results(REPORTS, request, result, explanation),
        hits=[_report_item(hit, request) for hit in result.hits],
    )


def quotes_page(
    searcher: Searcher,
    request: SearchRequest,
    result: SearchResult[QuoteHit],
    explanation: Explanation | None = None,
) -> QuotesPage:
    """`/citaten` for this request; the explanation says why nothing was found."""
    return QuotesPage(
        title=_title("results.quotes.title", request),
        box=_box(QUOTES, request),
        navigation=navigation(request, QUOTES),
        results=_results(QUOTES, request, result, explanation),
        hits=[quote_item(searcher, hit, request) for hit in result.hits],
    )


def _title(key: str, request: SearchRequest) -> str:
    return f"{request.q} · {text(key)}" if request.q else text(key)


def _box(path: str, request: SearchRequest) -> SearchBox:
    """The box keeps the filters, whatever words are typed next."""
    carried = [pair for pair in to_pairs(request.with_options()) if pair[0] not in ("q", "lang")]
    return SearchBox(path, request.q, carried)


def _results(
    path: str, request: SearchRequest, result: SearchResult[Any], explanation: Explanation | None
) -> Results:
    options, suggestion = request.options, result.suggestion
    suggested = replace(request.with_options(), q=suggestion or "")
    other = _other(path, request)
    first = (options.page - 1) * options.per_page + 1
    last = number(first + len(result.hits) - 1)
    beyond = bool(result.total) and not result.hits
    what = "reports" if path == REPORTS else "quotes"
    return Results(
        path=path,
        q=request.q,
        total=result.total,
        count=counted(what, result.total),
        first=first,
        took=wording.duration(result.took_ms),
        span=text("results.of", first=number(first), last=last) if options.page > 1 and not beyond else "",
        beyond=search_url(path, request.with_options()) if beyond else None,
        notices=told((*request.notices, *result.notices), request.lang),
        answers=other if path == REPORTS and question_of(request.q) else None,
        own_words=Link(text("results.own_words"), search_url(path, request.with_options(synonyms=False)))
        if result.also_searched
        else None,
        exactly=Link(text("results.exactly"), search_url(path, request.with_options(exact=True)))
        if request.q and not options.exact
        else None,
        suggestion=Link(suggestion, search_url(path, suggested)) if suggestion else None,
        chips=panel.chips(path, request),
        together=panel.together(path, request),
        clear=search_url(path, panel.cleared(request)),
        sorts=panel.sort_links(path, request),
        facets=panel.facet_groups(path, request, result.facets),
        period=panel.period(request),
        timeline=timeline(path, what, request, result.facets),
        explanation=explanation,
        paging=panel.paging(path, request, result.total),
        json_path=search_url(_API[path], request),
        downloads=_downloads(path, request),
        feed_path=download_url("/feed.atom", request, path == QUOTES),
        other=other,
    )


def _other(path: str, request: SearchRequest) -> Link:
    """The same search in the quotes instead of the reports, or the other way round."""
    same = request.with_options()
    if path == REPORTS:
        return Link(text("results.empty.quotes"), search_url(QUOTES, same))
    return Link(text("results.empty.reports"), search_url(REPORTS, same))


def _downloads(path: str, request: SearchRequest) -> list[Link]:
    """The hits to take along: as files, and as one long list to print."""
    quotes = path == QUOTES
    return [
        Link(text("export.csv"), download_url("/export.csv", request, quotes)),
        Link(text("export.jsonl"), download_url("/export.jsonl", request, quotes)),
        Link(text("export.feed"), download_url("/feed.atom", request, quotes)),
        Link(text("export.print"), search_url(path, request.with_options(per_page=MAX_PER_PAGE))),
    ]


def match_facts(report: Report) -> MatchFacts:
    """When, for what and between whom."""
    return MatchFacts(
        date=wording.date(report.date),
        iso_date=str(report.date or ""),
        competition=", ".join(part for part in (report.competition, named(report.stage or "")) if part),
        teams=wording.teams(report.teams),
        score=report.score or "",
    )


def marked(words: str, request: SearchRequest, title: bool = False) -> Snippet:
    """A whole text with what the query matches in it."""
    spans = matches(words, request.query, request.options.exact, title)
    return Snippet(mark_spans(words, spans))


def title_of(report: Report) -> str:
    """The report's title, or that it has none."""
    return report.title or text("report.untitled")


def _report_item(hit: ReportHit, request: SearchRequest) -> ReportItem:
    return ReportItem(
        title=marked(title_of(hit.report), request, title=True),
        path=report_url(hit.report.id, request=request),
        facts=match_facts(hit.report),
        snippet=_passage(hit, request),
        speakers=_speakers(hit.report, request),
    )


def _passage(hit: ReportHit, request: SearchRequest) -> Snippet:
    """The snippet; where it holds the title that stands above it, the best passage after that."""
    title, printed = hit.report.title, hit.report.text
    shown = "".join(part for part, _ in hit.snippet.fragments)
    if not title or " ".join(title.split()) not in shown:
        return hit.snippet
    after = printed.find(title) + len(title)
    rest = printed[after:] if after >= len(title) else ""
    return snippet(rest, matches(rest, request.query, request.options.exact))


def _speakers(report: Report, request: SearchRequest) -> list[SpeakerLink]:
    """Who is quoted, in the order of the report, each with the first quote."""
    found: dict[str, SpeakerLink] = {}
    for count, quote in enumerate(report.quotes, 1):
        if quote.speaker and quote.speaker not in found:
            path = report_url(report.id, count, request)
            found[quote.speaker] = SpeakerLink(quote.speaker, wording.role(quote.role), path)
    return list(found.values())[:_MOST_SPEAKERS]


def quote_item(searcher: Searcher, hit: QuoteHit, request: SearchRequest) -> QuoteItem:
    """A quote in a list, whole, with all that can be asked of it."""
    quote = hit.quote
    return QuoteItem(
        text=marked(quote.text, request),
        path=report_url(hit.report.id, hit.number, request, listed="quotes"),
        speaker=quote.speaker or text("quote.speaker.unknown"),
        speaker_path=portrait_url("speaker", quote.speaker) if quote.speaker else "",
        role=wording.role(quote.role),
        team=quote.team if quote.team and quote.team != quote.speaker else "",
        team_path=portrait_url("team", quote.team) if quote.team else "",
        citation=citation(hit.report, hit.number),
        context=context(hit.report, quote),
        also_in=elsewhere(searcher, hit),
        facts=match_facts(hit.report),
        report_title=title_of(hit.report),
    )
