"""Nothing acknowledged is lost and nothing half-done is seen, whatever happens to a writer."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.embedded import manifest
from searchapp.engine.embedded.archive import EmbeddedArchive
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Archive
from searchapp.errors import ArchiveMissing, EngineUnavailable, IngestError
from searchapp.model import Quote, Report, SearchOptions
from searchapp.query.ast import Everything, Term
from tests.engine.embedded.dying import dies_at_step
from tests.engine.embedded.samples import answers, filled, ids, sample

# The children only read and write files; Python 3.12 warns of any fork beside NumPy's threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")

_ENDLESS_WRITER = """
import sys
from pathlib import Path
from searchapp.engine import open_archive
from tests.engine.embedded.samples import sample
number = int(sys.argv[2])
with open_archive(Path(sys.argv[1]), create=True).writer() as writer:
    while True:
        for _ in range(3):
            writer.add(sample(number))
            number += 1
        writer.commit()
        print(number, flush=True)
"""


def test_added_report_is_found_by_words_of_text_and_quote(tmp_path: Path) -> None:
    """After a commit a report and its quote answer searches."""
    searcher = filled(tmp_path, 1).searcher()
    assert searcher.search_reports(Term("bekerfinales"), SearchOptions()).total == 1
    quotes = searcher.search_quotes(Term("gedaan"), SearchOptions())
    assert [hit.id for hit in quotes.hits] == ["r0#1"]
    assert searcher.report("r0") == sample(0)


def test_nothing_is_visible_before_the_commit(tmp_path: Path) -> None:
    """Readers see neither the report nor its quotes while the writer is busy."""
    archive = filled(tmp_path, 1)
    with archive.writer() as writer:
        writer.add(sample(1))
        assert ids(archive) == ["r0"]
        assert archive.searcher().report("r1") is None
        writer.commit()
        assert sorted(ids(archive)) == ["r0", "r1"]


def test_exception_discards_what_is_not_committed(tmp_path: Path) -> None:
    """An error inside the block leaves the archive as the last commit left it."""
    archive = open_archive(tmp_path, create=True)

    def fail() -> None:
        with archive.writer() as writer:
            writer.add(sample(0))
            writer.commit()
            writer.add(sample(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert ids(archive) == ["r0"]
    assert archive.check() == []


def test_add_tells_what_it_did(tmp_path: Path) -> None:
    """The same report is unchanged, another one of that id updates, and updates replace."""
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        assert writer.add(sample(0)) == "added"
        assert writer.add(sample(0)) == "unchanged"
        assert writer.add(sample(0, "in de verlengingen")) == "updated"
        assert writer.content_hash_of("r0") == "0in de verlengingen"
        assert writer.id_of("/verslagen/r0.txt") == "r0"
        assert writer.origin_of("r0") == "/verslagen/r0.txt"
    assert ids(archive, Term("verlengingen")) == ["r0"]
    assert archive.searcher().search_quotes(Everything(), SearchOptions()).total == 1


def test_remove_takes_report_and_quotes(tmp_path: Path) -> None:
    """A removed report is gone from searches, counts and the store."""
    archive = filled(tmp_path, 3)
    with archive.writer() as writer:
        assert writer.remove("r1")
        assert not writer.remove("r1")
    assert sorted(ids(archive)) == ["r0", "r2"]
    assert archive.searcher().overview().quotes == 2
    assert [report.id for report in archive.reports()] == ["r0", "r2"]
    assert archive.check() == []


def test_removed_text_leaves_the_store_with_the_next_commit(tmp_path: Path) -> None:
    """What was removed doesn't linger for longer than readers may need it."""
    archive = filled(tmp_path, 1)
    with archive.writer() as writer:
        writer.add(sample(1, "Geheimzinnig"))
        writer.commit()
        writer.remove("r1")
        writer.commit()
        writer.add(sample(2))
    searcher = archive.searcher()
    assert searcher.report("r1") is None
    assert sorted(ids(archive)) == ["r0", "r2"]


def test_searcher_keeps_its_generation(tmp_path: Path) -> None:
    """A searcher in use answers as before while others see the new generation."""
    archive = filled(tmp_path, 2)
    before = archive.searcher()
    with archive.writer() as writer:
        writer.remove("r0")
        writer.add(sample(1, "Uitstel"))
    result = before.search_reports(Everything(), SearchOptions())
    assert sorted(hit.report.id for hit in result.hits) == ["r0", "r1"]
    assert before.report("r1") == sample(1)
    assert ids(archive, Term("uitstel")) == ["r1"]
    assert archive.searcher().generation > before.generation


