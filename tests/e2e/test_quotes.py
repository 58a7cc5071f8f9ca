"""An editor's tasks with quotes in a real browser: check, copy, read around, follow a person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opened
from tests.e2e.test_browser import CONTRAST
from tests.web.newsroom import TERHAAG, VERLOO

pytestmark = pytest.mark.browser

REMEMBERED = "we hebben de finale verdiend want na de rust was er maar één ploeg"
RICH_CLIPBOARD = (
    "navigator.clipboard.read().then(([it]) => it.getType('text/html')).then((html) => html.text())"
)
PAGES = (
    "/citaatcheck",
    f"/citaatcheck?text={REMEMBERED}",
    "/citaatcheck?text=Het+regende+pijpenstelen+in+Kerkrade",
    "/spreker/Wim%20Terhaag",
    "/club/KRC%20Genk",
    "/club/Ajax?season=2022-2023&from=2023-02",
    "/competitie/Eredivisie",
    "/verslag/genk-brugge?q=bekerfinale+genk&team=KRC+Genk",
)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 390])
def test_check_a_sentence_and_read_it_in_its_report(opened: Opened, width: int, scripts: bool) -> None:
    """From a sentence as remembered to the very words; the sentence stays out of the address."""
    with opened(width, scripts) as page:
        page.goto("/")
        page.get_by_role("link", name="Citaatcheck").click()
        page.get_by_label("De zin om na te kijken").fill(REMEMBERED)
        page.get_by_role("button", name="Kijk na").click()
        expect(page).to_have_url("/citaatcheck")
        expect(page.get_by_role("heading", level=2)).to_have_text("Dit staat in het archief")
        expect(page.locator("blockquote ins").first).to_contain_text("bekerfinale")
        expect(page.locator("blockquote del").first).to_contain_text("finale")
        page.get_by_role("link", name="Lees dit citaat").click()
        expect(page.locator("#citaat-1 + .quoted")).to_be_in_viewport()


def test_copy_a_quote_as_line_and_as_html(opened: Opened) -> None:
    """One click puts a clean line and its HTML on the clipboard, each with the permanent address."""
    with opened(1280) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/citaten?speaker=Wim+Terhaag")
        page.get_by_role("button", name="Kopieer citaat").click()
        expect(page.locator("#spoken")).to_have_text("Gekopieerd")
        line = page.evaluate("navigator.clipboard.readText()")
        assert line.startswith(f"“{TERHAAG}”")
        assert "” — Wim Terhaag, coach, KRC Genk; KRC Genk – Club Brugge 2-1, Beker van België" in line
        assert line.endswith("/verslag/genk-brugge#citaat-1")
        rich = page.evaluate(RICH_CLIPBOARD)
        assert "<blockquote" in rich
        assert f'href="{page.url.partition("/citaten")[0]}/verslag/genk-brugge#citaat-1"' in rich


def test_a_headline_that_ends_in_a_stop_gets_no_comma(opened: Opened) -> None:
    """The copied line reads well whatever the headline ends with."""
    with opened(1280) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/citaten?speaker=Wim+Terhaag")
        page.evaluate("document.querySelector('.citation a').textContent = 'Genk wint.'")
        page.get_by_role("button", name="Kopieer citaat").click()
        expect(page.locator("#spoken")).to_have_text("Gekopieerd")
        assert ". Genk wint. http" in page.evaluate("navigator.clipboard.readText()")


def test_citation_and_context_need_no_script(opened: Opened) -> None:
    """Both open where they stand; the copying buttons aren't there."""
    with opened(390, scripts=False) as page:
        page.goto("/citaten?speaker=Koen+Verloo")
        expect(page.get_by_role("button", name="Kopieer citaat")).to_be_hidden()
        page.locator("summary", has_text="Bron").click()
        expect(page.locator(".citation")).to_contain_text("Koen Verloo, speler, Club Brugge")
        page.locator("summary", has_text="Context").click()
        expect(page.locator(".context strong")).to_have_text(VERLOO)
        expect(page.locator(".context p")).to_contain_text("vond aanvoerder Koen Verloo.")


def test_follow_a_person_and_a_club(opened: Opened) -> None:
    """From a quote to all quotes of its speaker, on to the club, and to a report about it."""
    with opened(1280, scripts=False) as page:
        page.goto("/citaten?q=bekerfinale")
        page.locator(".hits").get_by_role("link", name="Wim Terhaag").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wim Terhaag")
        page.locator(".hits").get_by_role("link", name="KRC Genk").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("KRC Genk")
        page.get_by_role("link", name="Genk wipt Club Brugge uit de beker", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Genk wipt")


def test_walk_along_the_list_and_from_hit_to_hit(opened: Opened) -> None:
    """Each hit has its number; the next report of the list is one click away, and the way back."""
    with opened(1280, scripts=False) as page:
        page.goto("/zoeken?q=bekerfinale&sort=-date")
        page.get_by_role("link", name="Genk wipt").click()
        page.locator(".found").get_by_role("link", name="Treffer 2").click()
        expect(page.locator("#treffer-2")).to_be_in_viewport()
        page.get_by_role("link", name="Volgende in de lijst").click()
        expect(page.locator(".neighbours .place")).to_have_text("2 van 2")
        page.get_by_role("link", name="Vorige in de lijst").click()
        expect(page.locator(".neighbours .place")).to_have_text("1 van 2")
        page.get_by_role("link", name="Terug naar de lijst").click()
        expect(page).to_have_url("/zoeken?q=bekerfinale&sort=-date")


def test_a_question_is_understood(opened: Opened) -> None:
    """Typed as one would ask it; the page says how it was read."""
    with opened(1280, scripts=False) as page:
        page.goto("/citaten")
        page.get_by_role("searchbox").fill("Wat zei Terhaag over de bekerfinale?")
        page.get_by_role("searchbox").press("Enter")
        expect(page.locator(".notices")).to_contain_text("Gelezen als vraag")
        expect(page.locator(".hits > li")).to_have_count(1)
        expect(page.locator("blockquote mark").first).to_have_text("bekerfinale")


@pytest.mark.parametrize("width", [2560, 1280, 390, 320])
def test_no_page_scrolls_sideways(opened: Opened, width: int) -> None:
    """Every page fits its window."""
    with opened(width) as page:
        for path in PAGES:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, (path, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened: Opened, scheme: str) -> None:
    """Contrast as WCAG AA asks, also of marked differences."""
    with opened(1280, scheme=scheme) as page:
        for path in PAGES:
            page.goto(path)
            assert page.evaluate(CONTRAST) == [], path
