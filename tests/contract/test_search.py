"""What every engine must answer, checked against one that looks at every record."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.model import QuoteHit, Report, ReportHit, SearchOptions, SearchResult
from searchapp.query.ast import Everything, Query
from tests.contract.archives import archives, clear, fill, options, queries
from tests.contract.oracle import Oracle

Result = SearchResult[ReportHit] | SearchResult[QuoteHit]
EXACT, SINGLE = 9, 5
"""Digits of scores after the point: of double and of single precision."""
REQUESTS = st.lists(st.tuples(queries, options), min_size=4, max_size=4)


def ids(result: Result) -> list[str]:
    """The hits in order."""
    return [(hit.id if isinstance(hit, QuoteHit) else hit.report.id) for hit in result.hits]


def expected_options(query: Query, chosen: SearchOptions) -> SearchOptions:
    """The options with the order that applies when none is given."""
    default = "-date" if isinstance(query, Everything) else "relevance"
    return replace(chosen, sort=chosen.sort or default)


def assert_same(found: Result, expected: Result, digits: int) -> None:
    """Same total, counts, hits in order and scores, to so many digits.

    Only hits whose scores are the same to fewer digits than an engine has may change places.
    """
    assert found.total == expected.total
    assert dict(found.facets) == dict(expected.facets)
    scores, wanted = ([hit.relevance for hit in result.hits] for result in (found, expected))
    assert scores == pytest.approx(wanted, abs=10**-digits)
    if digits == EXACT or len({round(score, digits - 1) for score in wanted}) == len(wanted):
        assert ids(found) == ids(expected)
    elsewhere = (
        {hit.id: hit.also_in for hit in each.hits if isinstance(hit, QuoteHit)} for each in (found, expected)
    )
    ours, theirs = elsewhere
    assert all(places == theirs.get(name, places) for name, places in ours.items())


def check(
    archive: Archive,
    batches: tuple[tuple[Report, ...], ...],
    requests: list[tuple[Query, SearchOptions]],
    digits: int,
) -> None:
    """After a commit for each batch, the archive answers as the oracle does."""
    held = {report.id: report for batch in batches for report in batch}
    oracle = Oracle(held.values())
    for batch in batches:
        fill(archive, batch)
    searcher = archive.searcher()
    for query, chosen in requests:
        asked = expected_options(query, chosen)
        assert_same(searcher.search_reports(query, chosen), oracle.search_reports(query, asked), digits)
        assert_same(searcher.search_quotes(query, chosen), oracle.search_quotes(query, asked), digits)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, archives, REQUESTS)
def test_same_answers_as_looking_at_every_record(
    first: tuple[Report, ...], second: tuple[Report, ...], requests: list[tuple[Query, SearchOptions]]
) -> None:
    """After two commits, totals, hits in order, scores and facet counts are those of the oracle."""
    with tempfile.TemporaryDirectory() as folder, closing(open_archive(folder, create=True)) as archive:
        check(archive, (first, second), requests, digits=EXACT)


@pytest.mark.opensearch
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(archives, archives, REQUESTS)
def test_same_answers_on_opensearch(
    place_on_opensearch: str,
    first: tuple[Report, ...],
    second: tuple[Report, ...],
    requests: list[tuple[Query, SearchOptions]],
) -> None:
    """The same of an archive on OpenSearch, which computes scores with fewer digits."""
    with closing(open_archive(place_on_opensearch, create=True)) as archive:
        clear(archive)
        check(archive, (first, second), requests, digits=SINGLE)
