"""Results to take along: as a spreadsheet, as JSON Lines, as a feed.

The same parameters as the pages; `kind=quotes` asks for quotes instead of reports.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.engine.protocols import Searcher
from searchapp.model import QuoteHit, ReportHit
from searchapp.web.feed import atom, opensearch_description
from searchapp.web.serialize import Json, hit_json
from searchapp.web.site import site
from searchapp.web.urls import MAX_DEPTH, SearchRequest, download_url, read_request

downloads = Blueprint("downloads", __name__)

_BATCH = 500
"""Hits that are held in memory at once."""
_FEED_ENTRIES = 40
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula (OWASP, "CSV injection")."""
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for another encoding."""

_REPORT_COLUMNS = ("date", "title", "competition", "stage", "season", "sport", "teams", "score", "speakers")
_QUOTE_COLUMNS = (
    *("text", "speaker", "role", "speaker_team", "outcome", "date"),
    *("competition", "stage", "teams", "score", "report_title"),
)


def _asked() -> tuple[SearchRequest, bool]:
    """The search, and whether quotes are wanted."""
    return (
        read_request(request.args.items(multi=True), strict=False),
        request.args.get("kind") == "quotes",
    )


@downloads.get("/export.csv")
def export_csv() -> Response:
    """The hits as a table; no cell can act as a formula, each address can be opened from it."""
    asked, quotes = _asked()
    columns = ("id", *(_QUOTE_COLUMNS if quotes else _REPORT_COLUMNS), "url")
    hits = _hits(asked, quotes, _public_address())
    return _attachment(_table(columns, hits), "text/csv; charset=utf-8", "csv")


@downloads.get("/export.jsonl")
def export_jsonl() -> Response:
    """The hits of the API, one on a line."""
    asked, quotes = _asked()
    lines = (json.dumps(hit, ensure_ascii=False) + "\n" for hit in _hits(asked, quotes, site().base_url))
    return _attachment(lines, "application/x-ndjson; charset=utf-8", "jsonl")


@downloads.get("/feed.atom")
def feed() -> Response:
    """The newest hits; each entry says which words matched and shows the passage."""
    asked, quotes = _asked()
    newest = asked.with_options(sort="-date", per_page=_FEED_ENTRIES, facet_limit=0)
    searcher = site().archive.searcher()
    hits = (searcher.search_quotes if quotes else searcher.search_reports)(newest.query, newest.options).hits
    own = download_url("/feed.atom", asked, quotes)
    content = atom(asked, hits, quotes, own, _public_address())
    return Response(content, content_type="application/atom+xml; charset=utf-8")


@downloads.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to search here from its address bar."""
    content = opensearch_description(_public_address())
    return Response(content, content_type="application/opensearchdescription+xml; charset=utf-8")


def _public_address() -> str:
    """Where readers outside find the site; a table or a feed is useless without it."""
    return site().base_url or request.url_root.rstrip("/")


def _hits(asked: SearchRequest, quotes: bool, base: str) -> Iterator[Json]:
    """All hits, from one generation of the archive, as many as paging reaches."""
    searcher = site().archive.searcher()
    return (hit_json(hit, base) for hit in _all_hits(searcher, asked, quotes))


def _all_hits(searcher: Searcher, asked: SearchRequest, quotes: bool) -> Iterator[ReportHit | QuoteHit]:
    for page in range(1, MAX_DEPTH // _BATCH + 1):
        options = replace(asked.options, page=page, per_page=_BATCH, facet_limit=0)
        if quotes:
            found: tuple[ReportHit | QuoteHit, ...] = searcher.search_quotes(asked.query, options).hits
        else:
            found = searcher.search_reports(asked.query, options).hits
        yield from found
        if len(found) < _BATCH:
            return


def _table(columns: tuple[str, ...], hits: Iterator[Json]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    buffer.write(_BYTE_ORDER_MARK)
    writer.writerow(columns)
    for hit in hits:
        writer.writerow([_cell(hit[column]) for column in columns])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    shown = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    shown = shown.replace("\0", "")
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA) else shown


def _attachment(lines: Iterator[str], content_type: str, ending: str) -> Response:
    """The lines as a file; the first is made before the answer begins, so that errors are told."""
    first = next(lines, "")

    def body() -> Iterator[str]:
        yield first
        yield from lines

    response = Response(body(), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="searchapp.{ending}"'
    return response
