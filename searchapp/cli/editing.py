"""How does an editor change what the archive says about a report, or take it out?"""

from __future__ import annotations

import os
from typing import Any

import click

from searchapp.cli.correction_options import correction_line, edit_of
from searchapp.cli.terminal import FAILURE, archive_option, opened, progress_bar, say
from searchapp.corrections.requests import ROLES
from searchapp.editing import corrections_of, edit
from searchapp.engine.protocols import Archive


@click.command("remove")
@click.argument("report_id", metavar="ID")
@archive_option
@click.option("--purge", is_flag=True, help="Erase its bytes from every file, too; takes a rebuild.")
def remove_command(report_id: str, location: str, purge: bool) -> int:
    """Take a report and its quotes out of the archive, at once and everywhere.

    Its source stays where it is: indexing that again brings the report back. With --purge the
    backups that hold it are printed, one a line.
    """
    with opened(location) as archive:
        if purge:
            return _purge(archive, report_id)
        with archive.writer(on_wait=say) as writer:
            removed = writer.remove(report_id)
    say(f"Removed {report_id}." if removed else f"There is no report {report_id}.")
    return 0 if removed else FAILURE


def _purge(archive: Archive, report_id: str) -> int:
    with progress_bar("Rebuilding", "reports") as progress:
        backups = archive.purge(report_id, progress)
    if backups is None:
        say(f"There is no report {report_id}.")
        return FAILURE
    for backup in backups:
        gone = "" if os.path.exists(backup.path) else "\tno longer there"
        click.echo(f"{backup.path}\t{backup.made_at}{gone}")
    say(f"Purged {report_id}.")
    say(f"{len(backups)} known backups hold it." if backups else "No known backup holds it.")
    return 0


@click.command("correct")
@click.argument("report_id", metavar="ID")
@archive_option
@click.option("--set", "facts", multiple=True, metavar="NAME=VALUE", help="A fact; empty: not known.")
@click.option("--quote", type=click.IntRange(1), metavar="N", help="The quote that is meant, by its number.")
@click.option("--add-quote", "add", metavar="TEXT", help="Exact words of the text that are a quote, too.")
@click.option("--occurrence", type=click.IntRange(1), default=1, help="Which place with those words.")
@click.option("--speaker", help="Who says the quote; empty: not known.")
@click.option("--role", help=f"As what: {', '.join(ROLES)}; empty: not known.")
@click.option("--team", help="The speaker's team; empty: not known.")
@click.option("--no-quote", is_flag=True, help="It is no quote at all.")
@click.option("--undo", type=click.IntRange(1), metavar="K", help="Withdraw correction K.")
@click.option("--by", default=lambda: os.environ.get("USER") or "command line", help="Who says so.")
@click.option("--list", "list_only", is_flag=True, help="Only list the report's corrections.")
def correct_command(report_id: str, location: str, by: str, list_only: bool, **chosen: Any) -> None:
    """Put a fact or a quote right; wins over the source and over extraction for good.

    Names of facts: those of `searchapp extract`; several teams with commas or with --set again.
    Prints the report's corrections: number, state, attribute, old and new value, quote, who, when.
    """
    with opened(location) as archive:
        found = (
            corrections_of(archive, report_id)
            if list_only
            else edit(archive, edit_of(report_id, by, chosen), on_wait=say)
        )
    for correction in found:
        click.echo("\t".join(correction_line(correction)))
