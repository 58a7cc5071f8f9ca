"""kill -9 at any moment costs nothing that was acknowledged, and leaves nothing behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.model import SearchOptions
from searchapp.query.ast import Everything
from tests.trust.articles import article, filled
from tests.trust.referee import DIE, Call, Decide, Referee, refereed
from tests.trust.scale import chosen, scaled
from tests.trust.writers import states

ROOT = Path(__file__).parents[2]
KILLS = scaled(12, 200)
POINTS = scaled(4, 5_000)
REPORTS = 40


@pytest.fixture(scope="module")
def referee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Referee]:
    """One for all tests here."""
    with refereed(tmp_path_factory.mktemp("dood")) as found:
        yield found


def held(folder: Path) -> dict[str, str]:
    """What an archive holds, each report once, found by a search and intact."""
    with closing(open_archive(str(folder))) as archive:
        assert archive.check() == []
        stored = {report.id: report.text for report in archive.reports()}
        result = archive.searcher().search_reports(Everything(), SearchOptions(per_page=1000))
        found = [hit.report.id for hit in result.hits]
        assert sorted(found) == sorted(stored)
        return stored


def size(folder: Path) -> int:
    """Number of files."""
    return sum(path.is_file() and "sqlite-" not in path.name for path in folder.rglob("*"))


@pytest.mark.parametrize("work", ["run", "change", "rebuild"])
def test_death_before_any_write_flush_or_rename_loses_nothing(
    tmp_path: Path, referee: Referee, work: str
) -> None:
    """Of indexing, updating, removing, merging and rebuilding; also of SQLite's own writes."""
    folder = Path(referee.environment["SHIM_ROOT"]) / work
    calls: list[Call] = []

    def count(call: Call) -> int:
        calls.append(call)
        return 0

    if work != "run":
        filled(tmp_path / "vorig", 6).close()
        shutil.copytree(tmp_path / "vorig", folder)
    before = held(folder) if work != "run" else {}
    assert referee.run(work, folder, count)["error"] is None
    after = held(folder)
    steps = states() if work == "run" else [before, after]
    for point in chosen(len(calls), POINTS):
        shutil.rmtree(folder)
        if work != "run":
            shutil.copytree(tmp_path / "vorig", folder)
        outcome = referee.run(work, folder, dying_at(point))
        assert outcome["status"] == 9
        acknowledged = sum(call.what == "ack" for call in calls[:point])
        if not (folder / "store.sqlite").exists():
            assert work == "run"
            assert not acknowledged
            folder.mkdir(exist_ok=True)
        else:
            assert held(folder) in steps[acknowledged:], (point, calls[point])
        assert referee.run(work, folder)["error"] is None
        assert held(folder) == after
        assert referee.run("rebuild", folder)["error"] is None
        assert held(folder) == after
    assert size(folder) == size_when_never_killed(tmp_path, after)


def dying_at(point: int) -> Decide:
    """The process is gone before its n-th call takes effect."""
    calls = iter(range(1 << 30))
    return lambda call: DIE if next(calls) >= point else 0


def size_when_never_killed(tmp_path: Path, texts: dict[str, str]) -> int:
    """How many files an archive of such reports has after a rebuild."""
    with closing(filled(tmp_path / "nooit", len(texts))) as archive:
        archive.rebuild()
    return size(tmp_path / "nooit")


def sources(folder: Path, version: int) -> dict[str, str]:
    """Reports as text files, in another version each time; their texts by id."""
    folder.mkdir(exist_ok=True)
    made = {f"a{number}": article(number, version).text for number in range(REPORTS)}
    for name, text in made.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """The command in a process group of its own."""
    command = [sys.executable, "-m", "searchapp", *arguments, "--archive", "archief"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    )


def test_commands_killed_with_all_their_processes_lose_nothing(tmp_path: Path) -> None:
    """At random moments of `index` with changed files, `rebuild` and `remove`, again and again."""
    drawn, killed = random.Random(1), 0
    allowed = [{}, sources(tmp_path / "verslagen", 0)]
    began = time.monotonic()
    assert start(tmp_path, "index", "verslagen").wait(120) == 0
    lasts = time.monotonic() - began
    for number in range(KILLS):
        known = held(tmp_path / "archief")
        command: tuple[str, ...] = ("rebuild",)
        if number % 4 == 3:
            command, allowed = ("remove", "a1"), [known, {k: v for k, v in known.items() if k != "a1"}]
        elif number % 4 != 2:
            command, allowed = ("index", "verslagen"), [known, sources(tmp_path / "verslagen", number + 1)]
        else:
            allowed = [known]
        process = start(tmp_path, *command)
        time.sleep(drawn.uniform(0.2, 1.0) * lasts)
        killed += process.poll() is None
        _kill_group(process)
        assert held(tmp_path / "archief") in allowed
    wanted = sources(tmp_path / "verslagen", KILLS + 1)
    assert start(tmp_path, "index", "verslagen").wait(120) == 0
    assert held(tmp_path / "archief") == wanted
    print(f"{killed} of {KILLS} commands were killed before they were done")
    assert killed > KILLS // 3


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_worker_costs_no_more_than_the_report_it_worked_on(tmp_path: Path) -> None:
    """The command says so or makes it good; the next run completes what is missing."""
    folder = tmp_path / "verslagen"
    wanted = sources(folder, 0)
    for number in range(REPORTS, 12 * REPORTS):
        wanted[f"a{number}"] = article(number).text
        (folder / f"a{number}.txt").write_text(wanted[f"a{number}"], encoding="utf-8")
    process = start(tmp_path, "index", "verslagen")
    killed = False
    while process.poll() is None and not killed:
        for worker in _workers(process.pid):
            time.sleep(0.3)
            killed = _killed(worker)
            break
        time.sleep(0.01)
    assert process.wait(120) in (0, 1, 3)
    held(tmp_path / "archief")
    assert start(tmp_path, "index", "verslagen").wait(120) == 0
    assert held(tmp_path / "archief") == wanted
    if not killed:
        pytest.skip("one process does it all")


def _workers(parent: int) -> list[int]:
    """Processes that this one began to work for it; multiprocessing's own keeper of resources isn't one."""
    try:
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(each) for each in found if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]
    except OSError:
        return []


def _killed(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
