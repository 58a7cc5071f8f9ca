"""What an engine is: a searcher, a writer and the archive that hands them out.

Engines take query trees and options and give results; they know nothing of HTTP,
of the command line or of progress bars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from searchapp.model import (
    Overview,
    QuoteHit,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
)
from searchapp.query.ast import Query

Added = Literal["added", "updated", "unchanged"]


class Searcher(Protocol):
    """Answers queries from one generation of the archive; safe to share between threads."""

    @property
    def generation(self) -> int:
        """Grows with every commit."""

    def search_reports(self, query: Query, options: SearchOptions) -> SearchResult[ReportHit]:
        """Reports ranked, with exact total and facet counts."""

    def search_quotes(self, query: Query, options: SearchOptions) -> SearchResult[QuoteHit]:
        """Quotes ranked, with exact total and facet counts."""

    def report(self, report_id: str) -> Report | None:
        """The stored report, or None."""

    def overview(self) -> Overview:
        """What the archive holds."""


class Writer(Protocol):
    """The one writer. Nothing is searchable, or promised, before `commit` returns."""

    def id_of(self, origin: str) -> str | None:
        """The id that this origin holds, or None."""

    def origin_of(self, report_id: str) -> str | None:
        """The origin that holds this id, or None."""

    def content_hash_of(self, report_id: str) -> str | None:
        """The hash of the stored report's input, or None when there is no such report."""

    def add(self, report: Report) -> Added:
        """Store the report with its quotes, replacing an earlier one of that id."""

    def remove(self, report_id: str) -> bool:
        """Delete the report and its quotes; False when there is none."""

    def commit(self) -> None:
        """Make everything since the last commit durable, then visible."""


Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Archive(Protocol):
    """A place where reports live."""

    @property
    def location(self) -> str:
        """The resolved place, for people."""

    def searcher(self) -> Searcher:
        """The newest generation. Raises ArchiveDamaged when the index is unusable."""

    def writer(self, on_wait: Callable[[str], None] | None = None) -> AbstractContextManager[Writer]:
        """The single writer; waits its turn (bounded), then raises EngineUnavailable.

        Leaving the block commits; an exception inside it discards what isn't committed.
        """

    def reports(self) -> Iterator[Report]:
        """Every stored report, in the order of their ids."""

    def check(self) -> list[str]:
        """Findings, one sentence each; empty when all is well."""

    def rebuild(
        self, progress: Progress | None = None, extract: Callable[[Report], Report] | None = None
    ) -> None:
        """Make the index anew from the stored reports and swap it in.

        With `extract`, each stored report passes through it first (its `given` attributes
        are stored and win again), and the store keeps the new facts.
        """

    def close(self) -> None:
        """Release files; the archive can't be used afterwards."""
