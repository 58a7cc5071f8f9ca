"""The season a report falls in, from its date and its sport's calendar."""

from __future__ import annotations

from searchapp.extraction.article import Article
from searchapp.lexicon import lexicon
from searchapp.model import Report

_FIRST_MONTH = 7


def season(article: Article, report: Report) -> str | None:
    """ "2024-2025" where play runs from July to June, else "2024"; None when undetermined."""
    date, sport = report.date, lexicon().sports.get(report.sport or "")
    if not date or not sport:
        return None
    if not sport.split_season:
        return f"{date.year}"
    if not date.month:
        return None
    first = date.year if date.month >= _FIRST_MONTH else date.year - 1
    return f"{first}-{first + 1}"
