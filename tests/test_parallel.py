"""Work in several processes: in order, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.parallel import Died, in_order

_INTERRUPTED = """
import os, sys, time
from searchapp.parallel import in_order
from tests.test_parallel import slow
if __name__ == "__main__":
    for batch, result in in_order(slow, iter([[n] for n in range(1000)]), 2, 0):
        print(*result, flush=True)
"""


def squares(batch: Sequence[int]) -> list[int]:
    """The work of most tests; 99 ends its process, -1 is a mistake."""
    if -1 in batch:
        raise ValueError("not -1")
    if 99 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number**2 for number in batch]


def process(batch: Sequence[int]) -> int:
    """Which process works."""
    time.sleep(0.01)
    return os.getpid()


def slow(batch: Sequence[int]) -> tuple[int, int]:
    """Tells who it is, and takes a while."""
    time.sleep(0.05)
    return os.getpid(), batch[0]


def test_results_come_in_the_order_of_the_batches() -> None:
    """Every batch comes with its result, from this process or another."""
    batches = [[number, number + 1] for number in range(20)]
    found = list(in_order(squares, iter(batches), workers=2, here=3))
    assert found == [(batch, squares(batch)) for batch in batches]


def test_few_batches_stay_in_this_process() -> None:
    """Workers are started only for what comes after the first batches, and not on one processor."""
    few = list(in_order(process, iter([[1], [2]]), workers=2, here=2))
    alone = list(in_order(process, iter([[1], [2]]), workers=1, here=0))
    many = list(in_order(process, iter([[number] for number in range(30)]), workers=2, here=1))
    assert {pid for _, pid in few + alone} == {os.getpid()}
    assert len({pid for _, pid in many}) == 3


def test_what_kills_a_worker_costs_itself_alone() -> None:
    """The others of its batch and all other batches have their results; the cause is told."""
    batches = [[1, 2], [3, 99, 4], [5]]
    found = list(in_order(squares, iter(batches), workers=2, here=0))
    assert found == [([1, 2], [1, 4]), ([3], [9]), ([99], Died(-9)), ([4], [16]), ([5], [25])]
    assert str(Died(-9)) == "its process was killed (signal 9)"


def test_mistake_in_the_work_is_raised_where_results_are_read() -> None:
    """An exception of the work isn't lost on its way from another process."""
    results = in_order(squares, iter([[1], [-1], [2]]), workers=2, here=0)
    assert next(results) == ([1], [1])
    with pytest.raises(ValueError, match="not -1"):
        next(results)


def test_workers_end_when_nobody_reads_any_more() -> None:
    """Closing ends the workers at once, busy or not."""
    with closing(in_order(process, iter([[number] for number in range(100)]), workers=2, here=0)) as results:
        pids = {next(results)[1] for _ in range(10)}
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_process_that_began_them(sign: signal.Signals) -> None:
    """Interrupted, ended or killed: no process is left behind."""
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline().split()[0]) for _ in range(6)}
        parent.send_signal(sign)
        parent.wait(10)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
