"""The API: the same searches as JSON. Strict about parameters, so that scripts notice mistakes."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchapp.editing import edit
from searchapp.errors import UsageError
from searchapp.web import suggesting
from searchapp.web.access import writer_name
from searchapp.web.checking import check
from searchapp.web.correcting import read_edit
from searchapp.web.failures import UnknownReportError
from searchapp.web.openapi import description
from searchapp.web.requestlog import note_total
from searchapp.web.serialize import checked, corrections_json, frame, whole_report
from searchapp.web.site import site
from searchapp.web.urls import LANGUAGES, SearchRequest, read_request
from searchapp.web.writing import turn

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
    note_total(result.total)
    return jsonify(frame(asked, result, site().base_url))


@api.get("/quotes")
def quotes() -> Response:
    """Quotes with facets."""
    asked = _requested()
    result = site().archive.searcher().search_quotes(asked.query, asked.options)
    note_total(result.total)
    return jsonify(frame(asked, result, site().base_url))


@api.get("/reports/<anything:report_id>")
def report(report_id: str) -> Response:
    """A report with its text, facts and quotes."""
    _without_parameters()
    found = site().archive.searcher().report(report_id)
    if found is None:
        raise UnknownReportError(report_id)
    archive = site().archive
    corrections, versions = archive.corrections(report_id), archive.versions(report_id)
    return jsonify(whole_report(found, corrections, versions, site().base_url))


@api.post("/corrections")
def correct() -> Response:
    """An editor's correction; the answer lists all corrections of the report."""
    by = writer_name()
    _without_parameters()
    wanted = read_edit(_body(), by)
    with turn():
        corrections = edit(site().archive, wanted)
    return jsonify(corrections_json(wanted.report_id, corrections))


def _body() -> object:
    """The JSON of the request's body; None when it's something else."""
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        return None


@api.route("/check", methods=["GET", "POST"])
def check_quote() -> Response:
    """The quotes that come near a sentence as remembered. Nothing of it is logged."""
    typed = _text_to_check()
    return jsonify(checked(typed, check(site().archive.searcher(), typed), site().base_url))


def _text_to_check() -> str:
    """`text` from the address, a form or a JSON body; UsageError for anything else."""
    body = request.get_json(silent=True) if request.is_json else None
    if request.is_json and not isinstance(body, dict):
        raise UsageError('the body must be JSON such as {"text": "…"}', "text")
    given = [*request.values.items(multi=True), *(body or {}).items()]
    for name, _ in given:
        if name != "text":
            raise UsageError(f"unknown parameter '{name}'", name)
    if len(given) > 1 or not all(isinstance(value, str) for _, value in given):
        raise UsageError("'text' must be given once, as text", "text")
    return given[0][1] if given else ""


@api.get("/suggest")
def suggest() -> Response:
    """Names and words that somebody may be typing."""
    for name, values in request.args.lists():
        if name not in ("q", "lang"):
            raise UsageError(f"unknown parameter '{name}'", name)
        if len(values) > 1:
            raise UsageError(f"'{name}' can be given once only", name)
    if request.args.get("lang", "nl") not in LANGUAGES:
        raise UsageError(f"'lang': must be one of {', '.join(LANGUAGES)}", "lang")
    typed = request.args.get("q", "")
    found = site().archive.searcher().suggest(typed, suggesting.MOST)
    response = jsonify(suggesting.suggestions_json(typed, found, site().base_url))
    response.mimetype = suggesting.MEDIA_TYPE
    return response


@api.get("/openapi.json")
def openapi() -> Response:
    """This API, described for machines."""
    _without_parameters()
    return jsonify(description(site().base_url))
