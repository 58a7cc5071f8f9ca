"""In which form do analysed documents travel, between processes and to the inverter? As flat arrays.

A block holds some documents with one list of the terms that occur in them. Whoever analyses makes
blocks; the inverter joins any number of them into the postings of a segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.postings import Words

Kept = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What one record brings into an index.

    terms: for each field every occurrence of a term, in the order of their positions.
    positions: where they stand, for fields that keep that. lengths: words in each field.
    """

    terms: dict[str, list[str]] = field(default_factory=dict)
    positions: dict[str, list[int]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)


class Occurrences(NamedTuple):
    """One field of a block: the occurrences of its terms, document after document.

    counts: how many each document has. terms: for each its number in the block's list.
    positions: where in the document it stands; None for a field without positions.
    """

    counts: Words
    terms: Words
    positions: Words | None

    def take(self, kept: Kept) -> Occurrences:
        """Those of some documents only."""
        chosen = np.repeat(kept, self.counts)
        positions = None if self.positions is None else self.positions[chosen]
        return Occurrences(self.counts[kept], self.terms[chosen], positions)


class Block(NamedTuple):
    """Some documents. terms: distinct, as UTF-8, in any order. lengths: words of each document by field."""

    size: int
    terms: Sequence[bytes]
    fields: Mapping[str, Occurrences]
    lengths: Mapping[str, Words]

    @property
    def occurrences(self) -> int:
        """How many occurrences of terms there are."""
        return sum(len(occurrences.terms) for occurrences in self.fields.values())

    def take(self, kept: Kept) -> Block:
        """Some of the documents; the list of terms stays."""
        if kept.all():
            return self
        return Block(
            int(np.count_nonzero(kept)),
            self.terms,
            {name: occurrences.take(kept) for name, occurrences in self.fields.items()},
            {name: lengths[kept] for name, lengths in self.lengths.items()},
        )


class _Numbers(dict[str, int]):
    """Numbers terms as they come."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def block_of(documents: Sequence[Document], fields: Iterable[str], positional: Iterable[str]) -> Block:
    """A block of documents with these fields, of which some keep positions."""
    numbers = _Numbers()
    found, lengths = {}, {}
    with_positions = frozenset(positional)
    for name in fields:
        terms = [document.terms.get(name, ()) for document in documents]
        counts = _words(map(len, terms), len(documents))
        total = int(counts.sum())
        positions = None
        if name in with_positions:
            positions = _words(chain.from_iterable(d.positions.get(name, ()) for d in documents), total)
        numbered = _words(map(numbers.__getitem__, chain.from_iterable(terms)), total)
        found[name] = Occurrences(counts, numbered, positions)
        lengths[name] = _words((document.lengths.get(name, 0) for document in documents), len(documents))
    return Block(len(documents), tuple(term.encode() for term in numbers), found, lengths)


def _words(numbers: Iterable[int], count: int) -> Words:
    return np.fromiter(numbers, np.uint32, count)
