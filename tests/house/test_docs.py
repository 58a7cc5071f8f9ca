"""Documentation that is checked: every command and link exists."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from searchapp.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_command_is_in_the_readme() -> None:
    """A newcomer finds every command in README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in cli.commands if f"`{name}" not in text and f"searchapp {name}" not in text]
    assert missing == []


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(name: str) -> None:
    """`searchapp COMMAND --help` says what it does, and each option has a help text."""
    command = cli.commands[name]
    assert command.help
    bare = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert bare == []


def test_architecture_names_every_room() -> None:
    """Each folder of the package has its heading in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (ROOT / "searchapp").glob("*/__init__.py")]
    assert [room for room in rooms if f"`{room}/`" not in text] == []


def test_the_two_commands_of_the_readme_are_makefile_targets() -> None:
    """`make run` and `make test`, word for word."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"^ *make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive that `make run` makes."""
    place = str(tmp_path_factory.mktemp("sample") / "archive")
    assert CliRunner().invoke(cli, ["index", str(ROOT / "corpus"), "--archive", place]).exit_code == 0
    return place


def test_every_search_of_the_readme_finds_something(sample: str) -> None:
    """A newcomer who types what stands there over the sample reports isn't shown an empty page."""
    section = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Searching")[2].partition("###")[0]
    )
    searches = [["search", typed] for typed in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)]
    searches += [shlex.split(line) for line in re.findall(r"^    searchapp (.+)$", section, re.MULTILINE)]
    assert len(searches) > 5
    for arguments in searches:
        answer = CliRunner().invoke(cli, [*arguments, "--archive", sample, "--json"])
        assert json.loads(answer.stdout)["total"], arguments
