"""No test reaches beyond this machine, where some need a real OpenSearch."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchapp.engine.distributed.cluster import Cluster as Client
from searchapp.engine.distributed.location import parse
from tests.offline import sitecustomize as guard
from tools.opensearch.nodes import CannotStartError, Cluster

guard.install()

REQUIRE, OWN = "SEARCHAPP_REQUIRE_OPENSEARCH", "SEARCHAPP_TEST_OPENSEARCH"


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hosts of a cluster: $SEARCHAPP_TEST_OPENSEARCH, or one node that is started once for all tests.

    Where it can't be started tests are skipped, unless $SEARCHAPP_REQUIRE_OPENSEARCH is set.
    """
    if own := os.environ.get(OWN):
        yield own.rstrip("/")
        return
    with started(tmp_path_factory.mktemp("opensearch")) as cluster:
        yield cluster.url


@contextmanager
def started(folder: Path, nodes: int = 1, heap: str = "512m") -> Iterator[Cluster]:
    """Nodes with their data in a folder; the test is skipped where they can't be started."""
    try:
        cluster = Cluster(folder, nodes, heap)
    except CannotStartError as error:
        if os.environ.get(REQUIRE):
            raise
        pytest.skip(str(error))
    with cluster:
        yield cluster


@pytest.fixture
def place_on_opensearch(opensearch: str) -> Iterator[str]:
    """Where an archive on OpenSearch can be made; it's removed afterwards."""
    with place_on(opensearch) as location:
        yield location


@contextmanager
def place_on(hosts: str) -> Iterator[str]:
    """A location on a cluster that nobody uses, and nothing is left of afterwards."""
    location = f"{hosts}/test-{secrets.token_hex(4)}"
    yield location
    client = Client(parse(location))
    client.ask(lambda asked: asked.indices.delete(index=f"{client.location.name}-*"))
    client.close()
