"""How do reports get into the archive?"""

from __future__ import annotations

import signal
import sys

import click
from tqdm import tqdm

from searchapp.cli.terminal import REJECTED, archive_option, opened, progress_bar, say
from searchapp.indexing import Watcher, index_paths
from searchapp.ingest.discover import Part
from searchapp.watching import Heard, watch


def _part(context: click.Context, parameter: click.Parameter, value: str | None) -> Part | None:
    try:
        return Part.parse(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("index")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@archive_option
@click.option("--part", callback=_part, metavar="N/M", help="Index only this share of the input, e.g. 3/8.")
def index_command(paths: tuple[str, ...], location: str, part: Part | None) -> int:
    """Add or update the reports in files and folders (.txt, .jsonl, also .gz)."""
    with opened(location, create=True) as archive, progress_bar("Indexing", "B", scaled=True) as progress:
        watcher = Watcher(progress, on_reject=lambda e: tqdm.write(str(e), file=sys.stderr), on_wait=say)
        summary = index_paths(archive, paths, part, watcher)
    say(str(summary))
    return REJECTED if summary.rejected else 0


@click.command("watch")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False))
@archive_option
def watch_command(folder: str, location: str) -> None:
    """Index what is new or changes in DIR within two seconds, until SIGTERM or Ctrl+C."""
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, frame: stopped.append(received))
    heard = Heard(on_run=lambda summary: say(str(summary)), on_reject=lambda e: say(str(e)), on_wait=say)
    with opened(location, create=True) as archive:
        say(f"Watching {folder} (stop with Ctrl+C)")
        watch(archive, folder, heard, goes_on=lambda: not stopped)
