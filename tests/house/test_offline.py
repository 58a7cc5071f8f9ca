"""Everything works with no network at all."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.test_packaging import fetch, free_port
from tests.offline.sitecustomize import NetworkReachedError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("address", ["192.0.2.1", "searchapp.example", "2001:db8::1", "8.8.8.8"])
def test_no_test_reaches_beyond_this_machine(address: str) -> None:
    """The guard of the suite is in force, for connections and names alike."""
    with pytest.raises(NetworkReachedError):
        socket.create_connection((address, 80), timeout=1)
    with pytest.raises(NetworkReachedError):
        socket.getaddrinfo(address, 80)


def test_no_test_sends_a_datagram_beyond_this_machine() -> None:
    """Names are looked up that way."""
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams, pytest.raises(NetworkReachedError):
        datagrams.sendto(b"x", ("192.0.2.1", 53))


def test_indexing_searching_and_serving_need_no_network(tmp_path: Path) -> None:
    """Commands in processes of their own, under the same guard."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests' / 'offline'}:{ROOT}"}
    (tmp_path / "verslag.txt").write_text("2025-02-05\n\nKRC Genk klopte Club Brugge met 2-1.\n")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
        )

    proof = run("-c", "import socket; socket.getaddrinfo('searchapp.example', 80)")
    assert "NetworkReachedError" in proof.stderr
    assert run("-m", "searchapp", "index", "verslag.txt", "--archive", "a").returncode == 0
    found = run("-m", "searchapp", "search", "brugge", "--archive", "a", "--json")
    assert json.loads(found.stdout)["total"] == 1
    port = free_port()
    command = [sys.executable, "-m", "searchapp", "serve", "--archive", "a", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        for path in ("/", "/zoeken?q=brugge", "/feed.atom", "/metrics", "/healthz"):
            assert fetch(f"http://127.0.0.1:{port}{path}")
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=30)
    assert "NetworkReachedError" not in errors
