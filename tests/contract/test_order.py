"""Rules of order and dates, for the engine and for the oracle alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.protocols import Searcher
from searchapp.model import PartialDate, Report, SearchOptions
from searchapp.query.ast import DateRange, Everything, Query, Term
from tests.contract.archives import fill
from tests.contract.conftest import OPENSEARCH
from tests.contract.oracle import Oracle

DATES = {"a": "2024-02", "b": None, "c": "2024", "d": "2024-02-29", "e": "2023-12-31", "f": "2024-02"}
REPORTS = tuple(
    Report(
        id=name,
        source=name,
        text="Een verslag van een wedstrijd.",
        date=PartialDate.parse(date) if date else None,
    )
    for name, date in DATES.items()
)


@pytest.fixture(params=["oracle", "embedded", OPENSEARCH])
def searcher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Searcher | Oracle]:
    """Each engine over the same reports, which differ only in id and date."""
    if request.param == "oracle":
        yield Oracle(REPORTS)
        return
    embedded = request.param == "embedded"
    location = str(tmp_path) if embedded else request.getfixturevalue("place_on_opensearch")
    with closing(open_archive(location, create=True)) as archive:
        fill(archive, REPORTS)
        yield archive.searcher()


def found(searcher: Searcher | Oracle, query: Query, options: SearchOptions) -> str:
    """The ids of the hits in order, as one word."""
    return "".join(hit.report.id for hit in searcher.search_reports(query, options).hits)


@pytest.mark.parametrize(
    ("sort", "expected"), [("-date", "dafceb"), ("date", "ecafdb"), ("relevance", "dafceb")]
)
def test_undated_last_and_ties_by_newest_and_id(
    searcher: Searcher | Oracle, sort: str, expected: str
) -> None:
    """Both date orders end with the undated; equal scores are ordered newest first, then by id."""
    assert found(searcher, Term("wedstrijd"), SearchOptions(sort=sort)) == expected


def test_pages_continue_each_other(searcher: Searcher | Oracle) -> None:
    """Pages of any size put together are the whole order."""
    pages = [SearchOptions(sort="date", page=page, per_page=4) for page in (1, 2, 3)]
    assert [found(searcher, Everything(), options) for options in pages] == ["ecaf", "db", ""]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-02-29", None, "acdf"),
        (None, "2023", "e"),
        ("2024-01", "2024-01-31", "c"),
        ("2023", "2024", "acdef"),
        (None, None, "acdef"),
    ],
)
def test_partial_dates_match_when_they_overlap(
    searcher: Searcher | Oracle, first: str | None, last: str | None, expected: str
) -> None:
    """A month matches a range that holds one of its days; what has no date matches no range."""
    bounds = [PartialDate.parse(bound) if bound else None for bound in (first, last)]
    assert "".join(sorted(found(searcher, DateRange(*bounds), SearchOptions()))) == expected
    options = SearchOptions(date_from=bounds[0], date_to=bounds[1])
    assert "".join(sorted(found(searcher, Everything(), options))) == (expected if any(bounds) else "abcdef")
