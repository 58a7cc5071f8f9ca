"""How do a million strings lie in memory without a million Python objects? As bytes and offsets.

A string is decoded when it's asked for. Views of mapped files serve as well as arrays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.postings import Offsets

Bytes: TypeAlias = NDArray[np.uint8]

_KEPT = 1 << 14
"""Lists up to this length are kept as Python strings once they were asked for."""


class Strings:
    """An immutable list of strings."""

    def __init__(self, starts: Offsets, content: Bytes) -> None:
        """`starts`: one more than there are strings; `content`: all of them in UTF-8."""
        self.starts, self.content = starts, content
        self._lines: dict[Callable[[str], str], Lines] = {}

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """The texts, in their order."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([0, *map(len, encoded)]).astype(np.uint64)
        return cls(ends, np.frombuffer(b"".join(encoded), np.uint8))

    @classmethod
    def join(cls, parts: Sequence[Strings]) -> Strings:
        """Lists end to end."""
        if len(parts) == 1:
            return parts[0]
        starts, end = [np.zeros(1, np.uint64)], np.uint64(0)
        for part in parts:
            starts.append(part.starts[1:] - part.starts[0] + end)
            end += part.starts[-1] - part.starts[0]
        contents = [part.content[int(part.starts[0]) : int(part.starts[-1])] for part in parts]
        return cls(np.concatenate(starts), np.concatenate([np.empty(0, np.uint8), *contents]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        return self.encoded(number).decode()

    def __iter__(self) -> Iterator[str]:
        bounds, content = self.starts.tolist(), self.content.tobytes()
        for start, end in pairwise(bounds):
            yield content[start:end].decode()

    @cached_property
    def _texts(self) -> list[str]:
        return list(self)

    def chosen(self, numbers: NDArray[np.intp]) -> list[str]:
        """Some of the strings; of a short list all are decoded once and kept."""
        if len(self) <= _KEPT:
            return list(map(self._texts.__getitem__, numbers.tolist()))
        return list(map(self.__getitem__, numbers.tolist()))

    def encoded(self, number: int) -> bytes:
        """One string in UTF-8."""
        return self.content[int(self.starts[number]) : int(self.starts[number + 1])].tobytes()

    def take(self, numbers: NDArray[np.int64]) -> Strings:
        """Some of them."""
        starts, ends = self.starts[numbers].astype(np.int64), self.starts[numbers + 1].astype(np.int64)
        parts = [self.content[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        bounds = np.cumsum(np.concatenate([[0], ends - starts])).astype(np.uint64)
        return Strings(bounds, np.concatenate([np.empty(0, np.uint8), *parts]))

    def lines(self, written: Callable[[str], str]) -> Lines:
        """All strings, as a function writes them, in one text that can be searched; made once."""
        if written not in self._lines:
            self._lines[written] = Lines(map(written, self))
        return self._lines[written]

    def find(self, text: str) -> int | None:
        """The number of a text in an ascending list, or None."""
        wanted = text.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.encoded(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self.encoded(low) == wanted else None


class Lines:
    """Texts, each on a line: finding a piece in all of them is one search through one text."""

    def __init__(self, texts: Iterable[str]) -> None:
        """No text may hold the end of a line."""
        lines = [f"{text}\n" for text in texts]
        self._text = "".join(lines)
        self._starts = [0, *accumulate(map(len, lines))]

    def holding(self, piece: str) -> set[int]:
        """The numbers of the texts that hold the piece."""
        found = set()
        place = self._text.find(piece)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            found.add(number)
            place = self._text.find(piece, self._starts[number + 1])
        return found
