"""Sixteen hostile clients against the server as it is run, on the loopback only: an editor keeps working."""

from __future__ import annotations

import random
import statistics
import threading
import time
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from tests.trust import queries
from tests.trust.articles import filled
from tests.trust.scale import PART, scaled
from tests.web.test_server import Served, serving

HOSTILE = 16
SECONDS = scaled(8, 300)
REPORTS = 20_000 if PART else 300
P95_SECONDS = 1.0 if PART else 10.0
"""The promise is one second; a short run on a busy machine only guards against a hang."""
_ROUTES = ("/zoeken", "/citaten", "/api/v1/search", "/api/v1/quotes")


class Attack:
    """What one hostile client does until told to stop."""

    def __init__(self, served: Served, number: int, stop: threading.Event) -> None:
        """`number` decides which kind it is."""
        self.served, self.stop, self.drawn = served, stop, random.Random(number)
        self.statuses: list[int] = []
        self.work = (self.ask, self.ask, self.drip, self.flood)[number % 4]

    def run(self) -> None:
        """A connection that is refused or cut is what a hostile client deserves."""
        while not self.stop.is_set():
            with suppress(OSError, HTTPException):
                self.work()

    def ask(self) -> None:
        """Costly queries, one after the other."""
        text = quote(queries.query(self.drawn)[:6_000].encode("utf-8", "replace"))[:6_000]
        self.statuses.append(self.served.get(f"{self.drawn.choice(_ROUTES)}?q={text}")[0])

    def drip(self) -> None:
        """Half a request, a byte at a time, on many connections."""
        slow = []
        try:
            for _ in range(10):
                slow.append(self.served.connect())
                slow[-1].sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n")
            for _ in range(20):
                if self.stop.wait(0.2):
                    return
                for each in slow:
                    each.sendall(b"X")
        finally:
            for each in slow:
                each.close()

    def flood(self) -> None:
        """Bodies and heads that are far too large."""
        with closing(self.served.connect()) as client:
            client.settimeout(10)
            if self.drawn.random() < 0.5:
                client.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\n")
                client.sendall(b"Content-Length: 900000000\r\n\r\n")
                with suppress(OSError):
                    for _ in range(50):
                        client.sendall(b"x" * 100_000)
            else:
                with suppress(OSError):
                    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y" * 1_000_000)
            answer = client.recv(1000)
            if answer:
                self.statuses.append(int(answer.split(b" ")[1]))


def test_an_editor_keeps_working_under_sixteen_hostile_clients(tmp_path: Path) -> None:
    """No answer of the 5xx but "too busy", every oversized one refused, and the server whole afterwards."""
    filled(tmp_path / "archief", REPORTS).close()
    stop = threading.Event()
    with serving(tmp_path) as served:
        attacks = [Attack(served, number, stop) for number in range(HOSTILE)]
        threads = [threading.Thread(target=attack.run) for attack in attacks]
        for thread in threads:
            thread.start()
        seconds, drawn, end = [], random.Random(2), time.monotonic() + SECONDS
        try:
            while time.monotonic() < end:
                word = drawn.choice(("finale", "beker+coach", "%22de+het%22", "goal", "club:Genk"))
                began = time.monotonic()
                assert served.get(f"{drawn.choice(('/zoeken', '/citaten'))}?q={word}")[0] == 200
                seconds.append(time.monotonic() - began)
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
        statuses = [status for attack in attacks for status in attack.statuses]
        assert served.get("/healthz")[0] == 200
        log = served.log()
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"{SECONDS} s: the editor's {len(seconds)} searches, p95 {p95:.2f} s; {len(statuses)} hostile answers"
    )
    assert "Traceback" not in log
    assert {status for status in statuses if status >= 500} <= {503}
    assert {413, 431} & set(statuses) or 400 in statuses
    assert p95 < P95_SECONDS
