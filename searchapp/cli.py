"""The command line: thin commands over the rooms below. Progress bars live here alone.

stdout carries data, stderr everything else. Exit codes: 0 fine, 1 failure or findings,
2 usage, 3 some input was rejected.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import Any, NoReturn

import click
from tqdm import tqdm

from searchapp import __version__
from searchapp.analysis.lines import analyzed
from searchapp.correction_options import correction_line, edit_of
from searchapp.corrections.requests import ROLES
from searchapp.editing import corrections_of, edit
from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.errors import IngestError, NotYetError, SearchappError, UsageError
from searchapp.evaluation.extraction import Evaluation, evaluate
from searchapp.extraction import extract
from searchapp.extraction.explain import explain
from searchapp.indexing import Watcher, index_paths
from searchapp.ingest import read
from searchapp.ingest.discover import Part
from searchapp.web.serialize import extracted, frame
from searchapp.web.server import ServerSettings, serve
from searchapp.web.urls import PARAMETERS, SearchRequest, read_request

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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
def cli() -> None:
    """Full-text search with facets and quotes for Dutch-language sports journalism."""


@contextmanager
def opened(location: str, create: bool = False) -> Iterator[Archive]:
    """The archive, whose resolved place is told."""
    with closing(open_archive(location, create=create)) as archive:
        say(f"Archive: {archive.location}")
        yield archive


def _part(context: click.Context, parameter: click.Parameter, value: str | None) -> Part | None:
    try:
        return Part.parse(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@cli.command("index")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@archive_option
@click.option("--part", callback=_part, metavar="N/M", help="Index only this share of the input, e.g. 3/8.")
def index_command(paths: tuple[str, ...], location: str, part: Part | None) -> int:
    """Add or update the reports in files and folders (.txt, .jsonl, also .gz)."""
    with (
        opened(location, create=True) as archive,
        tqdm(unit="B", unit_scale=True, desc="Indexing", leave=False, file=sys.stderr, disable=None) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        watcher = Watcher(progress, on_reject=lambda e: bar.write(str(e), file=sys.stderr), on_wait=say)
        summary = index_paths(archive, paths, part, watcher)
    say(str(summary))
    return REJECTED if summary.rejected else 0


@cli.command("serve")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--base-url", default="", metavar="URL", help="The public address, when behind a proxy.")
def serve_command(location: str, host: str, port: int, workers: int, base_url: str) -> None:
    """Serve the pages and the API. SIGTERM ends everything within ten seconds."""
    with opened(location) as archive:
        archive.searcher()  # a damaged archive is told now, not at the first request
    say(f"Serving http://{host}:{port} (stop with Ctrl+C)")
    serve(ServerSettings(os.path.abspath(location), host, port, workers, base_url))


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Every request parameter but `q` as an option: --team, --speaker, --from …"""
    for parameter in reversed(PARAMETERS[1:]):
        command = click.option(
            f"--{parameter.name.replace('_', '-')}",
            parameter.name,
            multiple=parameter.repeatable,
            help=parameter.help + (" (repeatable)" if parameter.repeatable else ""),
            metavar="|".join(parameter.choices) or parameter.kind.upper(),
        )(command)
    return command


def request_of(query: str, chosen: dict[str, str | tuple[str, ...] | None]) -> SearchRequest:
    """The request that a query and the options of the command line make."""
    pairs = [("q", query)]
    for name, value in chosen.items():
        values: Iterable[str] = value if isinstance(value, tuple) else () if value is None else (value,)
        pairs += [(name, each) for each in values]
    return read_request(pairs, strict=True)


@cli.command("search")
@click.argument("query", default="")
@archive_option
@json_option
@search_options
def search_command(query: str, location: str, as_json: bool, **chosen: Any) -> None:
    """Search reports; an empty QUERY matches everything."""
    request = request_of(query, chosen)
    with opened(location) as archive:
        result = frame(request, archive.searcher().search_reports(request.query, request.options))
    _print(result, as_json, _report_line)


@cli.command("quotes")
@click.argument("query", default="")
@archive_option
@json_option
@search_options
def quotes_command(query: str, location: str, as_json: bool, **chosen: Any) -> None:
    """Search quotes; an empty QUERY matches everything."""
    request = request_of(query, chosen)
    with opened(location) as archive:
        result = frame(request, archive.searcher().search_quotes(request.query, request.options))
    _print(result, as_json, _quote_line)


def _print(result: dict[str, Any], as_json: bool, line: Callable[[dict[str, Any]], str]) -> None:
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for notice in result["notices"]:
        say(notice)
    if result["suggestion"]:
        say(f"Did you mean: {result['suggestion']['q']}")
    for hit in result["hits"]:
        click.echo(line(hit))
    say(f"{result['total']} hits, page {result['page']} of {result['pages']}, {result['took_ms']} ms")


def _report_line(hit: dict[str, Any]) -> str:
    facts = [hit["date"], hit["competition"], " - ".join(hit["teams"]), hit["score"]]
    return "\t".join([hit["id"], hit["title"], *(fact or "" for fact in facts)])


