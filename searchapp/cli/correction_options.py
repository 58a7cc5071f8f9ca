"""The options of `searchapp correct` as an edit, and a correction as a line to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from searchapp.corrections import Correction, Value
from searchapp.corrections.records import QUOTE_ATTRIBUTES
from searchapp.corrections.requests import Request
from searchapp.editing import Edit
from searchapp.errors import UsageError

_UNKNOWN = "-"


def edit_of(report_id: str, by: str, chosen: Mapping[str, Any]) -> Edit:
    """The edit that the options ask for; UsageError when they don't go together."""
    details = {name: chosen[name] for name in QUOTE_ATTRIBUTES if chosen[name] is not None}
    # An environment may hold bytes that are no text.
    by = by.encode("utf-8", "replace").decode()
    if chosen["undo"] is not None:
        if chosen["facts"] or chosen["quote"] or chosen["add"] or chosen["no_quote"] or details:
            raise UsageError("--undo stands alone", "undo")
        return Edit(report_id, by, undo=chosen["undo"])
    request = Request(
        _facts(chosen["facts"]),
        chosen["quote"],
        chosen["add"],
        chosen["occurrence"],
        chosen["no_quote"],
        details,
    )
    return Edit(report_id, by, (request,))


def _facts(texts: Iterable[str]) -> dict[str, list[str]]:
    """ "teams=KRC Genk, Club Brugge" as a name and its values; a comma parts the names of teams."""
    facts: dict[str, list[str]] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise UsageError(f"--set {text!r} has no value (use NAME=VALUE)", "set")
        values = value.split(",") if "team" in name else [value]
        facts.setdefault(name.strip(), []).extend(each for each in values if each.strip())
    return facts


def correction_line(correction: Correction) -> tuple[str, ...]:
    """Number, state, attribute, old and new value, words of the quote, who and when."""
    change = correction.change
    words = " ".join(change.passage.text.split()) if change.passage else ""
    values = _printed(correction.old), _printed(change.value)
    state = correction.state
    return (str(correction.number), state, change.attribute, *values, words, correction.by, correction.at)


def _printed(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or _UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or _UNKNOWN
