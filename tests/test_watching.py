"""New and changed reports are found within two seconds, and never half of one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.model import SearchOptions
from searchapp.query.ast import Term
from searchapp.watching import Folder, Heard, watch

TEXT = "Genk won van Luik in een spannend duel. Doelpunt van {}."
GUARD = 20.0
"""Ten times the seconds that are promised."""


@contextmanager
def watching(archive: Archive, folder: Path) -> Iterator[list[str]]:
    """Somebody who watches the folder; what they say."""
    said: list[str] = []
    stop = threading.Event()
    heard = Heard(lambda summary: said.append(str(summary)), lambda e: said.append(str(e)), said.append)
    thread = threading.Thread(target=watch, args=(archive, str(folder), heard, lambda: not stop.is_set()))
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join()


def until(happened: Callable[[], object]) -> float:
    """Seconds until it happened."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < GUARD
        time.sleep(0.02)
    return time.monotonic() - began


def found(archive: Archive, word: str) -> int:
    """How many reports hold the word."""
    return archive.searcher().search_reports(Term(word), SearchOptions()).total


def test_new_and_changed_files_are_searchable_soon(tmp_path: Path) -> None:
    """A new one, a changed one, one in a new folder below; what is there already at the start, too."""
    archive, folder = open_archive(tmp_path / "archief", create=True), tmp_path / "in"
    folder.mkdir()
    (folder / "een.txt").write_text(TEXT.format("Aardbei"))
    with watching(archive, folder) as said:
        until(lambda: found(archive, "aardbei"))
        (folder / "twee.txt").write_text(TEXT.format("Banaan"))
        until(lambda: found(archive, "banaan"))
        (folder / "een.txt").write_text(TEXT.format("Citroen"))
        until(lambda: found(archive, "citroen"))
        assert not found(archive, "aardbei")
        (folder / "diep").mkdir()
        lines = [json.dumps({"id": f"l{n}", "body": TEXT.format(f"Dadel{n}")}) for n in range(3)]
        (folder / "diep" / "drie.jsonl").write_text("\n".join(lines))
        until(lambda: found(archive, "dadel2"))
        (folder / "twee.txt").unlink()
        (folder / "leeg.txt").touch()
        until(lambda: any("empty" in line for line in said))
        assert found(archive, "banaan")
    assert archive.check() == []


def test_half_written_and_temporary_files_wait(tmp_path: Path) -> None:
    """A file that grows is read when it has been left alone, one with a temporary name never."""
    archive, folder = open_archive(tmp_path / "archief", create=True), tmp_path / "in"
    folder.mkdir()
    words = TEXT.format("Aardbei").split()
    with watching(archive, folder) as said:
        with open(folder / "groeit.txt", "w") as file:
            for word in words * 2:
                file.write(f"{word} ")
                file.flush()
                (folder / ".groeit.txt").write_text(word)
                (folder / "~$groeit.txt").write_text(word)
                (folder / "groeit.txt.part").write_text(word)
                time.sleep(0.15)
        until(lambda: found(archive, "aardbei"))
        os.rename(folder / ".groeit.txt", folder / "klaar.txt")
        until(lambda: found(archive, "aardbei") == 2)
    assert said == ["added 1, updated 0, unchanged 0, rejected 0"] * 2
    assert len(list(archive.reports())) == 2


def test_only_what_was_left_alone_is_settled(tmp_path: Path) -> None:
    """Whatever the clock, a change begins the waiting anew; what was indexed isn't told again."""
    (tmp_path / "een.txt").write_text("a")
    folder = Folder(str(tmp_path))
    assert folder.settled(0.0) == {}
    assert folder.settled(0.7) == {}
    (tmp_path / "een.txt").write_text("ab")
    assert folder.settled(1.0) == {}
    assert folder.settled(1.7) == {}
    settled = folder.settled(1.9)
    assert list(settled) == [str(tmp_path / "een.txt")]
    folder.indexed.update(settled)
    assert folder.settled(9.0) == {}


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """Watching reads what indexing would read."""
    (tmp_path / "geheim.txt").write_text("Genk won.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "geheim.txt")
    folder = Folder(str(tmp_path / "in"))
    folder.settled(0.0)
    assert folder.settled(9.0) == {}


def test_watching_waits_while_somebody_else_writes(tmp_path: Path) -> None:
    """It says so, and indexes when its turn has come."""
    archive, folder = open_archive(tmp_path / "archief", True, wait_seconds=0.1), tmp_path / "in"
    folder.mkdir()
    with watching(archive, folder) as said:
        with open_archive(tmp_path / "archief").writer():
            (folder / "een.txt").write_text(TEXT.format("Aardbei"))
            until(lambda: any("still writing" in line for line in said))
        until(lambda: found(archive, "aardbei"))


def test_the_command_survives_a_restart_and_ends_on_sigterm(tmp_path: Path) -> None:
    """Killed and started again it goes on; what changed meanwhile is found; nothing is added twice."""
    (tmp_path / "in").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "searchapp", "watch", "in", "--archive", "archief"]
    for number, word in enumerate(["Aardbei", "Banaan"], 1):
        (tmp_path / "in" / f"{word}.txt").write_text(TEXT.format(word))
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as process:
            until(lambda: (tmp_path / "archief" / "store.sqlite").exists())
            archive = open_archive(tmp_path / "archief")
            until(partial(found, archive, word.lower()))
            assert len(list(archive.reports())) == number
            process.send_signal(signal.SIGKILL if number == 1 else signal.SIGTERM)
            code = process.wait(GUARD)
        assert code == (-signal.SIGKILL if number == 1 else 0)
    assert archive.check() == []
