"""How do new records become a Whoosh segment, and when are old segments merged?

`append` writes one segment, and a table of contents that nothing points to until the manifest
does. `merge` keeps segments few: when eight of about the same size have gathered, they become
one; a segment that is mostly deleted is rewritten. So each document is written again once for
every eightfold growth, and adding one to a million costs no more than adding it to a thousand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex

from searchapp.engine.embedded import stored
from searchapp.engine.embedded.blocks import Block
from searchapp.engine.embedded.codec import FlatCodec, read_fields, write_segment
from searchapp.engine.embedded.columns import Columns, join_places
from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.flatfile import FlatFile
from searchapp.engine.embedded.inversion import invert
from searchapp.engine.embedded.merging import merged, renumbered
from searchapp.engine.embedded.postings import Chunks, Words
from searchapp.engine.embedded.schema import Kind, whoosh_schema
from searchapp.engine.embedded.storage import SafeStorage

Added = tuple[Block, Columns]
"""New documents, and their columns."""

COLUMNS_EXTENSION = ".columns"
FLAT = frozenset({*stored.EXTENSIONS, stored.LENGTHS, COLUMNS_EXTENSION})
"""Extensions of flat files."""
_INDEX_NAME = "MAIN"
_FANOUT = 8
_SMALL = 2_048
"""Documents: smaller segments count as of one size, so that there are few of them at any time."""
_MERGED_AT_ONCE = 4 << 20
"""Postings of all segments together that a merge reads at a time: bounds its memory."""


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


def read_lengths(folder: Path, segment: W3Segment) -> Mapping[str, Words]:
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
    added: Sequence[Added],
    gone: Sequence[tuple[int, int]],
) -> int:
    """Write a segment of new records, delete those that are gone (their revisions and numbers).

    Returns the new generation. Files aren't flushed yet; nothing that exists is changed.
    """
    segments = segments_of(folder, kind, toc)
    if gone:
        _delete(segments, folder, kind, gone)
    segments = [segment for segment in segments if segment.doc_count()]
    if any(block.size for block, _ in added):
        segments.append(new_segment(folder, kind, added))
    return publish(folder, kind, toc + 1, segments)


def new_segment(folder: Path, kind: Kind, added: Sequence[Added]) -> W3Segment:
    """Write a segment; nothing knows of it yet."""
    inverted = invert([block for block, _ in added])
    columns = Columns.join([columns for _, columns in added], kind.facets)
    return _write(folder, inverted.fields, inverted.lengths, columns)


def merge(folder: Path, kind: Kind, toc: int) -> int:
    """Merge segments until none are due; returns the new generation, or the old one if none were."""
    segments = segments_of(folder, kind, toc)
    merged = False
    while chosen := due(segments):
        segments = [segment for segment in segments if segment not in chosen]
        segments.append(merged_into_one(folder, kind, chosen))
        merged = True
    return publish(folder, kind, toc + 1, segments) if merged else toc


def due(segments: Sequence[W3Segment]) -> Sequence[W3Segment]:
    """The segments that should become one now; none when all is well.

    A segment that is mostly deleted is rewritten alone; many of about one size become one.
    """
    tiers: dict[int, list[W3Segment]] = {}
    for segment in segments:
        if segment.doc_count() * 2 < segment.doc_count_all():
            return [segment]
        tiers.setdefault(_tier(segment.doc_count()), []).append(segment)
    full = [tier for tier, members in tiers.items() if len(members) >= _FANOUT]
    return tiers[min(full)] if full else []


def _tier(documents: int) -> int:
    return max(0, 1 + int(math.log(documents / _SMALL, _FANOUT))) if documents >= _SMALL else 0


def merged_into_one(folder: Path, kind: Kind, chosen: Sequence[W3Segment]) -> W3Segment:
    """A new segment of what isn't deleted in some."""
    codec, storage = FlatCodec(), SafeStorage(str(folder))
    kept = [live_mask(segment) for segment in chosen]
    documents = renumbered(kept)
    share = max(1, _MERGED_AT_ONCE // len(chosen))
    ranges = [read_fields(codec.terms_reader(storage, segment), share) for segment in chosen]
    fields = {name: merged([each.get(name, iter(())) for each in ranges], documents) for name in kind.fields}
    found = [read_lengths(folder, segment) for segment in chosen]
    lengths = {
        name: np.concatenate([each[name][live] for each, live in zip(found, kept, strict=True)])
        for name in kind.fields
    }
    tables = zip(chosen, kept, strict=True)
    columns = [read_columns(folder, kind, segment).take(live) for segment, live in tables]
    return _write(folder, fields, lengths, Columns.join(columns, kind.facets))


def _write(
    folder: Path, fields: Mapping[str, Chunks], lengths: Mapping[str, Words], columns: Columns
) -> W3Segment:
    storage = SafeStorage(str(folder))
    segment = FlatCodec().new_segment(storage, _INDEX_NAME)
    write_segment(storage, segment, columns.size, fields, lengths)
    columns.dump(folder / segment.make_filename(COLUMNS_EXTENSION))
    return segment


def publish(folder: Path, kind: Kind, generation: int, segments: Sequence[W3Segment]) -> int:
    """Write a table of contents under a new generation, over one that a killed writer left."""
    storage = SafeStorage(str(folder))
    name = TOC._filename(_INDEX_NAME, generation)
    if storage.file_exists(name):
        storage.delete_file(name)
    TOC(whoosh_schema(kind), list(segments), generation).write(storage, _INDEX_NAME)
    return generation


def _delete(segments: Sequence[W3Segment], folder: Path, kind: Kind, gone: Sequence[tuple[int, int]]) -> None:
    revisions, numbers = np.array(gone, np.int64).T
    for segment in segments:
        places = read_columns(folder, kind, segment).places
        deleted = np.isin(places, join_places(revisions, numbers))
        for document in np.flatnonzero(deleted & live_mask(segment)):
            segment.delete_document(int(document))
