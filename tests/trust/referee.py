"""Who decides what becomes of each write, flush and rename of other processes (see shim.c)?"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent
DIE = -1
"""An answer: the process ends there and then."""


class Call(NamedTuple):
    """what: write, fsync, rename, unlink; or ack, by which a writer tells that a commit is done."""

    what: str
    path: str
    other: str


Decide = Callable[[Call], int]
"""What is said to a call: 0, an errno, or DIE."""


def compiled_shim(folder: Path) -> Path:
    """The shim, or a skipped test where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler or sys.platform != "linux":
        if os.environ.get("CI"):
            pytest.fail("the shim needs Linux and a C compiler")
        pytest.skip("the shim needs Linux and a C compiler")
    library = folder / "shim.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, HERE / "shim.c", "-ldl"], check=True)
    return library


class Referee:
    """Runs the works of tests/trust/writers.py, each in a process of its own whose calls are judged."""

    def __init__(self, shim: Path, root: Path) -> None:
        """Calls that change files below `root` are judged; what is elsewhere is nobody's business."""
        self.decide: Decide = lambda call: 0
        self._folder = tempfile.mkdtemp(prefix="referee")
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(f"{self._folder}/socket")
        self._socket.listen(64)
        threading.Thread(target=self._judge, daemon=True).start()
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(HERE.parents[1]),
            "LD_PRELOAD": str(shim),
            "SHIM_ROOT": str(root),
            "SHIM_REFEREE": f"{self._folder}/socket",
        }
        self._writers = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.trust.writers"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _judge(self) -> None:
        while True:
            try:
                asking, _ = self._socket.accept()
            except OSError:
                return
            with asking:
                line = asking.makefile("r", encoding="utf-8", errors="surrogateescape").readline()
                if line:
                    answer = self.decide(Call(*line.rstrip("\n").split("\t")))
                    if answer != DIE:
                        asking.sendall(bytes([answer]))

    def run(self, work: str, folder: Path, decide: Decide = lambda call: 0) -> dict[str, Any]:
        """Do a work; {"status": exit code or minus signal, "error": class of what it raised or None}."""
        self.decide = decide
        assert self._writers.stdin
        assert self._writers.stdout
        self._writers.stdin.write(json.dumps([work, str(folder)]) + "\n")
        self._writers.stdin.flush()
        outcome: dict[str, Any] = json.loads(self._writers.stdout.readline())
        self.decide = lambda call: 0
        return outcome

    def close(self) -> None:
        """End the processes."""
        assert self._writers.stdin
        assert self._writers.stdout
        self._writers.stdin.close()
        self._writers.wait(60)
        self._writers.stdout.close()
        self._socket.close()
        shutil.rmtree(self._folder)


@contextmanager
def refereed(folder: Path) -> Iterator[Referee]:
    """A referee over everything below the folder `disk` of a folder."""
    root = folder / "disk"
    root.mkdir()
    referee = Referee(compiled_shim(folder), root)
    try:
        yield referee
    finally:
        referee.close()
