"""Paths in, searchable reports out: the only loop that writes.

    read -> identify -> unchanged? -> extract -> add -> (every so often) commit

Progress and rejections are reported by callback; nothing here prints.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from searchapp.engine.protocols import Added, Archive, Writer
from searchapp.errors import IngestError
from searchapp.extraction import extract
from searchapp.ingest import discover, read_file
from searchapp.ingest.discover import InputFile, Part
from searchapp.model import Report

logger = logging.getLogger(__name__)

COMMIT_EVERY = 5_000
"""Reports between two commits: what a crash can cost is the work on so many."""


@dataclass(slots=True)
class Summary:
    """What a run did. `rejected` holds one error for each record that wasn't indexed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[IngestError] = field(default_factory=list)

    def count(self, what: Added) -> None:
        """Note one more report that was added, updated or unchanged."""
        setattr(self, what, getattr(self, what) + 1)

    def __str__(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, "
            f"unchanged {self.unchanged}, rejected {len(self.rejected)}"
        )


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom a run tells: of its progress (done and total bytes), rejections and waiting."""

    on_progress: Callable[[int, int], None] = lambda done, total: None
    on_reject: Callable[[IngestError], None] = lambda error: None
    on_wait: Callable[[str], None] = lambda message: None


def index_paths(
    archive: Archive, paths: Sequence[str], part: Part | None = None, watcher: Watcher | None = None
) -> Summary:
    """Add everything readable below `paths` to the archive and return what happened.

    Unchanged reports are skipped before extraction. Raises EngineUnavailable when another
    writer doesn't finish in time; what a crash or an error left uncommitted is added by
    the next run.
    """
    watcher = watcher or Watcher()
    summary = Summary()
    with archive.writer(on_wait=watcher.on_wait) as writer:
        run = _Run(writer, summary)
        for item in _records(paths, part, watcher):
            error = item if isinstance(item, IngestError) else run.add(*item)
            if error:
                summary.rejected.append(error)
                watcher.on_reject(error)
    return summary


def _records(
    paths: Sequence[str], part: Part | None, watcher: Watcher
) -> Iterator[tuple[Report, InputFile] | IngestError]:
    """This part's records below `paths`, with progress in bytes of the files on disk."""
    found = list(discover(paths))
    total = sum(file.size for file in found if isinstance(file, InputFile))
    done = 0
    for file in found:
        if isinstance(file, IngestError):
            yield file
            continue
        seen = 0
        for item in read_file(file):
            line = _line(item, file)
            if part and not part.holds(f"{file.name}{line}"):
                continue
            if isinstance(item, Report):
                yield item, file
                seen += len(item.text)
                watcher.on_progress(done + min(seen, file.size), total)
            else:
                yield item
        done += file.size
        watcher.on_progress(done, total)


def _line(item: Report | IngestError, file: InputFile) -> str:
    """ ":LINE" of a record in a file of many, "" of a file that is one record."""
    if isinstance(item, IngestError):
        return f":{item.line}" if item.line else ""
    return item.origin[len(file.absolute) :]


class _Run:
    """The state of one run: which ids it has seen and how much awaits a commit."""

    def __init__(self, writer: Writer, summary: Summary) -> None:
        self.writer, self.summary = writer, summary
        self.given_ids: set[str] = set()
        self.pending = 0

    def add(self, report: Report, file: InputFile) -> IngestError | None:
        """Index one record; an error says why it was rejected."""
        line = int(_line(report, file).removeprefix(":") or 0) or None
        if "id" in report.given:
            if report.id in self.given_ids:
                return IngestError(file.path, f"the id {report.id!r} occurred before in this run", line)
            self.given_ids.add(report.id)
        else:
            report = replace(report, id=self._id(report))
        if self.writer.content_hash_of(report.id) == report.content_hash:
            self.summary.count("unchanged")
            return None
        try:
            self.summary.count(self.writer.add(extract(report)))
        except IngestError as error:
            return IngestError(file.path, error.reason, line)
        except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError) as error:
            # A mistake of ours on one odd report must never stop the run of a whole archive.
            logger.exception("extraction failed: %s", report.source)
            return IngestError(file.path, f"could not be extracted ({type(error).__name__}: {error})", line)
        self.pending += 1
        if self.pending >= COMMIT_EVERY:
            self.writer.commit()
            self.pending = 0
        return None

    def _id(self, report: Report) -> str:
        """The id of a record that brings none: a path keeps its id, a taken stem gets a suffix."""
        held = self.writer.id_of(report.origin)
        if held:
            return held
        if self.writer.origin_of(report.id) is None:
            return report.id
        return f"{report.id}-{hashlib.sha256(report.origin.encode()).hexdigest()[:8]}"
