"""How does a report become documents of the index, and a document a report again?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from searchapp.analysis import dutch
from searchapp.analysis.dutch import Token
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.mapping import QUOTE, REPEAT, REPORT
from searchapp.engine.embedded import content
from searchapp.engine.embedded.schema import EXACT, PARTS, QUOTES, REPORTS, begins_with, headline, lead
from searchapp.fields import FACETS
from searchapp.model import UNKNOWN, Quote, Report

_GAP = "|"
"""A position that holds no term: phrases don't reach over it."""

Place = tuple[str, int]
"""A report's id and the number of one of its quotes."""


def address(report_id: str, number: int = 0) -> str:
    """The document's `_id`, which may not be as long as a report's id."""
    hashed = blake2b(report_id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{hashed}-{number}" if number else hashed


def dump(report: Report) -> str:
    """All of a report as one text; IngestError when it can't be stored."""
    return json.dumps([content.dump(report), content.dump_quotes(report)], ensure_ascii=False)


def load(text: str) -> Report:
    """The report that `dump` wrote."""
    values, quotes = json.loads(text)
    return content.load(values, quotes)


def report_document(report: Report) -> Answer:
    """A report as the index keeps it, but for its content."""
    texts, lengths = _report_texts(report)
    return {
        **_frame(report, REPORT, 0),
        "origin": report.origin,
        "content_hash": report.content_hash,
        **_facets([(facet.name, facet.of_report(report)) for facet in FACETS if facet.on_reports]),
        REPORTS.name: texts,
        "lengths": {f"{REPORTS.name}_{name}": length for name, length in lengths.items()},
    }


def quote_document(report: Report, number: int, quote_key: str) -> Answer:
    """A quote as the index keeps it, once it is known where else it's printed (`shown`)."""
    quote = report.quotes[number - 1]
    tokens = dutch.analyze(quote.text)
    return {
        **_frame(report, QUOTE, number),
        "quote_key": quote_key,
        "speaker": quote.speaker,
        **_facets([(facet.name, facet.of_quote(report, quote)) for facet in FACETS]),
        QUOTES.name: {"text": _keys(tokens), PARTS: _parts(tokens), f"text{EXACT}": _surfaces(tokens)},
        "lengths": _quote_lengths(quote, tokens),
    }


def shown(places: Sequence[Place], place: Place) -> Answer:
    """What a document says about the uses of its quote, the first of which is shown."""
    if place != places[0]:
        return {"kind": REPEAT, "also_in": []}
    return {"kind": QUOTE, "also_in": [list(other) for other in places[1:]]}


def _quote_lengths(quote: Quote, tokens: Sequence[Token]) -> dict[str, int]:
    compounds = sum(bool(token.parts) for token in tokens)
    lengths = {"text": len(tokens), PARTS: compounds, f"text{EXACT}": len(tokens)}
    return {f"{QUOTES.name}_{name}": length for name, length in lengths.items()}


def _frame(report: Report, kind: str, number: int) -> Answer:
    date = report.date
    return {
        "kind": kind,
        "id": report.id,
        "number": number,
        "dated": date is not None,
        "first_day": date.first_day.toordinal() if date else 0,
        "last_day": date.last_day.toordinal() if date else 0,
    }


def _facets(values: Iterable[tuple[str, Sequence[str]]]) -> Answer:
    carried = dict(values)
    return {
        "facet": {name: list(dict.fromkeys(held)) or [UNKNOWN] for name, held in carried.items()},
        "facet_words": {
            name: " ".join(words) for name, held in carried.items() if (words := sorted(_words(held)))
        },
    }


def _words(values: Iterable[str]) -> set[str]:
    return {token.surface for value in values for token in dutch.analyze(value)}


def _report_texts(report: Report) -> tuple[dict[str, str], dict[str, int]]:
    """The terms of each field and its number of words."""
    start, end = headline(report)
    lead_start, lead_end = lead(report.text, end)
    tokens = dutch.analyze(report.text)
    title = [token for token in tokens if start <= token.start < end]
    rest = [token for token in tokens if not start <= token.start < end]
    if start == end and not begins_with(report.text, report.title):
        title = dutch.analyze(report.title)
    opening = [token for token in rest if lead_start <= token.start < lead_end]
    others = [token for token in rest if not lead_start <= token.start < lead_end]
    sections = {"title": title, "lead": opening, "body": others}
    exact = {f"title{EXACT}": title, f"body{EXACT}": rest}
    everything = [*title, *opening, *others]
    texts = {name: _keys(words) for name, words in sections.items()}
    texts |= {name: _surfaces(words) for name, words in exact.items()} | {PARTS: _parts(everything)}
    lengths = {name: len(words) for name, words in (sections | exact).items()}
    return texts, lengths | {PARTS: sum(bool(token.parts) for token in everything)}


def _keys(tokens: Iterable[Token]) -> str:
    return " ".join("|".join(dict.fromkeys(token.keys)) for token in tokens if token.keys)


def _parts(tokens: Iterable[Token]) -> str:
    return " ".join("|".join(dict.fromkeys(token.parts)) for token in tokens if token.parts)


def _surfaces(tokens: Sequence[Token]) -> str:
    """The surface words at their positions; what was left out between them is a gap."""
    places: list[str] = []
    last: int | None = None
    for token in tokens:
        if token.position == last:
            places[-1] += f"|{token.surface}"
            continue
        if last is not None and token.position > last + 1:
            places.append(_GAP)
        places.append(token.surface)
        last = token.position
    return " ".join(places)


def place_of(source: dict[str, Any]) -> Place:
    """Which quote a document is."""
    return source["id"], source["number"]
