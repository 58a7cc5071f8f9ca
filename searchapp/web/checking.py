"""From a remembered sentence to the page that holds it against the archive: `/citaatcheck`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from searchapp.engine.protocols import Searcher
from searchapp.errors import UsageError
from searchapp.model import Difference, QuoteMatch
from searchapp.web.pages import Page, QuoteItem, SearchBox
from searchapp.web.results import CHECK, navigation, quote_item
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest

LONGEST = 2000
"""Code points of a text that can be checked."""
SHOWN = 5
_WORD_FOR_WORD = 0.9999
_NEARLY = 0.8
_REST = 3
"""Words from which on a beginning or an end that nobody typed is the rest of a longer quote."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quote that comes near; `verdict` says how near, `differences` where it departs.

    `around` holds those differences that only are the rest of a longer quote.
    """

    verdict: str
    percent: int
    is_same: bool
    differences: Sequence[Difference]
    around: Sequence[Difference]
    quote: QuoteItem


@dataclass(frozen=True, slots=True)
class CheckPage(Page):
    """`/citaatcheck`: the form, and what was found for `typed` ("" before anything is asked)."""

    template: ClassVar[str] = "check.html"
    kind: ClassVar[str] = "check"
    typed: str
    complaint: str
    longest: int
    found: Sequence[CheckedQuote]


def check(searcher: Searcher, typed: str, limit: int = SHOWN) -> tuple[QuoteMatch, ...]:
    """The quotes that come near; UsageError when there is no text, or too much of it."""
    if not typed.strip():
        raise UsageError("'text' must hold the sentence to check", "text")
    if len(typed) > LONGEST:
        raise UsageError(f"'text' can be at most {LONGEST} characters", "text")
    return searcher.check(typed, limit)


def check_page(searcher: Searcher, typed: str) -> CheckPage:
    """The page for a text; an empty one gives the form alone."""
    complaint, found = "", []
    if len(typed) > LONGEST:
        complaint = text("check.too_long", longest=LONGEST)
    elif typed.strip():
        found = [_checked(searcher, match) for match in check(searcher, typed.strip())]
    return CheckPage(
        title=text("check.title"),
        box=SearchBox(),
        navigation=navigation(current=CHECK),
        typed=typed.strip(),
        complaint=complaint,
        longest=LONGEST,
        found=found,
    )


def _checked(searcher: Searcher, match: QuoteMatch) -> CheckedQuote:
    same = all(step.kind == "equal" for step in match.differences)
    return CheckedQuote(
        verdict=_verdict(match.similarity, same),
        percent=min(round(match.similarity * 100), 100 if same else 99),
        is_same=same,
        differences=match.differences,
        around=_around(match.differences),
        quote=quote_item(searcher, match.hit, SearchRequest()),
    )


def _around(differences: Sequence[Difference]) -> list[Difference]:
    """What is printed before and behind the passage that somebody remembered."""
    ends = dict.fromkeys((differences[0], differences[-1])) if differences else ()
    return [step for step in ends if step.kind == "insert" and len(step.printed.split()) >= _REST]


def _verdict(similarity: float, same: bool) -> str:
    if same:
        return text("check.same")
    if similarity >= _WORD_FOR_WORD:
        return text("check.part")
    return text("check.nearly" if similarity >= _NEARLY else "check.resembles")
