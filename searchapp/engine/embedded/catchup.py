"""How does the index get what the store has? The one way for commits, recovery and rebuilding.

    store committed -> segments written -> files flushed -> manifest replaced -> old files removed

Whoever stores reports in bulk passes on what was analysed of them; the rest is read from the store.

A crash between any two steps leaves a manifest whose files are all there, and a store that
knows what came after it: the next writer starts here again.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

import numpy as np

from searchapp.engine.embedded import durable, manifest, segments
from searchapp.engine.embedded.columns import join_places
from searchapp.engine.embedded.facetcolumn import Ints, Mask
from searchapp.engine.embedded.manifest import Manifest
from searchapp.engine.embedded.prepared import Analysed, Placed, analyse
from searchapp.engine.embedded.schema import QUOTES, REPORTS
from searchapp.engine.embedded.segments import Added
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Progress

logger = logging.getLogger(__name__)

KINDS = (REPORTS, QUOTES)
_SEGMENT_OCCURRENCES = 8_000_000
"""Occurrences of terms in one new segment, which are sorted in memory: ten thousand reports or so."""
_READ_AT_ONCE = 50
_FOLDER = "index"


def create(archive: Path, generation: int) -> Manifest:
    """An empty index in a folder of its own; it counts once its manifest is written."""
    taken = [
        int(name) for path in archive.glob(f"{_FOLDER}*") if (name := path.name[len(_FOLDER) :]).isdigit()
    ]
    folder = f"{_FOLDER}{max([generation, *(number + 1 for number in taken)])}"
    tocs = {kind.name: segments.create(archive / folder / kind.name, kind) for kind in KINDS}
    return seal(archive, Manifest(generation, 0, manifest.current_fingerprint(), folder, tocs))


def catch_up(
    archive: Path,
    store: Store,
    start: Manifest,
    prepared: Sequence[Placed] = (),
    progress: Progress | None = None,
) -> Manifest:
    """Bring the index from the manifest's revision to the store's and write the manifest.

    What `prepared` holds isn't read from the store again. The caller holds the writer lock.
    `progress` is told how many reports are done.
    """
    until = store.revision
    if until == start.revision:
        return start
    tocs = dict(start.tocs)
    gone = {
        REPORTS: [(revision, 0) for revision in store.gone_since(start.revision)],
        QUOTES: store.shown.gone_since(start.revision),
    }
    for number, (reports, quotes) in enumerate(_additions(store, start.revision, prepared, progress)):
        if number:
            tocs = _merge(archive / start.folder, tocs)
        for kind, added in ((REPORTS, reports), (QUOTES, quotes)):
            folder = archive / start.folder / kind.name
            tocs[kind.name] = segments.append(folder, kind, tocs[kind.name], added, gone.pop(kind, ()))
    end = seal(archive, replace(start, generation=start.generation + 1, revision=until, tocs=tocs))
    end.write(archive)
    store.forget(start.revision)
    return tidy(archive, end)


def tidy(archive: Path, current: Manifest) -> Manifest:
    """Merge what has gathered, in a generation of its own: what is new can be searched by now."""
    merged = current
    try:
        tocs = _merge(archive / current.folder, current.tocs)
        if tocs != current.tocs:
            merged = seal(archive, replace(current, generation=current.generation + 1, tocs=tocs))
    except OSError as error:  # a disk that is full, say: what was committed stays committed
        logger.warning("the segments of %s could not be merged: %s", archive, error)
    if merged is not current:
        merged.write(archive)
    clean(archive, merged)
    return merged


def _merge(root: Path, tocs: Mapping[str, int]) -> dict[str, int]:
    return {kind.name: segments.merge(root / kind.name, kind, tocs[kind.name]) for kind in KINDS}


def rebuild(archive: Path, store: Store, generation: int, progress: Progress | None = None) -> Manifest:
    """Make the index from nothing but the store, beside the old one, and let it take over."""
    empty = create(archive, generation)
    if store.revision:
        return catch_up(archive, store, empty, progress=progress)
    empty.write(archive)
    clean(archive, empty)
    return empty


def seal(archive: Path, unsealed: Manifest) -> Manifest:
    """Flush the files that the manifest's generation needs, and note their checksums."""
    root = archive / unsealed.folder
    files: dict[str, durable.Fingerprint] = {}
    for kind in KINDS:
        for name in segments.files_of(root / kind.name, kind, unsealed.tocs[kind.name]):
            path = f"{kind.name}/{name}"
            if path in unsealed.files:
                files[path] = unsealed.files[path]
                continue
            durable.sync_file(root / path)
            files[path] = durable.fingerprint(root / path)
        durable.sync_folder(root / kind.name)
    durable.sync_folder(root)
    durable.sync_folder(archive)
    return replace(unsealed, files=files)


