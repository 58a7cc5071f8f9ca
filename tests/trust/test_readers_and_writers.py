"""Many read while one writes, and two who write take turns; each sees whole commits, in order."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from searchapp.engine import open_archive
from searchapp.model import SearchOptions
from searchapp.query.ast import Everything, Term
from tests.trust.articles import article, filled
from tests.trust.scale import scaled

SECONDS = scaled(8, 600)
READERS = 8
TURNS = scaled(15, 500)

_READER = """
import json, sys, time
from pathlib import Path
from searchapp.engine import open_archive
from searchapp.model import SearchOptions
from searchapp.query.ast import Everything
archive, end = open_archive(sys.argv[1]), time.monotonic() + float(sys.argv[2])
generations, searches, failures = [], 0, []
while time.monotonic() < end:
    searcher = archive.searcher()
    result = searcher.search_reports(Everything(), SearchOptions(per_page=5))
    quotes = searcher.search_quotes(Everything(), SearchOptions(per_page=5))
    searches += 1
    if not generations or searcher.generation != generations[-1]:
        generations.append(searcher.generation)
    # Texts that went are kept for one more commit: whoever is overtaken by two while searching may miss one.
    overtaken = archive.searcher().generation > searcher.generation + 1
    whole = len(result.hits) == 5 and len(quotes.hits) == 5
    if result.total != 20 or quotes.total != 40 or not (whole or overtaken):
        failures.append([searcher.generation, result.total, quotes.total, len(result.hits), len(quotes.hits)])
print(json.dumps([generations, searches, failures]))
"""
_WRITER = """
import sys
from searchapp.engine import open_archive
from tests.trust.articles import article
archive, start, turns = open_archive(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for turn in range(turns):
    with archive.writer() as writer:
        writer.add(article(start + turn))
        writer.add(article(5, start + turn))
"""


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_readers_see_whole_commits_in_order_beside_a_busy_writer(tmp_path: Path) -> None:
    """Each commit takes one report out, adds one and changes one: at any moment there are twenty."""
    with closing(filled(tmp_path, 20)) as archive:
        readers = [python(_READER, tmp_path, SECONDS) for _ in range(READERS)]
        commits, end = 0, time.monotonic() + SECONDS
        with archive.writer() as writer:
            while time.monotonic() < end:
                assert writer.remove(f"a{commits}")
                writer.add(article(20 + commits))
                writer.add(article(10 + commits, 1))
                writer.commit()
                commits += 1
        searches, seen = 0, 0
        for reader in readers:
            told, errors = reader.communicate(timeout=120)
            assert reader.returncode == 0, errors
            generations, searched, failures = json.loads(told)
            assert failures == []
            assert generations == sorted(set(generations))
            searches, seen = searches + searched, max(seen, len(generations))
        assert archive.check() == []
    print(f"{SECONDS} s: {commits} commits, {searches} searches, {seen} generations seen by one reader")
    assert commits > 3
    assert seen > 3


def test_two_writers_take_turns_and_nothing_is_lost(tmp_path: Path) -> None:
    """Each opens and closes the writer for every report; both change the same one as well."""
    filled(tmp_path, 10).close()
    writers = [python(_WRITER, tmp_path, start, TURNS) for start in (1_000, 100_000)]
    for writer in writers:
        _, errors = writer.communicate(timeout=60 * 60)
        assert writer.returncode == 0, errors
    with closing(open_archive(str(tmp_path))) as archive:
        assert archive.check() == []
        wanted = {f"a{number}" for number in range(10)}
        wanted |= {f"a{start + turn}" for start in (1_000, 100_000) for turn in range(TURNS)}
        assert {report.id for report in archive.reports()} == wanted
        last = [article(5, start + TURNS - 1).text for start in (1_000, 100_000)]
        assert archive.searcher().report("a5").text in last  # type: ignore[union-attr]
        assert len(archive.versions("a5")) == 2 * TURNS


def test_a_searcher_in_use_keeps_answering_over_many_commits(tmp_path: Path) -> None:
    """Threads that share an archive, each with a searcher that it got before."""
    failures: list[object] = []
    with closing(filled(tmp_path, 20)) as archive:
        stop = threading.Event()

        def read() -> None:
            try:
                while not stop.is_set():
                    searcher = archive.searcher()
                    first = searcher.search_reports(Term("finale"), SearchOptions()).total
                    if searcher.search_reports(Term("finale"), SearchOptions()).total != first:
                        failures.append(searcher.generation)
                    searcher.search_quotes(Everything(), SearchOptions())
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=read) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        with archive.writer() as writer:
            for number in range(scaled(6, 500)):
                writer.add(article(100 + number))
                writer.add(article(3, number + 1))
                writer.commit()
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
