"""Does the API answer as the interface says, and as it describes itself?"""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.fields import FACETS
from searchapp.web.urls import PARAMETERS
from tests.web.newsroom import TERHAAG


def ask(client: FlaskClient, path: str) -> Any:
    """The JSON at a path that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_search_gives_hits_facets_and_frame(client: FlaskClient) -> None:
    """Any inflected form is found and marked; the facets count all hits."""
    found = ask(client, "/api/v1/search?q=bekerfinales")
    assert found["total"] == 2
    assert found["pages"] == 1
    assert found["query"] == {"q": "bekerfinales"}
    assert {hit["id"] for hit in found["hits"]} == {"genk-brugge", "kortrijk-genk"}
    assert all("<mark>bekerfinale</mark>" in hit["snippet"] for hit in found["hits"])
    assert {"value": "KRC Genk", "count": 2, "selected": False} in found["facets"]["team"]
    assert "outcome" not in found["facets"]


def test_quotes_are_records_of_their_own(client: FlaskClient) -> None:
    """A quote comes whole, with who said it, where it stands and in which match."""
    found = ask(client, "/api/v1/quotes?q=bekerfinale&role=coach")
    assert found["total"] == 1
    hit = found["hits"][0]
    assert (hit["text"], hit["speaker"], hit["role"]) == (TERHAAG, "Wim Terhaag", "coach")
    assert (hit["url"], hit["score"], hit["date"]) == ("/verslag/genk-brugge#citaat-1", "2-1", "2025-02-05")
    text = ask(client, "/api/v1/reports/genk-brugge")["text"]
    assert text[hit["start"] : hit["end"]] == TERHAAG


def test_two_clubs_and_match_all_are_their_meetings(client: FlaskClient) -> None:
    """Values of a facet are alternatives unless all are asked for."""
    both = "team=KRC+Genk&team=Club+Brugge"
    assert ask(client, f"/api/v1/search?{both}")["total"] == 2
    assert ask(client, f"/api/v1/search?{both}&match=all")["total"] == 1
    assert ask(client, "/api/v1/search?team=KRC+Genk&not_team=Club+Brugge")["total"] == 1


def test_dates_overlap_and_unknown_has_its_own_value(client: FlaskClient) -> None:
    """A month is found by a day in it; reports without a date stand under onbekend."""
    assert ask(client, "/api/v1/search?from=2024-10-15&to=2024-10-20")["total"] == 1
    assert ask(client, "/api/v1/search?stage=onbekend&q=utrecht")["total"] == 1


def test_a_value_the_archive_does_not_know_is_said(client: FlaskClient) -> None:
    """No hits and a notice, not an error."""
    found = ask(client, "/api/v1/search?team=FC+Nergens")
    assert found["total"] == 0
    assert found["notices"]


@pytest.mark.parametrize("query", ["kleur=rood", "page=nul", "from=2024-99", "sort=mooi", "q=a&q=b"])
@pytest.mark.parametrize("path", ["search", "quotes"])
def test_mistakes_are_answered_with_400(client: FlaskClient, path: str, query: str) -> None:
    """The error names the parameter and says what is wrong."""
    answer = client.get(f"/api/v1/{path}?{query}")
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert error["parameter"] == query.partition("=")[0]
    assert error["message"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/reports/weg", 404),
        ("/api/v1/niets", 404),
        ("/api/v1/suggest?kleur=rood", 400),
        ("/api/v1/check", 400),
    ],
)
def test_errors_are_json(client: FlaskClient, path: str, status: int) -> None:
    """Scripts never get a page."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/api/v1/reports", 401),
        ("DELETE", "/api/v1/reports/genk-brugge", 401),
        ("POST", "/api/v1/corrections", 401),
        ("POST", "/api/v1/check", 400),
        ("POST", "/api/v1/search", 405),
    ],
)
def test_writing_needs_a_token(client: FlaskClient, method: str, path: str, status: int) -> None:
    """Without one it is refused, as is what nobody may do."""
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]


def test_ids_may_hold_slashes(client: FlaskClient) -> None:
    """An id given by the source is taken as it is."""
    hit = ask(client, "/api/v1/search?team=AZ")["hits"][0]
    assert hit["id"] == "utrecht/az"
    assert hit["url"] == "/verslag/utrecht%2Faz"
    assert ask(client, "/api/v1/reports/utrecht%2Faz")["score"] == "0-0"
    assert client.get(hit["url"]).status_code == 200


def test_an_answer_fits_its_description(client: FlaskClient) -> None:
    """Each result has exactly the keys that openapi.json promises."""
    schemas = ask(client, "/api/v1/openapi.json")["components"]["schemas"]

    def keys(name: str) -> set[str]:
        return set(schemas[name]["properties"])

    reports = ask(client, "/api/v1/search?q=genk")
    quotes = ask(client, "/api/v1/quotes")
    report = ask(client, "/api/v1/reports/genk-brugge")
    assert set(reports) == set(quotes) == keys("ReportResults") == keys("QuoteResults")
    assert set(reports["hits"][0]) == keys("ReportHit")
    assert set(quotes["hits"][0]) == keys("QuoteHit")
    assert set(report) == keys("Report")
    assert set(report["quotes"][0]) == set(schemas["Report"]["properties"]["quotes"]["items"]["properties"])
    assert set(reports["facets"]) == {facet.name for facet in FACETS if facet.on_reports}
    assert set(quotes["facets"]) == {facet.name for facet in FACETS}


def test_every_parameter_is_described(client: FlaskClient) -> None:
    """The description is made from the same table that reads the request."""
    path = ask(client, "/api/v1/openapi.json")["paths"]["/api/v1/search"]["get"]
    assert [parameter["name"] for parameter in path["parameters"]] == [each.name for each in PARAMETERS]
