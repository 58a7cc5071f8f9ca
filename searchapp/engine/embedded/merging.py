"""How do several segments become one? By shifting whole arrays: nothing is analysed or sorted again.

The terms of all segments are walked side by side, a range at a time, so that memory is bounded
whatever the size. Within a term the postings of each segment follow those of the segment before;
documents are renumbered, and those that are deleted are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.blocks import Kept
from searchapp.engine.embedded.postings import FieldPostings, Words

_Counts = NDArray[np.int64]


class Renumbered(NamedTuple):
    """What becomes of the documents of a segment: which are kept, and their new numbers by their old ones."""

    kept: Kept
    numbers: Words


def renumbered(kept: Sequence[Kept]) -> list[Renumbered]:
    """The documents of segments end to end; `kept` says of each segment which of its stay."""
    found, start = [], 0
    for each in kept:
        numbers = np.cumsum(each, dtype=np.uint32) + np.uint32(start) - each
        found.append(Renumbered(each, numbers.astype(np.uint32)))
        start += int(np.count_nonzero(each))
    return found


def merged(
    sources: Sequence[Iterator[FieldPostings]], documents: Sequence[Renumbered]
) -> Iterator[FieldPostings]:
    """One field of several segments, range by range; `sources` give each segment's ranges."""
    parts = [_Source(source, each) for source, each in zip(sources, documents, strict=True)]
    while parts := [part for part in parts if part.fill()]:
        until = min(part.last for part in parts)
        postings = _joined([part.take(until) for part in parts])
        if postings.terms:
            yield postings


class _Source:
    """A field of one segment, read in ranges and given away in other ones."""

    def __init__(self, ranges: Iterator[FieldPostings], documents: Renumbered) -> None:
        self._ranges, self._documents = ranges, documents
        self._place = 0
        self._terms: Sequence[bytes] = ()

    def fill(self) -> bool:
        """Read on when all is given away; False at the end."""
        while self._place == len(self._terms):
            postings = next(self._ranges, None)
            if postings is None:
                return False
            self._postings = _renumbered(postings, self._documents)
            self._terms, self._place = postings.terms, 0
            self._position_ends = _from_zero(self._postings.frequencies)
        return True

    @property
    def last(self) -> bytes:
        """The last term that was read."""
        return self._terms[-1]

    def take(self, until: bytes) -> FieldPostings:
        """The postings of the next terms, up to and with `until`."""
        _, offsets, ids, frequencies, positions = self._postings
        place = bisect_right(self._terms, until, self._place)
        taken = slice(self._place, place)
        bounds = offsets[self._place : place + 1]
        start, end = int(bounds[0]), int(bounds[-1])
        self._place = place
        if positions is not None:
            positions = positions[self._position_ends[start] : self._position_ends[end]]
        return FieldPostings(
            self._terms[taken], bounds - bounds[0], ids[start:end], frequencies[start:end], positions
        )


def _renumbered(postings: FieldPostings, documents: Renumbered) -> FieldPostings:
    """The postings of documents that are kept, with their new numbers; terms may become empty."""
    terms, offsets, ids, frequencies, positions = postings
    staying = documents.kept[ids]
    if staying.all():
        return postings._replace(ids=documents.numbers[ids])
    if positions is not None:
        positions = positions[np.repeat(staying, frequencies)]
    new_offsets = _from_zero(staying)[offsets.astype(np.int64)].astype(np.uint64)
    return FieldPostings(terms, new_offsets, documents.numbers[ids[staying]], frequencies[staying], positions)


def _joined(parts: Sequence[FieldPostings]) -> FieldPostings:
    """Ranges of the same terms, each with the documents after those of the range before."""
    terms = sorted(set().union(*(part.terms for part in parts)))
    places = dict(zip(terms, range(len(terms)), strict=True))
    ranks = [np.fromiter(map(places.__getitem__, part.terms), np.int64, len(part.terms)) for part in parts]
    counts = [_sizes(part.offsets.astype(np.int64)) for part in parts]
    postings = _Places(ranks, counts, len(terms))
    positions = None
    if parts[0].positions is not None:
        ends = [_from_zero(part.frequencies)[part.offsets.astype(np.int64)] for part in parts]
        position_places = _Places(ranks, [_sizes(each) for each in ends], len(terms))
        positions = position_places.scattered([_given(part.positions) for part in parts])
    filled = np.diff(postings.bounds) > 0
    return FieldPostings(
        [term for term, is_filled in zip(terms, filled.tolist(), strict=True) if is_filled],
        np.append(postings.bounds[:-1][filled], postings.bounds[-1]).astype(np.uint64),
        postings.scattered([part.ids for part in parts]),
        postings.scattered([part.frequencies for part in parts]),
        positions,
    )


class _Places:
    """Where the elements of each term of each part come to stand: by term, then by part."""

    def __init__(self, ranks: Sequence[_Counts], counts: Sequence[_Counts], terms: int) -> None:
        totals = np.zeros(terms, np.int64)
        for rank, count in zip(ranks, counts, strict=True):
            totals[rank] += count
        self.bounds = _from_zero(totals)
        self._counts = counts
        self._starts = []
        following = self.bounds[:-1].copy()
        for rank, count in zip(ranks, counts, strict=True):
            self._starts.append(following[rank])
            following[rank] += count

    def scattered(self, columns: Sequence[Words]) -> Words:
        """The elements of all parts in their places."""
        result = np.empty(int(self.bounds[-1]), np.uint32)
        for column, starts, counts in zip(columns, self._starts, self._counts, strict=True):
            shifts = starts - _from_zero(counts)[:-1]
            result[np.repeat(shifts, counts) + np.arange(len(column))] = column
        return result


def _given(positions: Words | None) -> Words:
    if positions is None:
        raise ValueError("a field has positions in one segment and none in another")
    return positions


def _sizes(bounds: _Counts) -> _Counts:
    return bounds[1:] - bounds[:-1]


def _from_zero(counts: NDArray[Any]) -> _Counts:
    """Running totals, with 0 in front."""
    totals = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=totals[1:])
    return totals
