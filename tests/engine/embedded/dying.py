"""A process that dies while it writes, at whatever step."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def dies_at_step(folder: Path, step: int, work: Callable[[Path], None]) -> bool:
    """Do the work in a child process that dies at its n-th flush or rename; whether it did."""
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, 9)
        return code == 9
    steps = iter(range(step))
    real_sync, real_replace = os.fsync, os.replace

    def or_die() -> None:
        if next(steps, None) is None:
            os._exit(9)

    def sync(descriptor: int) -> None:
        or_die()
        real_sync(descriptor)

    def rename(source: str, target: str) -> None:
        or_die()
        real_replace(source, target)

    os.fsync, os.replace = sync, rename  # type: ignore[assignment]
    try:
        work(folder)
        os._exit(0)
    finally:
        os._exit(1)
