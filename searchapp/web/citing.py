"""How is a quote cited, and what stands around it in its report?"""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.analysis.sentences import sentences
from searchapp.model import Quote, Report
from searchapp.web import wording
from searchapp.web.texts import text
from searchapp.web.urls import report_url

_REACH = 800
"""Code points before and after a quote within which its context is looked for."""
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote ready to be copied: its words, who said it, on which occasion, and the source."""

    words: str
    speaker: str
    occasion: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Context:
    """A quote between the sentences around it, as printed."""

    before: str
    quote: str
    after: str


def citation(report: Report, number: int) -> Citation:
    """The citation of quote `number` (from 1), with its permanent place in the report."""
    quote = report.quotes[number - 1]
    match = " ".join(part for part in (wording.teams(report.teams), report.score) if part)
    stage = wording.facet_value("stage", report.stage) if report.stage else ""
    parts = (match, report.competition, stage, wording.date(report.date))
    return Citation(
        words=" ".join(quote.text.split()),
        speaker=_speaker(quote),
        occasion=", ".join(part for part in parts if part),
        source=report.title or text("report.untitled"),
        path=report_url(report.id, number),
    )


def _speaker(quote: Quote) -> str:
    name = quote.speaker or text("quote.speaker.unknown")
    return ", ".join(part for part in (name, wording.role(quote.role), quote.team) if part)


def context(report: Report, quote: Quote) -> Context | None:
    """The sentences before and after (an interviewer's question, the attribution); None without any."""
    start, end = max(0, quote.start - _REACH), quote.end + _REACH
    before, after = report.text[start : quote.start], report.text[quote.end : end]
    ahead, behind = sentences(before), sentences(after)
    # What the window cuts in half is left out.
    ahead, behind = ahead[start > 0 :][-_SENTENCES:], behind[:_SENTENCES]
    if not ahead and not behind:
        return None
    return Context(
        before=before[ahead[0][0] :].lstrip() if ahead else "",
        quote=quote.text,
        after=after[: behind[-1][1]].rstrip() if behind else "",
    )
