"""What every engine must answer, checked against one that looks at every record."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine import open_archive
from searchapp.model import QuoteHit, Report, ReportHit, SearchOptions, SearchResult
from searchapp.query.ast import Everything, Query
from tests.contract.archives import archives, fill, options, queries
from tests.contract.oracle import Oracle


def summary(result: SearchResult[ReportHit] | SearchResult[QuoteHit]) -> object:
    """What two engines must agree on."""
    ids = [(hit.id if isinstance(hit, QuoteHit) else hit.report.id) for hit in result.hits]
    also_in = [getattr(hit, "also_in", ()) for hit in result.hits]
    scores = [round(hit.relevance, 9) for hit in result.hits]
    return result.total, ids, also_in, scores, dict(result.facets)


def expected_options(query: Query, chosen: SearchOptions) -> SearchOptions:
    """The options with the order that applies when none is given."""
    default = "-date" if isinstance(query, Everything) else "relevance"
    return replace(chosen, sort=chosen.sort or default)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    archives,
    archives,
    st.lists(st.tuples(queries, options), min_size=4, max_size=4),
)
def test_same_answers_as_looking_at_every_record(
    first: tuple[Report, ...], second: tuple[Report, ...], requests: list[tuple[Query, SearchOptions]]
) -> None:
    """After two commits, totals, hits in order, scores and facet counts are those of the oracle."""
    held = {report.id: report for report in (*first, *second)}
    oracle = Oracle(held.values())
    with tempfile.TemporaryDirectory() as folder, closing(open_archive(folder, create=True)) as archive:
        fill(archive, first)
        fill(archive, second)
        searcher = archive.searcher()
        for query, chosen in requests:
            asked = expected_options(query, chosen)
            for kind in ("search_reports", "search_quotes"):
                assert summary(getattr(searcher, kind)(query, chosen)) == summary(
                    getattr(oracle, kind)(query, asked)
                )
