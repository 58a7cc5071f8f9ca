"""Reading one of the two indexes at one generation: here is a term, gimme its documents.

Documents are numbered through all segments. A view is opened once and then only read; its
files stay mapped, so that a later generation may remove them. Safe to share between threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded import segments
from searchapp.engine.embedded.bounded import BoundedCache
from searchapp.engine.embedded.codec import FlatCodec, FlatTermsReader
from searchapp.engine.embedded.columns import Columns
from searchapp.engine.embedded.facetcolumn import Counts, Mask
from searchapp.engine.embedded.keys import Counted, merged
from searchapp.engine.embedded.postings import NO_POSTINGS, Postings
from searchapp.engine.embedded.schema import Kind
from searchapp.engine.embedded.scratch import Floats, Ids, Scratch
from searchapp.engine.embedded.storage import SafeStorage
from searchapp.engine.embedded.stored import StoredField
from searchapp.model import UNKNOWN

B = 0.75
"""How much a long text counts for less (BM25)."""
_CACHE_BYTES = 64 << 20


class Listed(NamedTuple):
    """Where one segment keeps the postings of a term: its first document, the field, the term's number."""

    base: int
    field: StoredField
    number: int


class View:
    """Columns, live documents and postings of one index."""

    def __init__(self, folder: Path, kind: Kind, toc: int) -> None:
        """Open the files; raises whatever they make Whoosh or NumPy raise."""
        self.kind = kind
        self.cache = BoundedCache(_CACHE_BYTES)
        self._local = threading.local()
        self._vocabularies: dict[str, str] = {}
        storage, found = SafeStorage(str(folder)), segments.segments_of(folder, kind, toc)
        parts = [segments.read_columns(folder, kind, segment) for segment in found]
        self.columns = Columns.join(parts, kind.facets)
        self.live: Mask = np.concatenate([np.empty(0, np.bool_), *map(segments.live_mask, found)])
        self.deleted: Ids = np.flatnonzero(~self.live)
        self._lengths = [segments.read_lengths(folder, segment) for segment in found]
        bases = np.cumsum([0, *(part.size for part in parts)]).tolist()
        codec = FlatCodec()
        self._leaves: list[tuple[int, FlatTermsReader]] = [
            (base, codec.terms_reader(storage, segment)) for base, segment in zip(bases, found, strict=False)
        ]

    @property
    def size(self) -> int:
        """Number of documents, deleted ones included."""
        return self.columns.size

    @property
    def count(self) -> int:
        """Number of live documents."""
        return self.size - len(self.deleted)

    @property
    def scratch(self) -> Scratch:
        """This thread's scratch space."""
        if not hasattr(self._local, "scratch"):
            self._local.scratch = Scratch(self.size)
        scratch: Scratch = self._local.scratch
        return scratch

    def line(self, length: int) -> Mask:
        """This thread's reusable flags, all False; at least so many, and to be left so."""
        line: Mask = getattr(self._local, "line", np.empty(0, np.bool_))
        if len(line) < length:
            self._local.line = line = np.zeros(length, np.bool_)
        return line

    @cached_property
    def everything(self) -> Ids:
        """All live documents."""
        return np.flatnonzero(self.live)

    def lengths(self, name: str) -> NDArray[np.uint32]:
        """Words of each document in a field."""
        parts = [lengths[name] for lengths in self._lengths]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.uint32), *parts])

    def norms(self, name: str) -> Floats:
        """What an occurrence in each document counts: less, the longer the field there is.

        The mean length is that of live documents, so that an index that grew piece by piece
        ranks like one made in one go.
        """

        def make() -> Floats:
            lengths = self.lengths(name)
            total = float(lengths.sum(dtype=np.float64)) - float(lengths[self.deleted].sum(dtype=np.float64))
            norms = lengths.astype(np.float64)
            norms *= B * self.count / total if total else 0.0
            norms += 1 - B
            np.divide(1.0, norms, out=norms)
            return norms

        return self._kept(f"norms/{name}", make)

    @cached_property
    def _columns_made(self) -> dict[str, Floats]:
        return {}

    def _kept(self, key: str, make: Callable[[], Floats]) -> Floats:
        if key not in self._columns_made:
            self._columns_made[key] = make()
        return self._columns_made[key]

    def listed(self, name: str, term: str) -> tuple[Listed, ...]:
        """The lists of a term in the segments that have it."""
        return self.cache.get(("listed", name, term), lambda: tuple(self._look_up(name, term.encode())))

    def _look_up(self, name: str, term: bytes) -> Iterator[Listed]:
        for base, reader in self._leaves:
            number = reader.number(name, term)
            if number is not None:
                yield Listed(base, reader.field(name), number)

    def postings(self, name: str, term: str) -> Postings:
        """The live documents that hold a term in a field; of one whole segment without copying."""
        found = []
        for base, field, number in self.listed(name, term):
            ids, frequencies = field.postings(number)
            found.append(Postings(ids + np.uint32(base) if base else ids, frequencies))
        if not found:
            return NO_POSTINGS
        postings = found[0] if len(found) == 1 else Postings(*map(np.concatenate, zip(*found, strict=True)))
        return self.of_live(postings)

    def of_live(self, postings: Postings) -> Postings:
        """Without those of deleted documents."""
        if not len(self.deleted):
            return postings
        live = self.live.take(postings.ids)
        return postings if live.all() else Postings(postings.ids[live], postings.frequencies[live])

    def frequency(self, name: str, term: str) -> int:
        """How many documents hold a term, deleted ones included, without reading them."""
        return sum(field.count(number) for _, field, number in self.listed(name, term))

    def documents(self, name: str, term: str) -> Ids:
        """The live documents that hold a term in a field."""
        return self.postings(name, term).ids.astype(np.intp)

    def set_totals(self, facet: str) -> Counts:
        """How many live documents carry each set of values of a facet."""
        column = self.columns.facets[facet]
        return self.cache.get(("totals", facet), lambda: column.totals - column.set_counts(self.deleted))

    def facet_totals(self, facet: str) -> Mapping[str, int]:
        """How many live documents carry each value, "onbekend" included; no zeros."""
        column, sets = self.columns.facets[facet], self.set_totals(facet)
        counts = column.counts_of_sets(sets)
        filled = np.flatnonzero(counts)
        found = dict(zip(column.values.chosen(filled), counts[filled].tolist(), strict=True))
        return found | {UNKNOWN: int(sets[0])} if sets[0] else found

    def carrying(self, facet: str, value: str) -> Ids:
        """The live documents that carry a value."""
        column = self.columns.facets[facet]
        number = column.values.find(value)
        if number is None:
            return np.empty(0, np.intp)
        mask = column.sets_with([number]).take(column.column)
        return np.flatnonzero(mask & self.live)

    def dictionary(self, names: Iterable[str]) -> Counted:
        """All terms of some fields that aren't very long, with about how many documents hold them.

        A document counts once for each of the fields, and also after it was deleted.
        """
        return merged([reader.dictionary(name) for name in names for _, reader in self._leaves])

    def starting(self, name: str, prefix: str) -> set[str]:
        """The terms of a field that start with `prefix`."""
        start, terms = prefix.encode(), set()
        for _, reader in self._leaves:
            for field, term in reader.terms_from(name, start):
                if field != name or not term.startswith(start):
                    break
                terms.add(term)
        return {term.decode() for term in terms}

    def containing(self, name: str, piece: str) -> Iterator[str]:
        """The terms of a field that hold `piece`, at the speed of one search through a string."""
        lines = self._vocabulary(name)
        place = lines.find(piece)
        while place >= 0:
            end = lines.find("\n", place)
            yield lines[lines.rfind("\n", 0, place) + 1 : end]
            place = lines.find(piece, end)

    def _vocabulary(self, name: str) -> str:
        """All terms of a field, each on a line; made once."""
        if name not in self._vocabularies:
            self._vocabularies[name] = "".join(f"{term}\n" for term in sorted(self.starting(name, "")))
        return self._vocabularies[name]
