"""The archive in a folder: who may write, which generation is read, and how it's made anew.

FOLDER/store.sqlite      the truth
FOLDER/manifest.json     names the files of the current generation
FOLDER/index7/reports/   a Whoosh index of reports, with columns
FOLDER/index7/quotes/    a Whoosh index of quotes, with columns
FOLDER/write.lock        held by the writer
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from searchapp.analysis import dutch
from searchapp.corrections import Correction
from searchapp.engine.embedded import backup, catchup, durable, manifest, purging, seals, whole_words
from searchapp.engine.embedded.backup import STORE
from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.scrub import scrub
from searchapp.engine.embedded.searcher import EmbeddedSearcher
from searchapp.engine.embedded.store import Store
from searchapp.engine.embedded.tokens import StoredTokens
from searchapp.engine.embedded.whole_words import OtherAnalysis
from searchapp.engine.embedded.writer import EmbeddedWriter
from searchapp.engine.protocols import Backup, Progress, Version
from searchapp.errors import ArchiveDamaged, ArchiveMissing, EngineUnavailable, WordListError
from searchapp.model import Report

LOCK = "write.lock"
WAIT_SECONDS = 60.0
_OPEN_ATTEMPTS = 5

_Stamp = tuple[int, int, int]


class EmbeddedArchive:
    """See `searchapp.engine.protocols.Archive`; safe to share between threads and over a fork."""

    def __init__(self, folder: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        """Open the archive in `folder`; ArchiveMissing when there is none.

        `wait_seconds` bounds how long a writer waits its turn.
        """
        if not (folder / STORE).is_file():
            raise ArchiveMissing(f"There is no archive in {folder}; `searchapp index` makes one.")
        self._folder, self._wait_seconds = folder, wait_seconds
        self._guard = threading.RLock()
        self._open()
        self._recover()

    def _open(self) -> None:
        self._process = os.getpid()
        self._store = Store(self._folder / STORE)
        self._inode = self._store_inode()
        self._searcher: EmbeddedSearcher | None = None
        self._stamp: _Stamp | None = None
        self._verified: set[str] = set()
        self._whole: frozenset[str] = frozenset()

    def _here(self) -> Store:
        """The store as opened by this process: SQLite connections don't survive a fork."""
        if self._process != os.getpid():
            self._inherited = self._store  # kept, because closing it is its own process's business
            self._open()
        with self._guard:
            if self._inode != self._store_inode():
                # A backup was restored: searchers in use keep the store that they began with.
                self._store, self._inode = Store(self._folder / STORE), self._store_inode()
            return self._store

    def _store_inode(self) -> int:
        try:
            return os.stat(self._folder / STORE).st_ino
        except FileNotFoundError:
            raise ArchiveMissing(f"The archive in {self._folder} is gone.") from None

    def _recover(self) -> None:
        """Index what a killed writer stored but didn't index, unless somebody is writing."""
        try:
            current = whole_words.fitting(self._folder)
            if self._store.revision > current.revision:
                with self._locked(0, None), self._writing() as store:
                    EmbeddedWriter(self._folder, store, whole_words.fitting(self._folder))
        except (ArchiveDamaged, EngineUnavailable, WordListError, OSError):
            # A searcher tells of damage; a busy or read-only archive serves what it has.
            return

    @property
    def location(self) -> str:
        """The absolute path of the folder."""
        return str(self._folder)

    def searcher(self) -> EmbeddedSearcher:
        """The newest generation, which costs one look at the manifest.

        Raises ArchiveDamaged when the index is unusable; a searcher that is open serves on
        when the archive was rebuilt by a version with another analysis. Raises WordListError.
        """
        with self._guard:
            store, stamp = self._here(), self._manifest_stamp()
            if self._searcher is None or stamp != self._stamp:
                try:
                    newest = self._newest(store, self._verified)
                    if self._searcher:
                        newest.follow(self._searcher)
                    self._searcher, self._whole = newest, dutch.whole_words()
                except (OtherAnalysis, WordListError):
                    if self._searcher is None:
                        raise
                self._stamp = stamp
            dutch.leave_whole(self._whole)
            return self._searcher

    def _newest(self, store: Store, verified: set[str] | None) -> EmbeddedSearcher:
        for _ in range(_OPEN_ATTEMPTS):
            current = whole_words.fitting(self._folder)
            try:
                return EmbeddedSearcher(self._folder, store, current, verified)
            except FileNotFoundError as error:
                if manifest.read(self._folder).generation == current.generation:
                    raise manifest.damaged(f"{error.filename} is missing") from error
        raise EngineUnavailable(f"{self._folder} changes faster than it can be opened")

    def _manifest_stamp(self) -> _Stamp | None:
        try:
            status = os.stat(self._folder / manifest.NAME)
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size

    @contextmanager
    def writer(self, on_wait: Callable[[str], None] | None = None) -> Iterator[EmbeddedWriter]:
        """The single writer; leaving the block commits, an exception discards the uncommitted."""
        with self._locked(self._wait_seconds, on_wait), self._writing() as store:
            writer = EmbeddedWriter(self._folder, store, whole_words.fitting(self._folder))
            yield writer
            writer.commit()

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        """A connection of the writer's own, so that nobody reads what isn't committed."""
        store = Store(self._folder / STORE)
        try:
            yield store
        finally:
            store.rollback()
            store.close()

    @contextmanager
    def _locked(self, wait_seconds: float, on_wait: Callable[[str], None] | None) -> Iterator[None]:
        with locked(self._folder, wait_seconds, on_wait):
            yield

    def reports(self) -> Iterator[Report]:
        """Every stored report, in the order of their ids."""
        return self._here().all()

    def corrections(self, report_id: str) -> tuple[Correction, ...]:
        """Every correction of a report, in the order in which they were made."""
        return self._here().corrections(report_id)

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """The former texts of a report, the oldest first."""
        return self._here().versions.of(report_id)

    def backup(self, target: Path, on_loss: Callable[[str], None] | None = None) -> Backup:
        """Copy the archive to a file, beside any writer; with `on_loss` what is intact of it."""
        return backup.write(self._folder, self._here(), target, on_loss)

    def purge(self, report_id: str, progress: Progress | None = None) -> tuple[Backup, ...] | None:
        """Remove a report and erase its bytes from every file of the archive.

        Returns the known backups that hold it, or None when there never was such a report.
        Costs a rebuild. One that was interrupted is finished first, by way of any id.
        """
        with self._locked(self._wait_seconds, None), self._writing() as store:
            since = purging.first_revision(store.connection, report_id)
            if since is None and not purging.begun(self._folder):
                return None
            purging.begin(self._folder)
            store.remove(report_id)
            store.commit()
            self._rebuild_index(store, progress)
            purging.erase(store.connection, report_id)
            purging.rewrite(store.connection)
            purging.end(self._folder)
        if since is None:
            return None
        return tuple(made for made in backup.known(self._folder) if made.revision >= since)

    @property
    def tokens(self) -> StoredTokens:
        """Who may read and write over the web."""
        return StoredTokens(lambda: self._here().connection, self._signing)

    @contextmanager
    def _signing(self) -> Iterator[Connection]:
        with self._locked(self._wait_seconds, None), self._writing() as store:
            yield store.connection

    def check(self) -> list[str]:
        """Findings, one sentence each; empty when all is well."""
        try:
            store = self._here()
            findings = store.check()
            if purging.begun(self._folder):
                findings.append("A purge was interrupted; run `searchapp remove ID --purge` again.")
            searcher = self._newest(store, verified=None)
            return [*findings, *searcher.list_problems(), *_differences(searcher, store)]
        except (ArchiveDamaged, WordListError) as error:
            return [str(error)]

    def scrub(self, pause: Callable[[int], None]) -> list[str]:
        """Compare all files with their checksums, at the speed that `pause` allows; findings as `check`."""
        return scrub(self._folder, self._here(), pause)

    def rebuild(
        self, progress: Progress | None = None, extract: Callable[[Report], Report] | None = None
    ) -> None:
        """Make the index anew from the stored reports, beside the old one, and swap it in.

        With `extract` each report passes through it first and the store keeps the result.
        """
        with self._locked(self._wait_seconds, None), self._writing() as store:
            whole_words.adopt(self._folder)
            _store_anew(store, extract, progress)
            self._rebuild_index(store, progress)

    def _rebuild_index(self, store: Store, progress: Progress | None) -> None:
        try:
            generation = manifest.read(self._folder).generation + 1
        except ArchiveDamaged:
            generation = 1
        catchup.rebuild(self._folder, store, generation, progress)

    def close(self) -> None:
        """Release files; the archive can't be used afterwards."""
        with self._guard:
            self._searcher = None
            self._store.close()


