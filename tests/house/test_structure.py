"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import configparser
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "searchapp"
BIN = Path(sys.executable).parent


def functions() -> Iterator[tuple[str, int, int]]:
    """(place, lines, parameters) of every function of the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                args = node.args
                count = len([*args.posonlyargs, *args.args, *args.kwonlyargs])
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines, count


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "searchapp", "tests"],
        ["ruff", "format", "--check", "searchapp", "tests"],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_the_checkers_are_content(command: list[str]) -> None:
    """Lint, format, types and floors hold; `make check` mends what a machine can mend."""
    run = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_functions_are_small() -> None:
    """No function over 60 lines, nine in ten within 30, at most seven parameters with self."""
    found = list(functions())
    assert [place for place, lines, _ in found if lines > 60] == []
    assert statistics.quantiles([lines for _, lines, _ in found], n=10)[-1] <= 30
    assert [place for place, _, count in found if count > 7] == []


def test_modules_are_small_and_named_after_what_they_do() -> None:
    """No module over 400 lines, and none with a name that says nothing."""
    paths = list(PACKAGE.rglob("*.py"))
    assert [str(p) for p in paths if p.read_text(encoding="utf-8").count("\n") > 400] == []
    vague = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert [str(p) for p in paths if p.stem in vague] == []


def test_every_package_is_installed() -> None:
    """A folder with code that setup.cfg doesn't list would be missing from a wheel."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {".".join(p.parent.relative_to(ROOT).parts) for p in PACKAGE.rglob("__init__.py")}
    assert listed == found | {"searchapp.static"}


def test_nothing_is_left_unfinished() -> None:
    """No marks of unfinished work in the package."""
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in PACKAGE.rglob("*.py")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []
