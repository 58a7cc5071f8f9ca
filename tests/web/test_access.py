"""Who may read, how often, and under which name does the site answer?"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.errors import UsageError
from searchapp.web import create_app
from searchapp.web.limits import RateLimit
from searchapp.web.policy import Policy
from tests.web.newsroom import GENK, filled

READING = (
    *("/", "/zoeken?q=genk", "/citaten", "/citaatcheck", "/verslag/genk-brugge", "/feed.atom", "/export.csv"),
    *("/export.jsonl", "/opensearch.xml", "/metrics", "/api/v1/search", "/api/v1/reports/genk-brugge"),
    *("/api/v1/openapi.json", "/api/v1/suggest?q=g", "/spreker/Wim%20Terhaag", "/niets"),
)
OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive with a report."""
    with closing(filled(tmp_path, [GENK])) as archive:
        yield archive


def browser(desk: Archive, base_url: str = "", **rules: object) -> FlaskClient:
    """A client of a site under these rules."""
    return create_app(desk, base_url, Policy(**rules)).test_client()  # type: ignore[arg-type]


def test_closed_reading_needs_a_token_everywhere(desk: Archive) -> None:
    """As bearer or as a password; without one no path gives anything away but the state of health."""
    secret, writing = desk.tokens.add("lezer", "read"), desk.tokens.add("redactie")
    closed = browser(desk, read_access="token")
    for path in READING:
        refused = closed.get(path)
        assert refused.status_code == 401, path
        assert refused.headers["WWW-Authenticate"].startswith("Basic")
        assert not re.search("Verloo|wipt|bekerfinale speelt", refused.text)
        admitted = closed.get(path, headers={"Authorization": f"Bearer {secret}"})
        assert admitted.status_code == (404 if path == "/niets" else 200)
    assert closed.get("/", auth=("wie dan ook", secret)).status_code == 200
    assert closed.get("/", auth=("", writing)).status_code == 200
    assert closed.get("/healthz").status_code == 200
    with closed.get("/static/searchapp.css") as style:
        assert style.status_code == 200
    desk.tokens.revoke("lezer")
    assert closed.get("/", auth=("", secret)).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!!", "Bearer", "Bearer x", "Digest username=x", "Basic " + "A" * 5000]
    + [f"Basic {base64.b64encode(each).decode()}" for each in (b":", b"x", b"x:y", b"\xff:\xff")],
)
def test_a_wrong_key_is_refused_politely(desk: Archive, header: str) -> None:
    """401, never an error of ours."""
    closed = browser(desk, read_access="token")
    assert closed.get("/", headers={"Authorization": header}).status_code == 401


def test_a_trusted_proxy_names_the_reader(desk: Archive) -> None:
    """Only the header of a trusted proxy counts; anybody else's is taken away."""
    closed = browser(desk, read_access="proxy-header", proxy_header="X-Remote-User")
    named = {"X-Remote-User": "an"}
    for path in READING:
        assert closed.get(path).status_code == 403
        assert closed.get(path, headers=named, environ_overrides=OUTSIDE).status_code == 403
        assert closed.get(path, headers={"X-Remote-User": " "}).status_code == 403
        assert closed.get(path, headers=named).status_code == (404 if path == "/niets" else 200)
    other = browser(desk, read_access="proxy-header", trusted_proxies=("203.0.113.0/24",))
    assert other.get("/", headers=named).status_code == 403
    assert other.get("/", headers=named, environ_overrides=OUTSIDE).status_code == 200


@pytest.mark.parametrize("rules", [{"trusted_proxies": ("krant",)}, {"proxy_header": "X: y\r\nZ"}])
def test_rules_that_mean_nothing_are_refused(rules: dict[str, object]) -> None:
    """A site doesn't start with them."""
    with pytest.raises(UsageError):
        Policy(**rules)  # type: ignore[arg-type]


def test_a_client_that_asks_too_often_is_told_when_to_come_back(desk: Archive) -> None:
    """429 with Retry-After, for that client alone; health, metrics and styles aren't counted."""
    limited = browser(desk, rate_limit=0.5)

    def ask(address: str, path: str = "/zoeken") -> int:
        with limited.get(path, environ_overrides={"REMOTE_ADDR": address}) as answer:
            return answer.status_code

    assert [ask("203.0.113.7", "/niets") for _ in range(9)][-1] == 429
    refused = limited.get("/api/v1/search", environ_overrides=OUTSIDE)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2")
    assert "too many" in refused.get_json()["error"]["message"]
    assert ask("203.0.113.8") == 200
    assert {ask("203.0.113.7", path) for path in ("/healthz", "/metrics", "/static/searchapp.css")} == {200}
    assert {ask("127.0.0.1") for _ in range(50)} == {200}


