"""Each test of the contract runs on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive

OPENSEARCH = pytest.param("opensearch", marks=pytest.mark.opensearch)


@pytest.fixture(params=["embedded", OPENSEARCH])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive of each engine."""
    embedded = request.param == "embedded"
    location = str(tmp_path / "archief") if embedded else request.getfixturevalue("place_on_opensearch")
    with closing(open_archive(location, create=True)) as archive:
        yield archive