def create(folder: Path, wait_seconds: float = WAIT_SECONDS) -> None:
    """Make an empty archive in `folder` unless there is one. The store comes last: it is the archive."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, wait_seconds, None):
        if not (folder / STORE).exists():
            whole_words.adopt(folder)
            catchup.create(folder, 1).write(folder)
            Store.create(folder / STORE).close()
    _flush_names_above(folder)


def _flush_names_above(folder: Path) -> None:
    """Let the folder's own name, and those that were made on the way to it, survive a power cut."""
    for parent in folder.absolute().parents:
        try:
            durable.sync_folder(parent)
        except OSError:
            return  # a folder that we may enter but not read was there before us


@contextmanager
def locked(folder: Path, wait_seconds: float, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    """Hold the writer lock; EngineUnavailable when it doesn't come free in time."""
    lock = FileLock(folder / LOCK)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if on_wait and wait_seconds:
                on_wait(f"Somebody else is writing to {folder}; waiting up to {wait_seconds:.0f} seconds.")
            lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise EngineUnavailable(
            f"Somebody else is still writing to {folder} after {wait_seconds:.0f} seconds; try again later."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _store_anew(store: Store, extract: Callable[[Report], Report] | None, progress: Progress | None) -> None:
    """Store what follows from each report again: its facts with `extract`, corrections, keys of quotes.

    One transaction: after a crash all is as it was, or all is new.
    """
    total = store.count()[0] if extract else 0
    for done, report in enumerate(store.originals(), 1):
        store.put(extract(report) if extract else report)
        if extract and progress:
            progress(done, total)
    store.connection.begin()
    seals.add_missing(store.connection)
    store.commit()


def _differences(searcher: EmbeddedSearcher, store: Store) -> list[str]:
    """What the index holds otherwise than the store."""
    findings = []
    overview, (reports, quotes) = searcher.overview(), store.count()
    for name, indexed, stored in (
        ("reports", overview.reports, reports),
        ("quotes", overview.quotes, quotes),
    ):
        if indexed != stored:
            findings.append(f"The index holds {indexed} {name}, the store {stored}; run `searchapp rebuild`.")
    same = searcher.revisions() == store.revisions_since(0) and searcher.places() == store.shown.all()
    if not findings and not same:
        findings.append("The index holds other versions of reports than the store; run `searchapp rebuild`.")
    return findings
