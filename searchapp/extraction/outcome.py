"""What the result means for each speaker's team."""

from __future__ import annotations

import re
from dataclasses import replace

from searchapp.extraction.article import Article
from searchapp.model import Quote, Report

_SCORE = re.compile(r"(\d{1,4})-(\d{1,4})")  # a given score may be any text: "afgelast", "3-1 n.v."


def outcomes(article: Article, report: Report) -> tuple[Quote, ...]:
    """The quotes with `outcome` winst, gelijk or verlies; None without a score or for other teams."""
    return tuple(replace(quote, outcome=outcome(report, quote.team)) for quote in report.quotes)


def outcome(report: Report, team: str | None) -> str | None:
    """winst, gelijk or verlies for one of two playing teams, else None.

    >>> match = Report("1", "", "", teams=("KRC Genk", "Club Brugge"), score="1-2")
    >>> outcome(match, "KRC Genk"), outcome(match, "KAA Gent")
    ('verlies', None)
    """
    score = _SCORE.fullmatch(report.score or "")
    if not score or len(report.teams) != 2 or team not in report.teams:
        return None
    home, away = int(score[1]), int(score[2])
    if home == away:
        return "gelijk"
    return "winst" if (home > away) == (team == report.teams[0]) else "verlies"
