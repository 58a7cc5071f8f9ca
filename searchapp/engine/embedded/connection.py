"""How do we speak with SQLite? One connection, safe to share, that says plainly what is wrong."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from searchapp.engine.embedded import durable, layout
from searchapp.errors import ArchiveDamaged, EngineUnavailable

Rows = list[tuple[Any, ...]]


def create(path: Path) -> None:
    """Make an empty store at `path`, whole or not at all."""
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary, isolation_level=None)
    try:
        connection.executescript(layout.NEW)
    finally:
        connection.close()
    durable.sync_file(temporary)
    os.replace(temporary, path)
    durable.sync_folder(path.parent)


class Connection:
    """One open store file; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open an existing store; ArchiveDamaged when the file is no store of ours."""
        self.path = path
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

    def _configure(self) -> None:
        if self.rows("PRAGMA application_id") != [(layout.APPLICATION_ID,)]:
            raise ArchiveDamaged(f"{self.path} is not the store of an archive; restore it from a backup")
        if self._format() in layout.UPGRADES:
            self._upgrade()
        if self._format() != layout.FORMAT:
            raise ArchiveDamaged(
                f"{self.path} has format {self._format()}, this version reads format {layout.FORMAT}; "
                "use the version that wrote it"
            )
        if self.rows("PRAGMA journal_mode = WAL") != [("wal",)]:
            raise EngineUnavailable(
                f"{self.path} is on a file system that can't hold a store, such as a network drive"
            )
        self.rows("PRAGMA synchronous = FULL")
        self.rows("PRAGMA foreign_keys = ON")

    def _format(self) -> int:
        number: int = self.rows("PRAGMA user_version")[0][0]
        return number

    def _upgrade(self) -> None:
        """Bring an earlier format to this one, in one transaction."""
        with self.transaction():
            # Asked again: another process may have been quicker.
            for statement in layout.statements(layout.UPGRADES.get(self._format(), "")):
                self.rows(statement)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement; its rows. Raises EngineUnavailable or ArchiveDamaged."""
        with self._telling(), self._lock:
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of the values."""
        with self._telling(), self._lock:
            self._connection.executemany(sql, values)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            unreadable = "decode" in str(error)  # a text whose bytes are none
            if isinstance(error, sqlite3.OperationalError) and not unreadable:
                raise EngineUnavailable(f"{self.path}: {error}") from error
            raise ArchiveDamaged(
                f"{self.path} is damaged ({error}); restore it from a backup, then run `searchapp rebuild`"
            ) from error

    def begin(self) -> None:
        """Start a transaction unless one is open."""
        if not self._connection.in_transaction:
            self.rows("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything since `begin` durable."""
        if self._connection.in_transaction:
            self.rows("COMMIT")

    def rollback(self) -> None:
        """Forget everything since `begin`."""
        if self._connection.in_transaction:
            self.rows("ROLLBACK")

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

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        files = (self.path.with_name(self.path.name + suffix) for suffix in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def check(self) -> list[str]:
        """What SQLite finds wrong; empty when all is well."""
        findings = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        return findings + [
            f"a quote of revision {row[1]} has no report" for row in self.rows("PRAGMA foreign_key_check")
        ]

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._finalizer()


def _close(connection: sqlite3.Connection, process: int) -> None:
    """Close in the process that opened: SQLite forbids it in a forked one."""
    if process == os.getpid():
        connection.close()
