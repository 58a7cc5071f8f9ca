"""Where else is a quote printed? The reports that repeat it, by their titles."""

from __future__ import annotations

from searchapp.engine.protocols import Searcher
from searchapp.model import QuoteHit, Report
from searchapp.web import wording
from searchapp.web.numbers import number
from searchapp.web.pages import Elsewhere, Link
from searchapp.web.texts import text
from searchapp.web.urls import report_url

_SHOWN = 3
"""Places that are named; of a quote that everybody repeats the others are only counted."""


def elsewhere(searcher: Searcher, hit: QuoteHit) -> Elsewhere:
    """The other places of a quote, the earliest first."""
    places = hit.also_in[:_SHOWN]
    shown = [
        Link(_title(searcher, hit.report, report_id), report_url(report_id, at)) for report_id, at in places
    ]
    left = len(hit.also_in) - len(shown)
    return Elsewhere(shown, text("quote.also_in.more", count=number(left)) if left else "")


def _title(searcher: Searcher, here: Report, report_id: str) -> str:
    """Title and date; the id for a report that was removed this very moment."""
    if report_id == here.id:
        return text("quote.also_in.here")
    report = searcher.report(report_id)
    if report is None:
        return report_id
    title = report.title or text("report.untitled")
    return f"{title} ({wording.date(report.date)})" if report.date else title
