"""A folder in, its new and changed reports searchable within seconds: for as long as it runs.

    look -> what is new or changed -> has it settled? -> index -> look again

The folder is looked through again and again rather than watched by the kernel: that works on
network drives, whose changes no kernel reports, needs no library, and starts again where it
stopped. What it costs is bounded: looking takes at most a quarter of the time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from searchapp.engine.protocols import Archive
from searchapp.errors import EngineUnavailable
from searchapp.indexing import Summary, Watcher, index_paths
from searchapp.ingest.discover import is_report, leads_inside

BETWEEN_LOOKS = 0.4
"""Seconds; looking through a large folder takes longer and is done less often."""
_SETTLED_AFTER = 0.8
"""Seconds that a file must have been left alone: whoever writes it may not be done."""
_SHARE = 4
_TEMPORARY = (".", "~", "#")
"""What names of files begin with that other programs are still writing."""

Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and number of a file."""


@dataclass(slots=True)
class Folder:
    """What is known of a folder: the state in which each file was indexed, and what is new."""

    path: str
    indexed: dict[str, Stamp] = field(default_factory=dict)
    _changing: dict[str, tuple[Stamp, float]] = field(default_factory=dict)

    def settled(self, now: float) -> dict[str, Stamp]:
        """The files that are new or changed and have been left alone since."""
        found = dict(self._look())
        for gone in self.indexed.keys() - found.keys():
            del self.indexed[gone]
        changed = {path: stamp for path, stamp in found.items() if self.indexed.get(path) != stamp}
        before, self._changing = self._changing, {}
        for path, stamp in changed.items():
            seen, since = before.get(path, (stamp, now))
            self._changing[path] = (stamp, since if seen == stamp else now)
        return {p: stamp for p, (stamp, since) in self._changing.items() if now - since >= _SETTLED_AFTER}

    def _look(self) -> Iterator[tuple[str, Stamp]]:
        """Every file that indexing would read; one look at each, since there may be many."""
        root, folders = os.path.realpath(self.path), [self.path]
        while folders:
            try:
                entries = list(os.scandir(folders.pop()))
            except OSError:
                continue  # gone again, or not for us
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif is_report(entry.name) and not entry.name.startswith(_TEMPORARY):
                    yield from _stamp(entry, root)


def _stamp(entry: os.DirEntry[str], root: str) -> Iterator[tuple[str, Stamp]]:
    """A file's state, unless it is gone or a link that leads out of the folder."""
    if entry.is_symlink() and not leads_inside(entry.path, root):
        return
    try:
        status = entry.stat()
    except OSError:
        return
    yield entry.path, (status.st_size, status.st_mtime_ns, status.st_ino)


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom watching tells: of every run that did something, of rejections and of waiting."""

    on_run: Callable[[Summary], None]
    on_reject: Callable[[Exception], None]
    on_wait: Callable[[str], None]


def watch(archive: Archive, path: str, heard: Heard, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Index what is new or changed in the folder until `goes_on` says no.

    What was indexed before is recognised by its content, so a start costs one reading of the
    folder. A file that disappears leaves its report where it is. While somebody else writes to
    the archive, what is new waits.
    """
    folder = Folder(path)
    while goes_on():
        began = time.monotonic()
        settled = folder.settled(began)
        if settled:
            _index(archive, folder, settled, heard)
        took = time.monotonic() - began
        _sleep(max(BETWEEN_LOOKS, (_SHARE - 1) * took if not settled else 0), goes_on)


def _index(archive: Archive, folder: Folder, settled: dict[str, Stamp], heard: Heard) -> None:
    watcher = Watcher(on_reject=heard.on_reject, on_wait=heard.on_wait)
    try:
        summary = index_paths(archive, sorted(settled), watcher=watcher)
    except EngineUnavailable as error:
        heard.on_wait(str(error))
        return
    folder.indexed.update(settled)
    if summary.added or summary.updated or summary.rejected:
        heard.on_run(summary)


def _sleep(seconds: float, goes_on: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while goes_on() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, BETWEEN_LOOKS))
