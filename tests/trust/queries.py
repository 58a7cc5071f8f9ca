"""Queries that nobody would type: drawn from the grammar, from all of Unicode, and from a list."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.trust.articles import SPEAKERS, TEAMS, vocabulary

NAMED = (
    "[a TO " * 2_000,
    "(" * 2_000,
    ")" * 2_000,
    "NOT " * 2_000,
    "NIET " * 2_000,
    "-" * 2_000,
    '"' * 2_000,
    "x" * 100_000,
    "bal " * 25_000,
    "a* " * 1_000,
    "*a " * 1_000,
    "*" * 1_000,
    "*a*a*a*a*",
    "a*",
    "*a",
    "*",
    "?",
    "(a OF " * 1_000 + ")" * 1_000,
    "titel:" * 1_000,
    "datum:0000..9999",
    "datum:" + "9" * 5_000,
    "de het een van en in op dat was niet met voor na te zijn er maar ook",
    '"de het een van en in op dat was niet met voor na te zijn"',
    " OF ".join(f"{letter}*" for letter in "abcdefgh"),
    "a" * 63 + "̈" * 1_000,
    "'; DROP TABLE reports; --",
    "%00%ff%fe",
    "\x00\x01\x7f",
    "../../../etc/passwd",
    "{{7*7}}${7*7}<script>",
    "^~+!&|\\/:[]{}",
)
FACETS = ("club", "competitie", "spreker", "rol", "sport", "seizoen")


def query(drawn: random.Random) -> str:
    """Any of the three kinds."""
    kinds: tuple[Callable[[random.Random], str], ...] = (grammatical, grammatical, mangled, unicode, named)
    return drawn.choices(kinds, weights=(4, 4, 4, 4, 1))[0](drawn)


def grammatical(drawn: random.Random, depth: int = 3) -> str:
    """A query of the grammar, nested up to three deep."""
    if depth and drawn.random() < 0.5:
        joined = drawn.choice((" ", " EN ", " OF ", " NIET ", " -")).join(
            grammatical(drawn, depth - 1) for _ in range(drawn.randint(2, 4))
        )
        return f"({joined})"
    words, weights = vocabulary()
    word = drawn.choices(words, cum_weights=weights)[0]
    return drawn.choice(
        (
            word,
            word,
            f'"{word} {drawn.choices(words, cum_weights=weights)[0]}"',
            f"{word[: drawn.randint(1, 3)]}*",
            f"*{word[-drawn.randint(1, 3) :]}",
            f"{word[:1]}*{word[-1:]}",
            f"titel:{word}",
            f'{drawn.choice(FACETS)}:"{drawn.choice((*TEAMS, *SPEAKERS, word))}"',
            f"datum:{drawn.randint(1980, 2030)}-{drawn.randint(1, 12):02d}..{drawn.randint(1980, 2030)}",
            f"-{word}",
            word[:2] + word[3:],
        )
    )


def mangled(drawn: random.Random) -> str:
    """A query of the grammar in which some characters were lost, doubled or replaced."""
    text = list(grammatical(drawn))
    for _ in range(drawn.randint(1, 8)):
        place = drawn.randrange(len(text))
        text[place] = drawn.choice(("", text[place] * 2, drawn.choice("()\"*:-'[]~^ \\"), unicode(drawn, 1)))
    return "".join(text)


def unicode(drawn: random.Random, most: int = 60) -> str:
    """Characters of any kind; halves of a pair of surrogates are none."""
    ranges = ((0, 0x80), (0x80, 0x250), (0x300, 0x370), (0x2000, 0x2100), (0x10, 0xD7FF), (0xE000, 0x10FFFF))
    return "".join(chr(drawn.randrange(*drawn.choice(ranges))) for _ in range(drawn.randint(1, most)))


def named(drawn: random.Random) -> str:
    """One of the list, or two of them together."""
    return " ".join(drawn.sample(NAMED, drawn.randint(1, 2)))