def clean(archive: Path, current: Manifest) -> None:
    """Remove index files that the manifest doesn't name; readers keep what they have open."""
    for folder in archive.glob(f"{_FOLDER}[0-9]*"):
        if folder.name != current.folder:
            shutil.rmtree(folder, ignore_errors=True)
    root = archive / current.folder
    for kind in KINDS:
        for path in (root / kind.name).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif f"{kind.name}/{path.name}" not in current.files:
                path.unlink(missing_ok=True)


def _additions(
    store: Store, after: int, prepared: Sequence[Placed], progress: Progress | None
) -> Iterator[tuple[list[Added], list[Added]]]:
    """What the index lacks since a revision, reports and quotes, in parts that fit into memory.

    At least one part, perhaps empty, so that deletions get their turn.
    """
    new = store.revisions_since(after)
    reports: list[Added] = []
    quotes: list[Added] = []
    size = done = 0
    for placed in chain(_still_current(prepared, new), _read(store, after, prepared, new)):
        if size >= _SEGMENT_OCCURRENCES:
            yield reports, quotes
            reports, quotes, size = [], [], 0
        reports.append(_chosen(placed.reports, placed, lambda revisions, _: revisions > after))
        quotes.append(_chosen(placed.quotes, placed, partial(_shown, store, after)))
        size += placed.reports.block.occurrences + placed.quotes.block.occurrences
        done += reports[-1][1].size
        if progress:
            progress(done, len(new))
    yield reports, quotes


def _still_current(prepared: Sequence[Placed], new: Iterable[int]) -> Iterator[Placed]:
    """What was prepared, without the reports that were replaced since."""
    current = frozenset(new)
    for placed in prepared:
        revisions = [revision if revision in current else None for revision in placed.revisions]
        yield placed._replace(revisions=revisions)


def _read(store: Store, after: int, prepared: Sequence[Placed], new: Iterable[int]) -> Iterator[Placed]:
    """The reports that nobody prepared, and the older ones of which a quote is shown that wasn't."""
    known = {revision for placed in prepared for revision in placed.revisions}
    wanted = chain((revision for revision in new if revision not in known), store.shown.promoted(after))
    while revisions := list(islice(wanted, _READ_AT_ONCE)):
        found = [(revision, store.by_revision(revision)) for revision in revisions]
        here = [(revision, report) for revision, report in found if report]
        yield Placed(*analyse([report for _, report in here]), [revision for revision, _ in here])


def _shown(store: Store, after: int, revisions: Ints, numbers: Ints) -> Mask:
    """Which quotes are shown only since then."""
    places = [
        (revision, number)
        for revision in dict.fromkeys(revisions[revisions > 0].tolist())
        for number in store.shown.numbers(revision, after)
    ]
    shown = np.array(places, np.int64).reshape(-1, 2).T
    found: Mask = np.isin(join_places(revisions, numbers), join_places(*shown))
    return found


def _chosen(analysed: Analysed, placed: Placed, wanted: Callable[[Ints, Ints], Mask]) -> Added:
    """The records that are wanted, by revision and number, with their revisions; 0 stands for none."""
    known = np.array([revision or 0 for revision in placed.revisions], np.int64)
    revisions = known[analysed.owners]
    kept = (revisions > 0) & wanted(revisions, analysed.columns.numbers["number"].astype(np.int64))
    return analysed.block.take(kept), analysed.columns.take(kept).of_revisions(revisions[kept])
