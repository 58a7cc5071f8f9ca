"""Does hostile text stay text in a real browser, also where scripts put it into the page?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from searchapp.web import create_app
from tests.e2e.conftest import Watch
from tests.web.hostile import PAYLOADS, hostile_report
from tests.web.newsroom import stored

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an archive is served in which every field of every report is hostile."""
    reports = [hostile_report(bad, number) for number, bad in enumerate(PAYLOADS)]
    archive = stored(tmp_path_factory.mktemp("vijandig"), reports)
    server = make_server("127.0.0.1", 0, create_app(archive), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    archive.close()


@pytest.fixture
def page(chromium: Browser, hostile: str) -> Iterator[Page]:
    """A page that must do nothing but show text."""
    context = chromium.new_context(base_url=hostile, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    watch = Watch(may_fail=True)
    watch.over(opened, hostile.removeprefix("http://"))
    opened.on("dialog", lambda dialog: watch.complaints.append(dialog.message))
    yield opened
    assert opened.evaluate("window.pwned === undefined")
    context.close()
    assert watch.complaints == []


@pytest.mark.parametrize("path", ["/zoeken", "/citaten"])
def test_lists_show_text(page: Page, path: str) -> None:
    """All hits, and all facet values; then again without a page load."""
    page.goto(f"{path}?per_page=1&facet_limit=500")
    for number in range(1, -(-len(PAYLOADS) // 100) + 1):
        page.goto(f"{path}?per_page=100&page={number}&facet_limit=5&q=genk+OF+wonnen")
    page.get_by_role("link", name="Oudste").click()
    page.wait_for_url("**sort=date**")
    assert page.locator(".hits > li").count() == 100


def test_the_form_for_corrections_shows_text(page: Page) -> None:
    """What is known and what was typed, also when it comes back with complaints."""
    for bad in PAYLOADS[::20]:
        page.goto(f"/verbeteren/{quote(bad, safe='')}")
        for name in ("fact-date", "fact-venue", "add-words", "token"):
            page.locator(f"#{name}").fill(bad)
        page.get_by_role("button", name="Bewaar de verbeteringen").click()
        page.wait_for_selector("[role=alert]")


def test_suggestions_show_text(page: Page) -> None:
    """Labels from the archive and searches from the memory of the browser."""
    page.goto("/zoeken?q=%3Cimg+src%3Dx+onerror%3Dwindow.pwned%3D1%3E&per_page=1")
    page.locator("#q").fill("<img src")
    page.locator("#q").press("ArrowDown")
    page.wait_for_selector("[role=option]")
    assert "<img src" in page.locator("#suggestions").inner_text()
    page.locator("#q").fill("wij")
    page.wait_for_timeout(400)


def test_saved_searches_show_text(page: Page) -> None:
    """Names and addresses from storage, whoever wrote them there."""
    page.goto("/zoeken?per_page=1")
    page.evaluate(
        """names => localStorage.setItem("searchapp.saved", JSON.stringify(
          names.flatMap((name) => [{ name, path: "/zoeken?q=a" }, { name, path: name }, name, null])))""",
        list(PAYLOADS),
    )
    page.get_by_role("button", name="Bewaard", exact=True).click()
    assert page.locator("#saved li").count() == len(PAYLOADS)
    links = page.locator("#saved li [data-link]").evaluate_all("all => all.map((each) => each.pathname)")
    assert set(links) == {"/zoeken"}
