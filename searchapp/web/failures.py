"""How does the site say that something went wrong? In Dutch pages and in the API's JSON.

No answer ever holds a traceback; what was unexpected goes to the log.
"""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests

from searchapp.errors import ArchiveDamaged, EngineUnavailable, NotYetError, ReportMissing, UsageError
from searchapp.web.access import BASIC, SCHEME
from searchapp.web.pages import ErrorPage, Link, SearchBox
from searchapp.web.results import REPORTS, navigation
from searchapp.web.texts import TEXTS, text

logger = logging.getLogger(__name__)

API = "/api/"


class UnknownReportError(Exception):
    """There is no report with this id."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report_id)
        self.report_id = report_id


class UnknownNameError(Exception):
    """The archive knows nobody and nothing of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def register(app: Flask) -> None:
    """Make the app answer every exception."""
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    status = _status(error)
    _log(error, status)
    response = _json(error, status) if request.path.startswith(API) else _page(error, status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    if status == 401:
        # A browser asks its user for the token where reading is closed.
        response.headers["WWW-Authenticate"] = BASIC if request.method in ("GET", "HEAD") else SCHEME
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _log(error: Exception, status: int) -> None:
    """What the operator must know; a traceback only of what nobody foresaw.

    The path goes without its query: what editors search for stays out of the log.
    """
    if status == 503:
        logger.warning("%s %s: %s", request.method, request.path, error)
    elif status == 500:
        logger.error("%s %s", request.method, request.path, exc_info=error)


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.code or 500
    known: tuple[tuple[type[Exception], int], ...] = (
        (UnknownReportError, 404),
        (UnknownNameError, 404),
        (ReportMissing, 404),
        (UsageError, 400),
        (NotYetError, 501),
        (ArchiveDamaged, 503),
        (EngineUnavailable, 503),
    )
    return next((status for kind, status in known if isinstance(error, kind)), 500)


def _json(error: Exception, status: int) -> Response:
    parameter = (error.parameter or None) if isinstance(error, UsageError) else None
    response = jsonify({"error": {"parameter": parameter, "message": _message(error)}})
    response.status_code = status
    return response


def _message(error: Exception) -> str:
    """An English sentence for whoever scripts against the API."""
    if isinstance(error, UnknownReportError):
        return f"there is no report '{error.report_id}'"
    if isinstance(error, HTTPException):
        return (error.description or error.name or "").replace("\n", " ")
    if _status(error) == 500:
        return "something went wrong on our side; the log says what"
    return str(error)


def _page(error: Exception, status: int) -> Response:
    known = status if f"error.{status}" in TEXTS else 500 if status >= 500 else 400
    way_on = _way_on(error)
    page = ErrorPage(
        title=text(f"error.{known}"),
        box=SearchBox(),
        navigation=navigation(),
        detail=_detail(error, known),
        way_on=way_on,
    )
    response = Response(render_template(page.template, page=page), status=status, mimetype="text/html")
    return response


def _way_on(error: Exception) -> Link:
    if isinstance(error, UnknownNameError):
        query = urlencode([("q", error.name)])
        return Link(text("error.search", name=error.name), f"{REPORTS}?{query}")
    return Link(text("error.home"), "/")


def _detail(error: Exception, status: int) -> str:
    if isinstance(error, UnknownReportError):
        return text("error.404.report", id=error.report_id)
    if isinstance(error, UnknownNameError):
        return text("error.404.name", name=error.name)
    if isinstance(error, ArchiveDamaged):
        return text("error.503.damaged")
    return text(f"error.{status}.detail")
