"""Who writes now? Whoever holds the one lease of the archive, which runs out if its holder dies."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable

from searchapp.engine.distributed.cluster import Answer, Cluster, unless_conflict
from searchapp.errors import EngineUnavailable

_ID = "lease"
_SECONDS = 120.0
"""How long a lease holds without being renewed; its holder renews it after a third of that."""
_PAUSE = 0.25


class Lease:
    """The right to write, as a document that only one can make."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        """Nobody holds it yet; `index` is where the document stands."""
        self._cluster, self._index = cluster, index
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._renewed = 0.0

    def take(self, wait_seconds: float, on_wait: Callable[[str], None] | None) -> None:
        """Wait for the turn; EngineUnavailable when it doesn't come in time."""
        deadline = time.monotonic() + wait_seconds
        told = False
        while not self._try():
            if time.monotonic() >= deadline:
                raise EngineUnavailable(
                    f"Somebody else is still writing to {self._cluster.location} "
                    f"after {wait_seconds:.0f} seconds; try again later."
                )
            if on_wait and not told:
                on_wait(
                    f"Somebody else is writing to {self._cluster.location}; "
                    f"waiting up to {wait_seconds:.0f} seconds."
                )
                told = True
            time.sleep(_PAUSE)

    def keep(self, surely: bool = False) -> None:
        """Renew the lease if it's time, or `surely`; EngineUnavailable when it was lost."""
        if surely or time.monotonic() - self._renewed > _SECONDS / 3:
            held = self._held()
            if held is None or held["_source"]["holder"] != self._holder or not self._put(held):
                raise EngineUnavailable(
                    f"Another process writes to {self._cluster.location} now, because this one was silent; "
                    "index again: nothing that was committed is lost."
                )

    def release(self) -> None:
        """Let the next one write."""
        held = self._held()
        if held and held["_source"]["holder"] == self._holder:
            params = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
            self._cluster.ask(
                unless_conflict(lambda client: client.delete(index=self._index, id=_ID, params=params))
            )

    def _try(self) -> bool:
        held = self._held()
        return (held is None or held["_source"]["until"] < time.time()) and self._put(held)

    def _held(self) -> Answer | None:
        answer: Answer = self._cluster.ask(lambda client: client.get(index=self._index, id=_ID, ignore=404))
        return answer if answer.get("found") else None

    def _put(self, held: Answer | None) -> bool:
        """Write the lease in place of the one that was seen; False if somebody else was quicker."""
        params: dict[str, object] = {"op_type": "create"}
        if held:
            params = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
        body = {"holder": self._holder, "until": time.time() + _SECONDS}
        done = self._cluster.ask(
            unless_conflict(lambda client: client.index(index=self._index, body=body, id=_ID, params=params))
        )
        if done:
            self._renewed = time.monotonic()
        return done
