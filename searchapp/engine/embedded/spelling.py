"""Which known words look or sound like a misspelt one?

Words are compared as they sound to a Dutch ear, so that "vanhaesebrouk" and "vanhaezebrouck"
are equal, and then within a few edits: letters added, left out, replaced or swapped with
their neighbour (optimal string alignment, by RapidFuzz). Each edit adds at most one letter to
a word and takes at most one away; comparing which letters two words hold, once or twice, is
done for a million words in two milliseconds and leaves a few thousand to measure.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from searchapp.engine.embedded.facetcolumn import Ints
from searchapp.engine.embedded.keys import LONGEST, Bytes, Keys, gather, letters

Signatures = NDArray[np.uint64]

MOST_EDITS = 3
"""Between the sounds of two long words that may be the same."""
_NEWLINE = 10
_SAME_SOUND = (
    *((b"ck", b"k"), (b"ch", b"g"), (b"gh", b"g"), (b"ph", b"f"), (b"th", b"t"), (b"dt", b"t")),
    *((b"ce", b"se"), (b"ci", b"si"), (b"qu", b"kw"), (b"x", b"ks"), (b"ae", b"a")),
    *(
        (b"ij", b"i"),
        (b"ei", b"i"),
        (b"ey", b"i"),
        (b"ie", b"i"),
        (b"ou", b"u"),
        (b"oe", b"u"),
        (b"au", b"u"),
    ),
)
"""Read in this order; then double letters count once."""
_SAME_LETTER = bytes.maketrans(b"cqyzv", b"kkisf")
_TWICE = np.uint64(32)
"""The bits of letters that a word holds twice stand this far above those it holds once."""


class Near(NamedTuple):
    """A word near the typed one: edits between their sounds, edits between their letters, its row."""

    sound: int
    letters: int
    row: int


def tolerance(length: int) -> int:
    """How many edits may lie between the sounds of two words; negative for words too short to guess."""
    if length < 3:
        return -1
    return min((length - 2) // 2, 1) if length < 6 else 2 if length < 10 else MOST_EDITS


def sounds(keys: Keys) -> Keys:
    """How each key sounds, row by row.

    >>> sounds(np.array([b"vanhaezebrouck", b"schijf"])).tolist()
    [b'fanhasebruk', b'sgif']
    """
    lines = np.full((len(keys), LONGEST + 1), _NEWLINE, np.uint8)
    lines[:, :LONGEST] = letters(keys.astype(f"S{LONGEST}"))
    text = lines[lines != 0].tobytes()
    for spelling, sound in _SAME_SOUND:
        text = text.replace(spelling, sound)
    heard = np.frombuffer(text.translate(_SAME_LETTER), np.uint8)
    heard = heard[np.concatenate([[True], (heard[1:] != heard[:-1]) | (heard[1:] == _NEWLINE)])[: len(heard)]]
    ends = np.flatnonzero(heard == _NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    return gather(heard, starts, ends - starts)


class Speller:
    """Finds keys that are near to a typed one."""

    def __init__(self, keys: Keys) -> None:
        """Keys without spaces, in any order; rows number them."""
        self._keys = keys
        self.sounds = sounds(keys)
        table = letters(self.sounds)
        lengths = np.count_nonzero(table, axis=1).astype(np.int8)
        self._by_length = np.argsort(lengths, kind="stable")
        self._signatures = _signatures(table)[self._by_length]
        # How many rows are shorter than 0, 1, 2 … letters.
        self._shorter = np.searchsorted(lengths[self._by_length], np.arange(LONGEST + MOST_EDITS + 2))

    def near(self, typed: bytes) -> list[Near]:
        """The rows whose sound is within the tolerance of what was typed, nearest first."""
        key = np.array([typed[:LONGEST]], self._keys.dtype)
        sound = bytes(sounds(key)[0])
        most = tolerance(len(sound))
        if most < 0:
            return []
        rows = self._candidates(sound, most)
        edits = _edits(sound, self.sounds[rows], most)
        rows, edits = rows[edits <= most], edits[edits <= most]
        spelled = _edits(bytes(key[0]), self._keys[rows], LONGEST)
        return sorted(map(Near, edits.tolist(), spelled.tolist(), rows.tolist()))

    def _candidates(self, sound: bytes, most: int) -> Ints:
        """Rows that differ by at most `most` letters either way."""
        table = np.frombuffer(sound.ljust(LONGEST, b"\0"), np.uint8).reshape(1, LONGEST)
        wanted = _signatures(table)[0]
        first, end = max(len(sound) - most, 0), len(sound) + most + 1
        similar = slice(self._shorter[first], self._shorter[end])
        held = self._signatures[similar]
        fitting = np.bitwise_count(held & ~wanted) <= most
        fitting &= np.bitwise_count(wanted & ~held) <= most
        rows: Ints = self._by_length[similar][fitting]
        return rows


def _signatures(table: Bytes) -> Signatures:
    """Which letters each row holds (bits from 0) and which of them more than once (bits from 32)."""
    once, twice = (np.zeros(len(table), np.uint64) for _ in range(2))
    for column in table.T:
        bit = _BITS[column]
        twice |= once & bit
        once |= bit
    return once | twice << _TWICE


def _edits(typed: bytes, keys: Keys, most: int) -> Ints:
    """Edits to each key; any number above `most` when there are more."""
    if not len(keys):
        return np.empty(0, np.int64)
    found = process.cdist([typed], keys.tolist(), scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
    edits: Ints = found[0].astype(np.int64)
    return edits


def _bit(letter: int) -> int:
    """Each letter has a bit of its own; six are left for all other bytes."""
    a, z = b"az"
    return letter - a if a <= letter <= z else 26 + letter % 6


_BITS: Signatures = np.array([1 << _bit(letter) if letter else 0 for letter in range(256)], np.uint64)
