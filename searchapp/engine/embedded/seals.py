"""Is a stored report still what was stored? Each carries a checksum, since SQLite's pages have none."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from searchapp.engine.embedded.connection import Connection

_PAGE = 200
_COLUMNS = 'q.start, q."end", q.speaker, q.role, q.team, q.cue, q.outcome, q.quote_key'


def of(content: str, original: str | None, quotes: Iterable[Sequence[Any]]) -> int:
    """The checksum of a report's texts and of the rows of its quotes, in their order."""
    checksum = zlib.crc32((original or "").encode(), zlib.crc32(content.encode()))
    for quote in quotes:
        checksum = zlib.crc32(repr(tuple(quote)).encode(), checksum)
    return checksum


def broken(connection: Connection, pause: Callable[[int], None] | None = None) -> Iterator[str]:
    """A finding for each current report that isn't what was stored; a few reports are read at a time.

    Reports stored by a version without checksums aren't judged before `searchapp rebuild`. `pause`
    is told of every so many characters that were read.
    """
    for report_id, revision, sealed, found in _current(connection, pause):
        if sealed is not None and sealed != found:
            yield f"the report {report_id!r} (revision {revision}) isn't what was stored"


def add_missing(connection: Connection) -> None:
    """Give reports of earlier formats the checksum of what they are now; within a transaction."""
    for _, revision, sealed, found in _current(connection):
        if sealed is None:
            connection.rows("UPDATE reports SET checksum = ? WHERE revision = ?", [found, revision])


def _current(
    connection: Connection, pause: Callable[[int], None] | None = None
) -> Iterator[tuple[str, int, int | None, int]]:
    """Id, revision, kept checksum and the present one of every current report."""
    last = 0
    while True:
        reports = connection.rows(
            "SELECT revision, id, content, original, checksum FROM reports "
            "WHERE revision > ? AND replaced_at IS NULL ORDER BY revision LIMIT ?",
            [last, _PAGE],
        )
        if not reports:
            return
        if pause:
            pause(sum(len(report[2] or "") for report in reports))
        first, last = reports[0][0], reports[-1][0]
        rows = connection.rows(
            f"SELECT q.revision, {_COLUMNS} FROM quotes q "
            "WHERE q.revision BETWEEN ? AND ? ORDER BY q.revision, q.number",
            [first, last],
        )
        quotes = {revision: [row[1:] for row in group] for revision, group in groupby(rows, lambda r: r[0])}
        for revision, report_id, content, original, sealed in reports:
            yield report_id, revision, sealed, of(content or "", original, quotes.get(revision, ()))
