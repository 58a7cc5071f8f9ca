"""Does the site tell its operator how it is, and nobody what was searched for?"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine.protocols import Archive
from searchapp.web import create_app
from searchapp.web.metrics import Metrics
from searchapp.web.operations import GAUGES
from searchapp.web.policy import Policy
from searchapp.web.requestlog import JsonLines
from searchapp.web.scrubbing import Scrubber
from tests.web.newsroom import GENK, filled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive with a report."""
    with closing(filled(tmp_path, [GENK])) as archive:
        yield archive


def logged(desk: Archive, caplog: pytest.LogCaptureFixture, **rules: bool) -> list[str]:
    """The lines that a few requests leave behind."""
    browser = create_app(desk, policy=Policy(access_log=True, **rules)).test_client()
    secret = desk.tokens.add("redactie")
    with caplog.at_level(logging.INFO, "searchapp.access"):
        browser.get("/api/v1/search?q=geheimzinnig+OF+genk&team=KRC+Genk")
        browser.get("/spreker/Wim%20Terhaag", headers={"X-Request-Id": "van-buiten"})
        browser.post("/citaatcheck", data={"text": "heimelijk citaat"})
        browser.post("/api/v1/reports", data="{", headers={"Authorization": f"Bearer {secret}"})
        browser.get("/niets", headers={"Authorization": f"Bearer {secret}", "Cookie": f"s={secret}"})
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "searchapp.access"]
    assert secret not in caplog.text + "".join(lines)
    return lines


def test_each_request_is_a_line_of_json_without_what_was_searched(
    desk: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    """Request id, duration, total, status, size and route; no query, name, text or token."""
    lines = logged(desk, caplog)
    search, speaker, check, post, missing = map(json.loads, lines)
    assert (search["route"], search["total"], search["status"]) == ("/api/v1/search", 1, 200)
    assert search["ms"] > 0 < search["bytes"]
    assert speaker["route"] == "/spreker/<anything:name>"
    assert speaker["id"] != "van-buiten"
    assert (check["method"], post["token"], post["status"]) == ("POST", "redactie", 400)
    assert (missing["route"], missing["status"]) == ("unknown", 404)
    assert len({json.loads(line)["id"] for line in lines}) == 5
    for word in ("geheimzinnig", "Terhaag", "heimelijk", "KRC", "address"):
        assert word not in "".join(lines)


def test_addresses_are_noted_when_asked_for(desk: Archive, caplog: pytest.LogCaptureFixture) -> None:
    """With the query, but never a body, a header or a token."""
    lines = logged(desk, caplog, log_queries=True)
    assert "q=geheimzinnig+OF+genk" in json.loads(lines[0])["address"]
    assert "heimelijk" not in "".join(lines)


def test_other_messages_are_lines_of_json_too() -> None:
    """One line each, with the traceback inside."""
    try:
        raise ValueError("fout\nop twee regels")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("searchapp.web", logging.ERROR, "f", 1, "%s: %s", ("a\nb", "c"), info)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "a\nb: c"
    assert "ValueError" in json.loads(line)["exception"]


def test_every_answer_has_an_id_that_a_trusted_proxy_may_give(desk: Archive) -> None:
    """The proxy's log and ours can be laid side by side."""
    browser = create_app(desk, policy=Policy(trusted_proxies=("127.0.0.1",))).test_client()
    assert browser.get("/", headers={"X-Request-Id": "abc-1"}).headers["X-Request-Id"] == "abc-1"
    for odd in ("a b", "x" * 65, "é", ""):
        assert browser.get("/", headers={"X-Request-Id": odd}).headers["X-Request-Id"] != odd


def test_metrics_count_requests_and_tell_what_is_there(desk: Archive) -> None:
    """In Prometheus' text format: counters, a histogram whose buckets grow, gauges."""
    browser = create_app(desk).test_client()
    for path in ("/zoeken", "/zoeken?q=x", "/niets", "/verslag/weg"):
        browser.get(path)
    answer = browser.get("/metrics")
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert 'searchapp_requests_total{route="/zoeken",status="2xx"} 2' in lines
    assert 'searchapp_requests_total{route="unknown",status="4xx"} 1' in lines
    assert 'searchapp_request_seconds_count{route="/zoeken"} 2' in lines
    assert {"searchapp_reports 1", "searchapp_ready 1", "searchapp_damage_found 0"} <= set(lines)
    buckets = [float(line.split()[1]) for line in lines if 'bucket{route="/zoeken"' in line]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 2
    names = {line.split("{")[0].split()[0] for line in lines if not line.startswith("#")}
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in names
    } == typed


def test_processes_add_up() -> None:
    """Each counts in its row; whoever is asked tells the sum."""
    metrics = Metrics()
    metrics.name_routes(["/a"])
    for process in (1, 2, 1, 65):
        metrics.count_in_row(process)
        metrics.count("/a", 200, 0.02)
    assert 'searchapp_requests_total{route="/a",status="2xx"} 4' in list(metrics.exposition())


def test_damage_on_the_disk_turns_healthz_to_degraded_until_it_is_repaired(desk: Archive) -> None:
    """It still answers and says what is wrong; after a rebuild it's ready again."""
    app = create_app(desk)
    browser, scrubber = app.test_client(), app.extensions[GAUGES].scrubber
    scrubber.once()
    assert browser.get("/healthz").get_json()["state"] == "ready"
    path = next(Path(desk.location).glob("index*/quotes/*.toc"))
    path.write_bytes(path.read_bytes()[:-1])
    scrubber.once()
    health = browser.get("/healthz")
    assert (health.status_code, health.get_json()["state"]) == (200, "degraded")
    assert path.name in health.get_json()["reason"]
    assert "searchapp rebuild" in health.get_json()["reason"]
    assert "searchapp_damage_found 1" in browser.get("/metrics").text
    assert browser.get("/api/v1/quotes").get_json()["total"] == 2
    desk.rebuild()
    scrubber.once()
    assert browser.get("/healthz").get_json() == {
        "state": "ready",
        "reason": None,
        "generation": desk.searcher().generation,
    }


def test_the_scrub_runs_by_itself_and_at_the_pace_it_is_given(desk: Archive) -> None:
    """In a thread of its own, round after round."""
    scrubber = Scrubber(desk)
    scrubber.start(megabytes_a_second=1000)
    end = time.monotonic() + 10
    while not scrubber.rounds and time.monotonic() < end:
        time.sleep(0.01)
    assert scrubber.rounds == 1
    size = sum(path.stat().st_size for path in Path(desk.location).glob("index*/*/*"))
    began = time.monotonic()
    scrubber.once(lambda count: time.sleep(count / (4 * size)))
    assert time.monotonic() - began >= 0.25