def test_clients_behind_a_trusted_proxy_are_told_apart(desk: Archive) -> None:
    """By the last address that no trusted proxy added; what a client writes itself is no way out."""
    limited = browser(desk, rate_limit=0.5, trusted_proxies=("127.0.0.1", "10.0.0.0/8"))

    def ask(chain: str) -> int:
        return limited.get("/zoeken", headers={"X-Forwarded-For": chain}).status_code

    assert [ask(f"198.51.100.{n}, 203.0.113.7, 10.1.2.3") for n in range(9)][-1] == 429
    assert ask("203.0.113.8, 10.1.2.3") == 200
    direct = browser(desk, rate_limit=0.5)
    forged = [
        direct.get("/zoeken", headers={"X-Forwarded-For": f"198.51.100.{n}"}, environ_overrides=OUTSIDE)
        for n in range(9)
    ]
    assert forged[-1].status_code == 429


def test_buckets_fill_again_and_their_number_is_bounded() -> None:
    """A quiet client may ask again; a million addresses don't fill the memory."""
    now = [0.0]
    limit = RateLimit(2, clock=lambda: now[0])
    assert [limit.seconds_to_wait("a") for _ in range(9)] == [0.0] * 8 + [0.5]
    now[0] += 0.5
    assert [limit.seconds_to_wait("a") for _ in range(2)] == [0.0, 0.5]
    for number in range(20_000):
        limit.seconds_to_wait(f"2001:db8:{number % 65536:x}:{number // 65536:x}::1")
    assert len(limit) == 10_000
    for number in range(50):
        last = limit.seconds_to_wait(f"2001:db8::{number:x}")
    assert last > 0


def test_forwarded_headers_make_the_links_of_feeds(desk: Archive) -> None:
    """Scheme, host and path below a trusted proxy; from anybody else they change nothing."""
    told = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "archief.example",
        "X-Forwarded-Prefix": "/sport",
    }
    trusting = browser(desk, trusted_proxies=("127.0.0.1",))
    for path in ("/feed.atom", "/sport/feed.atom", "/opensearch.xml"):
        assert "https://archief.example/sport/" in trusting.get(path, headers=told).text
    assert 'href="/sport/static/' in trusting.get("/", headers=told).text
    for header in (
        {"X-Forwarded-Host": "a b"},
        {"X-Forwarded-Host": "evil/x"},
        {"X-Forwarded-Prefix": "//evil"},
    ):
        answer = trusting.get("/opensearch.xml", headers=header)
        assert "evil" not in answer.text
        assert 'template="http://localhost/zoeken' in answer.text
    for client in (browser(desk), browser(desk, trusted_proxies=("203.0.113.1",))):
        assert "archief.example" not in client.get("/feed.atom", headers=told).text
    named = browser(desk, base_url="https://krant.example/zoek", trusted_proxies=("127.0.0.1",))
    assert "https://krant.example/zoek/zoeken" in named.get("/opensearch.xml", headers=told).text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::2]"]
)
def test_a_site_of_this_machine_answers_under_its_own_names(desk: Archive, host: str) -> None:
    """A page whose name was rebound to this machine reads nothing."""
    own = browser(desk, hosts=("127.0.0.1", "::1", "localhost"))
    answer = own.get("/api/v1/search", headers={"Host": host})
    assert answer.status_code == 400
    assert "Genk" not in answer.text
    for name in ("localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"):
        assert own.get("/api/v1/search", headers={"Host": name}).status_code == 200


def test_a_body_must_say_how_long_it_is(desk: Archive) -> None:
    """One that comes in pieces could keep a thread busy for as long as it likes."""
    answer = browser(desk).post("/api/v1/check", headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%0d%0aX-Bad:%201", "/club/PSV%0d%0aX-Bad:1", "/\\evil.example"]
)
def test_no_path_leads_elsewhere_or_writes_a_header(desk: Archive, path: str) -> None:
    """No answer redirects to another host, or has a header that the address made up."""
    answer = browser(desk).get("/", environ_overrides={"PATH_INFO": unquote(path)})
    assert "X-Bad" not in answer.headers
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\", "http://evil"))


@pytest.mark.parametrize(
    "path",
    ["/static/../setup.cfg", "/static/%2e%2e/setup.cfg", "/static//etc/passwd", "/static/..%5csetup.cfg"],
)
def test_static_files_are_all_that_is_served(desk: Archive, path: str) -> None:
    """No way leads out of the folder."""
    assert browser(desk).get(path).status_code == 404
