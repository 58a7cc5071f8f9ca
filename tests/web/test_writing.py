"""Can reports be sent and taken out over the API, by those who may, under the rules for files?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.indexing import index_paths
from searchapp.web import create_app
from searchapp.web.writing import LARGEST_POST
from tests.web.newsroom import GENK, UTRECHT, filled, report

REPORTS = "/api/v1/reports"
NEW = {
    "id": "nieuw",
    "title": "KRC Genk wint de supercup",
    "body": "In Genk viel Kwezelaar in. “Mooi, hoor.”",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive that may be written to."""
    with closing(filled(tmp_path, [GENK, UTRECHT])) as archive:
        yield archive


@pytest.fixture
def browser(desk: Archive) -> FlaskClient:
    """A script, so to say."""
    return create_app(desk, "https://archief.example/zoek").test_client()


@pytest.fixture
def token(desk: Archive) -> dict[str, str]:
    """The header that opens the door."""
    return {"Authorization": f"Bearer {desk.tokens.add('redactie')}"}


def test_a_posted_report_is_searchable_when_answered(browser: FlaskClient, token: dict[str, str]) -> None:
    """By its words, with what was extracted; posting it again changes nothing."""
    answer = browser.post(REPORTS, json=NEW, headers=token)
    assert answer.status_code == 201, answer.text
    address = "https://archief.example/zoek/verslag/nieuw"
    stored = {"id": "nieuw", "url": address, "result": "added"}
    counts = {"added": 1, "updated": 0, "unchanged": 0, "rejected": []}
    assert answer.get_json() == {**counts, "reports": [stored]}
    (hit,) = browser.get("/api/v1/search?q=kwezelaar").get_json()["hits"]
    assert (hit["id"], hit["teams"]) == ("nieuw", ["KRC Genk"])
    for _ in range(10):
        again = browser.post(REPORTS, data=json.dumps(NEW, indent=2), headers=token)
        assert (again.status_code, again.get_json()["unchanged"]) == (200, 1)
    assert browser.get("/api/v1/reports/nieuw").get_json()["versions"] == []


def test_a_corrected_text_replaces_the_former_which_is_kept(
    browser: FlaskClient, token: dict[str, str]
) -> None:
    """`versions` lists what it said before and until when."""
    browser.post(REPORTS, json=NEW, headers=token)
    answer = browser.post(REPORTS, json={**NEW, "body": "In Genk viel niemand in."}, headers=token)
    assert answer.get_json()["updated"] == 1
    assert browser.get("/api/v1/search?q=kwezelaar").get_json()["total"] == 0
    (version,) = browser.get("/api/v1/reports/nieuw").get_json()["versions"]
    assert (version["number"], version["title"]) == (1, NEW["title"])
    assert version["text"] == f"{NEW['title']}\n\n{NEW['body']}"
    schemas = browser.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    assert set(version) == set(schemas["Version"]["properties"])


def test_lines_are_accepted_and_rejected_one_by_one(browser: FlaskClient, token: dict[str, str]) -> None:
    """Each rejection names its line and reason; what was given wins over what is extracted."""
    given = {"id": "gegeven", "body": "Genk won met 2-1.", "score": "9-9", "teams": []}
    lines = [json.dumps(each) for each in (NEW, given, {"id": "leeg"}, {**NEW, "body": "Anders."})]
    lines.insert(1, "{kapot")
    kind = {**token, "Content-Type": "application/x-ndjson"}
    answer = browser.post(REPORTS, data="\n".join(lines), headers=kind).get_json()
    assert [each["id"] for each in answer["reports"]] == ["nieuw", "gegeven"]
    assert [each["line"] for each in answer["rejected"]] == [2, 4, None]
    assert "not JSON" in answer["rejected"][0]["message"]
    assert "'body' is missing" in answer["rejected"][1]["message"]
    assert "occurred before" in answer["rejected"][2]["message"]
    stored = browser.get("/api/v1/reports/gegeven").get_json()
    assert (stored["score"], stored["teams"]) == ("9-9", [])


def test_the_description_fits(browser: FlaskClient, token: dict[str, str]) -> None:
    """openapi.json describes each answer with the keys that it has."""
    described = browser.get("/api/v1/openapi.json").get_json()
    schemas, paths = described["components"]["schemas"], described["paths"]
    accepted = browser.post(REPORTS, json=NEW, headers=token).get_json()
    assert set(accepted) == set(schemas["Posted"]["properties"]) - {"error"}
    refused = browser.post(REPORTS, json={}, headers=token).get_json()
    assert set(refused) == set(schemas["Posted"]["properties"])
    assert set(refused["rejected"][0]) == set(
        schemas["Posted"]["properties"]["rejected"]["items"]["properties"]
    )
    gone = browser.delete(f"{REPORTS}/nieuw", headers=token).get_json()
    assert set(gone) == set(schemas["Removed"]["properties"])
    for operations in paths.values():
        for operation in operations.values():
            assert {"401", "403", "429", "503"} <= set(operation["responses"])


