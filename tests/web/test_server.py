"""The server as it is run: several processes, slow clients, a new generation, an end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.web.policy import Policy
from searchapp.web.server import ServerSettings
from tests.house.test_packaging import fetch, free_port
from tests.web.newsroom import GENK, UTRECHT, filled

THREADS = 2
WORKERS = 2


@dataclass
class Served:
    """A server on the loopback, and where its stderr goes."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def connect(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def log(self) -> str:
        """What it wrote on stderr so far."""
        return (self.folder / "stderr").read_text()


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """`searchapp serve` over the archive in `folder`, until the end of the block."""
    port = free_port()
    command = [sys.executable, "-m", "searchapp", "serve", "--archive", "archief", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with open(folder / "stderr", "wb") as errors:
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=errors)
    try:
        fetch(f"http://127.0.0.1:{port}/healthz")
        yield Served(process, port, folder)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that don't end it."""
    folder = tmp_path_factory.mktemp("server")
    filled(folder, [GENK]).close()
    with serving(folder, "--scrub", "1000") as server:
        yield server


def test_slow_clients_keep_no_thread_busy(served: Served) -> None:
    """Many more than there are threads send half a request, or half a body; others are answered at once."""
    head = b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
    halves = [b"", b"GET", b"GET /zoeken HTTP/1.1\r\nHost: x\r\n", head, head + b"\r\nhalf"]
    slow = [served.connect() for _ in range(8 * WORKERS * THREADS)]
    try:
        for number, each in enumerate(slow):
            each.sendall(halves[number % len(halves)])
        time.sleep(0.5)
        began = time.monotonic()
        assert served.get("/api/v1/search?q=genk")[0] == 200
        assert time.monotonic() - began < 5
    finally:
        for each in slow:
            each.close()


def test_a_request_that_comes_in_pieces_is_answered(served: Served) -> None:
    """Slow is no crime: head and body a few bytes at a time, and two requests on one connection."""
    body = b'{"text": "We hebben de bekerfinale verdiend"}'
    head = f"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    request = head.encode() + b"Content-Type: application/json\r\n\r\n" + body
    with closing(served.connect()) as slow:
        for _ in range(2):
            for start in range(0, len(request), 20):
                slow.sendall(request[start : start + 20])
                time.sleep(0.01)
            answer = slow.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert b"genk-brugge" in answer


def test_a_client_that_asks_before_sending_is_told_to_go_on(served: Served) -> None:
    """curl announces long bodies with Expect: 100-continue."""
    with closing(served.connect()) as client:
        client.sendall(
            b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n"
        )
        assert client.recv(1000).startswith(b"HTTP/1.1 100 Continue")
        client.sendall(b"text=abc")
        rest = client.recv(65536)
        while b"200 OK" not in rest:
            rest += client.recv(65536)


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET //evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET /static/../../setup.cfg HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET http://evil.example/zoeken HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", b"4"),
        (b"GET /?" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"4"),
        (b"\x16\x03\x01" * 30 + b"\r\n\r\n", b"400"),
        (b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", b"401"),
        (b"POST /zoeken HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"4"),
    ],
)
def test_what_is_no_proper_request_is_refused(served: Served, request_line: bytes, status: bytes) -> None:
    """With a status of the 4xx, at once, and no word of it comes back as a header or a link."""
    with closing(served.connect()) as client:
        client.sendall(request_line)
        answer = client.recv(65536)
    assert answer.split(b" ")[1].startswith(status), answer[:200]
    assert b"Location" not in answer
    assert b"Traceback" not in answer


def test_all_processes_count_together_and_log_in_json(served: Served) -> None:
    """Whichever process is asked; each line of the log can be read by a machine."""
    for _ in range(20):
        served.get("/citaten?q=verloren+geheim")
    counts = {
        line
        for _ in range(10)
        for line in served.get("/metrics")[1].splitlines()
        if line.startswith('searchapp_requests_total{route="/citaten",status="2xx"}')
    }
    assert counts == {'searchapp_requests_total{route="/citaten",status="2xx"} 20'}
    lines = [json.loads(line) for line in served.log().splitlines() if line.startswith("{")]
    assert len([line for line in lines if line.get("route") == "/citaten"]) == 20
    assert "geheim" not in served.log()


