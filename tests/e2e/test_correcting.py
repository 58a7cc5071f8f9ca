"""An editor puts a report right in a real browser; a reader sees what each fact rests on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from searchapp.web import create_app
from tests.e2e.conftest import Watch
from tests.e2e.test_accessibility import AXE, RUN
from tests.web.newsroom import everything, filled

pytestmark = pytest.mark.browser

PLAIN = {
    "id": "los",
    "title": "Leuven houdt punten thuis",
    "body": "OH Leuven won zondag 5 mei 2024 met 2-1 van KV Kortrijk in de Jupiler Pro League.\n\n"
    "“We gaven nooit op”, zei trainer Wim Terhaag.",
}


@pytest.fixture
def desk(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Callable[..., Page], str]]:
    """Opens pages of an archive of its own, and the token that may change it."""
    archive = filled(tmp_path, [*everything(), PLAIN])
    server = make_server("127.0.0.1", 0, create_app(archive), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    watch = Watch(may_fail=True)
    contexts = []

    def open_page(width: int, scripts: bool = True, scheme: str = "light") -> Page:
        contexts.append(
            chromium.new_context(
                base_url=f"http://127.0.0.1:{server.port}",
                viewport={"width": width, "height": 844},
                java_script_enabled=scripts,
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
        )
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        watch.over(page, f"127.0.0.1:{server.port}")
        return page

    yield open_page, archive.tokens.add("redactie")
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    archive.close()
    assert watch.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 390])
def test_correct_a_fact_and_a_speaker(
    desk: tuple[Callable[..., Page], str], width: int, scripts: bool
) -> None:
    """From the report to the form, past a mistake, and back to the report that has it right."""
    open_page, token = desk
    page = open_page(width, scripts)
    page.goto("/verslag/genk-brugge")
    page.get_by_role("link", name="Klopt er iets niet?").click()
    page.get_by_label("Uitslag").fill("drie-nul")
    page.get_by_role("group", name="Citaat 2").get_by_label("Spreker").fill("Koen Verlo")
    page.get_by_label("Sleutel", exact=True).fill(token)
    page.get_by_role("button", name="Bewaar de verbeteringen").click()
    expect(page.get_by_role("alert")).to_contain_text("Uitslag: Dit is geen uitslag.")
    page.get_by_role("alert").get_by_role("link", name="Uitslag").click()
    expect(page.get_by_label("Uitslag")).to_be_in_viewport()
    page.get_by_label("Uitslag").fill("3-1")
    page.get_by_label("Sleutel", exact=True).fill(token)
    page.get_by_role("button", name="Bewaar de verbeteringen").click()
    expect(page.get_by_role("status").first).to_have_text(
        "De verbetering is bewaard en geldt vanaf nu overal."
    )
    expect(page.locator("aside dl")).to_contain_text("verbeterd door redactie")
    page.goto("/citaten?speaker=Koen+Verlo")
    expect(page.locator(".hits .score")).to_have_text("3-1")


def test_the_token_stays_in_the_tab_and_only_when_asked(desk: tuple[Callable[..., Page], str]) -> None:
    """Not in the address, not in the next page, not in storage that outlives the tab."""
    open_page, token = desk
    page = open_page(1280)
    for keep, kept in ((False, ""), (True, token)):
        page.goto("/verbeteren/genk-brugge")
        page.get_by_label("Sleutel", exact=True).fill(token)
        page.get_by_label("Onthoud de sleutel").set_checked(keep)
        page.get_by_label("Uitslag").fill(f"{5 + keep}-1")
        page.get_by_role("button", name="Bewaar de verbeteringen").click()
        expect(page.get_by_role("status").first).to_contain_text("bewaard")
        assert token not in page.url
        page.goto("/verbeteren/genk-brugge")
        expect(page.get_by_label("Sleutel", exact=True)).to_have_value(kept)
        assert page.evaluate("Object.values(localStorage).join()").find(token) < 0
    other = page.context.new_page()
    other.goto("/verbeteren/genk-brugge")
    expect(other.get_by_label("Sleutel", exact=True)).to_have_value("")


def test_the_words_behind_a_fact_are_shown(desk: tuple[Callable[..., Page], str]) -> None:
    """Beside the fact, and marked in the text at a click; without scripts."""
    page = desk[0](1280, scripts=False)
    page.goto("/verslag/los")
    row = page.locator("aside dl > div", has_text="Datum")
    row.get_by_role("link", name="“5 mei 2024”").click()
    marked = page.locator(".evidence:target")
    expect(marked).to_have_text("5 mei 2024")
    expect(marked).to_be_in_viewport()
    page.locator(".quote-lines").get_by_role("link", name="“zei”").click()
    expect(page.locator(".evidence:target")).to_have_text("zei")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_form_is_accessible_and_fits(
    desk: tuple[Callable[..., Page], str], width: int, scheme: str
) -> None:
    """Untouched and with mistakes, axe-core finds nothing and nothing scrolls sideways."""
    open_page, token = desk
    page = open_page(width, scheme=scheme)
    page.goto("/verbeteren/genk-brugge")
    for mistaken in ("", "verkeerd", token):
        if mistaken:
            page.get_by_label("Datum").fill("ooit")
            page.get_by_label("Sleutel", exact=True).fill(mistaken)
            page.get_by_role("button", name="Bewaar de verbeteringen").click()
            expect(page.get_by_role("alert")).to_be_visible()
        page.evaluate(AXE)
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.get_by_label("Datum").fill("2025")
    page.get_by_label("Sleutel", exact=True).fill(token)
    page.get_by_role("button", name="Bewaar de verbeteringen").click()
    page.get_by_role("link", name="Klopt er iets niet?").click()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
