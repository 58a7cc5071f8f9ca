"""How does an editor change what the archive says about a report, or take it out?"""

from __future__ import annotations

import os
from typing import Any

import click

from searchapp.cli.correction_options import correction_line, edit_of
from searchapp.cli.terminal import FAILURE, archive_option, opened, say
from searchapp.corrections.requests import ROLES
from searchapp.editing import corrections_of, edit


@click.command("remove")
@click.argument("report_id", metavar="ID")
@archive_option
def remove_command(report_id: str, location: str) -> int:
    """Take a report and its quotes out of the archive."""
    with opened(location) as archive, archive.writer(on_wait=say) as writer:
        removed = writer.remove(report_id)
    say(f"Removed {report_id}." if removed else f"There is no report {report_id}.")
    return 0 if removed else FAILURE


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