def test_a_new_generation_and_damage_are_noticed_without_a_restart(served: Served) -> None:
    """By all processes; a bit that flips on the disk turns the page of health to degraded."""
    with closing(filled(served.folder, [GENK, UTRECHT])) as archive:
        assert {json.loads(served.get("/api/v1/search")[1])["total"] for _ in range(8)} == {2}
        path = next(Path(archive.location).glob("index*/quotes/*.toc"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert becomes(served, "degraded")
    path.write_bytes(whole)
    assert becomes(served, "ready")


def test_what_is_posted_to_one_process_is_known_to_all_when_answered(served: Served) -> None:
    """And what is deleted is gone for all."""
    with closing(open_archive(served.folder / "archief")) as archive:
        key = {"Authorization": f"Bearer {archive.tokens.add('redactie')}", "Host": "localhost"}

    def send(method: str, path: str, body: str | None = None) -> int:
        with closing(HTTPConnection("127.0.0.1", served.port, timeout=60)) as connection:
            connection.request(method, path, body, key)
            return connection.getresponse().status

    for number in range(3):
        text = f"Kwezelaar{number} scoorde."
        body = json.dumps({"id": "nieuw", "body": text})
        assert send("POST", "/api/v1/reports", body) == (200 if number else 201)
        asked = f"/api/v1/search?q=kwezelaar{number}"
        assert {json.loads(served.get(asked)[1])["total"] for _ in range(8)} == {1}
    assert send("DELETE", "/api/v1/reports/nieuw") == 200
    assert {served.get("/api/v1/reports/nieuw")[0] for _ in range(8)} == {404}


def becomes(served: Served, state: str) -> bool:
    """Whether all processes come to say so; they look at the disk every ten seconds."""
    end = time.monotonic() + 100
    while time.monotonic() < end:
        if {json.loads(served.get("/healthz")[1])["state"] for _ in range(8)} == {state}:
            return True
        time.sleep(0.5)
    return False


def test_the_end_comes_within_ten_seconds_whatever_clients_do(tmp_path: Path) -> None:
    """With idle, half-sent and unread connections open, and all processes gone."""
    filled(tmp_path, [GENK]).close()
    with serving(tmp_path) as server:
        idle, half, unread = server.connect(), server.connect(), server.connect()
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(65536)
        half.sendall(b"GET /zoeken HTTP/1.1\r\n")
        unread.sendall(b"GET /static/searchapp.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0
        assert time.monotonic() - began < 10
        with pytest.raises(OSError, match="refused"):
            server.connect()
        assert "Traceback" not in server.log()
        for each in (idle, half, unread):
            each.close()


def test_it_runs_below_a_path_behind_a_proxy(tmp_path: Path) -> None:
    """With --base-url links are absolute and below the path, whatever the proxy makes of the request."""
    filled(tmp_path, [GENK]).close()
    with serving(tmp_path, "--base-url", "https://krant.example/archief") as server:
        for path in ("/opensearch.xml", "/archief/opensearch.xml"):
            status, body = server.get(path, Host="127.0.0.1:9", **{"X-Forwarded-Host": "evil.example"})
            assert status == 200
            assert 'template="https://krant.example/archief/zoeken?q=' in body
            assert "evil" not in body
        assert 'href="/archief/static/' in server.get("/archief/")[1]


def test_a_busy_server_stays_whole_while_somebody_writes(served: Served) -> None:
    """Eight readers and a writer committing: no error, and generations only grow."""
    failures: list[object] = []
    stop = threading.Event()

    def read() -> None:
        newest = 0
        while not stop.is_set():
            with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/healthz", timeout=20) as answer:
                health = json.loads(answer.read())
            if health["state"] != "ready":
                failures.append(health)
            newest = max(newest, health["generation"])
            if served.get("/api/v1/quotes?q=bekerfinale")[0] != 200:
                failures.append("search")

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    try:
        for round_ in range(5):
            filled(served.folder, [GENK, {**UTRECHT, "venue": f"Veld {round_}"}]).close()
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert failures == []


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        (ServerSettings("x"), ("127.0.0.1", "::1", "localhost")),
        (ServerSettings("x", host="0.0.0.0"), ()),
        (ServerSettings("x", host="192.0.2.1"), ()),
        (ServerSettings("x", base_url="https://a.example"), ()),
        (ServerSettings("x", policy=Policy(trusted_proxies=("127.0.0.1",))), ()),
    ],
)
def test_a_site_of_this_machine_alone_has_few_names(settings: ServerSettings, hosts: tuple[str, ...]) -> None:
    """Elsewhere the operator or the network decides."""
    assert settings.rules().hosts == hosts
