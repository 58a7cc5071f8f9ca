"""Where is the truth? In one SQLite file: every report, its quotes, and what has been replaced.

Each change takes the next number of one counter, the revision. A report that is replaced or
removed stays as a row that says at which revision it went (a tombstone), so that any older
index can catch up by looking at revisions alone. Its content stays until the next commit, for
readers that still serve the generation before; a former text is kept as a version. Corrections are
kept apart, by the report's id, and applied to whatever is stored under it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from searchapp.corrections import Change, Correction, corrected
from searchapp.corrections.application import value_of
from searchapp.engine.embedded import connection, content, seals
from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.content import Dumped, dump_report
from searchapp.engine.embedded.ledger import Ledger
from searchapp.engine.embedded.shown import Shown
from searchapp.engine.embedded.versions import Versions
from searchapp.engine.protocols import Added
from searchapp.errors import ArchiveDamaged
from searchapp.model import Report

logger = logging.getLogger(__name__)

_PAGE = 500
_CURRENT = "replaced_at IS NULL"
_QUOTE = 'start, "end", speaker, role, team, cue, outcome'


class Put(NamedTuple):
    """What `put` did, the report's revision, and whether it was stored as it came: not corrected."""

    added: Added
    revision: int
    as_given: bool


class Store:
    """One open store; safe to share between threads. Only one process writes at a time."""

    def __init__(self, path: Path) -> None:
        """Open an existing store; ArchiveDamaged when the file is no store of ours."""
        self.connection = Connection(path)
        self.shown = Shown(self.connection)
        self.ledger = Ledger(self.connection)
        self.versions = Versions(self.connection)
        self._rows = self.connection.rows

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty store at `path`, whole or not at all, and open it."""
        connection.create(path)
        return cls(path)

    # Writing. The caller holds the writer lock of the archive.

    def commit(self) -> None:
        """Make every change since the last commit durable, and with them which quotes are shown."""
        self.shown.settle(self.revision)
        self.connection.commit()

    def rollback(self) -> None:
        """Forget every change since the last commit."""
        self.connection.rollback()

    def put(self, report: Report) -> Added:
        """Store the report, corrected, in place of the one with its id, if it differs at all.

        Raises IngestError, with nothing changed, for a report that can't be stored.
        """
        return self.put_dumped(dump_report(report)).added

    def put_dumped(self, dumped: Dumped) -> Put:
        """The same for a report that is dumped already."""
        result, original = self._corrected(dumped)
        self.connection.begin()
        old = self._rows(
            f"SELECT revision, content, original FROM reports WHERE id = ? AND {_CURRENT}", [result.id]
        )
        same = old and old[0][1:] == (result.text, original)
        if same and self._quotes(old[0][0], f"{_QUOTE}, quote_key") == result.quotes:
            return Put("unchanged", old[0][0], False)
        revision = self._next_revision()
        if old:
            self._replace(old[0][0], revision)
            self.versions.keep(result.id, old[0][1], result.text)
        self._insert(result, original, revision)
        return Put("updated" if old else "added", revision, original is None)

    def _insert(self, result: Dumped, original: str | None, revision: int) -> None:
        self._rows(
            "INSERT INTO reports (content, original, first_day, last_day, revision, id, origin, content_hash,"
            " checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(result.text, original, result.first_day, result.last_day),
                *(revision, result.id, result.origin, result.content_hash),
                seals.of(result.text, original, result.quotes),
            ],
        )
        if result.quotes:
            self.connection.each(
                f"INSERT INTO quotes (revision, number, {_QUOTE}, quote_key) VALUES ({', '.join('?' * 10)})",
                [(revision, number, *quote) for number, quote in enumerate(result.quotes, 1)],
            )
            self.shown.touch(quote[-1] for quote in result.quotes)

    def _corrected(self, dumped: Dumped) -> tuple[Dumped, str | None]:
        """The report with its corrections, and how it was without them if that is something else."""
        corrections = self.ledger.in_force(dumped.id)
        if not corrections:
            return dumped, None
        report = dumped.load()
        result, missed = corrected(report, [correction.change for correction in corrections])
        for index in missed:
            number = corrections[index].number
            logger.warning("%s: the quote of correction %d is gone; it is kept", report.id, number)
        if result is report:
            return dumped, None
        return dump_report(result), dumped.dump_whole()

    def remove(self, report_id: str) -> bool:
        """Mark the report as gone; False when there is none. Its corrections wait for its return."""
        self.connection.begin()
        old = self._rows(f"SELECT revision FROM reports WHERE id = ? AND {_CURRENT}", [report_id])
        if old:
            self._replace(old[0][0], self._next_revision())
        return bool(old)

    def correct(self, report_id: str, changes: Sequence[Change], by: str) -> bool:
        """Record changes and apply them; False when there is no such report."""
        original, report = self.original(report_id), self.by_id(report_id, self.revision)
        if original is None or report is None:
            return False
        self.connection.begin()
        steps = (corrected(report, changes[:count]).report for count in range(len(changes)))
        olds = [value_of(before, change) for before, change in zip(steps, changes, strict=True)]
        self.ledger.record(report_id, zip(changes, olds, strict=True), by)
        self.put(original)
        return True

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Take a correction back; False when there is none of that number in force."""
        self.connection.begin()
        withdrawn = self.ledger.withdraw(report_id, number, by)
        original = self.original(report_id)
        if withdrawn and original:
            self.put(original)
        return withdrawn

    def _replace(self, old: int, revision: int) -> None:
        self._rows("UPDATE reports SET replaced_at = ? WHERE revision = ?", [revision, old])
        self.shown.leave(old, revision)

    def forget(self, until: int) -> None:
        """Drop the contents of what was replaced at or before revision `until`."""
        with self.connection.transaction():
            gone = "replaced_at <= ? AND content IS NOT NULL"
            self._rows(
                f"DELETE FROM quotes WHERE revision IN (SELECT revision FROM reports WHERE {gone})", [until]
            )
            self._rows(f"UPDATE reports SET content = NULL, original = NULL WHERE {gone}", [until])
            self.shown.forget(until)

    def _next_revision(self) -> int:
        revision: int = self._rows("UPDATE state SET revision = revision + 1 RETURNING revision")[0][0]
        return revision

    # Reading.

    @property
    def revision(self) -> int:
        """The number of the newest change; 0 for a new store. ArchiveDamaged when it is none."""
        rows = self._rows("SELECT revision FROM state")
        if len(rows) != 1 or type(rows[0][0]) is not int:
            raise ArchiveDamaged(f"{self.connection.path} is damaged (no revision); restore it from a backup")
        return rows[0][0]

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.connection.size

    def count(self) -> tuple[int, int]:
        """Numbers of current reports, and of different quotes in them."""
        return self._rows(f"SELECT count(*) FROM reports WHERE {_CURRENT}")[0][0], self.shown.count()

    def current(self, column: Literal["id", "origin"], value: str) -> tuple[str, str, str] | None:
        """(id, origin, content hash) of the report with this id or origin."""
        rows = self._rows(
            f"SELECT id, origin, content_hash FROM reports WHERE {column} = ? AND {_CURRENT}", [value]
        )
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

    def by_id(self, report_id: str, at: int) -> Report | None:
        """The report that had this id at revision `at`, if its content is still there."""
        rows = self._rows(
            "SELECT revision, content FROM reports WHERE id = ?1 AND revision <= ?2 "
            "AND (replaced_at IS NULL OR replaced_at > ?2) AND content IS NOT NULL",
            [report_id, at],
        )
        return self._load(*rows[0]) if rows else None

    def by_revision(self, revision: int) -> Report | None:
        """The report that this revision brought, also shortly after it was replaced."""
        rows = self._rows(
            "SELECT revision, content FROM reports WHERE revision = ? AND content IS NOT NULL", [revision]
        )
        return self._load(*rows[0]) if rows else None

    def original(self, report_id: str) -> Report | None:
        """The current report as it was before corrections."""
        rows = self._rows(
            f"SELECT revision, content, original FROM reports WHERE id = ? AND {_CURRENT}", [report_id]
        )
        return self._load(*rows[0]) if rows else None

    def corrections(self, report_id: str) -> tuple[Correction, ...]:
        """All corrections of a report in their order, with whether they apply."""
        found, original = self.ledger.of(report_id), self.original(report_id)
        in_force = [each for each in found if not each.withdrawn]
        missed = corrected(original, [each.change for each in in_force]).missed if original else ()
        gone = {in_force[index].number for index in missed} if original else {each.number for each in found}
        return tuple(replace(each, applies=each.number not in gone) for each in found)

    def all(self) -> Iterator[Report]:
        """Every current report in the order of ids; a page at a time, so that no lock is held."""
        return (self._load(revision, text) for _, revision, text, _ in self._pages())

    def originals(self) -> Iterator[Report]:
        """The same reports as they were before corrections."""
        return (self._load(revision, text, original) for _, revision, text, original in self._pages())

    def _pages(self) -> Iterator[tuple[Any, ...]]:
        last: str | None = None
        while True:
            rows = self._rows(
                "SELECT id, revision, content, original FROM reports "
                f"WHERE {_CURRENT} AND (?1 IS NULL OR id > ?1) ORDER BY id LIMIT ?2",
                [last, _PAGE],
            )
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def revisions_since(self, revision: int) -> list[int]:
        """The revisions that brought a report that is current, ascending."""
        rows = self._rows(
            f"SELECT revision FROM reports WHERE revision > ? AND {_CURRENT} ORDER BY revision", [revision]
        )
        return [row[0] for row in rows]

    def gone_since(self, revision: int) -> list[int]:
        """Revisions that were current at `revision` and are so no longer."""
        rows = self._rows(
            "SELECT revision FROM reports WHERE replaced_at > ?1 AND revision <= ?1 ORDER BY revision",
            [revision],
        )
        return [row[0] for row in rows]

    def took_out(self, after: int, until: int) -> bool:
        """Whether a report was removed between two revisions, or the later store is an older one."""
        rows = self._rows(
            "SELECT 1 FROM reports r WHERE replaced_at > ?1 AND replaced_at <= ?2 AND NOT EXISTS "
            f"(SELECT 1 FROM reports c WHERE c.id = r.id AND c.{_CURRENT}) LIMIT 1",
            [after, until],
        )
        return until < after or bool(rows)

    def check(self) -> list[str]:
        """What SQLite and our own rules find wrong; empty when all is well."""
        findings = self.connection.check() or [*seals.broken(self.connection), *self.versions.broken()]
        return [f"{self.connection.path}: {finding}; restore a backup." for finding in findings]

    def close(self) -> None:
        """Release the file."""
        self.connection.close()

    def _load(self, revision: int, text: str, original: str | None = None) -> Report:
        try:
            return content.load_whole(original) if original else content.load(text, self._quotes(revision))
        except (ValueError, TypeError) as error:
            raise ArchiveDamaged(
                f"{self.connection.path}: the report of revision {revision} can't be read; "
                "restore a backup, then run `searchapp rebuild`"
            ) from error

    def _quotes(self, revision: int, columns: str = _QUOTE) -> list[Any]:
        return self._rows(f"SELECT {columns} FROM quotes WHERE revision = ? ORDER BY number", [revision])
