"""The operator's page tells every setting there is, with its default, and none besides."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from searchapp.cli.serving import serve_command

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(--[a-z-]+)`[^|]*\| `(\w+)` \| (?:`([^`]+)`|none) \| [^|]+ \|$", re.MULTILINE)


def test_every_setting_of_serve_stands_in_the_table() -> None:
    """Option, variable and default as the code has them."""
    told = {option: (variable, default) for option, variable, default in ROW.findall(PAGE)}
    options = {p.opts[0]: p for p in serve_command.params if isinstance(p, click.Option)}
    assert set(told) == set(options)
    for name, option in options.items():
        variable, default = told[name]
        if name == "--archive":
            assert (variable, default) == ("SEARCHAPP_ARCHIVE", "index")
            continue
        assert option.envvar == variable
        empty = option.default == "" or option.multiple
        assert default == ("" if empty else str(option.default)), name


def test_the_environment_sets_what_the_options_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers, switches and lists alike; the option wins."""
    wanted = {"RATE_LIMIT": "0", "ACCESS_LOG": "no", "TRUSTED_PROXY": "127.0.0.1 10.0.0.0/8", "PORT": "81"}
    for name, value in {**wanted, "READ_ACCESS": "token"}.items():
        monkeypatch.setenv(f"SEARCHAPP_{name}", value)
    chosen = serve_command.make_context("serve", ["--port", "82"]).params
    assert chosen["trusted_proxy"] == ("127.0.0.1", "10.0.0.0/8")
    assert (chosen["rate_limit"], chosen["access_log"], chosen["port"]) == (0.0, False, 82)
    assert chosen["read_access"] == "token"


def test_every_variable_of_the_code_stands_on_the_page() -> None:
    """A variable that is read anywhere is told, and one that is told is read."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "searchapp").rglob("*.py"))
    spelled = {name for name in re.findall(r"SEARCHAPP_[A-Z_]+", code) if not name.endswith("_")}
    options = {p.envvar for p in serve_command.params if isinstance(p, click.Option) and p.envvar}
    assert spelled | options == set(re.findall(r"SEARCHAPP_[A-Z_]+", PAGE))


def test_the_options_of_the_page_exist() -> None:
    """Nobody is sent to an option that isn't there."""
    helps = (ROOT / "searchapp" / "cli").glob("*.py")
    known = set(re.findall(r"--[a-z][a-z-]+", "".join(path.read_text(encoding="utf-8") for path in helps)))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - known <= {"--version", "--help"}
