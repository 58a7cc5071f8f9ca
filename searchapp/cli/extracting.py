"""What do analysis and extraction make of a text? These commands need no archive."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from searchapp.analysis.lines import analyzed
from searchapp.cli.terminal import REJECTED, say
from searchapp.errors import IngestError
from searchapp.evaluation.extraction import Evaluation, evaluate
from searchapp.extraction import extract
from searchapp.extraction.explain import explain
from searchapp.ingest import read
from searchapp.web.serialize import extracted


@click.command("extract")
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


@click.command("analyze")
def analyze_command() -> None:
    """Read a word a line; print its index terms: keys, then keys of compound parts."""
    for lines in analyzed(sys.stdin.buffer):
        click.echo(lines, nl=False)


@click.command("evaluate")
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
