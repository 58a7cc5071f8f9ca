"""How does a report leave for good, so that no file of the archive holds a byte of it?

Removing hides a report; its words stay in the store's free pages and in index segments until
they happen to be overwritten. Purging makes both anew from what is left:

    mark the purge as begun -> index made anew -> rows erased -> store rewritten, log emptied -> unmark

A purge that is interrupted is told by `check` and finished by the next one.
"""

from __future__ import annotations

import time
from pathlib import Path

from searchapp.engine.embedded import durable
from searchapp.engine.embedded.connection import Connection
from searchapp.errors import EngineUnavailable

_MARK = "purge.begun"
_PATIENCE = 30.0
"""Seconds that readers get to leave the old state of the store."""


def begun(archive: Path) -> bool:
    """Whether a purge began and didn't end."""
    return (archive / _MARK).exists()


def begin(archive: Path) -> None:
    """Note that a purge begins."""
    durable.write_atomically(archive / _MARK, b"")


def end(archive: Path) -> None:
    """Note that nothing is left to do."""
    (archive / _MARK).unlink(missing_ok=True)
    durable.sync_folder(archive)


def first_revision(connection: Connection, report_id: str) -> int | None:
    """When the report first came into the store; None when nothing of it is there."""
    found: int | None = connection.rows(
        "SELECT min(revision) FROM reports WHERE id = ? AND id != ''", [report_id]
    )[0][0]
    return found


def erase(connection: Connection, report_id: str) -> None:
    """Erase whatever the store's tables hold of a report that was removed before.

    Its revisions stay, without a word, so that an index can still be told that they went.
    """
    revisions = "(SELECT revision FROM reports WHERE id = ?1)"
    connection.rows("PRAGMA secure_delete = ON")
    with connection.transaction():
        for statement in (
            f"DELETE FROM quotes WHERE revision IN {revisions}",
            f"DELETE FROM shown WHERE revision IN {revisions}",
            "DELETE FROM former_texts WHERE report_id = ?1",
            "DELETE FROM corrections WHERE report_id = ?1",
            "UPDATE reports SET id = '', origin = '', content_hash = '', content = NULL, original = NULL, "
            "checksum = NULL, first_day = NULL, last_day = NULL WHERE id = ?1",
        ):
            connection.rows(statement, [report_id])


def rewrite(connection: Connection) -> None:
    """Write the store anew without its free pages, and empty its log.

    Raises EngineUnavailable when a reader holds on to the old state for too long.
    """
    connection.rows("VACUUM")
    end = time.monotonic() + _PATIENCE
    while connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
        if time.monotonic() > end:
            raise EngineUnavailable(
                "The report is gone, but somebody reads the store's log and keeps it from being emptied; "
                "run the same command again"
            )
        time.sleep(0.1)
