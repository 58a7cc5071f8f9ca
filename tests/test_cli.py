"""The command line as a system administrator meets it: exit codes, streams, JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.test_packaging import fetch, free_port

REPORT = """Datum: 05-02-2025 22:46

Genk pakt de beker

KRC Genk won de bekerfinale tegen Club Brugge met 2-1 in de Croky Cup.

“Dit is de mooiste avond van mijn leven”, zei coach Wim Terhaag.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report, indexed into `archief` beside it."""
    (tmp_path / "verslagen").mkdir()
    (tmp_path / "verslagen" / "finale.txt").write_text(REPORT)
    assert searchapp(tmp_path, "index", "verslagen").returncode == 0
    return tmp_path


def searchapp(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, with `archief` as the archive."""
    return subprocess.run(
        [sys.executable, "-m", "searchapp", *arguments],
        cwd=folder,
        env={**os.environ, "SEARCHAPP_ARCHIVE": "archief", "PYTHONPATH": str(Path(__file__).parents[1])},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_index_says_where_and_what(folder: Path) -> None:
    """The resolved archive and the counts go to stderr, nothing to stdout."""
    run = searchapp(folder, "index", "verslagen")
    assert run.stdout == ""
    assert str(folder / "archief") in run.stderr
    assert "added 0, updated 0, unchanged 1, rejected 0" in run.stderr


def test_rejections_are_named_and_exit_with_three(folder: Path) -> None:
    """A bad file stands on stderr as FILE: reason; the code says that some were rejected."""
    (folder / "verslagen" / "leeg.txt").write_bytes(b"")
    run = searchapp(folder, "index", "verslagen", "er/niet")
    assert run.returncode == 3
    assert "verslagen/leeg.txt: empty" in run.stderr
    assert "er/niet: no such file or folder" in run.stderr
    assert "Traceback" not in run.stderr


def test_search_prints_the_json_of_the_api(folder: Path) -> None:
    """All of stdout is one JSON document with hits, facets and a marked snippet."""
    run = searchapp(folder, "search", "bekerfinales", "--team", "KRC Genk", "--from", "2025", "--json")
    result = json.loads(run.stdout)
    assert result["total"] == 1
    assert "<mark>bekerfinale</mark>" in result["hits"][0]["snippet"]
    assert {"value": "KRC Genk", "count": 1, "selected": True} in result["facets"]["team"]
    assert result["query"] == {"q": "bekerfinales", "team": ["KRC Genk"], "from": "2025"}


def test_quotes_know_their_speaker(folder: Path) -> None:
    """A quote is found by its words and comes with speaker and role."""
    (hit,) = json.loads(searchapp(folder, "quotes", "mooiste avonden", "--json").stdout)["hits"]
    assert hit["text"] == "Dit is de mooiste avond van mijn leven"
    assert (hit["speaker"], hit["role"]) == ("Wim Terhaag", "coach")
    assert REPORT[hit["start"] : hit["end"]] == hit["text"]


def test_extract_needs_no_archive(tmp_path: Path) -> None:
    """One JSON line a report, whatever the current folder holds."""
    (tmp_path / "finale.txt").write_text(REPORT)
    run = searchapp(tmp_path, "extract", "finale.txt")
    report = json.loads(run.stdout)
    assert report["date"] == "2025-02-05"
    assert report["competition"] == "Beker van België"
    assert not (tmp_path / "archief").exists()


def test_analyze_answers_line_by_line(tmp_path: Path) -> None:
    """As many lines come out as went in, empty ones too; inflected forms share a term."""
    run = searchapp(tmp_path, "analyze", stdin="finale\n\nfinales\n")
    lines = run.stdout.split("\n")
    assert len(lines) == 4
    assert lines[1] == ""
    assert set(lines[0].split()) & set(lines[2].split())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", "x", "--sort", "beste"], 2, "'sort'"),
        (["search", "x", "--page", "nul"], 2, "'page'"),
        (["search", "x", "--from", "gisteren"], 2, "'from'"),
        (["search", "x", "--kleur", "rood"], 2, "--kleur"),
        (["index"], 2, "PATH"),
        (["index", "verslagen", "--part", "4/3"], 2, "not a part"),
        (["search", "x", "--archive", "weg"], 1, "weg"),
        (["remove", "onbekend"], 1, "onbekend"),
        (["watch", "weg"], 2, "weg"),
        (["restore", "kopie.tar"], 2, "kopie.tar"),
        (["stats", "--archive", "http://127.0.0.1:9/x"], 1, "can't be reached"),
        (["evaluate", "weg"], 2, "weg"),
    ],
)
def test_mistakes_are_told_in_a_sentence(folder: Path, arguments: list[str], code: int, message: str) -> None:
    """Exit code and message say what was wrong; never a traceback."""
    run = searchapp(folder, *arguments)
    assert run.returncode == code, run.stderr
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_remove_rebuild_check_and_stats(folder: Path) -> None:
    """A removed report is gone from every answer, after a rebuild too."""
    assert json.loads(searchapp(folder, "stats", "--json").stdout)["reports"] == 1
    assert searchapp(folder, "rebuild", "--extract").returncode == 0
    assert json.loads(searchapp(folder, "quotes", "avond", "--json").stdout)["total"] == 1
    assert searchapp(folder, "remove", "finale").returncode == 0
    assert searchapp(folder, "rebuild").returncode == 0
    assert json.loads(searchapp(folder, "search", "--json").stdout)["total"] == 0
    run = searchapp(folder, "check")
    assert (run.returncode, run.stdout) == (0, "")


def test_a_reader_that_leaves_is_no_error(folder: Path) -> None:
    """`searchapp extract … | head -1` ends without a complaint."""
    many = folder / "veel.jsonl"
    many.write_text("\n".join(json.dumps({"id": str(n), "body": "Genk won. " * 50}) for n in range(300)))
    command = f"{sys.executable} -m searchapp extract veel.jsonl | head -1"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.stderr == ""


def test_serve_answers_and_stops_on_sigterm(folder: Path) -> None:
    """The server is up within seconds and gone, with all its processes, within ten."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "searchapp", "serve", "--archive", "archief", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert json.loads(fetch(f"http://127.0.0.1:{port}/api/v1/search?q=genk"))["total"] == 1
    finally:
        server.send_signal(signal.SIGTERM)
        began = time.monotonic()
        _, errors = server.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert server.returncode == 0, errors
    assert "Traceback" not in errors