def _quote_line(hit: dict[str, Any]) -> str:
    text = " ".join(hit["text"].split())
    return "\t".join([hit["id"], text, hit["speaker"] or "", hit["role"] or "", hit["date"] or ""])


@cli.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--explain", "why", is_flag=True, help="Add which words decided each fact and quote.")
def extract_command(paths: Sequence[str], why: bool) -> int:
    """Print the facts and quotes of reports, one JSON line each; no archive needed."""
    rejected = 0
    for item in read(paths):
        if isinstance(item, IngestError):
            rejected += 1
            say(str(item))
        else:
            report = extract(item)
            line = extracted(report)
            if why:
                line["evidence"] = [asdict(evidence) for evidence in explain(report)]
            click.echo(json.dumps(line, ensure_ascii=False))
    return REJECTED if rejected else 0


@cli.command("analyze")
def analyze_command() -> None:
    """Read a word a line; print its index terms: keys, then keys of compound parts."""
    for lines in analyzed(sys.stdin.buffer):
        click.echo(lines, nl=False)


@cli.command("evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print all figures and differences as JSON.")
@click.option("--differences", is_flag=True, help="List every disagreement with the labels.")
def evaluate_command(folder: str, as_json: bool, differences: bool) -> None:
    """Score extraction against the labels NAME.json beside NAME.txt in DIR."""
    result = evaluate(folder)
    if as_json:
        click.echo(json.dumps(result.figures(), ensure_ascii=False, indent=1))
        return
    _print_evaluation(result)
    for difference in result.differences if differences else ():
        click.echo(f"{difference.report}: {difference.attribute}")
        click.echo(f"    expected {difference.expected}\n    found    {difference.found}")


def _print_evaluation(result: Evaluation) -> None:
    click.echo(f"{result.reports} labelled reports\n")
    heads = "".join(f" {head:>9}" for head in ("precision", "recall", "F1", "right", "wrong", "missed"))
    click.echo(f"{'attribute':<18}{heads}")
    for name, score in result.scores.items():
        figures = f"{score.precision:9.3f} {score.recall:9.3f} {score.f1:9.3f}"
        click.echo(f"{name:<18} {figures} {score.true:9d} {score.wrong:9d} {score.missed:9d}")
    click.echo(f"\nquotes found in reports without any: {result.false_quotes}")


@cli.command("check")
@archive_option
def check_command(location: str) -> int:
    """Check the archive; prints one finding a line and exits 1 when there are any."""
    with opened(location) as archive:
        findings = archive.check()
    for finding in findings:
        click.echo(finding)
    say(f"{len(findings)} findings" if findings else "All is well.")
    return FAILURE if findings else 0


@cli.command("rebuild")
@archive_option
@click.option("--extract", "again", is_flag=True, help="Extract facts and quotes anew, too.")
def rebuild_command(location: str, again: bool) -> None:
    """Make the index anew from the stored reports; the old one serves until then."""
    with (
        opened(location) as archive,
        tqdm(unit="reports", desc="Rebuilding", leave=False, file=sys.stderr, disable=None) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        archive.rebuild(progress, extract if again else None)
    say("Rebuilt.")


@cli.command("stats")
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


@cli.command("remove")
@click.argument("report_id", metavar="ID")
@archive_option
def remove_command(report_id: str, location: str) -> int:
    """Take a report and its quotes out of the archive."""
    with opened(location) as archive, archive.writer(on_wait=say) as writer:
        removed = writer.remove(report_id)
    say(f"Removed {report_id}." if removed else f"There is no report {report_id}.")
    return 0 if removed else FAILURE


@cli.command("correct")
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


@cli.group("token")
def token_group() -> None:
    """Make, list and revoke the tokens that may write over the API."""


@token_group.command("add")
@click.argument("name")
@archive_option
def token_add_command(name: str, location: str) -> None:
    """Make a token and print it, this once."""
    with opened(location) as archive:
        click.echo(archive.tokens.add(name))


@token_group.command("list")
@archive_option
def token_list_command(location: str) -> None:
    """Print the names of the tokens and when they were made."""
    with opened(location) as archive:
        for token in archive.tokens.all():
            click.echo(f"{token.name}\t{token.made_at}")


@token_group.command("revoke")
@click.argument("name")
@archive_option
def token_revoke_command(name: str, location: str) -> int:
    """Make a token worthless."""
    with opened(location) as archive:
        revoked = archive.tokens.revoke(name)
    say(f"Revoked {name}." if revoked else f"There is no token {name}.")
    return 0 if revoked else FAILURE


def _not_yet(name: str, what: str) -> None:
    @cli.command(
        name,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        short_help=f"{what} (not yet)",
    )
    def command() -> None:
        raise NotYetError(f"`searchapp {name}` is not there yet in version {__version__}")

    command.help = f"{what}. Not there yet in this version."


_not_yet("backup", "Copy the archive to one file")
_not_yet("restore", "Bring back an archive from a backup")
_not_yet("watch", "Index new and changed reports as they come")
