"""From a freshly extracted report and corrections to the report that editors meant: pure functions.

Changes are made in their order, so that a later one wins. What follows from a corrected fact
follows the correction: the season its date, the outcome of a quote the score, the report's
speakers those of its quotes; unless the source or an editor gave that, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from searchapp.corrections.passages import Passage
from searchapp.corrections.records import QUOTE, Change, Value
from searchapp.extraction.article import Article
from searchapp.extraction.outcome import outcomes
from searchapp.extraction.season import season
from searchapp.model import PartialDate, Quote, Report

_SEASON_FROM = frozenset({"date", "sport"})


class Corrected(NamedTuple):
    """The corrected report, and which of the changes found no quote to change (their indexes)."""

    report: Report
    missed: tuple[int, ...]


def corrected(report: Report, changes: Sequence[Change]) -> Corrected:
    """The report with all changes that fit made; the same object when there are none."""
    result, missed, made = report, [], []
    for index, change in enumerate(changes):
        changed = _changed(result, change)
        if changed is None:
            missed.append(index)
        else:
            result = changed
            made.append(change)
    return Corrected(_followed(report, result, made) if made else report, tuple(missed))


def value_of(report: Report, change: Change) -> Value:
    """What the report says now about the attribute that a change is about."""
    if change.passage:
        quote = _quote_at(report, change.passage)
        if change.attribute == QUOTE:
            return quote is not None
        value: Value = getattr(quote, change.attribute, None)
        return value
    fact = getattr(report, change.attribute)
    return str(fact) if isinstance(fact, PartialDate) else fact


def _changed(report: Report, change: Change) -> Report | None:
    """The report with one change; None when its quote isn't there."""
    if change.passage:
        quotes = _changed_quotes(report, change, change.passage)
        return None if quotes is None else replace(report, quotes=quotes)
    value: Any = change.value
    if change.attribute == "date" and isinstance(change.value, str):
        value = PartialDate.parse(change.value)
    return replace(report, **{change.attribute: value})


def _changed_quotes(report: Report, change: Change, passage: Passage) -> tuple[Quote, ...] | None:
    start = passage.find(report.text)
    if start is None:
        return None
    quote = _quote_at(report, passage)
    if change.attribute != QUOTE:
        if quote is None:
            return None
        value: Any = change.value
        new = replace(quote, **{change.attribute: value})
        return tuple(new if each is quote else each for each in report.quotes)
    if not change.value:
        return tuple(each for each in report.quotes if each is not quote)
    added = quote or Quote(passage.text, start, start + len(passage.text))
    # The editor's span wins over one that overlaps it: a word belongs to one quote.
    apart = [each for each in report.quotes if each.end <= added.start or each.start >= added.end]
    return tuple(sorted([*apart, added], key=lambda each: each.start))


def _quote_at(report: Report, passage: Passage) -> Quote | None:
    start = passage.find(report.text)
    return next((q for q in report.quotes if q.start == start and q.text == passage.text), None)


def _followed(before: Report, after: Report, made: Sequence[Change]) -> Report:
    """The report with what follows from the changes."""
    facts = {change.attribute for change in made if not change.passage}
    settled = facts | before.given
    article = Article(after.text, after.sport)
    if facts & _SEASON_FROM and "season" not in settled:
        after = replace(after, season=season(article, after))
    if "teams" in facts and "mentioned_teams" not in settled:
        mentioned = tuple(name for name in after.mentioned_teams if name not in after.teams)
        after = replace(after, mentioned_teams=mentioned)
    return replace(after, speakers=_speakers(before, after), quotes=outcomes(article, after))


def _speakers(before: Report, after: Report) -> tuple[str, ...]:
    """Those of the quotes; names that the source gave beside its quotes stay."""
    earlier, now = (
        dict.fromkeys(quote.speaker for quote in report.quotes if quote.speaker) for report in (before, after)
    )
    if "speakers" not in before.given:
        return tuple(now)
    kept = [name for name in before.speakers if name in now or name not in earlier]
    return tuple(dict.fromkeys([*kept, *(name for name in now if name not in earlier)]))
