"""Can results be taken along, into a spreadsheet, a script, a feed reader, a browser's search box?"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.model import PartialDate, Quote, Report
from searchapp.web import create_app
from tests.web.newsroom import TERHAAG, stored

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORMULAS = ("=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)", "|cmd")


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    """The rows of a CSV export."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def feed(client: FlaskClient, path: str) -> ElementTree.Element:
    """The root of a feed."""
    answer = client.get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.data)


def texts(element: ElementTree.Element, path: str) -> list[str]:
    """The texts of the elements at a path."""
    return [found.text or "" for found in element.findall(path, ATOM)]


def test_csv_holds_all_hits_of_the_search(client: FlaskClient) -> None:
    """Not just a page of them; lists are joined."""
    assert len(table(client, "/export.csv?per_page=2&page=2")) == 17
    (row,) = table(client, "/export.csv?q=bekerfinale&team=Club+Brugge")
    assert row["title"] == "Genk wipt Club Brugge uit de beker"
    assert (row["teams"], row["score"], row["date"]) == ("KRC Genk; Club Brugge", "2-1", "2025-02-05")


def test_csv_of_quotes(client: FlaskClient) -> None:
    """Whole quotes with who said them, and an address that opens from a spreadsheet."""
    rows = table(client, "/export.csv?kind=quotes&speaker=Wim+Terhaag")
    assert [(row["text"], row["role"], row["url"]) for row in rows] == [
        (TERHAAG, "coach", "http://localhost/verslag/genk-brugge#citaat-1")
    ]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """What a spreadsheet could run is preceded by an apostrophe, wherever it comes from."""
    reports = [
        Report(str(i), bad, bad, title=bad, competition=bad, teams=(bad,), speakers=(bad,), origin=str(i))
        for i, bad in enumerate(FORMULAS)
    ]
    archive = stored(tmp_path, reports)
    rows = table(create_app(archive).test_client(), "/export.csv")
    archive.close()
    assert len(rows) == len(FORMULAS)
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.strip(" ").startswith(tuple("=+-@\t\r|"))] == []


def test_json_lines_are_the_hits_of_the_api(client: FlaskClient) -> None:
    """One hit a line, the same as the API gives."""
    lines = client.get("/export.jsonl?q=bekerfinale").text.splitlines()
    assert [json.loads(line) for line in lines] == client.get("/api/v1/search?q=bekerfinale").get_json()[
        "hits"
    ]


def test_an_empty_export_has_its_header(client: FlaskClient) -> None:
    """Nothing found is a table without rows."""
    assert table(client, "/export.csv?q=onvindbaarheid") == []
    assert client.get("/export.jsonl?q=onvindbaarheid").text == ""


def test_a_feed_says_what_matched_and_shows_the_passage(client: FlaskClient) -> None:
    """Words as printed, the passage with marks, an absolute link that keeps the search."""
    root = feed(client, "/feed.atom?q=bekerfinales")
    assert texts(root, "a:title") == ["bekerfinales · Verslagen"]
    entry = root.findall("a:entry", ATOM)[0]
    assert texts(entry, "a:title") == ["Genk wipt Club Brugge uit de beker"]
    assert texts(entry, "a:updated") == ["2025-02-05T00:00:00Z"]
    assert "Gevonden woorden: bekerfinale" in texts(entry, "a:summary")[0]
    assert "<mark>bekerfinale</mark>" in texts(entry, "a:content")[0]
    links = [link.get("href", "") for link in entry.findall("a:link", ATOM)]
    assert links == ["http://localhost/verslag/genk-brugge?q=bekerfinales"]


def test_a_feed_of_quotes_behind_a_public_address(archive: Archive) -> None:
    """Each entry is a quote; ids and links are absolute under the base URL."""
    client = create_app(archive, "https://krant.example/archief").test_client()
    root = feed(client, "/archief/feed.atom?kind=quotes&speaker=Wim+Terhaag")
    entry = root.findall("a:entry", ATOM)[0]
    assert texts(entry, "a:title") == [f"Wim Terhaag: “{TERHAAG}”"]
    assert texts(entry, "a:id") == ["https://krant.example/archief/verslag/genk-brugge#citaat-1"]
    own = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    address = "https://krant.example/archief"
    assert own["self"] == f"{address}/feed.atom?speaker=Wim+Terhaag&kind=quotes"
    assert own["alternate"] == f"{address}/citaten?speaker=Wim+Terhaag"


def test_what_has_no_date_stays_out_of_a_feed(client: FlaskClient) -> None:
    """Atom wants a moment of every entry; none is made up, and the feed says what is missing."""
    root = feed(client, "/feed.atom?q=bekerfinale")
    assert texts(root, "a:entry/a:title") == ["Genk wipt Club Brugge uit de beker"]
    assert "geen datum" in texts(root, "a:subtitle")[0]
    assert texts(feed(client, "/feed.atom?q=Utrecht"), "a:subtitle") == []
    assert not texts(feed(client, "/feed.atom?q=niksniks"), "a:updated")[0].startswith("1970")


def test_the_newest_come_first_in_a_feed_whatever_the_sort(client: FlaskClient) -> None:
    """An alert is about what is new, however the list is sorted."""
    moments = texts(feed(client, "/feed.atom?sort=date"), "a:entry/a:updated")
    assert moments == sorted(moments, reverse=True)


def test_no_character_breaks_a_feed(tmp_path: Path) -> None:
    """NUL, lone control characters and markup stay data."""
    bad = "a\0b\x1b <script>alert(1)</script> ]]> & \ufffe"
    text = f"{bad} “{bad}”"
    quote = Quote(bad, len(bad) + 2, len(text) - 1, bad)
    archive = stored(
        tmp_path,
        [
            Report(
                "x",
                "bron",
                text,
                title=bad,
                quotes=(quote,),
                speakers=(bad,),
                origin="x",
                date=PartialDate(2024),
            )
        ],
    )
    client = create_app(archive).test_client()
    for kind in ("reports", "quotes"):
        root = feed(client, f"/feed.atom?kind={kind}&q=alert")
        assert "<script" not in texts(root, "a:entry/a:content")[0]
    archive.close()


def test_browsers_can_search_here_from_the_address_bar(archive: Archive) -> None:
    """The description names the search and the suggestions, absolutely."""
    client = create_app(archive, "https://krant.example").test_client()
    answer = client.get("/opensearch.xml")
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    templates = {url.get("type"): url.get("template") for url in ElementTree.fromstring(answer.data)}
    assert templates["text/html"] == "https://krant.example/zoeken?q={searchTerms}"
    suggestions = templates["application/x-suggestions+json"]
    assert suggestions == "https://krant.example/api/v1/suggest?q={searchTerms}"
    assert 'rel="search"' in client.get("/").text


@pytest.mark.parametrize("path", ["/export.csv", "/export.jsonl", "/feed.atom"])
def test_odd_parameters_break_nothing(client: FlaskClient, path: str) -> None:
    """Like pages, downloads leave out what can't be read."""
    odd: dict[str, Any] = {"q": "(a", "from": "gisteren", "kind": "x", "page": "-1", "kleur": "rood"}
    assert client.get(path, query_string=odd).status_code == 200
