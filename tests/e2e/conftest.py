"""A real server and a real Chromium; without one, these tests are skipped and say so."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.web.newsroom import everything, filled

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `searchapp serve` serves the newsroom's archive."""
    folder = tmp_path_factory.mktemp("dienst")
    archive = filled(folder, everything())
    archive.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "searchapp", "serve", "--archive", archive.location, "--port", str(port)]
    server = subprocess.Popen([*command, "--workers", "1"])
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/healthz", server)
        yield url
    finally:
        server.terminate()
        server.wait(15)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no Chromium on this machine (Debian and Ubuntu: the package chromium)"
        if os.environ.get("SEARCHAPP_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that it must not do."""

    complaints: list[str] = field(default_factory=list)
    may_fail: bool = False

    def over(self, page: Page, host: str) -> None:
        """Listen to a page that may talk to `host` only."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._request(request.url, host))

    def _console(self, message: ConsoleMessage) -> None:
        refused = self.may_fail and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    def _request(self, url: str, host: str) -> None:
        if urlsplit(url).netloc not in (host, ""):
            self.complaints.append(url)


Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(chromium: Browser, address: str) -> Opened:
    """Opens a page of the given width, with scripts or without; it must behave until it is closed.

    may_fail: the server may answer with an error page.
    """

    @contextmanager
    def open_page(
        width: int, scripts: bool = True, scheme: str = "light", may_fail: bool = False
    ) -> Iterator[Page]:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        watch = Watch(may_fail=may_fail)
        watch.over(page, urlsplit(address).netloc)
        try:
            yield page
        finally:
            context.close()
        assert watch.complaints == []

    return open_page
