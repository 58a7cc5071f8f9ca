"""Which generation is this, and does the index fit this version of searchapp?"""

from __future__ import annotations

from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.failures import read_only
from searchapp.engine.distributed.mapping import version_of_mapping
from searchapp.errors import ArchiveDamaged, ArchiveMissing

_ID = "state"


def generation(cluster: Cluster, ledger: str) -> int:
    """How often was committed; ArchiveMissing when there is no archive."""
    answer: Answer = cluster.ask(lambda client: client.get(index=ledger, id=_ID, ignore=404))
    if not answer.get("found"):
        raise ArchiveMissing(f"There is no archive at {cluster.location}; `searchapp index` makes one.")
    number: int = answer["_source"]["generation"]
    return number


def advance(cluster: Cluster, ledger: str) -> None:
    """Note one more commit."""
    body = {"generation": generation(cluster, ledger) + 1}
    cluster.ask(lambda client: client.index(index=ledger, body=body, id=_ID))


def begin(cluster: Cluster, ledger: str) -> None:
    """Note that there is an archive now, unless there was one."""
    cluster.ask(
        lambda client: client.index(
            index=ledger, body={"generation": 1}, id=_ID, op_type="create", ignore=409
        )
    )


def check_mapping(cluster: Cluster, index: str) -> None:
    """Raise ArchiveDamaged when the index was made with another mapping or another analysis."""
    answer: Answer = cluster.ask(lambda client: client.indices.get_mapping(index=index))
    for name, found in answer.items():
        if found["mappings"].get("_meta") != version_of_mapping():
            raise ArchiveDamaged(
                f"The index {name} of {cluster.location} was made by another version of searchapp; "
                "run `searchapp rebuild`."
            )


def check_writable(cluster: Cluster, index: str) -> None:
    """Raise EngineUnavailable when the index is blocked, before any work is done in vain."""
    answer: Answer = cluster.ask(
        lambda client: client.indices.get_settings(index=index, name="index.blocks.*")
    )
    for found in answer.values():
        blocks = found.get("settings", {}).get("index", {}).get("blocks", {})
        if "true" in blocks.values():
            raise read_only(cluster.location)
