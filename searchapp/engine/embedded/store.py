"""Where is the truth? In one SQLite file: every report, its quotes, and what has been replaced.

Each change takes the next number of one counter, the revision. A report that is replaced or
removed stays as a row that says at which revision it went (a tombstone), so that any older
index can catch up by looking at revisions alone. Its content stays until the next commit, for
readers that still serve the generation before.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from searchapp.engine.embedded import content, durable
from searchapp.errors import ArchiveDamaged, EngineUnavailable
from searchapp.model import Report

FORMAT = 1
"""Number of this layout, kept as SQLite's user_version."""

_APPLICATION_ID = 0x53524348
_PAGE = 500
_SCHEMA = """
CREATE TABLE state (revision INTEGER NOT NULL);
INSERT INTO state VALUES (0);
CREATE TABLE reports (
    revision INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    origin TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    content TEXT,
    replaced_at INTEGER
);
CREATE UNIQUE INDEX current_id ON reports (id) WHERE replaced_at IS NULL;
CREATE INDEX versions ON reports (id, revision);
CREATE INDEX current_origin ON reports (origin) WHERE replaced_at IS NULL;
CREATE INDEX replaced ON reports (replaced_at) WHERE replaced_at IS NOT NULL;
CREATE INDEX lingering ON reports (replaced_at) WHERE replaced_at IS NOT NULL AND content IS NOT NULL;
CREATE TABLE quotes (
    revision INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker TEXT,
    role TEXT,
    team TEXT,
    cue TEXT,
    outcome TEXT,
    PRIMARY KEY (revision, number)
) WITHOUT ROWID;
"""

Stored = tuple[int, Report]
"""A revision and the report that it brought."""


