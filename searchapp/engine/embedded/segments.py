"""How do new records become a Whoosh segment, and when are old segments merged?

One call of `append` writes one segment (and a table of contents that nothing points to until
the manifest does). Segments stay few: when eight of about the same size have gathered, they
become one; a segment that is mostly deleted is rewritten at the next opportunity.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from searchapp.engine.embedded import stored
from searchapp.engine.embedded.codec import FlatCodec
from searchapp.engine.embedded.columns import Columns, Row, join_places
from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.flatfile import FlatFile
from searchapp.engine.embedded.schema import Document, Kind, whoosh_schema
from searchapp.engine.embedded.storage import SafeStorage

COLUMNS_EXTENSION = ".columns"
_INDEX_NAME = "MAIN"
_POOL_MEGABYTES = 256
_FANOUT = 8
_LARGEST_MERGE = 50_000
"""Documents: merging runs at the speed of indexing, so larger segments are left alone."""


class PinnedIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index at the generation that a manifest names, not at the newest in the folder."""

    def __init__(self, folder: Path, kind: Kind, toc: int) -> None:
        """Nothing is opened yet."""
        self.storage = SafeStorage(str(folder))
        self.indexname = _INDEX_NAME
        self._schema = whoosh_schema(kind)
        self._toc = toc

    def _read_toc(self) -> TOC:
        return TOC.read(self.storage, self.indexname, gen=self._toc, schema=self._schema)

    def latest_generation(self) -> int:
        """The pinned one."""
        return self._toc


def segments_of(folder: Path, kind: Kind, toc: int) -> list[W3Segment]:
    """The segments of an index, with what is deleted in them."""
    segments: list[W3Segment] = PinnedIndex(folder, kind, toc)._read_toc().segments
    return segments


def create(folder: Path, kind: Kind) -> int:
    """Make an empty index in a new folder; returns its generation."""
    folder.mkdir(parents=True)
    TOC.create(SafeStorage(str(folder)), whoosh_schema(kind), _INDEX_NAME)
    return 0


def files_of(folder: Path, kind: Kind, toc: int) -> list[str]:
    """Names of the files that this generation needs."""
    storage = SafeStorage(str(folder))
    names = [TOC._filename(_INDEX_NAME, toc)]
    for segment in segments_of(folder, kind, toc):
        names += segment.list_files(storage)
    return names


def read_columns(folder: Path, kind: Kind, segment: W3Segment) -> Columns:
    """The columns of one segment."""
    columns = Columns.load(folder / segment.make_filename(COLUMNS_EXTENSION), kind.facets)
    if columns.size != segment.doc_count_all():
        raise ValueError("the columns of a segment have another length than its documents")
    return columns


def read_lengths(folder: Path, segment: W3Segment) -> Mapping[str, NDArray[np.uint32]]:
    """The words of each document of a segment in each field."""
    return FlatFile(folder / segment.make_filename(stored.LENGTHS)).sections


def live_mask(segment: W3Segment) -> Mask:
    """Which documents of a segment aren't deleted."""
    live = np.ones(segment.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return live


def append(
    folder: Path,
    kind: Kind,
    toc: int,
    records: Iterable[tuple[Document, Row]],
    gone: Sequence[tuple[int, int]],
) -> int:
    """Write a segment of new records, delete those that are gone (their revisions and numbers).

    Returns the new generation. Files aren't flushed yet; nothing that exists is changed.
    """
    writer = _Writer(PinnedIndex(folder, kind, toc))
    rows = []
    lengths: dict[str, list[NDArray[np.uint32]]] = {name: [] for name in kind.fields}
    try:
        if gone:
            _delete(writer, folder, kind, gone)
        for document, row in records:
            writer.add_document(**document.terms)
            rows.append(row)
            for name, column in lengths.items():
                column.append(np.array([document.lengths.get(name, 0)], np.uint32))
    except BaseException:
        writer.cancel()
        raise
    parts = [Columns.build(rows, kind.facets)]

    def merge(writer: _Writer, segments: list[W3Segment]) -> list[W3Segment]:
        kept, merged = choose(segments, len(rows))
        for segment in merged:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
            live = live_mask(segment)
            parts.append(read_columns(folder, kind, segment).take(live))
            for name, column in read_lengths(folder, segment).items():
                lengths[name].append(column[live])
        return kept

    writer.commit(mergetype=merge)
    joined = Columns.join(parts, kind.facets)
    if joined.size:
        joined.dump(folder / writer.newsegment.make_filename(COLUMNS_EXTENSION))
        stored.write_lengths(
            folder / writer.newsegment.make_filename(stored.LENGTHS),
            {name: np.concatenate(column) for name, column in lengths.items()},
        )
    return int(writer.generation)


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer under our lock, which leaves files of earlier generations alone."""

    def __init__(self, index: PinnedIndex) -> None:
        super().__init__(index, _lk=False, codec=FlatCodec(), compound=False, limitmb=_POOL_MEGABYTES)

    def _commit_toc(self, segments: list[W3Segment]) -> None:
        name = TOC._filename(self.indexname, self.generation)
        if self.storage.file_exists(name):  # left by a writer that was killed
            self.storage.delete_file(name)
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)


def _delete(writer: _Writer, folder: Path, kind: Kind, gone: Sequence[tuple[int, int]]) -> None:
    revisions, numbers = np.array(gone, np.int64).T
    for segment in writer.segments:
        places = read_columns(folder, kind, segment).places
        deleted = np.isin(places, join_places(revisions, numbers))
        for document in np.flatnonzero(deleted & live_mask(segment)):
            segment.delete_document(int(document))


def choose(segments: list[W3Segment], added: int) -> tuple[list[W3Segment], list[W3Segment]]:
    """Which segments stay and which go into the one being written; empty ones do neither."""
    filled = [segment for segment in segments if segment.doc_count()]
    tiers: dict[int, list[W3Segment]] = {}
    for segment in filled:
        tiers.setdefault(_tier(segment.doc_count()), []).append(segment)
    merged = [segment for segment in filled if segment.doc_count() * 2 < segment.doc_count_all()]
    for tier in sorted(tiers):
        incoming = added if tier == _tier(max(added, 1)) and added else 0
        if len(tiers[tier]) + bool(incoming) >= _FANOUT:
            merged += [segment for segment in tiers[tier] if segment not in merged]
    merged = [segment for segment in merged if segment.doc_count() <= _LARGEST_MERGE]
    return [segment for segment in filled if segment not in merged], merged


def _tier(documents: int) -> int:
    return int(math.log(documents, _FANOUT))
