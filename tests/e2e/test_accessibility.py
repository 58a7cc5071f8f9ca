"""Does axe-core find anything wrong, on any page and in any state, in both themes?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from searchapp.engine import open_archive
from searchapp.web import create_app
from tests.e2e.conftest import Opened

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`);
}"""


def nothing(page: Page) -> None:
    """The page as it comes."""


def keys_open(page: Page) -> None:
    """The help of the keyboard is open."""
    page.keyboard.press("?")


def saved_open(page: Page) -> None:
    """A search is saved and listed."""
    page.locator("[data-opens=saved]").first.click()
    page.get_by_label("Naam").fill("Beker")
    page.get_by_label("Naam").press("Enter")


def suggestions_open(page: Page) -> None:
    """The list below the box is open, its first option chosen."""
    page.locator("#q").fill("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")


def sheet_open(page: Page) -> None:
    """The filters cover the page of a phone."""
    page.locator(".sheet-open").click()


def everything_open(page: Page) -> None:
    """Nothing is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


STATES: tuple[tuple[str, int, Callable[[Page], None]], ...] = (
    ("/", 1280, nothing),
    ("/", 390, nothing),
    ("/?lang=en", 1280, nothing),
    ("/zoeken", 1280, everything_open),
    ("/zoeken?q=genk", 1280, keys_open),
    ("/zoeken?q=genk", 1280, saved_open),
    ("/zoeken?q=genk", 1280, suggestions_open),
    ("/zoeken?q=genk&lang=en", 390, nothing),
    ("/zoeken?q=genk", 390, sheet_open),
    ("/zoeken?q=genk&not_team=Club+Brugge&from=2018&to=2025", 1280, everything_open),
    ("/zoeken?team=KRC+Genk&team=Club+Brugge", 390, nothing),
    ("/zoeken?year=2023", 1280, nothing),
    ("/zoeken?q=genk+onvindbaarheid&team=Ajax&from=2010", 1280, nothing),
    ("/zoeken?team=Ajax&page=9", 1280, nothing),
    ("/zoeken?q=(a&from=gisteren", 1280, nothing),
    ("/citaten", 1280, everything_open),
    ("/citaten", 390, everything_open),
    ("/citaten?q=onvindbaarheid", 390, nothing),
    ("/verslag/genk-brugge?q=bekerfinale", 1280, everything_open),
    ("/verslag/kortrijk-genk", 390, everything_open),
    ("/verslag/genk-brugge#citaat-1", 390, nothing),
    ("/citaatcheck", 1280, nothing),
    ("/citaatcheck?text=We+hebben+de+bekerfinale+niet+verdiend+want+er+was+maar+een+ploeg", 1280, nothing),
    ("/citaatcheck?text=zomaar+iets+heel+anders", 390, nothing),
    ("/spreker/Wim%20Terhaag", 1280, everything_open),
    ("/spreker/Niemand", 390, nothing),
    ("/club/KRC%20Genk", 1280, everything_open),
    ("/competitie/Eredivisie", 390, everything_open),
    ("/zoeken?per_page=100", 1280, nothing),
    ("/verbeteren/utrecht%2Faz", 1280, nothing),
    ("/verbeteren/utrecht%2Faz?lang=en", 390, nothing),
    ("/citaten?q=wat+zei+Terhaag+over+niets&lang=en", 390, nothing),
    ("/verslag/weg", 1280, nothing),
    ("/niets", 390, nothing),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(opened: Opened, width: int, scheme: str) -> None:
    """Every rule of axe-core, best practices included."""
    found = {}
    with opened(width, scheme=scheme, may_fail=True) as page:
        for path, at_width, act in STATES:
            if at_width == width:
                page.goto("about:blank")
                page.goto(path)
                act(page)
                page.evaluate(AXE)
                wrong = page.evaluate(RUN)
                if wrong:
                    found[path, act.__name__] = wrong
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_an_empty_archive_is_accessible(chromium: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    """The first page that anybody sees, and it fits its window."""
    archive = open_archive(str(tmp_path / "archief"), create=True)
    server = make_server("127.0.0.1", 0, create_app(archive), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    page = chromium.new_page(
        viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(f"http://127.0.0.1:{server.port}/")
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()
    server.shutdown()
    thread.join()
    server.server_close()
    archive.close()


def test_axe_finds_what_is_wrong(opened: Opened) -> None:
    """The check itself works: a field without a label is noticed."""
    with opened(1280) as page:
        page.goto("/")
        page.evaluate("document.querySelectorAll('label').forEach((each) => each.remove())")
        page.evaluate("document.getElementById('q').removeAttribute('placeholder')")
        page.evaluate(AXE)
        assert any(wrong.startswith("label") for wrong in page.evaluate(RUN))
