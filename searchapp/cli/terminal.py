"""What do all commands share? Exit codes, where messages go, and how the archive is named.

stdout carries data, stderr everything else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from tqdm import tqdm

from searchapp.engine import WAIT_SECONDS, open_archive
from searchapp.engine.protocols import Archive, Progress
from searchapp.errors import UsageError

FAILURE, USAGE, REJECTED = 1, 2, 3
_WAIT = "SEARCHAPP_WAIT"
_LONGEST_WAIT = 86_400.0

archive_option = click.option(
    "--archive",
    "location",
    metavar="LOCATION",
    default=lambda: os.environ.get("SEARCHAPP_ARCHIVE", "index"),
    help="A folder, or http(s)://host:9200/NAME.  [default: $SEARCHAPP_ARCHIVE, else index/]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the API's JSON.")


def wait_seconds() -> float:
    """How long a writer waits its turn: $SEARCHAPP_WAIT, else a minute."""
    text = os.environ.get(_WAIT, "")
    try:
        seconds = float(text or WAIT_SECONDS)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise UsageError(f"{_WAIT} is a number of seconds, not {text!r}", _WAIT)
    return seconds


def say(message: str) -> None:
    """Tell the person at the terminal; stdout stays free for data."""
    click.echo(message, err=True)


@contextmanager
def opened(location: str, create: bool = False) -> Iterator[Archive]:
    """The archive, whose resolved place is told."""
    with closing(open_archive(location, create, wait_seconds())) as archive:
        say(f"Archive: {archive.location}")
        yield archive


@contextmanager
def progress_bar(title: str, unit: str, scaled: bool = False) -> Iterator[Progress]:
    """A bar on the terminal, gone at the end; nothing where stderr is no terminal."""
    with tqdm(unit=unit, unit_scale=scaled, desc=title, leave=False, file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress
