"""How busy is the site, and how quick? Counters that all processes share, in Prometheus' text format.

Each process counts in a row of its own of memory that was shared before they forked; a scrape adds
the rows up. Prometheus' own client library would need a folder of files for that, set up in the
environment before it is imported, and a hook that tidies up after each process; this is a page.
"""

from __future__ import annotations

import mmap
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
_ROUTES = 64
_CELLS = len(_STATUSES) + len(_SECONDS) + 2
"""Of one route: answers by status; durations by bucket, the last without end; their sum."""
_SUM = _CELLS - 1
_ROWS = 64
"""More than there are processes at any time; a process that follows another goes on in its row."""
_ROW = _ROUTES * _CELLS

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts requests; made before processes fork, so that they share it."""

    def __init__(self) -> None:
        """All counters are 0."""
        self._memory = memoryview(mmap.mmap(-1, _ROWS * _ROW * 8)).cast("d")
        self._row = 0
        self._routes: dict[str, int] = {}
        self._lock = threading.Lock()

    def count_in_row(self, number: int) -> None:
        """Which row is this process's: the number of the process, from 0."""
        self._row = number % _ROWS

    def name_routes(self, routes: Sequence[str]) -> None:
        """The routes that are told apart, the same in each process; any other one is the last."""
        self._routes = {route: number for number, route in enumerate(sorted(set(routes))[: _ROUTES - 1])}

    def count(self, route: str, status: int, seconds: float) -> None:
        """One more request was answered."""
        start = self._row * _ROW + self._routes.get(route, _ROUTES - 1) * _CELLS
        bucket = len(_STATUSES) + bisect_left(_SECONDS, seconds)
        with self._lock:
            self._memory[start + min(max(status // 100, 1), 5) - 1] += 1
            self._memory[start + bucket] += 1
            self._memory[start + _SUM] += seconds

    def exposition(self) -> Iterator[str]:
        """The lines of requests and durations of all processes."""
        cells = {route: self._cells(number) for route, number in [*self._routes.items(), ("", _ROUTES - 1)]}
        answered = {route: values for route, values in cells.items() if any(values)}
        yield "# HELP searchapp_requests_total Requests answered."
        yield "# TYPE searchapp_requests_total counter"
        for route, values in answered.items():
            for status, value in zip(_STATUSES, values, strict=False):
                if value:
                    labels = _labels(route=route, status=status)
                    yield f"searchapp_requests_total{labels} {value:.0f}"
        yield "# HELP searchapp_request_seconds Time until an answer began."
        yield "# TYPE searchapp_request_seconds histogram"
        for route, values in answered.items():
            yield from _histogram(route, values[len(_STATUSES) :])

    def _cells(self, number: int) -> list[float]:
        starts = [row * _ROW + number * _CELLS for row in range(_ROWS)]
        return [sum(self._memory[start + cell] for start in starts) for cell in range(_CELLS)]


def _histogram(route: str, values: Sequence[float]) -> Iterator[str]:
    total = 0.0
    for bound, value in zip((*map(str, _SECONDS), "+Inf"), values, strict=False):
        total += value
        yield f"searchapp_request_seconds_bucket{_labels(route=route, le=bound)} {total:.0f}"
    yield f"searchapp_request_seconds_sum{_labels(route=route)} {values[-1]:.6f}"
    yield f"searchapp_request_seconds_count{_labels(route=route)} {total:.0f}"


def gauge(name: str, meaning: str, value: float, **labels: str) -> Iterator[str]:
    """The lines of one present value."""
    yield f"# HELP searchapp_{name} {meaning}"
    yield f"# TYPE searchapp_{name} gauge"
    yield f"searchapp_{name}{_labels(**labels)} {value:g}"


def _labels(**labels: str) -> str:
    quoted = [f'{name}="{value}"' for name, value in labels.items()]
    return "{" + ",".join(quoted) + "}" if quoted else ""
