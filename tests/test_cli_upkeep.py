"""Backups, taking down and tokens as somebody at a terminal meets them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.test_cli_corrections import Searchapp, searchapp

__all__ = ["searchapp"]


def test_backup_and_restore(searchapp: Searchapp, tmp_path: Path) -> None:
    """The archive comes back elsewhere, or in its place when told so; mistakes are told in a sentence."""
    copy, again = str(tmp_path / "kopie"), str(tmp_path / "terug")
    made = searchapp("backup", copy)
    assert (made.returncode, made.stdout) == (0, "")
    assert "1 reports" in made.stderr
    assert searchapp("remove", "finale").returncode == 0
    assert searchapp("restore", copy, "--archive", again).returncode == 0
    assert json.loads(searchapp("search", "avond", "--json", "--archive", again).stdout)["total"] == 1
    refused = searchapp("restore", copy)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert json.loads(searchapp("search", "avond", "--json").stdout)["total"] == 0
    assert searchapp("restore", copy, "--force").returncode == 0
    assert searchapp("check").returncode == 0
    assert json.loads(searchapp("search", "avond", "--json").stdout)["total"] == 1
    (tmp_path / "anders").write_text("x")
    for command in (("restore", str(tmp_path / "anders"), "--force"), ("backup", str(tmp_path / "anders"))):
        ended = searchapp(*command)
        assert ended.returncode == 2
        assert "no backup" in ended.stderr


def test_purging_names_the_backups(searchapp: Searchapp, tmp_path: Path) -> None:
    """One a line on stdout, with its date and whether it is still there."""
    for name in ("een", "twee"):
        searchapp("backup", str(tmp_path / name))
    os.unlink(tmp_path / "een")
    purged = searchapp("remove", "finale", "--purge")
    lines = [line.split("\t") for line in purged.stdout.splitlines()]
    assert [line[0] for line in lines] == [str(tmp_path / "een"), str(tmp_path / "twee")]
    assert [line[2:] for line in lines] == [["no longer there"], []]
    assert "2 known backups hold it" in purged.stderr
    again = searchapp("remove", "finale", "--purge")
    assert (again.returncode, again.stdout) == (1, "")


def test_tokens_for_reading(searchapp: Searchapp) -> None:
    """The list says what each is good for."""
    secret = searchapp("token", "add", "lezer", "--read").stdout.strip()
    searchapp("token", "add", "redactie")
    listed = searchapp("token", "list").stdout
    assert [line.split("\t")[::2] for line in listed.splitlines()] == [
        ["lezer", "read"],
        ["redactie", "write"],
    ]
    assert secret not in listed


@pytest.mark.parametrize("seconds", ["lang", "-1", "nan", "1e9"])
def test_a_waiting_time_that_is_none_is_refused(
    searchapp: Searchapp, monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    """Rather than waiting for ever, or not at all."""
    monkeypatch.setenv("SEARCHAPP_WAIT", seconds)
    ended = searchapp("remove", "finale")
    assert ended.returncode == 2
    assert "SEARCHAPP_WAIT" in ended.stderr
