"""From the JSON of an API request to what an editor wants; the values are checked further down."""

from __future__ import annotations

from typing import Any

from searchapp.corrections.records import QUOTE_ATTRIBUTES
from searchapp.corrections.requests import Request
from searchapp.editing import Edit
from searchapp.errors import UsageError

_KEYS = ("report_id", "set", "quote", "add_quote", "occurrence", *QUOTE_ATTRIBUTES, "no_quote", "undo")


def read_edit(body: object, by: str) -> Edit:
    """The edit that a request's body asks for; UsageError names the key at fault.

    body: a JSON object with the keys of `searchapp correct`: `report_id`, and `set` (facts by
    name, null for "not known"), `quote` (number) or `add_quote` (exact words, `occurrence`-th
    place), `speaker`, `role`, `team`, `no_quote`, or `undo` (number of a correction).
    """
    if not isinstance(body, dict):
        raise UsageError('the body must be a JSON object such as {"report_id": "…", "set": {"score": "2-1"}}')
    for name in body:
        if name not in _KEYS:
            raise UsageError(f"unknown key '{name}'", str(name))
    report_id, undo = body.get("report_id"), _number(body, "undo")
    if not isinstance(report_id, str) or not report_id:
        raise UsageError("'report_id' must name a report", "report_id")
    if undo is not None:
        if set(body) != {"report_id", "undo"}:
            raise UsageError("'undo' stands alone", "undo")
        return Edit(report_id, by, undo=undo)
    return Edit(report_id, by, (_request(body),))


def _request(body: dict[str, Any]) -> Request:
    facts = body.get("set", {})
    if not isinstance(facts, dict):
        raise UsageError("'set' must be an object of facts and their values", "set")
    no_quote = body.get("no_quote", False)
    if not isinstance(no_quote, bool):
        raise UsageError("'no_quote' must be true or false", "no_quote")
    occurrence = _number(body, "occurrence")
    return Request(
        facts={str(name): _texts(str(name), value) for name, value in facts.items()},
        quote=_number(body, "quote"),
        add=_text("add_quote", body.get("add_quote")),
        occurrence=1 if occurrence is None else occurrence,
        no_quote=no_quote,
        details={name: _text(name, body[name]) for name in QUOTE_ATTRIBUTES if name in body},
    )


def _texts(name: str, value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for each in values if (text := _text(name, each)) is not None)


def _text(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise UsageError(f"'{name}' must be text or null", name)
    return value


def _number(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    if value is not None and (type(value) is not int or value < 1):
        raise UsageError(f"'{name}' must be a whole number from 1", name)
    return value
