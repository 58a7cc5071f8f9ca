"""How does a report look inside the store? As one JSON object, with its quotes apart.

The keys are the names of the fields of `Report`. A quote's text is never stored twice: it is
`text[start:end]` of its report.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from searchapp.engine.embedded.repeats import quote_keys
from searchapp.errors import IngestError
from searchapp.model import PartialDate, Person, Quote, Report

QuoteRow = tuple[int, int, str | None, str | None, str | None, str | None, str | None]
"""start, end, speaker, role, team, cue, outcome."""

KeyedRow = tuple[int, int, str | None, str | None, str | None, str | None, str | None, bytes]
"""A `QuoteRow` and the key that the quote shares with its repetitions."""


class Dumped(NamedTuple):
    """A report as it is stored. Days are ordinals, None without a date."""

    id: str
    source: str
    origin: str
    content_hash: str
    text: str
    first_day: int | None
    last_day: int | None
    quotes: Sequence[KeyedRow]

    def load(self) -> Report:
        """The report."""
        return load(self.text, [row[:-1] for row in self.quotes])

    def dump_whole(self) -> str:
        """The report with its quotes as one text."""
        return _json([self.text, [row[:-1] for row in self.quotes]], self.source)


_APART = frozenset({"quotes"})
_TUPLES = ("teams", "mentioned_teams", "speakers")


def dump(report: Report) -> str:
    """The report without its quotes as JSON; empty fields are left out.

    Raises IngestError when the report holds text that isn't valid Unicode.
    """
    values: dict[str, Any] = {}
    for field in dataclasses.fields(report):
        value = getattr(report, field.name)
        if field.name not in _APART and value:
            values[field.name] = value
    if report.date:
        values["date"] = str(report.date)
    if report.people:
        values["people"] = [[person.name, person.role, person.team] for person in report.people]
    if report.given:
        values["given"] = sorted(report.given)
    return _json(values, report.source)


def dump_quotes(report: Report) -> list[QuoteRow]:
    """The quotes as rows; IngestError when one isn't the text between its offsets."""
    for quote in report.quotes:
        if not 0 <= quote.start <= quote.end or report.text[quote.start : quote.end] != quote.text:
            raise IngestError(report.source, f"the quote at {quote.start} is not what the text says there")
    rows: list[QuoteRow] = [
        (q.start, q.end, q.speaker, q.role, q.team, q.cue, q.outcome) for q in report.quotes
    ]
    _json(rows, report.source)
    return rows


def dump_report(report: Report) -> Dumped:
    """All that is stored of a report, with the keys of its quotes; IngestError as the others raise it."""
    text, quotes = dump(report), dump_quotes(report)
    first, last = (report.date.first_day, report.date.last_day) if report.date else (None, None)
    return Dumped(
        report.id,
        report.source,
        report.origin,
        report.content_hash,
        text,
        first.toordinal() if first else None,
        last.toordinal() if last else None,
        [(*row, key) for row, key in zip(quotes, quote_keys(report), strict=True)],
    )


def _json(values: Any, source: str) -> str:
    """Compact JSON; IngestError when a text isn't valid Unicode."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise IngestError(source, "holds characters that are not valid Unicode") from None
    return text


def load(content: str, quotes: Iterable[Sequence[Any]] = ()) -> Report:
    """The report that `dump` and `dump_quotes` wrote."""
    values = json.loads(content)
    for name in _TUPLES:
        values[name] = tuple(values.get(name, ()))
    if "date" in values:
        values["date"] = PartialDate.parse(values["date"])
    values["people"] = tuple(Person(*person) for person in values.get("people", ()))
    values["given"] = frozenset(values.get("given", ()))
    values.setdefault("text", "")
    text = values["text"]
    values["quotes"] = tuple(Quote(text[row[0] : row[1]], *row) for row in quotes)
    return Report(**values)


def load_whole(text: str) -> Report:
    """The report that `dump_whole` wrote."""
    return load(*json.loads(text))
