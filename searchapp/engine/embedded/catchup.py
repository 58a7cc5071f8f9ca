"""How does the index get what the store has? The one way for commits, recovery and rebuilding.

    store committed -> segments written -> files flushed -> manifest replaced -> old files removed

A crash between any two steps leaves a manifest whose files are all there, and a store that
knows what came after it: the next writer starts here again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from searchapp.engine.embedded import durable, manifest, segments
from searchapp.engine.embedded.columns import Row
from searchapp.engine.embedded.manifest import Manifest
from searchapp.engine.embedded.schema import QUOTES, REPORTS, Document, quote_document, report_document
from searchapp.engine.embedded.store import Store, Stored
from searchapp.engine.protocols import Progress
from searchapp.fields import FACETS

KINDS = (REPORTS, QUOTES)
_BATCH_REPORTS = 2_500
_BATCH_CHARACTERS = 10_000_000
_FOLDER = "index"


def create(archive: Path, generation: int) -> Manifest:
    """An empty index in a folder of its own; it counts once its manifest is written."""
    taken = [
        int(name) for path in archive.glob(f"{_FOLDER}*") if (name := path.name[len(_FOLDER) :]).isdigit()
    ]
    folder = f"{_FOLDER}{max([generation, *(number + 1 for number in taken)])}"
    tocs = {kind.name: segments.create(archive / folder / kind.name, kind) for kind in KINDS}
    return seal(archive, Manifest(generation, 0, manifest.current_fingerprint(), folder, tocs))


def catch_up(archive: Path, store: Store, start: Manifest, progress: Progress | None = None) -> Manifest:
    """Bring the index from the manifest's revision to the store's and write the manifest.

    The caller holds the writer lock. `progress` is told how many reports are done.
    """
    until = store.revision
    if until == start.revision:
        return start
    total = store.count_since(start.revision) if progress else 0
    tocs, done = dict(start.tocs), 0
    gone_reports = [(revision, 0) for revision in store.gone_since(start.revision)]
    gone_quotes = store.shown.gone_since(start.revision)
    for batch in _batches(store.since(start.revision, until)):
        new = [stored for stored in batch if stored.revision > start.revision]
        for kind, records, gone in (
            (REPORTS, _reports(new), gone_reports),
            (QUOTES, _quotes(batch), gone_quotes),
        ):
            folder = archive / start.folder / kind.name
            tocs[kind.name] = segments.append(folder, kind, tocs[kind.name], records, gone)
        gone_reports, gone_quotes, done = [], [], done + len(new)
        if progress:
            progress(done, total)
    end = seal(archive, replace(start, generation=start.generation + 1, revision=until, tocs=tocs))
    end.write(archive)
    store.forget(start.revision)
    clean(archive, end)
    return end


def rebuild(archive: Path, store: Store, generation: int, progress: Progress | None = None) -> Manifest:
    """Make the index from nothing but the store, beside the old one, and let it take over."""
    empty = create(archive, generation)
    if store.revision:
        return catch_up(archive, store, empty, progress)
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


def _batches(stored: Iterable[Stored]) -> Iterator[list[Stored]]:
    """Bounded lists; one empty list when there is nothing, so that deletions get their turn."""
    batch: list[Stored] = []
    characters = 0
    for item in stored:
        if len(batch) >= _BATCH_REPORTS or characters > _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
        batch.append(item)
        characters += len(item.report.text)
    yield batch


def _reports(batch: Iterable[Stored]) -> Iterator[tuple[Document, Row]]:
    for revision, report, _ in batch:
        document = report_document(report)
        values = {facet.name: facet.of_report(report) for facet in FACETS}
        yield document, Row(report.id, revision, 0, report.date, values)


def _quotes(batch: Iterable[Stored]) -> Iterator[tuple[Document, Row]]:
    for revision, report, numbers in batch:
        for number in numbers:
            quote = report.quotes[number - 1]
            document = quote_document(quote)
            values = {facet.name: facet.of_quote(report, quote) for facet in FACETS}
            yield document, Row(report.id, revision, number, report.date, values)
