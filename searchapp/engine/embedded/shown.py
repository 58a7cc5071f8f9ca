"""Which quotes do searches show? The first use of each; the store knows since when and until when.

A new report may bring an earlier use, and a removed one may take the first use away. Writing
only notes the keys it touches; before the commit each of them is settled once, so that a
commit costs what it touches and never a look at all quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.repeats import Use, grouped

Place = tuple[int, int]
"""Revision of a report, number of one of its quotes (0 for the report itself)."""

_BATCH = 500
_USE = "q.revision, q.number, q.speaker, r.id, r.first_day, r.last_day"


class Shown:
    """The part of the store that knows which quotes stand in searches."""

    def __init__(self, connection: Connection) -> None:
        """`connection` is to a store; what a transaction touches is gone when it's rolled back."""
        self._connection = connection
        connection.rows("CREATE TEMP TABLE touched (quote_key BLOB PRIMARY KEY) WITHOUT ROWID")

    def touch(self, keys: Iterable[bytes]) -> None:
        """Note that quotes with these keys came."""
        self._connection.each("INSERT OR IGNORE INTO touched VALUES (?)", [(key,) for key in keys])

    def leave(self, revision: int, until: int) -> None:
        """Note that the quotes of the report of `revision` went at the revision `until`."""
        self._connection.rows(
            "INSERT OR IGNORE INTO touched SELECT quote_key FROM quotes WHERE revision = ?", [revision]
        )
        self._hide([(until, revision)], "revision = ?")

    def settle(self, revision: int) -> None:
        """Choose the first uses of all touched keys; `revision` is the newest change."""
        while keys := self._connection.rows(
            "DELETE FROM touched WHERE quote_key IN (SELECT quote_key FROM touched LIMIT ?) "
            "RETURNING quote_key",
            [_BATCH],
        ):
            self._settle([row[0] for row in keys], revision)

    def _settle(self, keys: list[bytes], revision: int) -> None:
        uses, before = self._current(keys)
        first = {group[0].place for found in uses.values() for group in grouped(found)}
        self._hide([(revision, *place) for place in sorted(before - first)], "revision = ? AND number = ?")
        self._connection.each(
            "INSERT INTO shown VALUES (?, ?, ?, NULL)",
            [(*place, revision) for place in sorted(first - before)],
        )

    def _current(self, keys: list[bytes]) -> tuple[dict[bytes, list[Use]], set[Place]]:
        """The current uses of each key, and those of them that are shown."""
        rows = self._connection.rows(
            f"SELECT {_USE}, q.quote_key, s.since FROM quotes q JOIN reports r USING (revision) "
            "LEFT JOIN shown s ON s.revision = q.revision AND s.number = q.number AND s.until IS NULL "
            f"WHERE r.replaced_at IS NULL AND q.quote_key IN ({','.join('?' * len(keys))})",
            keys,
        )
        uses: dict[bytes, list[Use]] = defaultdict(list)
        shown = set()
        for *fields, key, since in rows:
            use = Use(*fields)
            uses[key].append(use)
            if since is not None:
                shown.add(use.place)
        return uses, shown

    def _hide(self, values: list[tuple[int, ...]], condition: str) -> None:
        self._connection.each(f"UPDATE shown SET until = ? WHERE {condition} AND until IS NULL", values)

    def promoted(self, after: int) -> list[int]:
        """Revisions up to `after` of reports with quotes that are shown only since then."""
        rows = self._connection.rows(
            "SELECT DISTINCT revision FROM shown WHERE since > ?1 AND until IS NULL AND revision <= ?1 "
            "ORDER BY revision",
            [after],
        )
        return [row[0] for row in rows]

    def numbers(self, revision: int, after: int = 0) -> tuple[int, ...]:
        """The quotes of one report that are shown now, and only since after revision `after`."""
        rows = self._connection.rows(
            "SELECT number FROM shown WHERE revision = ? AND since > ? AND until IS NULL ORDER BY number",
            [revision, after],
        )
        return tuple(row[0] for row in rows)

    def gone_since(self, revision: int) -> list[Place]:
        """Quotes that were shown at `revision` and are so no longer."""
        return self._places("until > ?1 AND since <= ?1", [revision])

    def all(self) -> list[Place]:
        """Every quote that is shown now."""
        return self._places("until IS NULL", [])

    def _places(self, condition: str, values: list[int]) -> list[Place]:
        rows = self._connection.rows(
            f"SELECT revision, number FROM shown WHERE {condition} ORDER BY revision, number", values
        )
        return [(row[0], row[1]) for row in rows]

    def count(self) -> int:
        """How many quotes are shown now."""
        count: int = self._connection.rows("SELECT count(*) FROM shown WHERE until IS NULL")[0][0]
        return count

    def elsewhere(self, report_id: str, number: int, at: int) -> tuple[tuple[str, int], ...]:
        """The other places of a quote at revision `at`, as ids of reports and numbers, first use first."""
        then = "r.revision <= ?3 AND (r.replaced_at IS NULL OR r.replaced_at > ?3)"
        joined = "quotes q JOIN reports r USING (revision)"
        rows = self._connection.rows(
            f"SELECT {_USE} FROM {joined} WHERE {then} AND q.quote_key = "
            f"(SELECT q.quote_key FROM {joined} WHERE r.id = ?1 AND q.number = ?2 AND {then})",
            [report_id, number, at],
        )
        for group in grouped(Use(*row) for row in rows):
            places = [(use.report_id, use.number) for use in group]
            if (report_id, number) in places:
                return tuple(place for place in places if place != (report_id, number))
        return ()

    def forget(self, until: int) -> None:
        """Drop what isn't shown since revision `until` or earlier."""
        self._connection.rows("DELETE FROM shown WHERE until <= ?", [until])
