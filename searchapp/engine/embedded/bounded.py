"""What was computed for one generation, kept while there is room: the least recently used goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

_ENTRY = 200
"""Bytes that an entry takes beside its arrays, about."""


class BoundedCache:
    """Values by key, at most so many bytes of them; safe to share between threads."""

    def __init__(self, room: int) -> None:
        """`room`: bytes."""
        self._room, self._taken = room, 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made if it isn't there; two threads may both make it."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                value: T = self._entries[key][0]
                return value
        value = make()
        size = _ENTRY + int(getattr(value, "nbytes", 0))
        with self._lock:
            if key not in self._entries and size <= self._room:
                self._entries[key] = value, size
                self._taken += size
                while self._taken > self._room:
                    self._taken -= self._entries.popitem(last=False)[1][1]
        return value

    def peek(self, key: Hashable) -> Any:
        """The value of a key, or None."""
        with self._lock:
            return self._entries[key][0] if key in self._entries else None

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._taken = 0
