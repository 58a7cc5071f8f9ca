"""SQLite with FTS5; its words aren't stemmed, so it finds less."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.engines.plain import HITS, MOST, Answer, records

_TABLES = """
    CREATE TABLE reports(row INTEGER PRIMARY KEY, id, title, body, competition, ym, date INTEGER);
    CREATE TABLE teams(report INTEGER, value, PRIMARY KEY(value, report)) WITHOUT ROWID;
    CREATE TABLE speakers(report INTEGER, value, PRIMARY KEY(value, report)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(title, body, content='reports', content_rowid='row',
                                          tokenize='unicode61 remove_diacritics 0');
"""
_FILTERS = {
    "comp": "SELECT row FROM reports WHERE competition = ?",
    "team": "SELECT report FROM teams WHERE value = ?",
    "speaker": "SELECT report FROM speakers WHERE value = ?",
    "years": "SELECT row FROM reports WHERE date BETWEEN ? AND ?",
}
_BATCH = 2_000


class Sqlite:
    """SQLite FTS5."""

    def build(self, path: str, n: int, folder: str, jobs: int) -> None:
        """Without a journal."""
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
        with sqlite3.connect(f"{folder}/index.sqlite") as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_TABLES)
            batch: list[tuple[int, dict[str, Any]]] = []
            for numbered in enumerate(records(path, n)):
                batch.append(numbered)
                if len(batch) == _BATCH:
                    _insert(connection, batch)
                    batch.clear()
            _insert(connection, batch)
            connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            for name in ("teams", "speakers"):
                connection.execute(f"CREATE INDEX {name}_of_report ON {name}(report)")
        connection.close()

    def open(self, folder: str) -> None:
        """With room for its caches."""
        self._connection = sqlite3.connect(f"{folder}/index.sqlite")
        for pragma in ("mmap_size = 20000000000", "cache_size = -200000", "temp_store = memory"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TEMP TABLE hits(row INTEGER PRIMARY KEY, score REAL)")

    def search(self, q: dict[str, Any]) -> Answer:
        """The hits into a table, then a count a facet."""
        ask = self._connection.execute
        where, arguments = "words MATCH ?", [self._match(q)]
        for name, value in q["filters"].items():
            where += f" AND +words.rowid IN ({_FILTERS[name]})"
            years = name == "years"
            arguments += [value[0] * 10_000, value[1] * 10_000 + 1_231] if years else [value]
        ask("DELETE FROM hits")
        ask(f"INSERT INTO hits SELECT words.rowid, bm25(words) FROM words WHERE {where}", arguments)
        facets = {}
        for name in ("competition", "ym"):
            facets[name] = f"SELECT {name}, count(*) n FROM hits JOIN reports USING (row) GROUP BY 1"
        for name in ("teams", "speakers"):
            facets[name] = f"SELECT value, count(*) n FROM hits JOIN {name} ON report = row GROUP BY 1"
        counts = {name: dict(ask(f"{sql} ORDER BY n DESC LIMIT {MOST}")) for name, sql in facets.items()}
        best = f"SELECT row, id FROM hits JOIN reports USING (row) ORDER BY score, row LIMIT {HITS}"
        self._page = ask(best).fetchall()
        (total,) = ask("SELECT count(*) FROM hits").fetchone()
        return Answer(total, [report_id for _, report_id in self._page], counts)

    def snippets(self, q: dict[str, Any], result: Answer) -> list[str]:
        """SQLite's own."""
        sql = "SELECT snippet(words, 1, '<b>', '</b>', '…', 30) FROM words WHERE words MATCH ? AND rowid = ?"
        rows = (self._connection.execute(sql, (self._match(q), row)).fetchone() for row, _ in self._page)
        return [row[0] for row in rows]

    def _match(self, q: dict[str, Any]) -> str:
        words = [f'"{word}"' for word in q["terms"]]
        found = {
            "phrase": '"' + " ".join(q["terms"]) + '"',
            "prefix": f"{words[0]} *",
            "and": " AND ".join(words),
            "or": " OR ".join(words),
        }[q["op"]]
        return f'({found}) NOT "{q["not_"]}"' if q["not_"] else found


def _insert(connection: sqlite3.Connection, batch: Iterable[tuple[int, dict[str, Any]]]) -> None:
    batch = list(batch)
    rows = [
        (n, r["id"], r["title"], r["body"], r["competition"], r["date"][:7], int(r["date"].replace("-", "")))
        for n, r in batch
    ]
    connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    words = [row[:1] + row[2:4] for row in rows]
    connection.executemany("INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", words)
    for name in ("teams", "speakers"):
        values = [(n, value) for n, record in batch for value in record[name]]
        connection.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?, ?)", values)
