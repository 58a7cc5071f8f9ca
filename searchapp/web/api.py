"""The API: the same searches as JSON. Strict about parameters, so that scripts notice mistakes."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, Response, jsonify, request

from searchapp.errors import NotYetError, UsageError
from searchapp.web.failures import UnknownReportError
from searchapp.web.openapi import description
from searchapp.web.serialize import frame, whole_report
from searchapp.web.site import site
from searchapp.web.urls import SearchRequest, read_request

api = Blueprint("api", __name__, url_prefix="/api/v1")


def _requested() -> SearchRequest:
    return read_request(request.args.items(multi=True), strict=True)


def _without_parameters() -> None:
    for name in request.args:
        raise UsageError(f"unknown parameter '{name}'", name)


@api.get("/search")
def search() -> Response:
    """Reports with facets."""
    asked = _requested()
    result = site().archive.searcher().search_reports(asked.query, asked.options)
    return jsonify(frame(asked, result, site().base_url))


@api.get("/quotes")
def quotes() -> Response:
    """Quotes with facets."""
    asked = _requested()
    result = site().archive.searcher().search_quotes(asked.query, asked.options)
    return jsonify(frame(asked, result, site().base_url))


@api.get("/reports/<anything:report_id>")
def report(report_id: str) -> Response:
    """A report with its text, facts and quotes."""
    _without_parameters()
    found = site().archive.searcher().report(report_id)
    if found is None:
        raise UnknownReportError(report_id)
    return jsonify(whole_report(found, site().base_url))


@api.get("/openapi.json")
def openapi() -> Response:
    """This API, described for machines."""
    _without_parameters()
    return jsonify(description(site().base_url))


@api.delete("/reports/<anything:report_id>")
@api.post("/reports")
@api.post("/corrections")
@api.get("/suggest")
@api.route("/check", methods=["GET", "POST"])
def not_yet(report_id: str = "") -> NoReturn:
    """What a later version answers."""
    raise NotYetError(f"{request.method} {request.path} is not there yet in this version")
