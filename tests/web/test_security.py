"""Does hostile text stay text, and do all answers carry their protection?"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchapp.web import create_app
from tests.web.hostile import hostile_report
from tests.web.newsroom import stored

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "<mark onclick=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "</textarea><iframe src=//evil.example>",
    "<!--",
)
ACTIVE_ATTRIBUTES = re.compile(r"""\s(?:on\w+|style|srcdoc)\s*=""", re.IGNORECASE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over an archive where every field is hostile."""
    archive = stored(tmp_path_factory.mktemp("vijandig"), [hostile_report(bad) for bad in PAYLOADS])
    yield create_app(archive).test_client()
    archive.close()


def tags(page: str) -> list[str]:
    """The tags a browser would see."""
    return re.findall(r"<[a-zA-Z!/][^>]*>", page)


@pytest.mark.parametrize("bad", PAYLOADS)
def test_hostile_text_is_shown_as_text(hostile: FlaskClient, bad: str) -> None:
    """In titles, quotes, facets, facts, ids and queries alike."""
    there = quote(bad, safe="")
    for path in ("/", "/zoeken", "/citaten", f"/verslag/{there}", f"/spreker/{there}", f"/verslag/x{there}"):
        answer = hostile.get(path, query_string={"q": f"genk OF {bad}", "team": bad, "per_page": "100"})
        assert answer.status_code in (200, 404, 501), path
        assert path == "/" or bad in html.unescape(answer.text)
        found = tags(answer.text)
        assert [tag for tag in found if re.match(r"</?(?:img|svg/|iframe|textarea|!--)", tag)] == []
        assert [tag for tag in found if tag.startswith("<script")] == [
            tag for tag in found if tag.startswith("<script src=")
        ]
        assert not any(ACTIVE_ATTRIBUTES.search(re.sub(r'"[^"]*"', '""', tag)) for tag in found)
        assert 'href="javascript' not in answer.text


@pytest.mark.parametrize("bad", PAYLOADS)
def test_snippets_of_the_api_hold_marks_only(hostile: FlaskClient, bad: str) -> None:
    """Who puts a snippet into a page of their own is safe."""
    for path in ("/api/v1/search", "/api/v1/quotes"):
        hits = hostile.get(path, query_string={"q": "genk OF wonnen OF won", "team": bad}).get_json()["hits"]
        assert hits
        assert {tag for hit in hits for tag in tags(hit["snippet"])} <= {"<mark>", "</mark>"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zoeken",
        "/citaten",
        "/verslag/genk-brugge",
        "/niets",
        "/healthz",
        "/api/v1/search",
        "/static/searchapp.css",
    ],
)
def test_every_answer_is_protected(client: FlaskClient, path: str) -> None:
    """No inline code, no framing, no sniffing, no referrer."""
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_nothing_comes_from_elsewhere(client: FlaskClient) -> None:
    """Stylesheet, script and icon are the site's own; nothing is inline."""
    for path in ("/", "/zoeken", "/citaten", "/verslag/genk-brugge"):
        shown = client.get(path).text
        sources = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]*)"', shown)
        assert sources
        assert all(re.match(r"/(?!/)", source) for source in sources)
        assert "<style" not in shown
        assert " style=" not in shown


@pytest.mark.parametrize("path", ["/", "/zoeken?q=genk", "/citaten", "/verslag/genk-brugge", "/citaatcheck"])
def test_pages_are_light(client: FlaskClient, path: str) -> None:
    """A first visit to any page, with style, scripts and icon, travels in far less than 60 kB."""
    packed = {"Accept-Encoding": "gzip"}
    first = client.get(path, headers=packed)
    own = set(re.findall(r'"(/static/[^"]*)"', gzip.decompress(first.data).decode()))
    parts = [client.get(each, headers=packed, buffered=True) for each in own]
    assert len(first.data) + sum(len(part.data) for part in parts) < 30_000


@pytest.mark.parametrize("path", ["/zoeken", "/api/v1/search", "/static/searchapp.css"])
def test_answers_travel_packed(client: FlaskClient, path: str) -> None:
    """A browser that takes gzip gets a fraction of the bytes; another gets the same text unpacked."""
    plain = client.get(path, buffered=True)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    unpacked = gzip.decompress(packed.data)
    took = re.compile(rb"(in|\"took_ms\":) ?[\d.]+( ms)?")
    assert took.sub(b"", unpacked) == took.sub(b"", plain.data)


def test_static_files_are_kept_by_browsers(client: FlaskClient) -> None:
    """Their address changes with their content, so they may be kept for ever."""
    own = re.findall(r'"(/static/[^"]*)"', client.get("/").text)
    assert all("?v=" in each for each in own)
    assert "max-age=31536000" in client.get(own[0], buffered=True).headers["Cache-Control"]


def test_stylesheet_has_no_address_outside(client: FlaskClient) -> None:
    """No import, no font and no image from another host."""
    style = client.get("/static/searchapp.css", buffered=True).text
    assert "url(" not in style
    assert "@import" not in style
