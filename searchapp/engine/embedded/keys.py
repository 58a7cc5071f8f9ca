"""How do a million short strings lie in memory so that NumPy can sort, search and change them?

As one array of UTF-8 bytes, `LONGEST` to a string, in the order of code points. Longer strings
are cut; where that matters the caller leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.facetcolumn import Ints

Keys: TypeAlias = NDArray[np.bytes_]
Bytes: TypeAlias = NDArray[np.uint8]

LONGEST = 32
"""Bytes."""
_CHUNK = 1 << 17
"""Strings gathered at a time: bounds the memory that their addresses take."""

NO_KEYS: Keys = np.empty(0, f"S{LONGEST}")


class Counted(NamedTuple):
    """Different keys, ascending, each with how many documents hold it."""

    keys: Keys
    counts: Ints


NOTHING = Counted(NO_KEYS, np.empty(0, np.int64))


def pack(texts: Iterable[str]) -> Keys:
    """The texts as keys, in their order."""
    return np.array([text.encode()[:LONGEST] for text in texts], NO_KEYS.dtype)


def gather(data: Bytes, starts: Ints, lengths: Ints) -> Keys:
    """The strings that lie at these places of a buffer."""
    parts = [NO_KEYS]
    columns = np.arange(LONGEST)
    for first in range(0, len(starts), _CHUNK):
        part = slice(first, first + _CHUNK)
        places = np.minimum(starts[part, None] + columns, len(data) - 1)
        letters = np.where(columns < lengths[part, None], data[places], 0).astype(np.uint8)
        parts.append(letters.view(NO_KEYS.dtype).ravel())
    return np.concatenate(parts)


def letters(keys: Keys) -> Bytes:
    """The keys as a table of bytes, a row each, filled up with zeros."""
    return np.ascontiguousarray(keys).view(np.uint8).reshape(len(keys), LONGEST)


def merged(parts: Sequence[Counted]) -> Counted:
    """Several dictionaries as one, with counts added up.

    The parts are sorted runs, and a stable sort finds that out: merging costs little more
    than reading.
    """
    keys = np.concatenate([NO_KEYS, *(part.keys for part in parts)])
    if not len(keys):
        return NOTHING
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    counts = np.concatenate([part.counts for part in parts])[order]
    return Counted(keys[first], np.add.reduceat(counts, first))


def starting(keys: Keys, beginning: bytes) -> tuple[int, int, int]:
    """Where the sorted keys that begin so lie: the first, the end of those with the whole word, the end.

    >>> starting(pack(["van", "van gent", "vanaken", "zee"]), b"van")
    (0, 2, 3)
    """
    beginning = beginning[:LONGEST]
    first = np.searchsorted(keys, np.array(beginning, keys.dtype), "left")
    # No UTF-8 holds the byte FF, and no key a letter before the space.
    ends = [(beginning + more).ljust(LONGEST, b"\xff")[:LONGEST] for more in (b" ", b"")]
    whole, end = np.searchsorted(keys, np.array(ends, keys.dtype), "right")
    return int(first), int(whole), int(end)
