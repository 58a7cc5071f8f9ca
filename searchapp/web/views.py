"""The pages: from a URL to a page object to HTML."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from searchapp.engine.protocols import Searcher
from searchapp.web.amending import saved_message
from searchapp.web.checking import check_page
from searchapp.web.explain import explain
from searchapp.web.failures import UnknownNameError, UnknownReportError
from searchapp.web.home import start_page
from searchapp.web.pages import Page
from searchapp.web.portraits import COMPETITION, SPEAKER, TEAM, Subject, canonical, is_known, portrait
from searchapp.web.reading import report_page
from searchapp.web.related import neighbours, related
from searchapp.web.requestlog import note_total
from searchapp.web.results import CHECK, QUOTES, REPORTS, quotes_page, reports_page
from searchapp.web.site import site
from searchapp.web.urls import SearchRequest, portrait_url, read_request

views = Blueprint("views", __name__)


def _requested() -> SearchRequest:
    return read_request(request.args.items(multi=True), strict=False)


def _marking(searcher: Searcher, asked: SearchRequest) -> SearchRequest:
    """The request whose tree holds the synonyms too, so that their hits are marked as well."""
    return replace(asked, query=searcher.expanded(asked.query, asked.options))


def _rendered(page: Page) -> str:
    return render_template(page.template, page=page)


@views.get("/")
def home() -> str:
    """What the archive holds and three searches to try."""
    return _rendered(start_page(site().archive))


@views.get(REPORTS)
def reports() -> str:
    """Reports that answer a query."""
    asked = _requested()
    searcher = site().archive.searcher()
    result = searcher.search_reports(asked.query, asked.options)
    note_total(result.total)
    why = None if result.total else explain(REPORTS, "reports", asked, searcher.search_reports)
    return _rendered(reports_page(_marking(searcher, asked), result, why))


@views.get(QUOTES)
def quotes() -> str:
    """Quotes that answer a query."""
    asked = _requested()
    searcher = site().archive.searcher()
    result = searcher.search_quotes(asked.query, asked.options)
    note_total(result.total)
    why = None if result.total else explain(QUOTES, "quotes", asked, searcher.search_quotes)
    return _rendered(quotes_page(searcher, _marking(searcher, asked), result, why))


@views.get("/verslag/<anything:report_id>")
def report(report_id: str) -> str:
    """One report to read; the words of `q` are marked, and its list can be walked through."""
    searcher, asked = site().archive.searcher(), _requested()
    found = searcher.report(report_id)
    if found is None:
        raise UnknownReportError(report_id)
    beside = neighbours(searcher, found, asked, request.args.get("list", ""))
    corrections = site().archive.corrections(report_id)
    page = report_page(
        found,
        _marking(searcher, asked),
        corrections,
        beside,
        related(searcher, found),
        saved_message(corrections, request.args.get("bewaard", "")),
    )
    return _rendered(page)


@views.route(CHECK, methods=["GET", "POST"])
def citaatcheck() -> str:
    """A sentence as remembered, held against all quotes. The form posts, so no log holds it."""
    return _rendered(check_page(site().archive.searcher(), request.values.get("text", "")))


@views.get("/spreker/<anything:name>")
def speaker(name: str) -> ResponseReturnValue:
    """All quotes of one person."""
    return _portrait(SPEAKER, name)


@views.get("/club/<anything:name>")
def team(name: str) -> ResponseReturnValue:
    """One club: its reports and what its people said."""
    return _portrait(TEAM, name)


@views.get("/competitie/<anything:name>")
def competition(name: str) -> ResponseReturnValue:
    """One competition: its reports and what was said about it."""
    return _portrait(COMPETITION, name)


def _portrait(subject: Subject, name: str) -> ResponseReturnValue:
    """The page; a nickname leads to the usual name, an unknown one to a search."""
    searcher = site().archive.searcher()
    if not is_known(searcher, subject, name):
        usual = canonical(subject, name)
        if usual and is_known(searcher, subject, usual):
            return redirect(request.script_root + portrait_url(subject.of_reports, usual))
        raise UnknownNameError(name)
    return _rendered(portrait(searcher, subject, name, _requested()))
