"""Who may use the API? Tokens are made and revoked here."""

from __future__ import annotations

import click

from searchapp.cli.terminal import FAILURE, archive_option, opened, say


@click.group("token")
def token_group() -> None:
    """Make, list and revoke the tokens that may read or write over the web."""


@token_group.command("add")
@click.argument("name")
@archive_option
@click.option("--read", is_flag=True, help="Good for reading only, where reading is closed.")
def token_add_command(name: str, location: str, read: bool) -> None:
    """Make a token and print it, this once."""
    with opened(location) as archive:
        click.echo(archive.tokens.add(name, "read" if read else "write"))


@token_group.command("list")
@archive_option
def token_list_command(location: str) -> None:
    """Print the names of the tokens, when they were made, and what they are good for."""
    with opened(location) as archive:
        for token in archive.tokens.all():
            click.echo(f"{token.name}\t{token.made_at}\t{token.scope}")


@token_group.command("revoke")
@click.argument("name")
@archive_option
def token_revoke_command(name: str, location: str) -> int:
    """Make a token worthless."""
    with opened(location) as archive:
        revoked = archive.tokens.revoke(name)
    say(f"Revoked {name}." if revoked else f"There is no token {name}.")
    return 0 if revoked else FAILURE
