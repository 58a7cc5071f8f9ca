"""How is the archive? Checking, telling what it holds, making its index anew, keeping a copy."""

from __future__ import annotations

import json
from pathlib import Path

import click

from searchapp.cli.terminal import FAILURE, archive_option, json_option, opened, progress_bar, say
from searchapp.engine import restore_archive
from searchapp.extraction import extract


@click.command("check")
@archive_option
def check_command(location: str) -> int:
    """Check the archive; prints one finding a line and exits 1 when there are any."""
    with opened(location) as archive:
        findings = archive.check()
    for finding in findings:
        click.echo(finding)
    say(f"{len(findings)} findings" if findings else "All is well.")
    return FAILURE if findings else 0


@click.command("rebuild")
@archive_option
@click.option("--extract", "again", is_flag=True, help="Extract facts and quotes anew, too.")
def rebuild_command(location: str, again: bool) -> None:
    """Make the index anew from the stored reports; the old one serves until then."""
    with opened(location) as archive, progress_bar("Rebuilding", "reports") as progress:
        archive.rebuild(progress, extract if again else None)
    say("Rebuilt.")


@click.command("stats")
@archive_option
@json_option
def stats_command(location: str, as_json: bool) -> None:
    """Print what the archive holds."""
    with opened(location) as archive:
        overview = archive.searcher().overview()
    figures = {name: getattr(overview, name) for name in overview.__slots__}
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name}\t{'' if value is None else value}")


@click.command("backup")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@archive_option
@click.option("--salvage", is_flag=True, help="Of a damaged store copy what is intact; prints each loss.")
def backup_command(file: Path, location: str, salvage: bool) -> int:
    """Copy the archive to FILE, also while somebody writes; an earlier backup is replaced."""
    losses: list[str] = []
    with opened(location) as archive:
        made = archive.backup(file, losses.append if salvage else None)
    for loss in losses:
        click.echo(loss)
    say(f"Backed up {made.reports} reports to {made.path}.")
    return FAILURE if losses else 0


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
@click.option("--force", is_flag=True, help="Replace the archive that is there.")
def restore_command(file: Path, location: str, force: bool) -> None:
    """Bring back the archive that FILE is a backup of; all or nothing."""
    with progress_bar("Restoring", "reports") as progress:
        made = restore_archive(file, location, force, progress)
    say(f"Archive: {Path(location).absolute()}")
    say(f"Restored {made.reports} reports as of {made.made_at}; corrections and tokens are those of then.")
