"""Reading one of the two indexes at one generation: here is a term, gimme its documents.

Documents are numbered through all segments. A view is opened once and then only read; its
files stay open, so that a later generation may remove them. Safe to share between threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from searchapp.engine.embedded import segments
from searchapp.engine.embedded.codec import FlatCodec, FlatTermsReader
from searchapp.engine.embedded.columns import Columns, Ints, Mask
from searchapp.engine.embedded.keys import Counted, merged
from searchapp.engine.embedded.schema import Kind
from searchapp.engine.embedded.storage import SafeStorage
from searchapp.engine.embedded.stored import StoredField


class Positioned(NamedTuple):
    """The documents that hold a term, ascending, with frequencies and positions (flat, maybe empty)."""

    ids: Ints
    frequencies: Ints
    positions: Ints


class View:
    """Columns, live documents and postings of one index."""

    def __init__(self, folder: Path, kind: Kind, toc: int) -> None:
        """Open the files; raises whatever they make Whoosh or NumPy raise."""
        self.kind = kind
        self._lock = threading.Lock()
        self._vocabularies: dict[str, str] = {}
        storage, found = SafeStorage(str(folder)), segments.segments_of(folder, kind, toc)
        columns = [segments.read_columns(folder, segment) for segment in found]
        self.columns = Columns.join(columns, kind.fields)
        self.live: Mask = np.concatenate([np.empty(0, np.bool_), *map(segments.live_mask, found)])
        bases = np.cumsum([0, *(part.size for part in columns)]).tolist()
        codec = FlatCodec()
        self._leaves: list[tuple[int, FlatTermsReader]] = [
            (base, codec.terms_reader(storage, segment)) for base, segment in zip(bases, found, strict=False)
        ]

    @property
    def size(self) -> int:
        """Number of documents, deleted ones included; masks have this length."""
        return self.columns.size

    @cached_property
    def count(self) -> int:
        """Number of live documents."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def mean_lengths(self) -> dict[str, float]:
        """Mean words of live documents in each field; 1 where a field is empty everywhere."""
        totals = {name: float(lengths[self.live].sum()) for name, lengths in self.columns.lengths.items()}
        return {name: (total / self.count or 1.0) if self.count else 1.0 for name, total in totals.items()}

    @cached_property
    def id_ranks(self) -> Ints:
        """The place of each document in the order of ids (and numbers of quotes)."""
        numbers, ids = self.columns.numbers["number"], self.columns.ids
        order = sorted(range(self.size), key=lambda row: (ids[row], numbers[row]))
        ranks = np.empty(self.size, np.int64)
        ranks[order] = np.arange(self.size)
        return ranks

    def _lists(self, name: str, term: str) -> Iterator[tuple[int, StoredField, int]]:
        """Where each segment that knows the term keeps it: its first document, the field, the number."""
        for base, reader in self._leaves:
            with self._lock:
                number = reader.number(name, term.encode())
            if number is not None:
                yield base, reader.field(name), number

    def postings(self, name: str, term: str) -> Positioned:
        """The documents that hold a term in the field `name`, deleted ones included."""
        found = [(np.empty(0, np.int64),) * 3]
        for base, field, number in self._lists(name, term):
            postings = field.postings(number)
            positions = field.positions(number) if field.positional else np.empty(0, np.uint16)
            found.append(
                (
                    postings.ids.astype(np.int64) + base,
                    postings.frequencies.astype(np.int64),
                    positions.astype(np.int64),
                )
            )
        return Positioned(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def frequency(self, name: str, term: str) -> int:
        """How many documents hold a term, deleted ones included, without reading them."""
        return sum(len(field.documents(number)) for _, field, number in self._lists(name, term))

    def documents(self, name: str, term: str) -> Ints:
        """The documents that hold a term in the field `name`, deleted ones included."""
        found = [np.empty(0, np.int64)]
        for base, field, number in self._lists(name, term):
            found.append(field.documents(number).astype(np.int64) + base)
        return np.concatenate(found)

    def dictionary(self, names: Iterable[str]) -> Counted:
        """All terms of some fields that aren't very long, with about how many documents hold them.

        A document counts once for each of the fields, and also after it was deleted.
        """
        return merged([reader.dictionary(name) for name in names for _, reader in self._leaves])

    def starting(self, name: str, prefix: str) -> set[str]:
        """The terms of a field that start with `prefix`."""
        start, terms = prefix.encode(), set()
        for _, reader in self._leaves:
            with self._lock:
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
