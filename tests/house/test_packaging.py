"""A wheel built from the repository serves the styled page from an empty environment."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str, seconds: float = 60) -> str:
    """The body at `url`, waiting until the server is up."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.mark.slow
def test_a_wheel_serves_the_styled_page(tmp_path: Path) -> None:
    """Built, installed and run away from the checkout: page and stylesheet are there."""
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns(".*", "build", "*.egg-info", "index", "tests")
    shutil.copytree(ROOT, source, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    binaries = tmp_path / "env" / "bin"
    subprocess.run([binaries / "python", "-m", "pip", "-q", "install", wheel], check=True)
    (tmp_path / "verslag.txt").write_text("2025-02-05\n\nKRC Genk klopte Club Brugge met 2-1.\n")
    environment = {**os.environ, "SEARCHAPP_ARCHIVE": str(tmp_path / "archief")}
    run = [binaries / "searchapp"]
    subprocess.run([*run, "index", "verslag.txt"], cwd=tmp_path, env=environment, check=True)
    port = free_port()
    server = subprocess.Popen([*run, "serve", "--port", str(port)], cwd=tmp_path, env=environment)
    try:
        page = fetch(f"http://127.0.0.1:{port}/zoeken?q=brugge")
        stylesheet = re.search(r'<link[^>]+href="([^"]+\.css[^"]*)"', page)
        assert stylesheet
        assert "{" in fetch(f"http://127.0.0.1:{port}{stylesheet[1]}")
        assert "Club Brugge" in page
    finally:
        server.terminate()
        assert server.wait(10) == 0
