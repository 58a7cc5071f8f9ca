"""Paths in, searchable reports out: the only loop that writes.

    read -> identify -> unchanged? -> [extract -> prepare] -> add -> (every so often) commit

What stands in brackets needs nothing but the report, and is done in worker processes when there
is much of it. All decisions fall here, in the order in which records are read.

Progress and rejections are reported by callback; nothing here prints.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from searchapp import parallel
from searchapp.engine.protocols import Added, Archive, Preparation, Writer
from searchapp.errors import IngestError
from searchapp.extraction import extract
from searchapp.ingest import discover, read_file
from searchapp.ingest.discover import InputFile, Part
from searchapp.model import Report
from searchapp.parallel import Died

logger = logging.getLogger(__name__)

COMMIT_EVERY = 5_000
"""Reports between two commits: what a crash can cost is the work on so many."""
_BATCH_REPORTS = 64
_BATCH_CHARACTERS = 400_000
_BATCHES_HERE = 4
"""Batches that are worked on in this process before workers are started."""


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
    archive: Archive,
    paths: Sequence[str],
    part: Part | None = None,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> Summary:
    """Add everything readable below `paths` to the archive and return what happened.

    Unchanged reports are skipped before extraction, which long runs do in `workers` processes
    (None: one for each processor). Raises EngineUnavailable when another writer doesn't finish
    in time; what a crash or an error left uncommitted is added by the next run.
    """
    watcher = watcher or Watcher()
    found = list(discover(paths))
    total = sum(file.size for file in found if isinstance(file, InputFile))
    with archive.writer(on_wait=watcher.on_wait) as writer:
        run = _Run(writer, watcher)
        batches = run.batches(_records(found, total, part))
        work = _Work(writer.preparation)
        count = parallel.cores() if workers is None else workers
        with closing(parallel.in_order(work, batches, count, _BATCHES_HERE)) as results:
            for batch, result in results:
                run.store(batch, result)
    watcher.on_progress(total, total)
    return run.summary


def _records(found: Sequence[InputFile | IngestError], total: int, part: Part | None) -> Iterator[_Read]:
    """This part's records, with progress in bytes of the files on disk."""
    done = 0
    for file in found:
        if isinstance(file, IngestError):
            yield _Read(file, file.path, None, done, total)
            continue
        seen = 0
        for item in read_file(file):
            line = item.line if isinstance(item, IngestError) else _line(item, file)
            if part and not part.holds(f"{file.name}:{line}" if line else file.name):
                continue
            seen += len(item.text) if isinstance(item, Report) else 0
            yield _Read(item, file.path, line, done + min(seen, file.size), total)
        done += file.size


def _line(report: Report, file: InputFile) -> int | None:
    """The line of a record in a file of many."""
    return int(report.origin[len(file.absolute) + 1 :] or 0) or None


class _Read(NamedTuple):
    """A record as it was read, where it stands, and how many bytes of all were read with it."""

    item: Report | IngestError
    path: str
    line: int | None
    done: int
    total: int

    def error(self, reason: str) -> IngestError:
        """Why the record isn't added."""
        return IngestError(self.path, reason, self.line)


class _Failure(NamedTuple):
    """Why a report can't be added, and for a mistake of ours where."""

    reason: str
    traceback: str = ""


class _Worked(NamedTuple):
    """What the work on a batch gave: the reports that could be prepared, and for the others why not."""

    prepared: Any
    failures: dict[int, _Failure]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done with a batch of reports, in whatever process: extract, and what else needs no archive."""

    preparation: Preparation

    def __call__(self, batch: Sequence[Report]) -> _Worked:
        """The prepared reports, and why some could not be."""
        preparing = self.preparation()
        failures = {}
        for number, report in enumerate(batch):
            try:
                preparing.add(extract(report))
            except IngestError as error:
                failures[number] = _Failure(error.reason)
            except (
                ArithmeticError,
                AssertionError,
                LookupError,
                RuntimeError,
                TypeError,
                ValueError,
            ) as error:
                # A mistake of ours on one odd report must never stop the run of a whole archive.
                reason = f"could not be extracted ({type(error).__name__}: {error})"
                failures[number] = _Failure(reason, traceback.format_exc())
        return _Worked(preparing.finish(), failures)


class _Run:
    """The state of one run: which ids it has seen, what is under way, how much awaits a commit."""

    def __init__(self, writer: Writer, watcher: Watcher) -> None:
        self.summary = Summary()
        self._writer, self._watcher = writer, watcher
        self._given_ids: set[str] = set()
        # What is under way isn't in the store yet, but its id and origin are taken.
        self._ids: dict[str, Report] = {}
        self._origins: dict[str, tuple[Report, _Read]] = {}
        self._pending = 0

    def batches(self, records: Iterator[_Read]) -> Iterator[Sequence[Report]]:
        """The reports that are to be added, identified, in batches; of all others is told here."""
        batch: list[Report] = []
        characters = 0
        for read in records:
            report = self._accepted(read)
            if report is None:
                if not self._origins:
                    self._watcher.on_progress(read.done, read.total)
                continue
            self._ids[report.id] = report
            self._origins[report.origin] = report, read
            batch.append(report)
            characters += len(report.text)
            if len(batch) >= _BATCH_REPORTS or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch

    def _accepted(self, read: _Read) -> Report | None:
        """The report with its id; None for what isn't to be added, which is then counted or told of."""
        item = read.item
        if isinstance(item, IngestError):
            self._reject(item)
            return None
        if "id" in item.given:
            if item.id in self._given_ids:
                self._reject(read.error(f"the id {item.id!r} occurred before in this run"))
                return None
            self._given_ids.add(item.id)
        else:
            item = replace(item, id=self._id(item))
        held = self._ids.get(item.id)
        known = held.content_hash if held else self._writer.content_hash_of(item.id)
        if known == item.content_hash:
            self.summary.count("unchanged")
            return None
        return item

    def _id(self, report: Report) -> str:
        """The id of a record that brings none: a path keeps its id, a taken stem gets a suffix."""
        under_way = self._origins.get(report.origin)
        held = under_way[0].id if under_way else self._writer.id_of(report.origin)
        if held:
            return held
        if report.id not in self._ids and self._writer.origin_of(report.id) is None:
            return report.id
        return f"{report.id}-{hashlib.sha256(report.origin.encode()).hexdigest()[:8]}"

    def store(self, batch: Sequence[Report], result: _Worked | Died) -> None:
        """Add a batch that was worked on, or tell why not, and commit when it is time."""
        if isinstance(result, Died):
            failures = dict.fromkeys(range(len(batch)), _Failure(f"could not be extracted: {result}"))
            outcomes: Iterator[Added | IngestError] = iter(())
        else:
            failures, outcomes = result.failures, self._writer.add_prepared(result.prepared)
        for number, report in enumerate(batch):
            self._ids.pop(report.id, None)
            _, read = self._origins.pop(report.origin)
            failure = failures.get(number)
            outcome = read.error(failure.reason) if failure else next(outcomes)
            if failure and failure.traceback:
                logger.error("extraction failed: %s\n%s", report.source, failure.traceback)
            if isinstance(outcome, IngestError):
                self._reject(read.error(outcome.reason))
            else:
                self.summary.count(outcome)
                self._pending += 1
            self._watcher.on_progress(read.done, read.total)
        if self._pending >= COMMIT_EVERY:
            self._writer.commit()
            self._pending = 0

    def _reject(self, error: IngestError) -> None:
        self.summary.rejected.append(error)
        self._watcher.on_reject(error)
