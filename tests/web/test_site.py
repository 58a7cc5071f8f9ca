"""Does the site work behind a proxy, and does it tell its state honestly?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.errors import UsageError
from searchapp.web import create_app
from tests.web.newsroom import UTRECHT, filled


@pytest.mark.parametrize("sent", ["/archief/zoeken?q=utrecht", "/zoeken?q=utrecht"])
def test_behind_a_proxy_links_carry_the_prefix(archive: Archive, sent: str) -> None:
    """Whether the proxy strips the prefix or not."""
    client = create_app(archive, "https://krant.example/archief/").test_client()
    shown = client.get(sent).text
    assert 'href="/archief/verslag/utrecht%2Faz?q=utrecht"' in shown
    assert 'action="/archief/zoeken"' in shown
    assert 'href="/archief/static/searchapp.css' in shown
    hit = client.get("/archief/api/v1/search?q=utrecht").get_json()["hits"][0]
    assert hit["url"] == "https://krant.example/archief/verslag/utrecht%2Faz"


def test_forged_headers_change_nothing(client: FlaskClient) -> None:
    """Forwarded headers and hosts aren't believed; no page depends on them."""
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "Host": "evil.example"}
    assert "evil" not in client.get("/zoeken?q=genk", headers=forged).text


@pytest.mark.parametrize(
    "address", ["krant.example", "ftp://krant.example", "https://", "https://a.example/?b"]
)
def test_a_public_address_must_be_one(archive: Archive, address: str) -> None:
    """A typing mistake is told at the start."""
    with pytest.raises(UsageError):
        create_app(archive, address)


def test_healthz_says_ready(client: FlaskClient) -> None:
    """With the generation that is being served."""
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json()["state"] == "ready"


def test_a_damaged_archive_is_told_honestly(tmp_path: Path) -> None:
    """Pages, API and health check name the remedy instead of showing nothing."""
    filled(tmp_path, [UTRECHT]).close()
    for manifest in (tmp_path / "archief").rglob("*manifest*"):
        manifest.write_text("{")
    from searchapp.engine import open_archive

    archive = open_archive(str(tmp_path / "archief"))
    client = create_app(archive).test_client()
    for path in ("/", "/zoeken", "/citaten", "/verslag/x", "/api/v1/search", "/healthz"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "searchapp rebuild" in answer.text
        assert "Traceback" not in answer.text
    assert client.get("/healthz").get_json()["state"] == "damaged"
    archive.close()


def test_new_reports_appear_without_a_restart(tmp_path: Path) -> None:
    """The running site serves the next commit."""
    archive = filled(tmp_path, [])
    client = create_app(archive).test_client()
    assert client.get("/api/v1/search").get_json()["total"] == 0
    filled(tmp_path, [UTRECHT]).close()
    assert client.get("/api/v1/search").get_json()["total"] == 1
    archive.close()


def test_what_fails_unexpectedly_is_a_dutch_page(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    """500 without details for the reader; the log has them, but not the query."""
    app = create_app(archive)

    @app.get("/kapot")
    def broken() -> str:
        raise RuntimeError("sleutel kwijt")

    answer = app.test_client().get("/kapot?q=bronnengeheim")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    assert "sleutel" not in answer.text
    assert "RuntimeError: sleutel kwijt" in caplog.text
    assert "bronnengeheim" not in caplog.text
