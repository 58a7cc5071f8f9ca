"""Reports sent to the archive and taken out of it over the API, with a token."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, jsonify, request

from searchapp.errors import EngineUnavailable, UsageError
from searchapp.posting import Posted, post
from searchapp.web.access import writer_name
from searchapp.web.failures import UnknownReportError
from searchapp.web.serialize import Json
from searchapp.web.site import site
from searchapp.web.urls import report_url

writing = Blueprint("writing", __name__, url_prefix="/api/v1")

LARGEST_POST = 16_000_000
"""Bytes of reports in one request."""
_WAITING = 3
"""Requests of a process that may wait for their turn to write; the other threads serve readers."""
_turns = threading.BoundedSemaphore(_WAITING)


@contextmanager
def turn() -> Iterator[None]:
    """Write, or wait to; EngineUnavailable at once when several requests wait already."""
    if not _turns.acquire(blocking=False):
        raise EngineUnavailable("others are writing already; try again in a moment")
    try:
        yield
    finally:
        _turns.release()


@writing.post("/reports")
def post_reports() -> tuple[Response, int]:
    """One report as JSON, or JSON Lines; what is accepted is searchable when this is answered."""
    sender = writer_name()
    _without_parameters()
    request.max_content_length = LARGEST_POST
    data = request.get_data(cache=False)
    if not data.strip():
        raise UsageError("the body must be a report as JSON, or JSON Lines")
    with turn():
        posted = post(site().archive, data, sender)
    return jsonify(_posted_json(posted)), _status(posted)


def _posted_json(posted: Posted) -> Json:
    """Counts, each accepted report, and each rejection with its line."""
    outcomes = [what for _, what in posted.stored]
    counts: Json = {what: outcomes.count(what) for what in ("added", "updated", "unchanged")}
    base = site().base_url
    found = {
        **counts,
        "rejected": [{"line": error.line, "message": error.reason} for error in posted.rejected],
        "reports": [
            {"id": report_id, "url": base + report_url(report_id), "result": what}
            for report_id, what in posted.stored
        ],
    }
    if posted.rejected and not posted.stored:
        return {"error": {"parameter": None, "message": posted.rejected[0].reason}, **found}
    return found


def _status(posted: Posted) -> int:
    if not posted.stored:
        return 400
    return 201 if any(what == "added" for _, what in posted.stored) else 200


@writing.delete("/reports/<anything:report_id>")
def delete_report(report_id: str) -> Response:
    """Take a report out; it is invisible everywhere when this is answered."""
    writer_name()
    _without_parameters()
    with turn(), site().archive.writer() as writer:
        removed = writer.remove(report_id)
    if not removed:
        raise UnknownReportError(report_id)
    return jsonify({"id": report_id, "removed": True})


def _without_parameters() -> None:
    for name in request.args:
        raise UsageError(f"unknown parameter '{name}'", name)
