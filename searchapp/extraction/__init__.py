"""From a report's text to its facts and quotes: a visible list of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from searchapp.extraction.article import Article
from searchapp.extraction.canonical import canonicalized
from searchapp.extraction.competition import competition
from searchapp.extraction.dates import date
from searchapp.extraction.headline import title
from searchapp.extraction.language import language
from searchapp.extraction.outcome import outcomes
from searchapp.extraction.quotes import people, quotes
from searchapp.extraction.season import season
from searchapp.extraction.stage import stage
from searchapp.extraction.teams import mentioned_teams, score, teams, venue
from searchapp.model import Report

Step = Callable[[Article, Report], Any]


def sport(article: Article, report: Report) -> str | None:
    """The sport the report is about, or None."""
    return article.sport


def speakers(article: Article, report: Report) -> tuple[str, ...]:
    """Who is quoted by name, in text order."""
    return tuple(dict.fromkeys(quote.speaker for quote in report.quotes if quote.speaker))


STEPS: tuple[tuple[str, Step], ...] = (
    ("title", title),
    ("language", language),
    ("date", date),
    ("sport", sport),
    ("season", season),
    ("teams", teams),
    ("mentioned_teams", mentioned_teams),
    ("score", score),
    ("competition", competition),
    ("stage", stage),
    ("venue", venue),
    ("people", people),
    ("quotes", quotes),
    ("speakers", speakers),
)
"""The attribute each step fills, from the text and what the steps before it found."""

_NOTHING = Report(id="", source="", text="")


def extract(report: Report) -> Report:
    """The report with every attribute filled that its source didn't give."""
    # What an earlier extraction found, perhaps by older rules, must not steer this one.
    fresh = {name: getattr(_NOTHING, name) for name, _ in STEPS if name not in report.given}
    report = canonicalized(replace(report, **fresh))
    article = Article(report.text, report.sport)
    for attribute, step in STEPS:
        if attribute not in report.given:
            # Nobody else holds this report yet; a copy for each step would take as long as some steps.
            object.__setattr__(report, attribute, step(article, report))
    return replace(report, quotes=outcomes(article, report)) if report.quotes else report
