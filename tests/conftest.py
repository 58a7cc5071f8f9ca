"""What tests of several rooms need: a real OpenSearch."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tools.opensearch.nodes import CannotStartError, Cluster

REQUIRE, OWN = "SEARCHAPP_REQUIRE_OPENSEARCH", "SEARCHAPP_TEST_OPENSEARCH"


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hosts of a cluster: $SEARCHAPP_TEST_OPENSEARCH, or one node that is started once for all tests.

    Where it can't be started tests are skipped, unless $SEARCHAPP_REQUIRE_OPENSEARCH is set.
    """
    if own := os.environ.get(OWN):
        yield own.rstrip("/")
        return
    try:
        cluster = Cluster(tmp_path_factory.mktemp("opensearch"))
    except CannotStartError as error:
        if os.environ.get(REQUIRE):
            raise
        pytest.skip(str(error))
    with cluster:
        yield cluster.url
