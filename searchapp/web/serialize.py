"""Results as the JSON of the interface: the same for the API and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from searchapp.corrections import Correction, Value
from searchapp.engine.protocols import Version
from searchapp.highlighting import to_html
from searchapp.model import (
    Difference,
    FacetCount,
    Quote,
    QuoteHit,
    QuoteMatch,
    Report,
    ReportHit,
    SearchResult,
)
from searchapp.web.notices import told
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
        "hits": [hit_json(hit, base) for hit in result.hits],
        "facets": {name: _facet(counts) for name, counts in result.facets.items()},
        "suggestion": {"q": result.suggestion} if result.suggestion else None,
        "notices": [remark.words for remark in told((*request.notices, *result.notices), request.lang)],
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


def hit_json(hit: ReportHit | QuoteHit, base: str = "") -> Json:
    """A report or a quote in a list of hits."""
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
        "also_in": [
            {"report_id": report_id, "url": base + report_url(report_id, number)}
            for report_id, number in hit.also_in
        ],
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


def whole_report(
    report: Report,
    corrections: Sequence[Correction] = (),
    versions: Sequence[Version] = (),
    base: str = "",
) -> Json:
    """The `extract` line plus text, link, earlier versions and corrections."""
    more: Mapping[str, object] = {
        "text": report.text,
        "url": base + report_url(report.id),
        "versions": [_version(version) for version in versions],
        "corrections": [correction_json(correction) for correction in corrections],
    }
    return {**extracted(report), **more}


def _version(version: Version) -> Json:
    """A former text; `replaced_at` says until when it stood."""
    date = str(version.date) if version.date else None
    return {**version._asdict(), "date": date}


def corrections_json(report_id: str, corrections: Sequence[Correction]) -> Json:
    """What an editor gets to see after a correction."""
    return {
        "report_id": report_id,
        "corrections": [correction_json(correction) for correction in corrections],
    }


def correction_json(correction: Correction) -> Json:
    """A correction with its author, its time and what it replaced; `quote` is null for a fact."""
    change = correction.change
    return {
        "number": correction.number,
        "attribute": change.attribute,
        "value": _listed(change.value),
        "old": _listed(correction.old),
        "quote": change.passage and {"text": change.passage.text, "occurrence": change.passage.occurrence},
        "by": correction.by,
        "at": correction.at,
        "withdrawn": correction.withdrawn,
        "state": correction.state,
    }


def _listed(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def checked(text: str, found: Sequence[QuoteMatch], base: str = "") -> Json:
    """The quotes that come near a text, each with the way from the typed words to the printed ones."""
    return {
        "text": text,
        "matches": [
            {
                "quote": _quote_hit(match.hit, base),
                "similarity": round(match.similarity, 4),
                "diff": [_step(step) for step in match.differences],
            }
            for match in found
        ],
    }


def _step(step: Difference) -> list[str]:
    """What changed; of an equal part the wording in print."""
    if step.kind == "replace":
        return [step.kind, step.typed, step.printed]
    return [step.kind, step.typed if step.kind == "delete" else step.printed]
