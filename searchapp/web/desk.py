"""The editors' desk: the one page that writes. Whoever has a token corrects a report there."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from searchapp.editing import Edit, edit
from searchapp.errors import UsageError
from searchapp.model import Report
from searchapp.web.amended import Asked, read_form
from searchapp.web.amending import Typed, amend_page
from searchapp.web.failures import UnknownReportError
from searchapp.web.requestlog import note_token
from searchapp.web.site import site
from searchapp.web.texts import language, text
from searchapp.web.urls import report_url, with_parameter
from searchapp.web.writing import turn

desk = Blueprint("desk", __name__)

_OWN = ("", "none", "same-origin")
"""Where a form may come from: an old browser doesn't say, an address bar says none."""


@desk.get("/verbeteren/<anything:report_id>")
def amend(report_id: str) -> str:
    """The form, with what is known of the report."""
    return _page(_report(report_id), Typed())


@desk.post("/verbeteren/<anything:report_id>")
def amended(report_id: str) -> ResponseReturnValue:
    """Keep what was corrected and show the report; or the form again, with what is wrong."""
    report, form = _report(report_id), request.form
    owner = site().archive.tokens.owner(form.get("token", "").strip())
    # Only for who may write is the rest of the form worth reading.
    asked, wrong = read_form(report, form) if owner else Asked(), _stranger()
    if owner is None:
        wrong["token"] = text("amend.wrong.token" if form.get("token") else "amend.wrong.no_token")
    wrong.update(asked.wrong)
    number = 0
    if owner and not wrong:
        try:
            number = _kept(report_id, owner, asked)
        except UsageError:
            wrong[""] = text("amend.wrong.undo")
    if not number:
        return _page(report, Typed(form, wrong)), 400 if owner else 403
    path = with_parameter(report_url(report_id), "bewaard", str(number))
    return redirect(request.script_root + _spoken(path), 303)


def _kept(report_id: str, owner: str, asked: Asked) -> int:
    """The number of the last correction once all are made, or one is withdrawn."""
    note_token(owner)
    with turn():
        return edit(site().archive, Edit(report_id, owner, asked.requests, asked.undo))[-1].number


def _stranger() -> dict[str, str]:
    """A complaint about a form that another site sent; its reader may not know of it.

    There is no cookie that such a site could borrow: without the token it gets nowhere anyway.
    """
    if request.headers.get("Sec-Fetch-Site", "") in _OWN:
        return {}
    return {"": text("amend.wrong.elsewhere")}


def _spoken(path: str) -> str:
    return path if language() == "nl" else with_parameter(path, "lang", language())


def _report(report_id: str) -> Report:
    found = site().archive.searcher().report(report_id)
    if found is None:
        raise UnknownReportError(report_id)
    return found


def _page(report: Report, typed: Typed) -> str:
    address = site().base_url or request.url_root.rstrip("/")
    page = amend_page(report, site().archive.corrections(report.id), address, typed)
    return render_template(page.template, page=page)
