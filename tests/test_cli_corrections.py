"""`searchapp correct` and `searchapp token` as somebody at a terminal meets them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from searchapp.cli import main
from searchapp.engine import open_archive
from searchapp.indexing import index_paths
from tests.test_cli import REPORT


class Ended(NamedTuple):
    """A command that ran."""

    returncode: int
    stdout: str
    stderr: str


Searchapp = Callable[..., Ended]


@pytest.fixture
def searchapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Searchapp:
    """Runs a command over an archive that holds one report, `finale`."""
    (tmp_path / "finale.txt").write_text(REPORT)
    with closing(open_archive(tmp_path / "archief", create=True)) as archive:
        index_paths(archive, [str(tmp_path / "finale.txt")])
    monkeypatch.setenv("SEARCHAPP_ARCHIVE", str(tmp_path / "archief"))

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["searchapp", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Ended(int(ended.value.code or 0), *capsys.readouterr())

    return run


def test_correct_changes_what_searches_find(searchapp: Searchapp) -> None:
    """Facts and a speaker are put right, listed, kept by indexing and rebuilding, and undone."""
    run = searchapp(
        "correct",
        "finale",
        "--set",
        "teams=Genk, FC Verzonnen",
        "--set",
        "stage=",
        "--by",
        "An Editor",
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[0].split("\t")[:3] == ["1", "applied", "teams"]
    assert searchapp("correct", "finale", "--quote", "1", "--speaker", "Jan Bral").returncode == 0
    assert searchapp("rebuild", "--extract").returncode == 0
    (hit,) = json.loads(searchapp("quotes", "--team", "FC Verzonnen", "--json").stdout)["hits"]
    assert (hit["speaker"], hit["stage"], hit["teams"]) == ("Jan Bral", None, ["KRC Genk", "FC Verzonnen"])
    assert searchapp("correct", "finale", "--undo", "3").returncode == 0
    (hit,) = json.loads(searchapp("quotes", "--team", "FC Verzonnen", "--json").stdout)["hits"]
    assert hit["speaker"] == "Wim Terhaag"
    listed = searchapp("correct", "finale", "--list").stdout.splitlines()
    assert [line.split("\t")[1] for line in listed] == ["applied", "applied", "withdrawn"]
    assert listed[0].split("\t")[4:7] == ["KRC Genk, FC Verzonnen", "", "An Editor"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["weg", "--set", "venue=Arena"], 1, "no report 'weg'"),
        (["weg", "--list"], 1, "no report 'weg'"),
        (["finale"], 2, "say what to correct"),
        (["finale", "--set", "score"], 2, "NAME=VALUE"),
        (["finale", "--set", "date=gisteren"], 2, "'date'"),
        (["finale", "--set", "stage=ergens"], 2, "'stage'"),
        (["finale", "--quote", "9", "--speaker", "X"], 2, "no quote 9"),
        (["finale", "--quote", "1", "--role", "trainer"], 2, "not a role"),
        (["finale", "--undo", "4"], 2, "no correction 4"),
        (["finale", "--undo", "1", "--no-quote"], 2, "--undo stands alone"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    searchapp: Searchapp, arguments: list[str], code: int, message: str
) -> None:
    """Exit code and message say what was wrong, and nothing is corrected."""
    run = searchapp("correct", *arguments)
    assert (run.returncode, run.stdout) == (code, ""), run.stderr
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_tokens_are_made_listed_and_revoked(searchapp: Searchapp) -> None:
    """The token is all of stdout; a second of its name is refused; a revoked one is gone."""
    run = searchapp("token", "add", "redactie")
    assert len(run.stdout.strip()) >= 43
    assert searchapp("token", "add", "redactie").returncode == 2
    assert searchapp("token", "list").stdout.startswith("redactie\t20")
    assert searchapp("token", "revoke", "redactie").returncode == 0
    assert searchapp("token", "revoke", "redactie").returncode == 1
    assert searchapp("token", "list").stdout == ""