def test_other_opener_picks_up_a_new_generation(tmp_path: Path) -> None:
    """A server that has the archive open shows new reports without a restart."""
    server = filled(tmp_path, 1)
    assert ids(server) == ["r0"]
    same = server.searcher()
    assert server.searcher() is same
    filled(tmp_path, 1, start=1)
    assert sorted(ids(server)) == ["r0", "r1"]


def test_second_writer_waits_and_is_told(tmp_path: Path) -> None:
    """The second writer hears that it waits, and goes on when the first is done."""
    archive = filled(tmp_path, 1)
    messages: list[str] = []

    def second() -> None:
        with open_archive(tmp_path).writer(on_wait=messages.append) as writer:
            writer.add(sample(2))

    with archive.writer() as writer:
        thread = threading.Thread(target=second)
        thread.start()
        while not messages:
            time.sleep(0.01)
        writer.add(sample(1))
    thread.join()
    assert sorted(ids(archive)) == ["r0", "r1", "r2"]
    assert "waiting up to 60 seconds" in messages[0]


def test_waiting_is_bounded(tmp_path: Path) -> None:
    """A writer that never gets its turn gives up with a sentence."""
    archive = filled(tmp_path, 1)
    impatient = EmbeddedArchive(tmp_path, wait_seconds=0.1)
    with archive.writer(), pytest.raises(EngineUnavailable, match="still writing"), impatient.writer():
        pass


def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """After kill -9 at any moment the archive is whole and holds every acknowledged report."""
    acknowledged = 0
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _ENDLESS_WRITER, str(tmp_path), str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        with process:
            assert process.stdout
            for _ in range(3):
                acknowledged = int(process.stdout.readline())
            time.sleep(0.013)
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        archive = open_archive(tmp_path)
        assert archive.check() == []
        assert {f"r{number}" for number in range(acknowledged)} <= set(ids(archive))
        archive.close()


def _make(folder: Path) -> None:
    open_archive(folder, create=True)


def _change(folder: Path) -> None:
    with open_archive(folder).writer() as writer:
        writer.add(sample(7))
        writer.add(sample(0, "Herzien"))
        writer.remove("r1")


def _rebuild(folder: Path) -> None:
    open_archive(folder).rebuild()


@pytest.mark.parametrize("work", [_make, _rebuild])
def test_death_while_making_or_rebuilding_leaves_an_archive_that_opens(
    tmp_path: Path, work: Callable[[Path], None]
) -> None:
    """A half-made archive is made again, a half-rebuilt one serves the index that it had."""
    if work is _rebuild:
        filled(tmp_path / "original", 2).close()
    step, died = 0, True
    while died:
        folder = tmp_path / str(step)
        if work is _rebuild:
            shutil.copytree(tmp_path / "original", folder)
        died = dies_at_step(folder, step, work)
        archive = open_archive(folder, create=True)
        assert archive.check() == []
        expected = {"r0", "r1"} if work is _rebuild else set()
        assert set(ids(archive)) == expected
        with archive.writer() as writer:
            writer.add(sample(2))
        assert set(ids(archive)) == {"r2", *expected}
        step += 1


def test_death_between_any_two_steps_is_all_or_nothing(tmp_path: Path) -> None:
    """A writer that dies at any flush or rename leaves the state before it or after it."""
    original = filled(tmp_path / "original", 3)
    before = answers(original)
    original.close()
    step, died = 0, True
    while died:
        folder = Path(shutil.copytree(tmp_path / "original", tmp_path / str(step)))
        died = dies_at_step(folder, step, _change)
        archive = open_archive(folder)
        state = answers(archive)
        assert archive.check() == []
        complete = sorted(ids(archive)) == ["r0", "r2", "r7"]
        assert complete or (died and state == before)
        with archive.writer():
            pass
        named = {str(path.relative_to(folder)) for path in folder.glob("index*/*/*")}
        assert named == _files_of(folder)
        step += 1
    assert step > 10


def _files_of(folder: Path) -> set[str]:
    current = manifest.read(folder)
    return {f"{current.folder}/{name}" for name in current.files}


