"""How often may one client ask? A bucket of tokens for each, filled at a steady rate.

Ours and not a library's: it is a page long, and what the libraries add are shared stores. Each
process counts for itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

_BURST_SECONDS = 4
"""A client that was quiet may use so many seconds' worth at once: a page loads several files."""
_MOST_CLIENTS = 10_000
"""Clients that are remembered; the one that was quiet for longest is forgotten first."""


class RateLimit:
    """Safe to share between threads."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`rate`: requests a second."""
        self._rate, self._clock = rate, clock
        self._most = rate * _BURST_SECONDS
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, client: str) -> float:
        """0 for a request that may go on, which is then counted; else when to come back."""
        now, key = self._clock(), _key(client)
        with self._lock:
            tokens, at = self._buckets.pop(key, (self._most, now))
            tokens = min(self._most, tokens + (now - at) * self._rate)
            admitted = tokens >= 1
            self._buckets[key] = (tokens - admitted, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if admitted else (1 - tokens) / self._rate

    def __len__(self) -> int:
        return len(self._buckets)


def _key(client: str) -> str:
    """The address; of IPv6 the network that one customer gets."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(int(address) >> 64)
    return client
