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

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive, Progress

FAILURE, USAGE, REJECTED = 1, 2, 3

archive_option = click.option(
    "--archive",
    "location",
    metavar="LOCATION",
    default=lambda: os.environ.get("SEARCHAPP_ARCHIVE", "index"),
    help="A folder, or http(s)://host:9200/NAME.  [default: $SEARCHAPP_ARCHIVE, else index/]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the API's JSON.")


def say(message: str) -> None:
    """Tell the person at the terminal; stdout stays free for data."""
    click.echo(message, err=True)


@contextmanager
def opened(location: str, create: bool = False) -> Iterator[Archive]:
    """The archive, whose resolved place is told."""
    with closing(open_archive(location, create=create)) as archive:
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
