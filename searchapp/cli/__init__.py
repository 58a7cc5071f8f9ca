"""The command line: thin commands over the rooms below. Progress bars live here alone.

stdout carries data, stderr everything else. Exit codes: 0 fine, 1 failure or findings,
2 usage, 3 some input was rejected.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

import click

from searchapp import __version__
from searchapp.cli.editing import correct_command, remove_command
from searchapp.cli.extracting import analyze_command, evaluate_command, extract_command
from searchapp.cli.indexing import index_command, watch_command
from searchapp.cli.searching import quotes_command, search_command
from searchapp.cli.serving import serve_command
from searchapp.cli.terminal import FAILURE, USAGE, say
from searchapp.cli.tokens import token_group
from searchapp.cli.upkeep import (
    backup_command,
    check_command,
    rebuild_command,
    restore_command,
    stats_command,
)
from searchapp.errors import NotYetError, SearchappError, UsageError

_COMMANDS: tuple[click.Command, ...] = (
    index_command,
    watch_command,
    serve_command,
    search_command,
    quotes_command,
    extract_command,
    analyze_command,
    evaluate_command,
    check_command,
    rebuild_command,
    stats_command,
    backup_command,
    restore_command,
    remove_command,
    correct_command,
    token_group,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
def cli() -> None:
    """Full-text search with facets and quotes for Dutch-language sports journalism."""


for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> NoReturn:
    """Run a command; every expected error ends as one sentence and an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        say("Interrupted.")
        sys.exit(130)
    except (NotYetError, UsageError) as error:
        say(f"Error: {error}")
        sys.exit(USAGE)
    except SearchappError as error:
        say(f"Error: {error}")
        sys.exit(FAILURE)
    except BrokenPipeError:
        # The reader of stdout (head, less) has gone; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        say(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        sys.exit(FAILURE)
