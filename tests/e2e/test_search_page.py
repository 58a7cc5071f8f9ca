"""What an editor does all day on the search page, with scripts and, where it must work so, without."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opened
from tests.web.newsroom import TERHAAG

pytestmark = pytest.mark.browser


def heading(page: Page) -> str:
    """The count of results, as read out."""
    return page.get_by_role("heading", level=1).inner_text()


def stamp(page: Page) -> None:
    """Mark the document, to see later whether it is still the same."""
    page.evaluate("window.sameDocument = true")


def same_document(page: Page) -> bool:
    """Whether the page was never loaded anew since it was stamped."""
    return bool(page.evaluate("window.sameDocument === true"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_value_is_excluded(opened: Opened, scripts: bool) -> None:
    """The stroke beside a value leaves it out; its line and its chip let it in again."""
    with opened(1280, scripts) as page:
        page.goto("/zoeken")
        page.get_by_role("link", name="zonder KRC Genk").click()
        expect(page.get_by_role("link", name="niet Club: KRC Genk")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("15 verslagen")
        page.locator(".facets").get_by_role("link", name="niet KRC Genk").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("17 verslagen")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_clubs_and_their_matches(opened: Opened, scripts: bool) -> None:
    """One click from two clubs to the matches between them."""
    with opened(1280, scripts) as page:
        page.goto("/zoeken?team=KRC+Genk&team=Club+Brugge")
        page.get_by_role("link", name="Alleen hun onderlinge wedstrijden").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 verslag")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_bar_of_the_timeline_narrows(opened: Opened, scripts: bool) -> None:
    """First to a year, then to a month; and back to the whole period."""
    with opened(390, scripts) as page:
        page.goto("/zoeken")
        page.get_by_role("link", name="2023: 14 verslagen").click()
        expect(page.get_by_role("link", name="vanaf 2023")).to_be_visible()
        page.get_by_role("link", name=re.compile("februari 2023: 5 verslagen")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("5 verslagen")
        page.goto("/zoeken?from=2023&to=2023")
        page.get_by_role("link", name="hele periode").click()
        expect(page).to_have_url("/zoeken")


def test_dragging_over_the_timeline_narrows(opened: Opened) -> None:
    """From the first bar to the middle one."""
    with opened(1280) as page:
        page.goto("/zoeken?q=genk+OF+ajax+OF+utrecht")
        stamp(page)
        chart = page.locator(".timeline svg").bounding_box()
        assert chart
        middle = chart["y"] + chart["height"] / 2
        page.mouse.move(chart["x"] + 0.1 * chart["width"], middle)
        page.mouse.down()
        page.mouse.move(chart["x"] + 0.5 * chart["width"], middle, steps=3)
        page.mouse.up()
        expect(page).to_have_url("/zoeken?q=genk+OF+ajax+OF+utrecht&from=2023&to=2024")
        expect(page.get_by_role("heading", level=1)).to_contain_text("15 verslagen")
        assert same_document(page)


def test_a_long_list_is_filtered(opened: Opened) -> None:
    """What is typed above the values behind "meer…" leaves those that hold it; accents don't matter."""
    with opened(1280) as page:
        page.goto("/zoeken")
        listed = ["Atlético", "Één", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen"]
        page.evaluate(
            """names => {
              const details = document.createElement("details");
              const items = names.map((name) => `<li><a><span class="value">${name}</span></a></li>`);
              details.innerHTML = `<p class="narrow"><input id="probe"></p><ul>${items.join("")}</ul>`;
              details.open = true;
              document.querySelector(".facets").append(details);
            }""",
            listed,
        )
        page.locator("#probe").fill("atle")
        expect(page.locator("details:has(#probe) li:visible")).to_have_text(["Atlético"])


def test_results_come_without_a_page_load(opened: Opened) -> None:
    """Facet, order, words and page change in place; the address always gives the same results."""
    with opened(1280) as page:
        page.goto("/zoeken?q=ajax")
        stamp(page)
        page.locator(".facets").get_by_role("link", name="Eredivisie 14").click()
        expect(page).to_have_url("/zoeken?q=ajax&competition=Eredivisie")
        page.get_by_role("link", name="Oudste").click()
        expect(page.get_by_role("link", name="Oudste")).to_have_attribute("aria-current", "true")
        page.get_by_role("link", name="Volgende").click()
        expect(page.locator(".hits > li")).to_have_count(4)
        page.locator("#q").fill("utrecht")
        page.locator("#q").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("1 verslag voor ‘utrecht’")
        assert page.title().startswith("utrecht")
        there = heading(page)
        assert same_document(page)
        page.reload()
        assert heading(page) == there


def test_back_and_forward_work(opened: Opened) -> None:
    """Each step of a search is a step in the history, words in the box included."""
    with opened(1280) as page:
        page.goto("/zoeken?q=ajax")
        stamp(page)
        page.locator(".facets").get_by_role("link", name="Eredivisie 14").click()
        expect(page.get_by_role("link", name="Competitie: Eredivisie")).to_be_visible()
        page.locator("#q").fill("utrecht")
        page.locator("#q").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 verslag")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text("14 verslagen")
        expect(page.locator("#q")).to_have_value("ajax")
        page.go_back()
        expect(page).to_have_url("/zoeken?q=ajax")
        expect(page.locator(".chips")).to_have_count(0)
        page.go_forward()
        expect(page.get_by_role("link", name="Competitie: Eredivisie")).to_be_visible()
        assert same_document(page)


def test_focus_stays_where_it_was(opened: Opened) -> None:
    """After a choice by keyboard the reader is still at that value."""
    with opened(1280) as page:
        page.goto("/zoeken?q=ajax")
        value = page.locator(".facets").get_by_role("link", name="Eredivisie 14")
        value.focus()
        value.press("Enter")
        expect(page.locator(".facets a.chosen")).to_be_focused()


def test_suggestions_while_typing(opened: Opened) -> None:
    """A combobox: arrows move, Escape closes, Enter opens what was chosen."""
    with opened(1280) as page:
        page.goto("/")
        box = page.get_by_role("combobox", name="Zoek in het archief")
        box.press_sequentially("terh")
        option = page.get_by_role("option", name=re.compile("Wim Terhaag"))
        expect(option).to_be_visible()
        expect(box).to_have_attribute("aria-expanded", "true")
        box.press("Escape")
        expect(option).to_be_hidden()
        expect(box).to_have_value("terh")
        box.press("ArrowDown")
        expect(option).to_be_visible()
        box.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
        box.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "Wim" in page.url


def test_recent_searches_are_offered(opened: Opened) -> None:
    """The arrow down in an empty box lists what was searched before."""
    with opened(390) as page:
        page.goto("/zoeken?q=bekerfinale&team=KRC+Genk")
        page.goto("/")
        page.locator("#q").press("ArrowDown")
        page.get_by_role("option", name="bekerfinale eerder gezocht").click()
        expect(page).to_have_url("/zoeken?q=bekerfinale&team=KRC+Genk")


def test_a_search_is_saved_exported_and_imported(opened: Opened, tmp_path: Path) -> None:
    """Under a name, in this browser; as a file it goes to another; nothing foreign comes in."""
    with opened(1280) as page:
        page.goto("/zoeken?q=bekerfinale&team=KRC+Genk")
        page.get_by_role("button", name="Bewaar deze zoekopdracht").click()
        page.get_by_label("Naam").fill("<b>Genk</b> in de beker")
        page.get_by_role("button", name="Bewaar", exact=True).click()
        expect(page.locator("#saved li [data-feed]")).to_have_attribute("href", re.compile(r"/feed\.atom\?"))
        with page.expect_download() as download:
            page.get_by_role("button", name="Exporteer").click()
        kept = tmp_path / "bewaard.json"
        download.value.save_as(kept)
        page.reload()
        page.get_by_role("button", name="Bewaard", exact=True).click()
        page.get_by_role("link", name="<b>Genk</b> in de beker", exact=True).click()
        expect(page).to_have_url("/zoeken?q=bekerfinale&team=KRC+Genk")
    assert json.loads(kept.read_text(encoding="utf-8")) == [
        {"name": "<b>Genk</b> in de beker", "path": "/zoeken?q=bekerfinale&team=KRC+Genk"}
    ]
    bad = tmp_path / "slecht.json"
    bad.write_text(json.dumps([{"name": "x", "path": "//evil.example/zoeken"}]), encoding="utf-8")
    with opened(1280) as page:
        page.goto("/citaten")
        page.get_by_role("button", name="Bewaard", exact=True).click()
        page.locator("#saved-file").set_input_files(bad)
        expect(page.get_by_text("Dit bestand bevat geen bewaarde zoekopdrachten.")).to_be_visible()
        expect(page.locator("#saved li")).to_have_count(0)
        page.locator("#saved-file").set_input_files(kept)
        expect(page.locator("#saved li")).to_have_count(1)


def test_the_whole_task_by_keyboard(opened: Opened) -> None:
    """Search, narrow, open the quote and copy it within 25 keystrokes beyond typing."""
    with opened(1280) as page:
        strokes = 0

        def press(key: str) -> None:
            nonlocal strokes
            strokes += 1
            page.keyboard.press(key)

        page.goto("/citaten")
        press("/")
        page.keyboard.type("bekerfinale")
        press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 citaat")
        while not page.locator(".facets li a:focus").count():
            press("Tab")
        press("Enter")
        expect(page.locator(".chips")).to_be_visible()
        press("j")
        expect(page.locator(".hits [data-primary]").first).to_be_focused()
        press("c")
        expect(page.get_by_text("Gekopieerd").first).to_be_visible()
        press("Enter")
        expect(page).to_have_url(re.compile("/verslag/genk-brugge.*#citaat-1"))
        press("c")
        assert strokes <= 25


def test_j_and_k_walk_through_the_results(opened: Opened) -> None:
    """And letters typed in the box are just letters; the shortcuts can be switched off."""
    with opened(1280) as page:
        page.goto("/zoeken?q=ajax")
        for key in "jjk":
            page.keyboard.press(key)
        expect(page.locator(".hits > li").nth(0).locator("[data-primary]")).to_be_focused()
        page.keyboard.press("/")
        page.keyboard.type("jk?c")
        expect(page.locator("#q")).to_have_value("jk?c")
        page.locator("h1").click()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
        page.get_by_label("Sneltoetsen van één letter gebruiken").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_hidden()


def test_the_site_speaks_english(opened: Opened) -> None:
    """The link in the footer keeps the search; every further link keeps the language."""
    with opened(1280, scripts=False) as page:
        page.goto("/citaten?q=bekerfinale&role=coach")
        page.get_by_role("link", name="English").click()
        expect(page).to_have_url("/citaten?q=bekerfinale&role=coach&lang=en")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("1 quote for ‘bekerfinale’")
        page.locator("#q").press("Enter")
        expect(page.get_by_role("link", name="Role: coach")).to_be_visible()
        page.get_by_role("link", name="Read this quote").click()
        expect(page.get_by_role("heading", name="Facts")).to_be_visible()
        assert TERHAAG in page.locator("article").first.inner_text()
        page.get_by_role("link", name="searchapp").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who said what, and when?")
        page.get_by_role("link", name="Nederlands").click()
        expect(page).to_have_url("/")


def test_zoom_and_motion(opened: Opened) -> None:
    """At 200% a desk is as wide as 640 px and nothing scrolls sideways; motion stays away when asked."""
    with opened(640) as page:
        for path in ("/", "/zoeken?q=genk&from=2018", "/citaten", "/verslag/genk-brugge?q=genk"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_without_scripts_nothing_dead_is_shown(opened: Opened) -> None:
    """Buttons that only scripts can serve are not there."""
    with opened(1280, scripts=False) as page:
        page.goto("/zoeken?q=genk")
        expect(page.locator("[data-scripted]:visible")).to_have_count(0)
        expect(page.locator("dialog:visible")).to_have_count(0)
