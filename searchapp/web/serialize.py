"""Results as the JSON of the interface: the same for the API and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from searchapp.highlighting import to_html
from searchapp.model import FacetCount, Quote, QuoteHit, Report, ReportHit, SearchResult
from searchapp.web.urls import SearchRequest, report_url, to_pairs

Json = dict[str, Any]


def frame(request: SearchRequest, result: SearchResult[Any], base: str = "") -> Json:
    """A result with its frame: query, total, paging, hits, facets, suggestion, notices."""
    per_page = request.options.per_page
    return {
        "query": _query(request),
        "total": result.total,
        "took_ms": round(result.took_ms, 2),
        "page": request.options.page,
        "pages": -(-result.total // per_page),
        "hits": [_hit(hit, base) for hit in result.hits],
        "facets": {name: _facet(counts) for name, counts in result.facets.items()},
        "suggestion": {"q": result.suggestion} if result.suggestion else None,
        "notices": list(dict.fromkeys((*request.notices, *result.notices))),
    }


def _query(request: SearchRequest) -> Json:
    query: Json = {"q": request.q}
    for name, value in to_pairs(request):
        if name in request.options.filters or name.startswith("not_"):
            query.setdefault(name, []).append(value)
        else:
            query[name] = value
    return query


def _facet(counts: Sequence[FacetCount]) -> list[Json]:
    return [{"value": c.value, "count": c.count, "selected": c.selected} for c in counts]


def _hit(hit: ReportHit | QuoteHit, base: str) -> Json:
    return _quote_hit(hit, base) if isinstance(hit, QuoteHit) else _report_hit(hit, base)


def _report_hit(hit: ReportHit, base: str) -> Json:
    report = hit.report
    return {
        "id": report.id,
        "url": base + report_url(report.id),
        "title": report.title,
        "date": _date(report),
        "sport": report.sport,
        "competition": report.competition,
        "stage": report.stage,
        "season": report.season,
        "teams": list(report.teams),
        "mentioned_teams": list(report.mentioned_teams),
        "score": report.score,
        "speakers": list(report.speakers),
        "snippet": to_html(hit.snippet),
        "relevance": round(hit.relevance, 6),
    }


def _quote_hit(hit: QuoteHit, base: str) -> Json:
    report, quote = hit.report, hit.quote
    return {
        "id": hit.id,
        "url": base + report_url(report.id, hit.number),
        "text": quote.text,
        "snippet": to_html(hit.snippet),
        "speaker": quote.speaker,
        "role": quote.role,
        "speaker_team": quote.team,
        "outcome": quote.outcome,
        "cue": quote.cue,
        "start": quote.start,
        "end": quote.end,
        "report_id": report.id,
        "report_title": report.title,
        "date": _date(report),
        "competition": report.competition,
        "stage": report.stage,
        "teams": list(report.teams),
        "score": report.score,
        "also_in": [],
        "relevance": round(hit.relevance, 6),
    }


def _date(report: Report) -> str | None:
    return None if report.date is None else str(report.date)


def extracted(report: Report) -> Json:
    """The `extract` line of a report."""
    return {
        "id": report.id,
        "source": report.source,
        "title": report.title,
        "language": report.language,
        "date": _date(report),
        "sport": report.sport,
        "competition": report.competition,
        "stage": report.stage,
        "season": report.season,
        "teams": list(report.teams),
        "mentioned_teams": list(report.mentioned_teams),
        "score": report.score,
        "venue": report.venue,
        "people": [{"name": p.name, "role": p.role, "team": p.team} for p in report.people],
        "quotes": [_quote(quote) for quote in report.quotes],
    }


def _quote(quote: Quote) -> Json:
    return {
        "text": quote.text,
        "speaker": quote.speaker,
        "role": quote.role,
        "team": quote.team,
        "cue": quote.cue,
        "start": quote.start,
        "end": quote.end,
    }


def whole_report(report: Report, base: str = "") -> Json:
    """The `extract` line plus text, link, earlier versions and corrections."""
    more: Mapping[str, object] = {
        "text": report.text,
        "url": base + report_url(report.id),
        "versions": [],
        "corrections": [],
    }
    return {**extracted(report), **more}
