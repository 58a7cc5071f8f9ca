"""Does the site propose what an editor may be typing, and what was meant instead of a typing error?"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.web import create_app


def suggestions(client: FlaskClient, typed: str) -> list[tuple[str, str, str]]:
    """(label, kind and count, url) of each suggestion."""
    answer = client.get("/api/v1/suggest", query_string={"q": typed})
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/x-suggestions+json"
    echoed, labels, details, urls = answer.get_json()
    assert echoed == typed
    return list(zip(labels, details, urls, strict=True))


def total(client: FlaskClient, url: str) -> Any:
    """How much the API finds for the address of a page."""
    parts = urlsplit(url)
    path = {"/zoeken": "search", "/citaten": "quotes"}[parts.path]
    return client.get(f"/api/v1/{path}?{parts.query}").get_json()["total"]


def test_names_come_first_with_their_kind_and_count(client: FlaskClient) -> None:
    """A club or a speaker that begins so stands above words; the kind and count are said in Dutch."""
    assert suggestions(client, "genk")[0] == ("KRC Genk", "club, 2 verslagen", "/zoeken?team=KRC+Genk")
    assert suggestions(client, "terh")[0] == (
        "Wim Terhaag",
        "spreker, 1 citaat",
        "/citaten?speaker=Wim+Terhaag",
    )
    assert suggestions(client, "eredi")[0][:2] == ("Eredivisie", "competitie, 15 verslagen")


@pytest.mark.parametrize("typed", ["genk", "w", "beker", "blessu", "kort ble", "terhaagh", "bekerfinael"])
def test_every_suggestion_finds_what_it_promises(client: FlaskClient, typed: str) -> None:
    """The count is the number of hits behind the address."""
    found = suggestions(client, typed)
    assert found
    for label, detail, url in found:
        assert detail.split(", ")[1].split()[0] == str(total(client, url)), label


def test_nothing_typed_gives_nothing(client: FlaskClient) -> None:
    """An empty box, signs alone or a novel are no reason for an error."""
    assert client.get("/api/v1/suggest").get_json() == ["", [], [], []]
    for typed in ("", "  ", "…", "\0", '"', "a" * 5000, "zzz " * 500, "*", "(((", "-", "club:"):
        suggestions(client, typed)


@pytest.mark.parametrize(
    ("query", "parameter"), [("q=a&q=b", "q"), ("q=a&lang=de", "lang"), ("limit=5", "limit")]
)
def test_other_parameters_are_refused(client: FlaskClient, query: str, parameter: str) -> None:
    """The API names what it doesn't know."""
    answer = client.get(f"/api/v1/suggest?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["parameter"] == parameter


def test_addresses_are_public_ones(archive: Archive) -> None:
    """Behind a proxy a browser's own search box gets whole addresses."""
    app: Flask = create_app(archive, "https://archief.example/zoek")
    found = suggestions(app.test_client(), "genk")
    assert found[0][2] == "https://archief.example/zoek/zoeken?team=KRC+Genk"


def test_the_description_promises_what_is_answered(client: FlaskClient) -> None:
    """The parameter and the media type stand in openapi.json."""
    described = client.get("/api/v1/openapi.json").get_json()["paths"]["/api/v1/suggest"]["get"]
    assert [parameter["name"] for parameter in described["parameters"]] == ["q", "lang"]
    assert list(described["responses"]["200"]["content"]) == ["application/x-suggestions+json"]


@pytest.mark.parametrize("path", ["/zoeken", "/citaten"])
def test_a_typing_error_leads_to_what_was_meant(client: FlaskClient, path: str) -> None:
    """Nothing found, and a link to the corrected words that keeps the filters."""
    page = client.get(f"{path}?q=bekerfinael&competition=Beker+van+België").text
    assert "Bedoelde je bekerfinale?" in page
    assert f"{path}?q=bekerfinale&amp;competition=Beker+van+Belgi%C3%AB" in page


def test_the_api_tells_what_was_meant(client: FlaskClient) -> None:
    """`suggestion` holds the corrected query, or null."""
    assert client.get("/api/v1/search?q=bekerfinael").get_json()["suggestion"] == {"q": "bekerfinale"}
    assert client.get("/api/v1/search?q=bekerfinale").get_json()["suggestion"] is None
    assert client.get("/api/v1/search?q=qqqqqqqq").get_json()["suggestion"] is None
