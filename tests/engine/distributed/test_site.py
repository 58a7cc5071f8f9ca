"""The whole site over an archive on OpenSearch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask.testing import FlaskClient

from searchapp.engine import open_archive
from searchapp.engine.distributed.cluster import Cluster
from searchapp.engine.distributed.location import parse
from searchapp.engine.protocols import Archive
from searchapp.extraction import extract
from searchapp.model import Report
from searchapp.web import create_app
from tests.contract.archives import fill

TEXT = "KRC Genk verloor met 1-2 van Ajax. “Dit doet bijzonder veel pijn”, zei coach Wim Terhaag."


@pytest.fixture
def archive(place_on_opensearch: str) -> Iterator[Archive]:
    """One report with a quote."""
    with closing(open_archive(place_on_opensearch, create=True)) as archive:
        fill(archive, (extract(Report(id="r", source="r.txt", text=TEXT)),))
        yield archive


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    """A browser without a network."""
    return create_app(archive).test_client()


@pytest.mark.opensearch
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zoeken?q=pijn&team=KRC+Genk",
        "/citaten?q=pijn",
        "/citaatcheck?text=dit+doet+heel+veel+pijn",
        "/verslag/r",
        "/spreker/Wim%20Terhaag",
        "/club/Ajax",
        "/feed.atom",
        "/export.csv?q=pijn",
        "/export.jsonl",
        "/healthz",
        "/api/v1/search?q=pijn",
        "/api/v1/reports/r",
        "/api/v1/suggest?q=gen",
    ],
)
def test_every_page_answers(client: FlaskClient, path: str) -> None:
    """Pages, feeds, exports and the API need nothing that only the embedded engine has."""
    assert client.get(path).status_code == 200


@pytest.mark.opensearch
def test_site_says_that_its_cluster_is_unusable(client: FlaskClient, archive: Archive) -> None:
    """503 with a sentence, and all is well again when the cluster is."""
    cluster = Cluster(parse(archive.location))
    name = cluster.location.name
    cluster.ask(lambda asked: asked.indices.close(index=f"{name}-000001"))
    answer = client.get("/api/v1/search?q=pijn")
    assert answer.status_code == 503
    assert name in answer.get_json()["error"]["message"]
    assert client.get("/zoeken?q=pijn").status_code == 503
    cluster.ask(lambda asked: asked.indices.open(index=f"{name}-000001"))
    assert client.get("/api/v1/search?q=pijn").get_json()["total"] == 1
