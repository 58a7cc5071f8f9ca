"""What an engine is: a searcher, a writer and the archive that hands them out.

Engines take query trees and options and give results; they know nothing of HTTP,
of the command line or of progress bars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from searchapp.corrections import Change, Correction
from searchapp.errors import IngestError
from searchapp.model import (
    Overview,
    PartialDate,
    QuoteHit,
    QuoteMatch,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
    Suggestion,
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

    def check(self, text: str, limit: int) -> tuple[QuoteMatch, ...]:
        """The quotes that come near a sentence as remembered, the nearest first; () when none does."""

    def suggest(self, typed: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """What the archive holds that begins with the typed text, or else looks or sounds like it.

        Speakers and clubs first, then competitions, then words; () for a text without words.
        """

    def expanded(self, query: Query, options: SearchOptions) -> Query:
        """The tree with the synonyms that a search tries: what to mark in a text."""

    def typical_words(self, facet: str, value: str, limit: int) -> tuple[str, ...]:
        """Words that quotes with this facet value hold far more often than all others."""


class Preparing(Protocol):
    """A batch of reports in the making."""

    def add(self, report: Report) -> None:
        """Take an extracted report in; IngestError, with nothing changed, when it can't be stored."""

    def finish(self) -> Any:
        """The batch, for `Writer.add_prepared`; can be sent to another process."""


Preparation = Callable[[], Preparing]
"""Begins a batch; can be sent to another process."""


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

    @property
    def preparation(self) -> Preparation:
        """The part of `add` that needs no archive and is most of its work."""

    def add_prepared(self, batch: Any) -> Iterator[Added | IngestError]:
        """Add the reports of a batch one by one as the outcomes are asked for."""

    def remove(self, report_id: str) -> bool:
        """Delete the report and its quotes; False when there is none."""

    def correct(self, report_id: str, changes: Sequence[Change], by: str) -> bool:
        """Record an editor's changes and apply them; False when there is no such report.

        They win over what the source gives and what is extracted, now and whenever the
        report is stored again.
        """

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Take a correction back; False when there is none of that number in force."""

    def commit(self) -> None:
        """Make everything since the last commit durable, then visible."""


Scope = Literal["read", "write"]
"""What a token is good for; who may write may read."""


class Token(NamedTuple):
    """What is known of a token: whose it is, when it was made (ISO, UTC) and what for."""

    name: str
    made_at: str
    scope: Scope


class Version(NamedTuple):
    """A former text of a report: its number from 1, and when (ISO, UTC) another took its place."""

    number: int
    replaced_at: str
    title: str
    date: PartialDate | None
    text: str


class Backup(NamedTuple):
    """A backup that was made: its file, when (ISO, UTC), the archive's revision and its reports."""

    path: str
    made_at: str
    revision: int
    reports: int


class Tokens(Protocol):
    """The tokens of an archive. Nobody can read one again: only hashes are kept."""

    def add(self, name: str, scope: Scope = "write") -> str:
        """Make a token under a new name and return it; UsageError for a name that is taken."""

    def revoke(self, name: str) -> bool:
        """Make a token worthless; False when there is none of that name."""

    def all(self) -> tuple[Token, ...]:
        """Names and dates, by name."""

    def owner(self, secret: str, scope: Scope = "write") -> str | None:
        """The name of the token that this is, if it's good for `scope`; else None."""


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

    def corrections(self, report_id: str) -> tuple[Correction, ...]:
        """Every correction of a report, withdrawn ones too, in the order in which they were made."""

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """The former texts of a report, the oldest first; () when there never was another."""

    def backup(self, target: Path, on_loss: Callable[[str], None] | None = None) -> Backup:
        """Copy the archive to one file, also while somebody writes; replaces an earlier backup.

        Raises UsageError when `target` is something else than a backup, ArchiveDamaged when what is
        stored is damaged; with `on_loss` what is intact is copied, and each loss is told.
        """

    def purge(self, report_id: str, progress: Progress | None = None) -> tuple[Backup, ...] | None:
        """Remove a report and erase its bytes, versions and corrections from the archive's files.

        Returns the known backups that hold it; None when there never was such a report.
        """

    def scrub(self, pause: Callable[[int], None]) -> list[str]:
        """What `check` finds by checksums, read slowly: `pause` is told of every so many bytes."""

    @property
    def tokens(self) -> Tokens:
        """Who may read and write over the web."""

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
