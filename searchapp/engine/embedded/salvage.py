"""What of a damaged store is still as it was stored? Each report that fits its checksum."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from searchapp.engine.embedded import content, seals
from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.store import Store
from searchapp.errors import ArchiveDamaged, IngestError
from searchapp.model import Report

_WHOLE_TABLES = ("corrections", "tokens", "former_texts")
_QUOTE = 'start, "end", speaker, role, team, cue, outcome, quote_key'


def salvage(damaged: Connection, path: Path, on_loss: Callable[[str], None]) -> Store:
    """Make a store at `path` of the intact reports, with corrections, tokens and former texts.

    `on_loss` is told of everything that was left behind. Reports are read one by one, so that a
    page that can't be read costs only what stands on it.
    """
    fresh = Store.create(path)
    fresh.connection.begin()
    for table in _WHOLE_TABLES:
        _copy_table(damaged, fresh.connection, table, on_loss)
    for revision in range(1, _last_revision(damaged) + 1):
        try:
            report = _report(damaged, revision)
            if report:
                fresh.put(report)
        except (ArchiveDamaged, IngestError, ValueError, TypeError) as error:
            on_loss(f"the report of revision {revision}: {error}")
    fresh.commit()
    return fresh


def _last_revision(damaged: Connection) -> int:
    """Raises ArchiveDamaged when not even that can be read."""
    found: list[Any] = []
    for sql in ("SELECT revision FROM state", "SELECT max(revision) FROM reports"):
        try:
            found += [row[0] for row in damaged.rows(sql)]
        except ArchiveDamaged as error:
            unreadable = error
    numbers = [each for each in found if type(each) is int]
    if not found:
        raise unreadable
    # Every revision leaves a row of more than one byte: a wrong number must not keep us counting.
    return min(max(numbers, default=0), damaged.size)


def _copy_table(damaged: Connection, fresh: Connection, table: str, on_loss: Callable[[str], None]) -> None:
    try:
        rows = damaged.rows(f"SELECT * FROM {table}")
    except ArchiveDamaged as error:
        on_loss(f"all {table.replace('_', ' ')}: {error}")
        return
    if rows:
        columns = [row[1] for row in damaged.rows(f"PRAGMA table_info({table})")]
        places = ", ".join("?" * len(columns))
        fresh.each(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def _report(damaged: Connection, revision: int) -> Report | None:
    """The current report of a revision as it was before corrections; None when it is no more."""
    rows = damaged.rows(
        "SELECT id, content, original, checksum FROM reports WHERE revision = ? AND replaced_at IS NULL",
        [revision],
    )
    if not rows:
        return None
    report_id, text, original, sealed = rows[0]
    quotes = damaged.rows(f"SELECT {_QUOTE} FROM quotes WHERE revision = ? ORDER BY number", [revision])
    if sealed is not None and seals.of(text, original, quotes) != sealed:
        raise ValueError(f"{report_id!r} isn't what was stored")
    return content.load_whole(original) if original else content.load(text, [row[:7] for row in quotes])
