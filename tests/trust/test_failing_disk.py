"""A disk that is full, or fails, is told; the archive stays as it was before or is as it was to become."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from tests.trust.articles import article, filled
from tests.trust.referee import Call, Decide, Referee, refereed
from tests.trust.scale import chosen, scaled

PLACES = scaled(6, 10_000)
TOLD = ("OSError", "EngineUnavailable", "ArchiveDamaged")


@pytest.fixture(scope="module")
def referee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Referee]:
    """One for all tests here."""
    with refereed(tmp_path_factory.mktemp("vol")) as found:
        yield found


def disk(referee: Referee) -> Path:
    """The folder that is judged."""
    return Path(referee.environment["SHIM_ROOT"])


def full_from(place: int) -> Decide:
    """From the given write on there is no room for any byte."""
    calls = iter(range(1 << 30))

    def decide(call: Call) -> int:
        return errno.ENOSPC if call.what == "write" and next(calls) >= place else 0

    return decide


def failing_once(place: int) -> Decide:
    """One write, flush, renaming or removal fails, and all after it succeed."""
    calls = iter(range(1 << 30))

    def decide(call: Call) -> int:
        return errno.EIO if call.what != "ack" and next(calls) == place else 0

    return decide


def texts(folder: Path) -> dict[str, str]:
    """What the archive holds, after a look whether it is whole."""
    with closing(open_archive(str(folder))) as archive:
        assert archive.check() == []
        return {report.id: report.text for report in archive.reports()}


@pytest.mark.parametrize("failing", [full_from, failing_once], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize("work", ["change", "rebuild"])
def test_an_error_at_any_write_is_told_and_leaves_all_or_nothing(
    tmp_path: Path, referee: Referee, work: str, failing: Callable[[int], Decide]
) -> None:
    """No part of a commit is seen, and the next writer goes on as if nothing had been."""
    filled(tmp_path / "vorig", 6).close()
    calls: list[Call] = []

    def count(call: Call) -> int:
        calls.append(call)
        return 0

    folder = disk(referee) / "archief"
    shutil.copytree(tmp_path / "vorig", folder)
    before = texts(folder)
    assert referee.run(work, folder, count) == {"status": 0, "error": None}
    after = texts(folder)
    shutil.rmtree(folder)
    counted = [call for call in calls if failing is failing_once or call.what == "write"]
    untold = 0
    for place in chosen(len(counted), PLACES):
        shutil.copytree(tmp_path / "vorig", folder)
        outcome = referee.run(work, folder, failing(place))
        assert outcome["status"] == 0, (place, counted[place])
        held = texts(folder)
        if outcome["error"] is None:
            # What could not be tidied up is left for the next writer; everything else was done.
            untold += 1
            assert held == after, (place, counted[place])
        else:
            assert outcome["error"].startswith(TOLD), (place, counted[place], outcome)
            assert held in (before, after), (place, counted[place], outcome)
        assert referee.run(work, folder) == {"status": 0, "error": None}
        assert texts(folder) == after
        shutil.rmtree(folder)
    print(f"{work}: {len(chosen(len(counted), PLACES))} of {len(counted)} places, {untold} did no harm")


def test_the_command_says_that_the_disk_is_full(tmp_path: Path, referee: Referee) -> None:
    """A sentence and exit code 1, no traceback."""
    folder = disk(referee) / "opdracht"
    filled(folder, 2).close()
    line = {"title": "Vol", "body": article(3).text, "id": "vol"}
    (tmp_path / "nieuw.jsonl").write_text(json.dumps(line), encoding="utf-8")
    for place in (0, 3):
        referee.decide = full_from(place)
        run = subprocess.run(
            [sys.executable, "-m", "searchapp", "index", "nieuw.jsonl", "--archive", str(folder)],
            cwd=tmp_path,
            env={**os.environ, **referee.environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        referee.decide = lambda call: 0
        assert run.returncode == 1, run.stderr
        assert "Traceback" not in run.stderr
        assert any(words in run.stderr for words in ("full", "No space left", "unavailable", "I/O")), (
            run.stderr
        )
        assert "vol" not in texts(folder)
