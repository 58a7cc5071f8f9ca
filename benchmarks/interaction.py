"""How soon does a page answer a click or a key, apart from the search itself?

    searchapp serve --archive ARCHIVE --port 8000 &
    python -m benchmarks.interaction [--address http://127.0.0.1:8000] [--rounds 3]

Opens large lists (a hundred hits, long facets) in the system's Chromium and does what an editor
does: type, move through suggestions, unfold and filter a facet, walk with j and k, choose a value,
sort, page, change the theme. The Event Timing API tells how long each interaction took until
something was painted; it tells nothing below 16 ms. Prints the median of each over the rounds.
Exit code 1 when one is 100 ms or more.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

PAGES = (
    "/zoeken?per_page=100&facet_limit=500",
    "/zoeken?q=wedstrijd&per_page=100",
    "/citaten?per_page=100",
)
WATCH = """() => {
  window.seen = [];
  const keep = (list) => window.seen.push(
    ...list.getEntries().filter((each) => each.interactionId).map((each) => each.duration));
  new PerformanceObserver(keep).observe({ type: "event", durationThreshold: 16 });
}"""
LIMIT = 100.0
"""Milliseconds."""


def type_words(page: Page) -> None:
    """Letters at the pace of a quick typist, with suggestions in between."""
    page.locator("#q").click()
    page.keyboard.type(" genk", delay=80)
    page.wait_for_timeout(300)


def walk_suggestions(page: Page) -> None:
    """Down twice, and away."""
    for key in ("ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)


def unfold_facet(page: Page) -> None:
    """The first long list of values that there is."""
    page.locator(".more > summary").locator("visible=true").first.click()


def filter_facet(page: Page) -> None:
    """Letters in the box above a long list."""
    box = page.locator(".narrow input").locator("visible=true")
    if box.count():
        box.first.click()
        page.keyboard.type("an", delay=80)


def walk_hits(page: Page) -> None:
    """j and k."""
    page.locator("h1").click()
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def open_help(page: Page) -> None:
    """The dialog of the keyboard, and away."""
    page.keyboard.press("?")
    page.wait_for_timeout(100)
    page.keyboard.press("Escape")


def choose_value(page: Page) -> None:
    """The first value of the first facet."""
    page.locator(".facets li a:not(.without)").locator("visible=true").first.click()


def sort(page: Page) -> None:
    """The last of the orders."""
    page.locator(".sorts a").last.click()


def turn_page(page: Page) -> None:
    """To the next page, when there is one."""
    if page.locator(".paging a[rel=next]").count():
        page.locator(".paging a[rel=next]").click()


def change_theme(page: Page) -> None:
    """To dark and back."""
    page.locator("#theme").focus()
    for key in ("ArrowDown", "ArrowDown", "Home"):
        page.keyboard.press(key)


DEEDS: tuple[Callable[[Page], None], ...] = (
    *(type_words, walk_suggestions, unfold_facet, filter_facet, walk_hits, open_help),
    *(choose_value, sort, turn_page, change_theme),
)


def measure(page: Page, address: str, rounds: int) -> dict[tuple[str, str], list[float]]:
    """The longest interaction of each deed on each page, once a round."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for path in PAGES:
            page.goto(address + path, wait_until="networkidle")
            page.evaluate(WATCH)
            for deed in DEEDS:
                page.evaluate("window.seen.length = 0")
                deed(page)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)
                found[path, deed.__name__].append(max(page.evaluate("window.seen"), default=0.0))
    return found


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        found = measure(page, options.address, options.rounds)
        browser.close()
    medians = {key: statistics.median(times) for key, times in found.items()}
    for (path, deed), median in medians.items():
        print(f"{median:5.0f} ms  {deed:18} {path}")
    slowest = max(medians.values())
    print(f"slowest interaction {slowest:.0f} ms")
    return 0 if slowest < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
