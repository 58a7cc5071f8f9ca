"""The title of a report: its headline, else its first sentence."""

from __future__ import annotations

import re

from searchapp.extraction.article import Article
from searchapp.extraction.headers import is_meta
from searchapp.model import Report

_LONGEST_HEADLINE = 140
_LONGEST_TITLE = 200
_DATE_MARK = re.compile(r"\A\ufeff?\s*date:?\s+\d{4}[\d-]*\s+", re.IGNORECASE)
_DATELINE = re.compile(
    r"\A[A-ZÀ-Þ][\w'’ /.-]{1,40}(?:,\s*(?:\w+dag\s+)?\d{1,2}\s+\w+(?:\s+\d{4})?)?\s+[-–—]\s+"
)


def title(article: Article, report: Report) -> str:
    """The headline as printed; without one the first sentence, freed of date and dateline."""
    text, lines = article.text, article.lines
    bodies = [span for span in lines[:8] if not is_meta(text[span[0] : span[1]])]
    if not bodies:
        return ""
    start, end = bodies[0]
    if len(bodies) > 1 and _is_headline(text[start:end]) and end - start < bodies[1][1] - bodies[1][0] + 80:
        return text[start:end]
    mark = _DATE_MARK.match(text, 0, end)
    start = max(start, mark.end()) if mark else start
    dateline = _DATELINE.match(text[start:end])
    start += dateline.end() if dateline else 0
    number = article.sentence_number(start)
    return text[start : article.sentences[number][1]].strip()[:_LONGEST_TITLE] if article.sentences else ""


def _is_headline(line: str) -> bool:
    """Whether a first line reads as a headline: short, and no sentence with a full stop."""
    return len(line) <= _LONGEST_HEADLINE and not line.endswith(".") and not _DATE_MARK.match(line)
