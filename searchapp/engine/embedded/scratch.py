"""How do sorted lists of documents meet? On reusable dense arrays, or by galloping where one is short.

A thread has one scratch space for each view; between uses all its flags are False and all its
sums 0. Lists are ascending without repetition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.intp]
Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[Any]

GALLOP = 48
"""From this ratio of lengths on, a binary search for each of the few beats a pass over the many."""
_DENSE = 16
"""When lists together hold more than a 16th of all documents, flags beat sorting."""


class Valued(NamedTuple):
    """Documents, each with a number."""

    ids: Numbers
    values: Numbers


NOTHING = Valued(np.empty(0, np.intp), np.empty(0))


class Scratch:
    """Dense arrays over `size` documents."""

    def __init__(self, size: int) -> None:
        """All flags False, all sums 0."""
        self.flags = np.zeros(size, np.bool_)
        self._sums = np.zeros(size)

    def union(self, lists: Sequence[Numbers]) -> Ids:
        """The documents of any of the lists."""
        filled = [each for each in lists if len(each)]
        if len(filled) < 2:
            only: Ids = filled[0].astype(np.intp, copy=False) if filled else np.empty(0, np.intp)
            return only
        if sum(map(len, filled)) * _DENSE > len(self.flags):
            for each in filled:
                self.flags[each] = True
            found = np.flatnonzero(self.flags)
            self.flags.fill(False)
            return found
        together = np.sort(np.concatenate(filled), kind="stable").astype(np.intp, copy=False)
        different: Ids = together[np.concatenate([[True], together[1:] != together[:-1]])]
        return different

    def merged(self, parts: Sequence[Valued], join: np.ufunc = np.add) -> Valued:
        """The documents of all parts with their numbers joined; all are greater than 0."""
        filled = [part for part in parts if len(part.ids)]
        if len(filled) < 2:
            return filled[0] if filled else NOTHING
        for number, (places, values) in enumerate(filled):
            self._sums[places] = join(self._sums.take(places), values) if number else values
        return self._gathered(filled)

    def summed(self, parts: Sequence[Valued]) -> Valued:
        """The same as `merged` for very many short lists."""
        filled = [part for part in parts if len(part.ids)]
        if len(filled) < 2:
            return filled[0] if filled else NOTHING
        together = np.concatenate([part.ids for part in filled])
        np.add.at(self._sums, together, np.concatenate([part.values for part in filled]).astype(np.float64))
        return self._gathered(filled)

    def _gathered(self, parts: Sequence[Valued]) -> Valued:
        """The sums at the documents of the parts; the space is clean again."""
        ids = self.union([part.ids for part in parts])
        values = self._sums.take(ids)
        if len(ids) * 8 > len(self._sums):
            self._sums.fill(0)
        else:
            self._sums[ids] = 0
        return Valued(ids, values)

    def inside(self, ids: Numbers, others: Numbers) -> Ids:
        """The places in `ids` of those that are in `others`, too."""
        if len(others) * GALLOP < len(ids):
            places = ids.searchsorted(others.astype(ids.dtype, copy=False))
            places[places == len(ids)] = 0
            both: Ids = places[ids.take(places) == others]
            return both
        if len(ids) * GALLOP < len(others):
            places = others.searchsorted(ids.astype(others.dtype, copy=False))
            places[places == len(others)] = 0
            return np.flatnonzero(others.take(places) == ids)
        self.flags[others] = True
        found = np.flatnonzero(self.flags.take(ids))
        self.flags.fill(False)
        return found

    def others(self, ids: Numbers, live: NDArray[np.bool_] | None) -> Ids:
        """All documents but these; of the live ones, if some aren't."""
        self.flags[ids] = True
        mask = ~self.flags
        self.flags.fill(False)
        return np.flatnonzero(mask if live is None else mask & live)

    def without(self, ids: Ids, others: Numbers) -> Ids:
        """The places in `ids` of those that aren't in `others`."""
        self.flags[others] = True
        found = np.flatnonzero(~self.flags.take(ids))
        self.flags.fill(False)
        return found
