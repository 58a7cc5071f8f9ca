"""Which known texts begin with what was typed so far?"""

from __future__ import annotations

import numpy as np

from searchapp.engine.embedded.facetcolumn import Ints
from searchapp.engine.embedded.keys import Keys, starting


class Completions:
    """Keys of owners; an owner may have several keys and a key several owners.

    Owners are numbered from 0 in the order in which they are to be proposed.
    """

    def __init__(self, keys: Keys, owners: Ints) -> None:
        """`owners[i]` has the key `keys[i]`; the keys may come in any order."""
        order = np.argsort(keys, kind="stable")
        self._keys, self._owners = keys[order], owners[order]
        self._size = int(owners.max()) + 1 if len(owners) else 0

    def starting(self, beginning: bytes, limit: int) -> tuple[list[int], list[int]]:
        """The first owners whose key begins with the typed text as whole words, and as any text."""
        first, whole, end = starting(self._keys, beginning)
        return self._distinct(first, whole, limit), self._distinct(first, end, limit)

    def _distinct(self, first: int, end: int, limit: int) -> list[int]:
        owners = self._owners[first:end]
        if len(owners) <= limit:
            return sorted(set(owners.tolist()))
        present = np.zeros(self._size, np.bool_)
        present[owners] = True
        lowest: list[int] = np.flatnonzero(present)[:limit].tolist()
        return lowest
