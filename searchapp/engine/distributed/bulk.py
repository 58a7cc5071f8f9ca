"""How do many documents reach a busy cluster without one of them being lost?"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from opensearchpy import OpenSearch, helpers

from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.errors import EngineUnavailable

DEAD_LETTERS = "SEARCHAPP_DEAD_LETTERS"
"""The environment variable that names the file for refused documents."""
_CHUNK, _CHUNK_BYTES = 500, 8 * 2**20
_RETRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 6, 1, 30
"""Of documents that a full queue refused; seconds between two attempts, doubled each time."""


def send(cluster: Cluster, actions: Iterable[Answer]) -> None:
    """Send index, update and delete actions in bulk, each acknowledged by the cluster.

    A refusal because of a full queue is tried again, after growing pauses. What is refused for
    good goes to the dead-letter file, one JSON line each with the reason, and EngineUnavailable says so.
    """
    refused: list[Answer] = []
    rest = iter(actions)
    while batch := list(islice(rest, _CHUNK)):
        refused += cluster.ask(_Sending(batch))
    if refused:
        path = _dead_letters(cluster)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in refused)
        raise EngineUnavailable(
            f"The cluster refused {len(refused)} documents ({_reason(refused[0])}); they are in {path}. "
            "Mend the cause and index again."
        )


class _Sending:
    """Sends a batch, and tells what was refused for good: each time the action and the reason."""

    def __init__(self, batch: list[Answer]) -> None:
        self._batch = batch

    def __call__(self, client: OpenSearch) -> list[Answer]:
        outcomes = helpers.streaming_bulk(
            client,
            # The client takes what it's given apart.
            [dict(action) for action in self._batch],
            chunk_size=_CHUNK,
            max_chunk_bytes=_CHUNK_BYTES,
            max_retries=_RETRIES,
            initial_backoff=_FIRST_PAUSE,
            max_backoff=_LONGEST_PAUSE,
            raise_on_error=False,
        )
        refused = []
        for fine, outcome in outcomes:
            operation, details = next(iter(outcome.items()))
            # What is to be deleted and is gone already is no loss.
            if not fine and not (operation == "delete" and details.get("status") == 404):
                action = next(action for action in self._batch if action["_id"] == details["_id"])
                refused.append({"action": action, "error": details.get("error")})
        return refused


def _dead_letters(cluster: Cluster) -> Path:
    return Path(os.environ.get(DEAD_LETTERS) or f"{cluster.location.name}.rejected.jsonl").absolute()


def _reason(refusal: Answer) -> str:
    error = refusal["error"]
    return str(error.get("reason", error.get("type"))) if isinstance(error, dict) else str(error)
