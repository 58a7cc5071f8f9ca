"""Does the reader's choice of light or dark hold, over that of the system?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opened

pytestmark = pytest.mark.browser

LIGHT, DARK = "rgb(252, 251, 248)", "rgb(20, 24, 26)"


def paper(page: Page) -> str:
    """The colour of the page's ground."""
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


@pytest.mark.parametrize(("scheme", "chosen", "seen"), [("light", "donker", DARK), ("dark", "licht", LIGHT)])
def test_the_choice_holds_on_every_page(opened: Opened, scheme: str, chosen: str, seen: str) -> None:
    """At once, on the next page, before anything of it is drawn, and in another tab."""
    with opened(1280, scheme=scheme) as page:
        page.goto("/")
        before = paper(page)
        assert before != seen
        page.get_by_label("Kleuren").select_option(chosen)
        assert paper(page) == seen
        page.goto("/zoeken?q=genk", wait_until="commit")
        page.wait_for_function("document.body")
        assert paper(page) == seen
        other = page.context.new_page()
        other.goto("/citaten")
        assert paper(other) == seen
        other.get_by_label("Kleuren").select_option("zoals het systeem")
        expect(page.get_by_label("Kleuren")).to_have_value("system")
        assert paper(page) == before


@pytest.mark.parametrize(("scheme", "seen"), [("light", LIGHT), ("dark", DARK)])
def test_without_scripts_the_system_decides(opened: Opened, scheme: str, seen: str) -> None:
    """And no switch is shown that does nothing."""
    with opened(390, scripts=False, scheme=scheme) as page:
        page.goto("/")
        expect(page.locator(".theme")).to_be_hidden()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == seen


def test_paper_is_white_however_the_screen_looks(opened: Opened) -> None:
    """A dark page isn't printed dark."""
    with opened(1280) as page:
        page.goto("/verslag/genk-brugge")
        page.get_by_label("Kleuren").select_option("donker")
        page.emulate_media(media="print")
        assert paper(page) == "rgb(255, 255, 255)"
        ink = page.locator("article p").first.evaluate("(each) => getComputedStyle(each).color")
        assert ink == "rgb(0, 0, 0)"
