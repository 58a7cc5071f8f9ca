"""How is the archive? Checking it, making its index anew, telling what it holds."""

from __future__ import annotations

import json

import click

from searchapp.cli.terminal import FAILURE, archive_option, json_option, opened, progress_bar, say
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