class Store:
    """One open store; safe to share between threads. Only one process writes at a time."""

    def __init__(self, path: Path) -> None:
        """Open an existing store; ArchiveDamaged when the file is no store of ours."""
        self._path = path
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=30,
            isolation_level=None,
            check_same_thread=False,
        )
        self._finalizer = weakref.finalize(self, _close, self._connection, os.getpid())
        try:
            self._configure()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty store at `path`, whole or not at all, and open it."""
        temporary = path.with_name(f"{path.name}.new")
        temporary.unlink(missing_ok=True)
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.executescript(
                f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {FORMAT}; {_SCHEMA}"
            )
        finally:
            connection.close()
        durable.sync_file(temporary)
        os.replace(temporary, path)
        durable.sync_folder(path.parent)
        return cls(path)

    def _configure(self) -> None:
        marks = self._rows("PRAGMA application_id")[0][0], self._rows("PRAGMA user_version")[0][0]
        if marks[0] != _APPLICATION_ID:
            raise ArchiveDamaged(f"{self._path} is not the store of an archive; restore it from a backup")
        if marks[1] != FORMAT:
            raise ArchiveDamaged(
                f"{self._path} has format {marks[1]}, this version reads format {FORMAT}; "
                "use the version that wrote it"
            )
        if self._rows("PRAGMA journal_mode = WAL") != [("wal",)]:
            raise EngineUnavailable(
                f"{self._path} is on a file system that can't hold a store, such as a network drive"
            )
        self._rows("PRAGMA synchronous = FULL")
        self._rows("PRAGMA foreign_keys = ON")

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            raise EngineUnavailable(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(
                f"{self._path} is damaged ({error}); restore it from a backup, then run `searchapp rebuild`"
            ) from error

    # Writing. The caller holds the writer lock of the archive.

    def begin(self) -> None:
        """Start a transaction unless one is open."""
        if not self._connection.in_transaction:
            self._rows("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything since `begin` durable."""
        if self._connection.in_transaction:
            self._rows("COMMIT")

    def rollback(self) -> None:
        """Forget everything since `begin`."""
        if self._connection.in_transaction:
            self._rows("ROLLBACK")

    def put(self, report: Report) -> Literal["added", "updated", "unchanged"]:
        """Store the report in place of the one with its id, if it differs at all."""
        new, quotes = content.dump(report), content.dump_quotes(report)
        self.begin()
        old = self._rows(
            "SELECT revision, content FROM reports WHERE id = ? AND replaced_at IS NULL", [report.id]
        )
        if old and old[0][1] == new and self._quotes(old[0][0]) == quotes:
            return "unchanged"
        revision = self._next_revision()
        if old:
            self._rows("UPDATE reports SET replaced_at = ? WHERE revision = ?", [revision, old[0][0]])
        self._rows(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?, NULL)",
            [revision, report.id, report.origin, report.content_hash, new],
        )
        for number, quote in enumerate(quotes, 1):
            self._rows("INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [revision, number, *quote])
        return "updated" if old else "added"

    def remove(self, report_id: str) -> bool:
        """Mark the report as gone; False when there is none."""
        self.begin()
        old = self._rows("SELECT revision FROM reports WHERE id = ? AND replaced_at IS NULL", [report_id])
        if old:
            revision = self._next_revision()
            self._rows("UPDATE reports SET replaced_at = ? WHERE revision = ?", [revision, old[0][0]])
        return bool(old)

    def forget(self, until: int) -> None:
        """Drop the contents of what was replaced at or before revision `until`."""
        with self.transaction():
            gone = "SELECT revision FROM reports WHERE replaced_at <= ? AND content IS NOT NULL"
            self._rows(f"DELETE FROM quotes WHERE revision IN ({gone})", [until])
            self._rows(
                "UPDATE reports SET content = NULL WHERE replaced_at <= ? AND content IS NOT NULL", [until]
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end of the block, or roll back on an exception."""
        self.begin()
        try:
            yield
        except BaseException:
            self.rollback()
            raise
        self.commit()

    def _next_revision(self) -> int:
        revision: int = self._rows("UPDATE state SET revision = revision + 1 RETURNING revision")[0][0]
        return revision

    # Reading.

    @property
    def revision(self) -> int:
        """The number of the newest change; 0 for a new store."""
        revision: int = self._rows("SELECT revision FROM state")[0][0]
        return revision

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        files = (self._path.with_name(self._path.name + suffix) for suffix in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def count(self) -> tuple[int, int]:
        """Numbers of current reports and quotes."""
        reports = self._rows("SELECT count(*) FROM reports WHERE replaced_at IS NULL")[0][0]
        quotes = self._rows(
            "SELECT count(*) FROM quotes JOIN reports USING (revision) WHERE replaced_at IS NULL"
        )[0][0]
        return reports, quotes

    def current_revisions(self) -> list[int]:
        """The revisions of all current reports, ascending."""
        rows = self._rows("SELECT revision FROM reports WHERE replaced_at IS NULL ORDER BY revision")
        return [row[0] for row in rows]

    def current(self, column: Literal["id", "origin"], value: str) -> tuple[str, str, str] | None:
        """(id, origin, content hash) of the report with this id or origin."""
        rows = self._rows(
            f"SELECT id, origin, content_hash FROM reports WHERE {column} = ? AND replaced_at IS NULL",
            [value],
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

    def all(self) -> Iterator[Report]:
        """Every current report in the order of ids; a page at a time, so that no lock is held."""
        last: str | None = None
        while True:
            rows = self._rows(
                "SELECT revision, content, id FROM reports "
                "WHERE replaced_at IS NULL AND (?1 IS NULL OR id > ?1) ORDER BY id LIMIT ?2",
                [last, _PAGE],
            )
            for revision, text, last in rows:  # noqa: B007 (the last id is where the next page starts)
                yield self._load(revision, text)
            if len(rows) < _PAGE:
                return

    def since(self, revision: int, until: int) -> Iterator[Stored]:
        """Reports that arrived after `revision`, up to `until`, and are current; oldest first."""
        while True:
            rows = self._rows(
                "SELECT revision, content FROM reports "
                "WHERE revision > ? AND revision <= ? AND replaced_at IS NULL ORDER BY revision LIMIT ?",
                [revision, until, _PAGE],
            )
            for revision, text in rows:
                yield revision, self._load(revision, text)
            if len(rows) < _PAGE:
                return

    def count_since(self, revision: int) -> int:
        """How many reports `since` would give."""
        count: int = self._rows(
            "SELECT count(*) FROM reports WHERE revision > ? AND replaced_at IS NULL", [revision]
        )[0][0]
        return count

    def gone_since(self, revision: int) -> list[int]:
        """Revisions that were current at `revision` and are so no longer."""
        rows = self._rows(
            "SELECT revision FROM reports WHERE replaced_at > ?1 AND revision <= ?1 ORDER BY revision",
            [revision],
        )
        return [row[0] for row in rows]

    def check(self) -> list[str]:
        """What SQLite and our own rules find wrong; empty when all is well."""
        findings = [str(row[0]) for row in self._rows("PRAGMA integrity_check") if row[0] != "ok"]
        findings += [
            f"a quote of revision {row[1]} has no report" for row in self._rows("PRAGMA foreign_key_check")
        ]
        return [f"{self._path}: {finding}; restore a backup." for finding in findings]

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._finalizer()

    def _load(self, revision: int, text: str) -> Report:
        try:
            return content.load(text, self._quotes(revision))
        except (ValueError, TypeError) as error:
            raise ArchiveDamaged(
                f"{self._path}: the report of revision {revision} can't be read; restore a backup, "
                "then run `searchapp rebuild`"
            ) from error

    def _quotes(self, revision: int) -> list[content.QuoteRow]:
        rows: list[Any] = self._rows(
            'SELECT start, "end", speaker, role, team, cue, outcome FROM quotes '
            "WHERE revision = ? ORDER BY number",
            [revision],
        )
        return rows


def _close(connection: sqlite3.Connection, process: int) -> None:
    """Close in the process that opened: SQLite forbids it in a forked one."""
    if process == os.getpid():
        connection.close()
