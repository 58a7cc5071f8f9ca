"""The pages: from a URL to a page object to HTML."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, Response, jsonify, render_template, request

from searchapp.analysis import dutch
from searchapp.errors import ArchiveDamaged, EngineUnavailable
from searchapp.lexicon import lexicon
from searchapp.web.failures import PageNotYetError, UnknownReportError
from searchapp.web.home import start_page
from searchapp.web.pages import Link, Page
from searchapp.web.reading import report_page
from searchapp.web.results import QUOTES, REPORTS, quotes_page, reports_page
from searchapp.web.site import site
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, facet_url, read_request

views = Blueprint("views", __name__)


def _requested() -> SearchRequest:
    return read_request(request.args.items(multi=True), strict=False)


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
    result = site().archive.searcher().search_reports(asked.query, asked.options)
    return _rendered(reports_page(asked, result))


@views.get(QUOTES)
def quotes() -> str:
    """Quotes that answer a query."""
    asked = _requested()
    result = site().archive.searcher().search_quotes(asked.query, asked.options)
    return _rendered(quotes_page(asked, result))


@views.get("/verslag/<anything:report_id>")
def report(report_id: str) -> str:
    """One report to read; the words of `q` are marked."""
    found = site().archive.searcher().report(report_id)
    if found is None:
        raise UnknownReportError(report_id)
    return _rendered(report_page(found, _requested()))


@views.get("/healthz")
def health() -> Response:
    """200 once index, lexicon and analysis answer; otherwise 503 with the reason."""
    try:
        generation = site().archive.searcher().generation
        lexicon()
        dutch.keys("wedstrijd")
    except ArchiveDamaged as error:
        return _unhealthy("damaged", error)
    except EngineUnavailable as error:
        return _unhealthy("unavailable", error)
    return jsonify({"state": "ready", "reason": None, "generation": generation})


def _unhealthy(state: str, error: Exception) -> Response:
    response = jsonify({"state": state, "reason": str(error)})
    response.status_code = 503
    return response


@views.get("/spreker/<anything:name>")
def speaker(name: str) -> NoReturn:
    """Not there yet; the quotes of this person are."""
    way_on = Link(text("home.example.speaker", speaker=name), facet_url(QUOTES, "speaker", name))
    raise PageNotYetError(text("error.501.speaker", name=name), way_on)


@views.get("/club/<anything:name>")
def team(name: str) -> NoReturn:
    """Not there yet; the reports about this club are."""
    raise _reports_instead("team", name)


@views.get("/competitie/<anything:name>")
def competition(name: str) -> NoReturn:
    """Not there yet; the reports about this competition are."""
    raise _reports_instead("competition", name)


def _reports_instead(facet: str, name: str) -> PageNotYetError:
    way_on = Link(text("error.reports", name=name), facet_url(REPORTS, facet, name))
    return PageNotYetError(text("error.501.team", name=name), way_on)


@views.get("/citaatcheck")
@views.get("/feed.atom")
@views.get("/export.csv")
@views.get("/export.jsonl")
@views.get("/opensearch.xml")
@views.get("/metrics")
def not_yet() -> NoReturn:
    """Pages of a later version."""
    raise PageNotYetError(text("error.501.detail"))
