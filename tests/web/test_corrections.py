"""Does the API let those correct who may, and tell everybody else why not?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.web import create_app
from tests.web.newsroom import GENK, TERHAAG, UTRECHT, filled, report

CORRECTIONS = "/api/v1/corrections"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive that editors may change."""
    repeated = report("Terugblik", f"Nog eens de coach: “{TERHAAG}”", [(TERHAAG, "Terhaag", None, None)])
    with closing(
        filled(tmp_path, [GENK, UTRECHT, {**repeated, "id": "terug", "date": "2025-03"}])
    ) as archive:
        yield archive


@pytest.fixture
def browser(desk: Archive) -> FlaskClient:
    """A script, so to say."""
    return create_app(desk).test_client()


@pytest.fixture
def token(desk: Archive) -> dict[str, str]:
    """The header that opens the door."""
    return {"Authorization": f"Bearer {desk.tokens.add('redactie')}"}


def test_a_correction_is_found_and_listed(browser: FlaskClient, token: dict[str, str]) -> None:
    """It changes facets and quotes at once; the report lists it with its author."""
    body = {"report_id": "utrecht/az", "set": {"score": "1-0", "teams": ["FC Utrecht", "AZ"]}, "quote": 1}
    answer = browser.post(CORRECTIONS, json={**body, "speaker": "Bas Olthoff"}, headers=token)
    assert answer.status_code == 200, answer.text
    listed = browser.get("/api/v1/reports/utrecht%2Faz").get_json()
    assert answer.get_json() == {"report_id": "utrecht/az", "corrections": listed["corrections"]}
    assert [each["attribute"] for each in listed["corrections"]] == ["score", "teams", "speaker"]
    assert listed["corrections"][2]["quote"] == {"text": "Een punt is een punt", "occurrence": 1}
    assert {each["by"] for each in listed["corrections"]} == {"redactie"}
    (hit,) = browser.get("/api/v1/quotes?speaker=Bas+Olthoff").get_json()["hits"]
    assert (hit["score"], hit["outcome"]) == ("1-0", "winst")


def test_a_correction_is_withdrawn(browser: FlaskClient, token: dict[str, str]) -> None:
    """The report is as it was; the list says so."""
    before = browser.get("/api/v1/reports/genk-brugge").get_json()
    body = {"report_id": "genk-brugge", "set": {"competition": None}}
    assert browser.post(CORRECTIONS, json=body, headers=token).status_code == 200
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["competition"] is None
    undone = browser.post(CORRECTIONS, json={"report_id": "genk-brugge", "undo": 1}, headers=token)
    assert [each["state"] for each in undone.get_json()["corrections"]] == ["withdrawn"]
    after = browser.get("/api/v1/reports/genk-brugge").get_json()
    assert {**after, "corrections": []} == before


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer verkeerd", "Basic cmVkYWN0aWU6", "Bearer é"])
def test_without_a_valid_token_nothing_is_corrected(browser: FlaskClient, header: str | None) -> None:
    """401, whatever else the request says."""
    answer = browser.post(
        CORRECTIONS,
        json={"report_id": "weg"},
        headers={"Authorization": header} if header is not None else {},
    )
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "token" in answer.get_json()["error"]["message"]


def test_a_revoked_token_opens_nothing(browser: FlaskClient, desk: Archive, token: dict[str, str]) -> None:
    """From the next request on."""
    desk.tokens.revoke("redactie")
    body = {"report_id": "genk-brugge", "set": {"venue": "x"}}
    assert browser.post(CORRECTIONS, json=body, headers=token).status_code == 401


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ([], None),
        ({}, "report_id"),
        ({"report_id": 1}, "report_id"),
        ({"report_id": "genk-brugge"}, "set"),
        ({"report_id": "genk-brugge", "kleur": 1}, "kleur"),
        ({"report_id": "genk-brugge", "set": []}, "set"),
        ({"report_id": "genk-brugge", "set": {"score": 21}}, "score"),
        ({"report_id": "genk-brugge", "set": {"date": "ooit"}}, "date"),
        ({"report_id": "genk-brugge", "set": {"venue": "\ud800"}}, "venue"),
        ({"report_id": "genk-brugge", "quote": "1"}, "quote"),
        ({"report_id": "genk-brugge", "quote": True, "speaker": "X"}, "quote"),
        ({"report_id": "genk-brugge", "quote": 9, "speaker": "X"}, "quote"),
        ({"report_id": "genk-brugge", "quote": 1, "role": "trainer"}, "role"),
        ({"report_id": "genk-brugge", "quote": 1, "no_quote": 1}, "no_quote"),
        ({"report_id": "genk-brugge", "undo": 1}, "undo"),
        ({"report_id": "genk-brugge", "undo": 1, "quote": 1}, "undo"),
    ],
)
def test_mistakes_are_answered_with_400(
    browser: FlaskClient, token: dict[str, str], body: Any, parameter: str | None
) -> None:
    """The error names the key and says what is wrong."""
    answer = browser.post(CORRECTIONS, data=json.dumps(body), headers=token)
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert error["parameter"] == parameter
    assert error["message"]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_json_is_answered_with_400(
    browser: FlaskClient, token: dict[str, str], data: bytes
) -> None:
    """Never a 500."""
    assert browser.post(CORRECTIONS, data=data, headers=token).status_code == 400


@pytest.mark.parametrize("report_id", ["weg", "\ud800"])
def test_an_unknown_report_is_404(browser: FlaskClient, token: dict[str, str], report_id: str) -> None:
    """There is nothing to correct, or to undo."""
    for body in ({"set": {"venue": "x"}}, {"undo": 1}):
        asked = json.dumps({"report_id": report_id, **body})
        answer = browser.post(CORRECTIONS, data=asked, headers=token)
        assert answer.status_code == 404


def test_a_repeated_quote_is_one_hit_with_its_places(browser: FlaskClient) -> None:
    """The first use, and where else it's printed."""
    (hit,) = browser.get("/api/v1/quotes?q=verdiend").get_json()["hits"]
    assert hit["report_id"] == "genk-brugge"
    assert hit["also_in"] == [{"report_id": "terug", "url": "/verslag/terug#citaat-1"}]


def test_the_description_fits(browser: FlaskClient, token: dict[str, str]) -> None:
    """openapi.json describes request and answer with the keys that they have."""
    schemas = browser.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    body = {"report_id": "genk-brugge", "set": {"venue": "Veld 2"}}
    answer = browser.post(CORRECTIONS, json=body, headers=token).get_json()
    assert set(answer) == set(schemas["Corrections"]["properties"])
    assert set(answer["corrections"][0]) == set(schemas["Correction"]["properties"])
    assert set(body) <= set(schemas["CorrectionRequest"]["properties"])
