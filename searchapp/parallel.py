"""How does work get done on all cores? Batches go to worker processes, results come back in order.

Knows nothing of reports. Workers are new interpreters (spawn), so that threads and open files of
this process are none of their business; each ends by itself when this process is gone, because
its pipe closes. What kills a worker costs the one item that did it.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Batches under way for each worker: one being worked on, one waiting its turn."""
_COLLECT_EVERY = 20_000
"""New objects between two looks for cycles: work makes many objects and hardly a cycle, and looking
as often as Python does by default takes a seventh of the time."""


@dataclass(frozen=True, slots=True)
class Died:
    """In the place of a result: the process that worked on this one item ended."""

    exitcode: int | None

    def __str__(self) -> str:
        code = self.exitcode
        if code is not None and code < 0:
            return f"its process was killed (signal {-code})"
        return f"its process ended (code {code})"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Sequence[T]], R], batches: Iterator[Sequence[T]], workers: int, here: int
) -> Generator[tuple[Sequence[T], R | Died], None, None]:
    """Each batch with the result of the work on it, in the order of the batches.

    The first `here` batches, and all when `workers` is below 2, are worked on in this process:
    workers cost a second to start. `work` must be picklable. A batch of which a worker dies is
    given out again item by item. Close the iterator to end the workers.
    """
    for batch in islice(batches, here) if workers > 1 else batches:
        yield batch, work(batch)
    first = next(batches, None)
    if first is None:
        return
    try:
        pool = _Pool(work, workers)
    except _NoWorkers as error:
        logger.warning("working in one process: %s", error)
        for batch in chain([first], batches):
            yield batch, work(batch)
        return
    with closing(pool):
        under_way = deque([pool.submit(first)])
        while under_way:
            under_way.extend(map(pool.submit, islice(batches, workers * _AHEAD - len(under_way))))
            yield from under_way.popleft().result()


class _NoWorkers(Exception):
    """Processes can't be started here: no memory, or a main module that can't be loaded anew."""


class _Pool(Generic[T, R]):
    """Some workers, each with a thread of this process that waits for it."""

    def __init__(self, work: Callable[[Sequence[T]], R], workers: int) -> None:
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers = [_Worker(work) for _ in range(workers)]
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        for worker in self._workers:
            self._idle.put(worker)
            if not worker.ready():
                self.close()
                raise _NoWorkers("a worker process ended before it began")

    def submit(self, batch: Sequence[T]) -> Future[list[tuple[Sequence[T], R | Died]]]:
        """The results to come: one, or one for each item when a worker died of the batch."""
        return self._threads.submit(self._done, batch)

    def _done(self, batch: Sequence[T]) -> list[tuple[Sequence[T], R | Died]]:
        worker = self._idle.get()
        try:
            result = worker.call(batch)
            if isinstance(result, Died) and len(batch) > 1 and not worker.closed:
                logger.warning("a worker: %s; trying its %d items one by one", result, len(batch))
                return [([item], worker.call([item])) for item in batch]
            return [(batch, result)]
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)


class _Worker:
    """A process that works on one batch at a time; a new one takes over when it dies."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work
        self._starting = threading.Lock()
        self.closed = False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        self._process.start()
        theirs.close()

    def ready(self) -> bool:
        """Wait until the process is up; False when it died before."""
        try:
            self._pipe.recv()
        except (EOFError, OSError):
            return False
        return True

    def call(self, batch: Any) -> Any:
        """The result of the work, or Died; raises what the work raised."""
        try:
            self._pipe.send(batch)
            result = self._pipe.recv()
        except (EOFError, OSError):
            return self._replaced()
        if isinstance(result, BaseException):
            raise result
        return result

    def _replaced(self) -> Died:
        self._process.join()
        died = Died(self._process.exitcode)
        with self._starting:
            if not self.closed:
                self._pipe.close()
                self._start()
        if not self.closed:
            self.ready()
        return died

    def close(self) -> None:
        """End the process."""
        with self._starting:
            self.closed = True
            self._process.kill()
        self._process.join()


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """The life of a worker: until the pipe is closed. An interrupt is for the process that began all this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_COLLECT_EVERY)
    pipe.send(None)
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = work(batch)
        except Exception as error:  # told where the result is awaited
            result = error
        try:
            pipe.send(result)
        except OSError:
            return
