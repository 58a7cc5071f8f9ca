"""Does the disk still hold what was written? A thread of each process reads everything, slowly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from searchapp.engine.protocols import Archive
from searchapp.errors import SearchappError

logger = logging.getLogger(__name__)

_BETWEEN_ROUNDS = 10.0
"""Seconds at least from the end of one round to the next, when nothing is wrong."""
_AFTER_FINDINGS = 5.0
"""Seconds after which damage is looked at again: it may have been repaired."""
_MEGABYTE = 1_000_000


class Scrubber:
    """Compares all files with their checksums, round after round; `findings` is the newest result."""

    def __init__(self, archive: Archive) -> None:
        """Nothing is read before `start`."""
        self._archive = archive
        self.findings: tuple[str, ...] = ()
        self.rounds = 0

    def start(self, megabytes_a_second: float) -> None:
        """Begin, in a thread of this process that ends with it."""
        run = threading.Thread(target=self._run, args=(megabytes_a_second,), name="scrub", daemon=True)
        run.start()

    def _run(self, megabytes_a_second: float) -> None:
        def pause(count: int) -> None:
            time.sleep(count / (megabytes_a_second * _MEGABYTE))

        while True:
            self.once(pause)
            time.sleep(_AFTER_FINDINGS if self.findings else _BETWEEN_ROUNDS)

    def once(self, pause: Callable[[int], None] = lambda count: None) -> None:
        """One round."""
        try:
            found = tuple(self._archive.scrub(pause))
        except (SearchappError, OSError) as error:
            logger.warning("the scrub was given up: %s", error)
            return
        for finding in found:
            if finding not in self.findings:
                logger.error("damage: %s", finding)
        self.findings, self.rounds = found, self.rounds + 1
