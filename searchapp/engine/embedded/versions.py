"""What did a report say before? Its former texts, kept when another text takes their place.

Only the text counts: facts that are extracted anew, and corrections, make no version.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from searchapp.engine.embedded import content
from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.ledger import now
from searchapp.engine.protocols import Version
from searchapp.errors import ArchiveDamaged


class Versions:
    """The store's table of former texts."""

    def __init__(self, connection: Connection) -> None:
        """`connection` is to a store; writing happens within its transaction."""
        self._connection = connection

    def keep(self, report_id: str, former: str | None, present: str) -> None:
        """Keep the stored content that `present` replaces, if its text is another."""
        if former is None or content.load(former).text == content.load(present).text:
            return
        self._connection.rows(
            "INSERT INTO former_texts SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 "
            "FROM former_texts WHERE report_id = ?1",
            [report_id, now(), former, zlib.crc32(former.encode())],
        )

    def of(self, report_id: str) -> tuple[Version, ...]:
        """The former texts of a report, the oldest first."""
        rows = self._connection.rows(
            "SELECT number, replaced_at, content FROM former_texts WHERE report_id = ? ORDER BY number",
            [report_id],
        )
        return tuple(self._version(*row) for row in rows)

    def _version(self, number: int, replaced_at: str, former: str) -> Version:
        try:
            report = content.load(former)
        except (ValueError, TypeError) as error:
            raise ArchiveDamaged(
                f"{self._connection.path}: a version can't be read; restore a backup"
            ) from error
        return Version(number, replaced_at, report.title, report.date, report.text)

    def broken(self) -> Iterator[str]:
        """A finding for each version that isn't what was kept."""
        last = ("", 0)
        while rows := self._connection.rows(
            "SELECT report_id, number, content, checksum FROM former_texts "
            "WHERE (report_id, number) > (?, ?) ORDER BY report_id, number LIMIT 200",
            last,
        ):
            for report_id, number, former, checksum in rows:
                if zlib.crc32(former.encode()) != checksum:
                    yield f"version {number} of the report {report_id!r} isn't what was kept"
            last = rows[-1][:2]
