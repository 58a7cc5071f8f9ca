"""Whenever the power goes, the archive opens with the last acknowledged commit or a newer one."""

from __future__ import annotations

import random
import resource
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.embedded.store import Store
from searchapp.errors import ArchiveMissing
from tests.trust.disk import Disk
from tests.trust.referee import Call, Referee, refereed
from tests.trust.scale import chosen, scaled
from tests.trust.writers import states

POINTS = scaled(16, 5_000)


@pytest.fixture
def referee(tmp_path: Path) -> Iterator[Referee]:
    """One for each test: the disk begins empty."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most[1], most[1]))
    with refereed(tmp_path) as found:
        yield found
    resource.setrlimit(resource.RLIMIT_NOFILE, most)


def held(folder: Path) -> dict[str, str]:
    """What an archive holds and finds; of a folder without one, nothing."""
    try:
        opened = open_archive(str(folder))
    except ArchiveMissing:
        return {}
    with closing(opened) as archive:
        assert archive.check() == []
        assert archive.searcher().overview().reports == len(list(archive.reports()))
        return {report.id: report.text for report in archive.reports()}


def test_every_byte_and_name_not_yet_flushed_may_be_lost_or_garbled(tmp_path: Path, referee: Referee) -> None:
    """At points through a run of fifty reports: at writes, flushes, renames and removals."""
    calls: list[Call] = []

    def count(call: Call) -> int:
        calls.append(call)
        return 0

    archive = tmp_path / "disk" / "archief"
    assert referee.run("run", archive, count) == {"status": 0, "error": None}
    expected = states()
    assert held(archive) == expected[-1]
    shutil.rmtree(archive)
    points, after_commits = set(chosen(len(calls), POINTS)), _after_acknowledging(calls)
    disk, seen, acknowledged = Disk(tmp_path / "disk"), 0, 0
    failures: list[str] = []

    def cut(call: Call) -> int:
        nonlocal seen, acknowledged
        disk.look()
        if call.what == "ack":
            acknowledged = int(call.other)
        if seen in points or seen in after_commits:
            for kind in ("cut", "mess"):
                failures.extend(_problems(tmp_path, disk, kind, seen, expected[acknowledged:]))
        if call.what == "fsync":
            disk.flushed(Path(call.path))
        seen += 1
        return 0

    assert referee.run("run", archive, cut) == {"status": 0, "error": None}
    disk.close()
    print(f"{len(points | after_commits)} of {len(calls)} points, each with two disks")
    assert failures == []


def test_nothing_is_acknowledged_before_sqlite_has_flushed_it(tmp_path: Path, referee: Referee) -> None:
    """SQLite runs with synchronous=FULL, and its log is flushed after its last write before each word."""
    calls: list[Call] = []

    def note(call: Call) -> int:
        calls.append(call)
        return 0

    archive = tmp_path / "disk" / "archief"
    assert referee.run("run", archive, note)["error"] is None
    with closing(Store(archive / "store.sqlite")) as store:
        assert store.connection.rows("PRAGMA synchronous") == [(2,)]
    dirty, acknowledged = False, 0
    for call in calls:
        if call.path.endswith("store.sqlite-wal"):
            dirty = call.what == "write"
        if call.what == "ack":
            acknowledged += 1
            assert not dirty
    assert acknowledged == 10


def _after_acknowledging(calls: list[Call]) -> set[int]:
    """The moments at which the most is promised and the least else has been done."""
    return {number for number, call in enumerate(calls) if call.what == "ack"}


def _problems(folder: Path, disk: Disk, kind: str, seen: int, allowed: list[dict[str, str]]) -> list[str]:
    left = folder / f"left-{kind}-{seen}"
    if kind == "cut":
        disk.after_cut(left)
    else:
        disk.after_mess(left, random.Random(seen))
    try:
        found = held(left / "archief")
    except Exception as error:
        return [f"point {seen}, {kind}: {type(error).__name__}: {error}"]
    finally:
        shutil.rmtree(left)
    return [] if found in allowed else [f"point {seen}, {kind}: holds {len(found)} reports"]
