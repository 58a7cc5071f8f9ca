"""From files to a searchable archive: identity, updates, rejections, waiting."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.indexing import Summary, Watcher, index_paths
from searchapp.ingest.discover import Part
from searchapp.model import SearchOptions
from searchapp.query.parser import parse

Run = Callable[..., Summary]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    archive = open_archive(str(tmp_path / "archief"), create=True)
    yield archive
    archive.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports."""
    folder = tmp_path / "verslagen"
    folder.mkdir()
    (folder / "een.txt").write_text("KRC Genk klopte Club Brugge met 2-1.\n\n“Knap”, zei coach Wim Terhaag.")
    (folder / "twee.txt").write_text("Ajax verloor van PSV.")
    return folder


def ids(archive: Archive, query: str = "") -> list[str]:
    """The ids that a query finds, sorted."""
    result = archive.searcher().search_reports(parse(query).query, SearchOptions(per_page=100))
    return sorted(hit.report.id for hit in result.hits)


def test_reports_become_searchable_with_their_quotes(archive: Archive, folder: Path) -> None:
    """After a run every report and quote is found."""
    assert str(index_paths(archive, [str(folder)])) == "added 2, updated 0, unchanged 0, rejected 0"
    assert ids(archive, "brugge") == ["een"]
    quotes = archive.searcher().search_quotes(parse("knap").query, SearchOptions())
    assert [hit.quote.speaker for hit in quotes.hits] == ["Wim Terhaag"]


def test_a_second_run_changes_nothing(archive: Archive, folder: Path) -> None:
    """Unchanged files are skipped, and a changed one replaces its report."""
    index_paths(archive, [str(folder)])
    assert str(index_paths(archive, [str(folder)])) == "added 0, updated 0, unchanged 2, rejected 0"
    (folder / "twee.txt").write_text("Ajax won van Feyenoord.")
    assert str(index_paths(archive, [str(folder)])) == "added 0, updated 1, unchanged 1, rejected 0"
    assert ids(archive, "psv") == []
    assert ids(archive, "feyenoord") == ["twee"]


def test_the_same_name_in_another_folder_is_another_report(archive: Archive, folder: Path) -> None:
    """The second file gets the stem and eight digits; each path keeps its id."""
    (folder / "elders").mkdir()
    (folder / "elders" / "een.txt").write_text("Feyenoord won.")
    index_paths(archive, [str(folder)])
    first = ids(archive)
    assert first[0] == "een"
    assert first[1].startswith("een-")
    assert len(first[1]) == len("een-") + 8
    (folder / "elders" / "een.txt").write_text("Feyenoord won opnieuw.")
    assert index_paths(archive, [str(folder)]).updated == 1
    assert ids(archive) == first


def test_a_given_id_twice_in_a_run_is_rejected_and_later_updates(archive: Archive, tmp_path: Path) -> None:
    """Within one run it is a mistake, in a later run a correction."""
    path = tmp_path / "archief.jsonl"
    lines = [{"id": "x", "body": "Genk won."}, {"id": "x", "body": "Gent won."}]
    path.write_text("\n".join(map(json.dumps, lines)))
    summary = index_paths(archive, [str(path)])
    assert summary.added == 1
    assert [str(error) for error in summary.rejected] == [f"{path}:2: the id 'x' occurred before in this run"]
    path.write_text(json.dumps(lines[1]))
    assert index_paths(archive, [str(path)]).updated == 1
    assert ids(archive, "gent") == ["x"]


def test_bad_input_costs_itself_alone(archive: Archive, folder: Path) -> None:
    """Each bad file is reported as it is met; the good ones are indexed."""
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "nul.txt").write_bytes(b"Genk\0won")
    (folder / "kapot.jsonl").write_text('{"id": "goed", "body": "Utrecht won."}\n{"body": \n')
    told: list[str] = []
    summary = index_paths(
        archive, [str(folder), "er/niet"], watcher=Watcher(on_reject=lambda error: told.append(str(error)))
    )
    assert (summary.added, len(summary.rejected)) == (3, 4)
    assert ids(archive) == ["een", "goed", "twee"]
    assert any(message.startswith(f"{folder}/kapot.jsonl:2: not JSON") for message in told)


