"""From OpenSearch's answer to hits and facet counts: pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchapp import highlighting
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.documents import Place, load
from searchapp.engine.distributed.requests import facets_of
from searchapp.engine.embedded.schema import Kind, headline, lead
from searchapp.engine.facetorder import in_order
from searchapp.model import FacetCount, QuoteHit, Report, ReportHit, SearchOptions, Snippet
from searchapp.query.ast import Query


def total(answer: Answer) -> int:
    """How many records there are in all."""
    count: int = answer["hits"]["total"]["value"]
    return count


def uncertain(answer: Answer) -> bool:
    """Whether a count may be wrong, because a shard didn't tell of all its values."""
    counts = answer["aggregations"].values()
    return any(count["first"].get("doc_count_error_upper_bound", 0) > 0 for count in counts)


def facets(answer: Answer, kind: Kind, options: SearchOptions) -> Mapping[str, tuple[FacetCount, ...]]:
    """The values of each facet with their counts."""
    found = {}
    for facet in facets_of(kind):
        parts = answer["aggregations"][facet.name]
        buckets = [*parts["first"]["buckets"], *parts["chosen"]["buckets"]]
        counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        selected = options.filters.get(facet.name, ())
        found[facet.name] = in_order(facet, counts, selected, options.facet_limit)
    return found


def report_hits(answer: Answer, query: Query, exact: bool) -> tuple[ReportHit, ...]:
    """The reports of the page; `query` is what to mark in them."""
    hits = []
    for hit in answer["hits"]["hits"]:
        report = load(hit["_source"]["content"])
        start = lead(report.text, headline(report)[1])[0]
        spans = highlighting.matches(report.text, query, exact)
        hits.append(ReportHit(report, highlighting.snippet(report.text, spans, start=start), _score(hit)))
    return tuple(hits)


def quote_hits(
    answer: Answer, reports: Mapping[str, Report], query: Query, exact: bool
) -> tuple[QuoteHit, ...]:
    """The quotes of the page; one whose report was removed meanwhile is left out."""
    hits = []
    for hit in answer["hits"]["hits"]:
        source = hit["_source"]
        report, number = reports.get(source["id"]), source["number"]
        if report and number <= len(report.quotes):
            quote = report.quotes[number - 1]
            snippet = _quote_snippet(quote.text, query, exact)
            hits.append(QuoteHit(report, number, quote, snippet, _score(hit), also_in(source)))
    return tuple(hits)


def also_in(source: Answer) -> tuple[Place, ...]:
    """The other places of a quote."""
    return tuple((report_id, number) for report_id, number in source["also_in"])


def _quote_snippet(text: str, query: Query, exact: bool) -> Snippet:
    return highlighting.snippet(text, highlighting.matches(text, query, exact), length=len(text))


def _score(hit: dict[str, Any]) -> float:
    return float(hit["_score"] or 0.0)
