"""An editor's tasks in a real browser: on a desk and on a phone, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opened
from tests.web.newsroom import TERHAAG

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/zoeken",
    "/zoeken?q=bekerfinale&team=KRC+Genk&team=Club+Brugge&from=2010",
    "/zoeken?q=onvindbaarheid&team=Ajax",
    "/citaten",
    "/verslag/genk-brugge?q=bekerfinale",
    "/verslag/kortrijk-genk",
)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 390])
def test_search_narrow_and_open_a_quote(opened: Opened, width: int, scripts: bool) -> None:
    """From the start page to the very words in the report."""
    with opened(width, scripts) as page:
        page.goto("/")
        page.locator("#q").fill("bekerfinales")
        page.locator("#q").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("2 verslagen voor ‘bekerfinales’")
        if width < 900:
            page.get_by_role("link", name="Verfijnen").click()
        page.locator(".facets").get_by_role("link", name="Club Brugge 1").click()
        if width < 900 and scripts:
            page.locator(".sheet-close", has_text="1 verslag").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 verslag")
        expect(page.get_by_role("link", name="Club: Club Brugge")).to_be_visible()
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Citaten").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 citaat")
        expect(page.locator("blockquote").first).to_have_text(f"“{TERHAAG}”")
        page.get_by_role("link", name="Lees dit citaat").click()
        expect(page).to_have_url("/verslag/genk-brugge?q=bekerfinales&team=Club+Brugge&list=quotes#citaat-1")
        expect(page.locator("#citaat-1 + .quoted")).to_be_in_viewport()
        expect(page.locator("mark").first).to_have_text("bekerfinale")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 citaat")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_scrolls_sideways(opened: Opened, width: int) -> None:
    """Every page fits its window."""
    with opened(width) as page:
        for path in PAGES:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, (path, width)


def test_the_sheet_of_filters_opens_and_closes(opened: Opened) -> None:
    """On a phone the filters cover the page until they are closed, without a script."""
    with opened(390, scripts=False) as page:
        page.goto("/zoeken?q=genk")
        expect(page.locator(".facets")).to_be_hidden()
        page.get_by_role("link", name="Verfijnen").click()
        expect(page.locator(".facets")).to_be_visible()
        page.locator(".sheet-close").click()
        expect(page.locator(".facets")).to_be_hidden()


def test_the_keyboard_is_enough(opened: Opened) -> None:
    """The skip link comes first; "/" focuses the box; Enter searches; Tab reaches the hits."""
    with opened(1280) as page:
        page.goto("/zoeken")
        page.keyboard.press("Tab")
        expect(page.locator(".skip").first).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("olthof / utrecht")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("1 verslag voor ‘olthof / utrecht’")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for _ in range(60):
            if page.locator(".hits h3 a:focus").count():
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url("/verslag/utrecht%2Faz?q=olthof+%2F+utrecht")


def test_a_period_is_typed_and_kept(opened: Opened) -> None:
    """The form for dates keeps the rest of the search."""
    with opened(1280, scripts=False) as page:
        page.goto("/zoeken?q=utrecht")
        page.locator("summary", has_text="Periode").click()
        page.get_by_label("Van", exact=True).fill("2024-10")
        page.get_by_role("button", name="Toepassen").click()
        expect(page.get_by_role("link", name="vanaf oktober 2024")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("1 verslag voor ‘utrecht’")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened: Opened, scheme: str) -> None:
    """Contrast of every visible text is at least 4.5 to 1 (3 to 1 when large), as WCAG AA asks."""
    with opened(1280, scheme=scheme) as page:
        for path in PAGES:
            page.goto(path)
            assert page.evaluate(CONTRAST) == [], path


CONTRAST = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const pixel = (color, under) => {
    pen.clearRect(0, 0, 1, 1);
    if (under) { pen.fillStyle = `rgb(${under.join(" ")})`; pen.fillRect(0, 0, 1, 1); }
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const color = getComputedStyle(element).backgroundColor;
    if (pixel(color)[3] === 255) return pixel(color).slice(0, 3);
    return pixel(color, ground(element.parentElement)).slice(0, 3);
  };
  const light = (rgb) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest(".unseen")) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const pair = [light(under), light(pixel(style.color, under).slice(0, 3))].sort((a, b) => a - b);
    const ratio = (pair[1] + 0.05) / (pair[0] + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 600);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${walker.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""
