"""What did editors put right? Every correction with its author, its time and what it replaced.

Corrections belong to a report's id and outlive its versions, its removal included. Nothing is
erased: a correction that is withdrawn stays, with who withdrew it and when.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from searchapp.corrections import Change, Correction, Value
from searchapp.corrections.passages import Passage
from searchapp.engine.embedded.connection import Connection


class Ledger:
    """The store's table of corrections."""

    def __init__(self, connection: Connection) -> None:
        """`connection` is to a store; writing happens within its transaction."""
        self._connection = connection

    def record(self, report_id: str, changes: Iterable[tuple[Change, Value]], by: str) -> None:
        """Add changes, each with the value that it replaces."""
        last: int = self._connection.rows(
            "SELECT coalesce(max(number), 0) FROM corrections WHERE report_id = ?", [report_id]
        )[0][0]
        at = now()
        self._connection.each(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            [
                (
                    report_id,
                    number,
                    change.attribute,
                    _json(change.value),
                    _json(old),
                    _passage(change),
                    by,
                    at,
                )
                for number, (change, old) in enumerate(changes, last + 1)
            ],
        )

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Take one back; False when there is none of that number in force."""
        if number not in [correction.number for correction in self.in_force(report_id)]:
            return False
        self._connection.rows(
            "UPDATE corrections SET withdrawn_by = ?, withdrawn_at = ? WHERE report_id = ? AND number = ?",
            [by, now(), report_id, number],
        )
        return True

    def of(self, report_id: str) -> list[Correction]:
        """All corrections of a report in their order, withdrawn ones too; `applies` isn't known here."""
        rows = self._connection.rows(
            "SELECT number, attribute, value, passage, old, made_by, made_at, withdrawn_at "
            "FROM corrections WHERE report_id = ? ORDER BY number",
            [report_id],
        )
        return [_correction(row) for row in rows]

    def in_force(self, report_id: str) -> list[Correction]:
        """Those that nobody withdrew."""
        return [correction for correction in self.of(report_id) if not correction.withdrawn]


def now() -> str:
    """The time to the second, ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _correction(row: Sequence[Any]) -> Correction:
    number, attribute, value, passage, old, by, at, withdrawn = row
    place = Passage(*json.loads(passage)) if passage else None
    return Correction(number, Change(attribute, _value(value), place), _value(old), by, at, withdrawn)


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(text: str) -> Value:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def _passage(change: Change) -> str | None:
    place = change.passage
    if place is None:
        return None
    fields = [place.text, place.occurrence, place.total, place.before, place.after]
    return json.dumps(fields, ensure_ascii=False)
