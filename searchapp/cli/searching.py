"""How is the archive searched from a terminal? With the parameters of the pages as options."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import click

from searchapp.cli.terminal import archive_option, json_option, opened, say
from searchapp.web.serialize import frame
from searchapp.web.urls import PARAMETERS, SearchRequest, read_request


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


@click.command("search")
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


@click.command("quotes")
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