def test_progress_ends_at_the_total(archive: Archive, folder: Path) -> None:
    """The bar grows and reaches its end, counted in bytes."""
    seen: list[tuple[int, int]] = []
    index_paths(archive, [str(folder)], watcher=Watcher(on_progress=lambda *step: seen.append(step)))
    total = sum(os.path.getsize(path) for path in folder.iterdir())
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)


def test_parts_add_up_to_the_whole(archive: Archive, folder: Path) -> None:
    """Runs over all parts index each report once; running one again is safe."""
    lines = [json.dumps({"body": f"Verslag {number}."}) for number in range(20)]
    (folder / "veel.jsonl").write_text("\n".join(lines))
    summaries = [index_paths(archive, [str(folder)], Part(n, 3)) for n in (1, 2, 3, 2)]
    assert sum(summary.added for summary in summaries) == 22
    assert summaries[3].added == 0
    assert len(ids(archive)) == 22


def test_a_second_writer_waits_its_turn(archive: Archive, folder: Path) -> None:
    """It says that it waits, and then both runs are in the archive."""
    told = threading.Event()
    other = open_archive(archive.location)
    with archive.writer():
        run = threading.Thread(
            target=index_paths,
            args=(other, [str(folder)]),
            kwargs={"watcher": Watcher(on_wait=lambda message: told.set())},
        )
        run.start()
        assert told.wait(30)
        assert ids(archive) == []
    run.join(30)
    other.close()
    assert ids(archive) == ["een", "twee"]


def many(folder: Path, count: int) -> Path:
    """A folder with so many short reports in one file, and three that can't be added."""
    folder.mkdir()
    lines = [
        {"title": f"Duel {number}", "body": "Genk won. “Knap”, zei coach Wim Terhaag."}
        for number in range(count)
    ]
    lines[40] |= {"id": "dubbel"}
    lines[count - 40] |= {"id": "dubbel"}
    lines[50] |= {"quotes": [{"text": "Knap", "start": 1}]}
    path = folder / "veel.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "{"]))
    return path


def test_worker_processes_give_the_same_archive(tmp_path: Path) -> None:
    """Ids, quotes, order and rejections don't depend on how many processes did the work."""
    path = many(tmp_path / "in", 420)
    results = []
    for workers in (1, 2):
        archive = open_archive(tmp_path / str(workers), create=True)
        summary = index_paths(archive, [str(path)], workers=workers)
        assert archive.check() == []
        rejected = [str(error) for error in summary.rejected]
        results.append((str(summary), sorted(rejected), list(archive.reports())))
        archive.close()
    assert results[0] == results[1]
    assert results[0][0] == "added 418, updated 0, unchanged 0, rejected 3"


def test_killed_worker_costs_nothing(archive: Archive, tmp_path: Path) -> None:
    """When the system takes a worker away, its reports are done by another."""
    path = many(tmp_path / "in", 420)
    killed: list[int | None] = []

    def kill(done: int, total: int) -> None:
        for child in multiprocessing.active_children():
            if not killed:
                killed.append(child.pid)
                child.kill()

    summary = index_paths(archive, [str(path)], watcher=Watcher(on_progress=kill), workers=2)
    assert (summary.added, len(killed)) == (418, 1)
    assert archive.check() == []


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_run_that_is_ended_can_be_run_again(tmp_path: Path, sign: signal.Signals) -> None:
    """What was committed stays, the next run adds the rest, and no process is left."""
    path, location = many(tmp_path / "in", 2_000), str(tmp_path / "archief")
    command = [sys.executable, "-m", "searchapp", "index", str(path), "--archive", location]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[1]) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while process.poll() is None and not (found := children.read_text().split()):
            time.sleep(0.005)
        process.send_signal(sign)
        assert process.wait(20) != 0
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in found) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in found)
    with closing(open_archive(location)) as archive:
        assert archive.check() == []
        assert index_paths(archive, [str(path)], workers=1).added == 1_998
        assert archive.check() == []
