"""For whoever keeps the site running: is it well, and how busy is it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from searchapp import __version__
from searchapp.engine.protocols import Archive, Searcher
from searchapp.errors import ArchiveDamaged, EngineUnavailable, SearchappError
from searchapp.lexicon import lexicon
from searchapp.model import SearchOptions
from searchapp.query.ast import Term
from searchapp.web.metrics import MEDIA_TYPE, Metrics, gauge
from searchapp.web.scrubbing import Scrubber
from searchapp.web.site import site

operations = Blueprint("operations", __name__)

GAUGES = "searchapp.gauges"
"""Under which name an app's extensions hold its gauges."""


@dataclass(frozen=True, slots=True)
class Gauges:
    """What tells how the site is doing."""

    metrics: Metrics
    scrubber: Scrubber

    def put_in(self, extensions: dict[str, Any]) -> None:
        """Make the pages of this module find these."""
        extensions[GAUGES] = self


def gauges() -> Gauges:
    """Those of the site whose request is being answered."""
    found: Gauges = current_app.extensions[GAUGES]
    return found


def warmed(archive: Archive) -> Searcher:
    """The newest searcher, once it and the lexicon have loaded what the first editor would wait for.

    Raises ArchiveDamaged or EngineUnavailable.
    """
    searcher = archive.searcher()
    lexicon()
    searcher.search_reports(Term("wedstrijd"), SearchOptions(per_page=1))
    searcher.suggest("wedstrijd")
    return searcher


@operations.get("/healthz")
def health() -> Response:
    """200 once index, lexicon and analysis answer, 503 with the reason when they can't.

    `degraded` (still 200: it answers) tells that something on the disk isn't what was written.
    """
    try:
        searcher = warmed(site().archive)
    except ArchiveDamaged as error:
        return _unhealthy("damaged", error)
    except EngineUnavailable as error:
        return _unhealthy("unavailable", error)
    findings = gauges().scrubber.findings
    state, reason = ("degraded", " ".join(findings)) if findings else ("ready", None)
    return jsonify({"state": state, "reason": reason, "generation": searcher.generation})


def _unhealthy(state: str, error: Exception) -> Response:
    response = jsonify({"state": state, "reason": str(error)})
    response.status_code = 503
    return response


@operations.get("/metrics")
def metrics() -> Response:
    """Counters of all processes, and what the archive holds, for Prometheus."""
    lines = [*gauges().metrics.exposition(), *_present()]
    return Response("\n".join(lines) + "\n", content_type=MEDIA_TYPE)


def _present() -> Iterator[str]:
    yield from gauge("info", "The version that is running.", 1, version=__version__)
    scrubber = gauges().scrubber
    yield from gauge("damage_found", "Findings of the last scrub of this process.", len(scrubber.findings))
    yield from gauge("scrub_rounds", "Scrubs that this process has finished.", scrubber.rounds)
    try:
        searcher = site().archive.searcher()
        overview = searcher.overview()
    except SearchappError:
        yield from gauge("ready", "Whether the archive answers.", 0)
        return
    yield from gauge("ready", "Whether the archive answers.", 1)
    yield from gauge("generation", "Grows with every commit.", searcher.generation)
    yield from gauge("reports", "Reports in the archive.", overview.reports)
    yield from gauge("quotes", "Different quotes in the archive.", overview.quotes)