def test_stored_but_not_indexed_is_indexed_by_the_next_opener(tmp_path: Path) -> None:
    """What the store has and the index lacks appears when the archive is opened again."""
    filled(tmp_path, 1).close()
    store = Store(tmp_path / "store.sqlite")
    store.put(sample(1))
    store.commit()
    store.close()
    assert sorted(ids(open_archive(tmp_path))) == ["r0", "r1"]


def test_many_small_commits_answer_like_one_rebuild(tmp_path: Path) -> None:
    """Segments are merged as they gather, with no change to any answer or ranking."""
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        for number in range(24):
            writer.add(sample(number % 18, "nieuws" if number > 17 else ""))
            if number % 4 == 3:
                writer.remove(f"r{number - 2}")
            writer.commit()
    terms = list(tmp_path.glob("index*/reports/*.trm"))
    assert len(terms) < 15
    before = answers(archive)
    progress: list[tuple[int, int]] = []
    archive.rebuild(lambda done, total: progress.append((done, total)))
    assert answers(archive) == before
    assert answers(open_archive(tmp_path)) == before
    kept = archive.searcher().overview().reports
    assert progress[-1] == (kept, kept)
    assert len(list(tmp_path.glob("index*"))) == 1


def test_rebuilding_with_extraction_keeps_the_new_facts(tmp_path: Path) -> None:
    """Facts are all new, in the index and in the store; after an error they are all old."""
    archive = filled(tmp_path, 3)
    archive.rebuild(extract=lambda report: replace(report, sport="voetbal"))
    counts = archive.searcher().search_reports(Everything(), SearchOptions()).facets["sport"]
    assert [(count.value, count.count) for count in counts] == [("voetbal", 3)]

    def fail_late(report: Report) -> Report:
        return replace(report, sport=None) if report.id != "r2" else replace(report, id="r2", text="\ud800")

    with pytest.raises(IngestError):
        archive.rebuild(extract=fail_late)
    assert {report.sport for report in archive.reports()} == {"voetbal"}
    assert archive.check() == []


def test_report_that_cannot_be_stored_is_refused(tmp_path: Path) -> None:
    """A lone surrogate or a quote that isn't its span is an ingest error, and the rest goes on."""
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        with pytest.raises(IngestError, match="Unicode"):
            writer.add(Report(id="x", source="x.jsonl", text="kapot \ud800"))
        with pytest.raises(IngestError, match="quote"):
            writer.add(Report(id="y", source="y.jsonl", text="tekst", quotes=(Quote("anders", 0, 5),)))
        writer.add(sample(0))
    assert ids(archive) == ["r0"]


def test_missing_archive_is_told(tmp_path: Path) -> None:
    """Opening what isn't there names the command that makes it."""
    with pytest.raises(ArchiveMissing, match="searchapp index"):
        open_archive(tmp_path / "geen")


def test_forked_process_reads_for_itself(tmp_path: Path) -> None:
    """An archive opened before a fork serves parent and child."""
    archive: Archive = filled(tmp_path, 2)
    assert len(ids(archive)) == 2
    child = os.fork()
    if not child:
        try:
            os._exit(0 if sorted(ids(archive)) == ["r0", "r1"] else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert len(ids(archive)) == 2


_LIMITED_WRITER = """
import resource, sys
from pathlib import Path
from searchapp.engine import open_archive
from searchapp.errors import SearchappError
from tests.engine.embedded.samples import sample
archive = open_archive(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    with archive.writer() as writer:
        for number in range(3, 40):
            writer.add(sample(number, "vol " * 50))
except (OSError, SearchappError):
    sys.exit(9)
"""


@pytest.mark.parametrize("room", [2_000, 8_000, 40_000, 90_000, 300_000])
def test_disk_without_room_costs_what_was_not_acknowledged(tmp_path: Path, room: int) -> None:
    """A file that can't grow fails the run with an error; the archive stays whole and goes on later."""
    filled(tmp_path, 3).close()
    code = subprocess.run(
        [sys.executable, "-c", _LIMITED_WRITER, str(tmp_path), str(room)],
        cwd=Path(__file__).parents[3],
        stderr=subprocess.DEVNULL,
    ).returncode
    assert code in (0, 9)
    archive = open_archive(tmp_path)
    assert archive.check() == []
    assert len(ids(archive)) in ((40,) if code == 0 else (3, 40))
    with archive.writer() as writer:
        writer.add(sample(40))
    assert "r40" in ids(archive)
    assert archive.check() == []