def test_a_posted_report_is_the_one_that_a_file_brings(
    browser: FlaskClient, desk: Archive, token: dict[str, str], tmp_path: Path
) -> None:
    """The same id from a file updates it: one report, with the same facts."""
    browser.post(REPORTS, json=NEW, headers=token)
    posted = browser.get("/api/v1/reports/nieuw").get_json()
    (tmp_path / "bestand.jsonl").write_text(json.dumps(NEW))
    index_paths(desk, [str(tmp_path / "bestand.jsonl")])
    from_file = browser.get("/api/v1/reports/nieuw").get_json()
    assert {**from_file, "source": posted["source"]} == posted
    assert browser.get("/api/v1/search?q=kwezelaar").get_json()["total"] == 1


def test_a_report_without_an_id_is_known_by_its_content(browser: FlaskClient, token: dict[str, str]) -> None:
    """Sent twice it is one report, two different ones are two."""
    for body in ("Genk won van Luik.", "Genk won van Luik.", "Genk verloor van Gent."):
        assert browser.post(REPORTS, json={"body": body}, headers=token).status_code in (200, 201)
    found = browser.get("/api/v1/search?q=Genk").get_json()
    assert sum(hit["id"].startswith("api-") for hit in found["hits"]) == 2


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"[]", b'"x"', b"{", b"[" * 100_000, b"\xff\xfe\x00", b'{"body": 1}', b"1" * 5000],
)
def test_what_is_no_report_is_answered_with_400(
    browser: FlaskClient, token: dict[str, str], data: bytes
) -> None:
    """With a reason, and nothing is stored."""
    answer = browser.post(REPORTS, data=data, headers=token)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["message"]
    assert browser.get("/api/v1/search").get_json()["total"] == 2


def test_bodies_are_bounded(browser: FlaskClient, token: dict[str, str]) -> None:
    """More than fits is refused unread; other requests may send far less."""
    assert browser.post(REPORTS, data=b"x" * (LARGEST_POST + 1), headers=token).status_code == 413
    assert browser.post("/api/v1/check", data=b"x" * 1_000_001).status_code == 413
    several = report("Lang", "Genk won. " * 150_000, id="lang")
    assert browser.post(REPORTS, json=several, headers=token).status_code == 201


def test_a_deleted_report_is_invisible_at_once_everywhere(
    browser: FlaskClient, token: dict[str, str]
) -> None:
    """Pages, API, suggestions, feeds, downloads, portraits and the citaatcheck know nothing of it."""
    seen = [
        *("/zoeken?q=deelden", "/citaten?q=een+punt", "/api/v1/search?q=deelden", "/api/v1/quotes"),
        *("/api/v1/suggest?q=olth", "/api/v1/suggest?q=bedw", "/feed.atom", "/feed.atom?kind=quotes"),
        *("/export.csv", "/export.jsonl?kind=quotes", "/api/v1/check?text=Een+punt+is+een+punt", "/"),
        "/citaatcheck?text=Een+punt+is+een+punt",
    ]
    gone = [
        "/verslag/utrecht/az",
        "/api/v1/reports/utrecht/az",
        "/spreker/Bas%20Olthof",
        "/club/FC%20Utrecht",
    ]
    assert all(re.search("(?i)olthof|bedwang", browser.get(path).text) for path in seen[:-2])
    assert all(browser.get(path).status_code == 200 for path in gone)
    answer = browser.delete("/api/v1/reports/utrecht%2Faz", headers=token)
    assert (answer.status_code, answer.get_json()) == (200, {"id": "utrecht/az", "removed": True})
    assert [path for path in seen if re.search("(?i)olthof|bedwang", browser.get(path).text)] == []
    assert [path for path in gone if browser.get(path).status_code != 404] == []
    assert browser.delete("/api/v1/reports/utrecht%2Faz", headers=token).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Origin": "https://archief.example"}, 201),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://archief.example:444"}, 403),
        ({"Origin": "https://archief.example", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_pages_of_other_sites_change_nothing(
    browser: FlaskClient, token: dict[str, str], headers: dict[str, str], status: int
) -> None:
    """Not even with a valid token; programs, which send neither header, may."""
    assert browser.post(REPORTS, json=NEW, headers={**token, **headers}).status_code == status
    expected = 404 if status != 201 else 200
    assert browser.get("/api/v1/reports/nieuw").status_code == expected
    if status == 403:
        gone = browser.delete("/api/v1/reports/genk-brugge", headers={**token, **headers})
        assert gone.status_code == 403


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_reading_tokens_and_basic_authentication_write_nothing(
    browser: FlaskClient, desk: Archive, method: str
) -> None:
    """What a browser may send by itself, and what is good for reading only, is refused."""
    reading, writing = desk.tokens.add("lezer", "read"), desk.tokens.add("schrijver")
    path = REPORTS if method == "POST" else f"{REPORTS}/genk-brugge"
    sent: dict[str, Any] = {"json": NEW} if method == "POST" else {}
    bearer = {"Authorization": f"Bearer {reading}"}
    assert browser.open(path, method=method, headers=bearer, **sent).status_code == 401
    assert browser.open(path, method=method, auth=("x", writing), **sent).status_code == 401
    assert browser.get("/api/v1/search").get_json()["total"] == 2


def test_an_archive_that_is_being_written_asks_to_come_back(
    desk: Archive, token: dict[str, str], tmp_path: Path
) -> None:
    """503 with Retry-After when the turn doesn't come in time; nothing is half done."""
    with closing(open_archive(desk.location, wait_seconds=0.1)) as impatient, desk.writer():
        answer = create_app(impatient).test_client().post(REPORTS, json=NEW, headers=token)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert desk.searcher().report("nieuw") is None
