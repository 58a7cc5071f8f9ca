"""Each test of the contract runs on each engine."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.distributed.cluster import Cluster
from searchapp.engine.distributed.location import parse
from searchapp.engine.protocols import Archive

OPENSEARCH = pytest.param("opensearch", marks=pytest.mark.opensearch)


@pytest.fixture
def place_on_opensearch(opensearch: str) -> Iterator[str]:
    """Where an archive on OpenSearch can be made; it's removed afterwards."""
    location = f"{opensearch}/test-{secrets.token_hex(4)}"
    yield location
    cluster = Cluster(parse(location))
    cluster.ask(lambda client: client.indices.delete(index=f"{cluster.location.name}-*"))
    cluster.close()


@pytest.fixture(params=["embedded", OPENSEARCH])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive of each engine."""
    embedded = request.param == "embedded"
    location = str(tmp_path / "archief") if embedded else request.getfixturevalue("place_on_opensearch")
    with closing(open_archive(location, create=True)) as archive:
        yield archive
