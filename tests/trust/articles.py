"""Reports in any number with the word statistics of a newspaper: few frequent words, many rare ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, product
from pathlib import Path

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.model import PartialDate, Quote, Report

FREQUENT = [
    "de",
    "het",
    "een",
    "van",
    "en",
    "in",
    "op",
    "dat",
    "was",
    "niet",
    "met",
    "voor",
    "na",
    "te",
    "zijn",
    "er",
    "maar",
    "ook",
    "aan",
    "om",
    "bij",
    "uit",
    "nog",
    "over",
    "wedstrijd",
    "doelman",
    "ploeg",
    "finale",
    "beker",
    "coach",
    "goal",
    "kans",
    "minuut",
    "rust",
    "verlenging",
    "strafschop",
    "publiek",
    "trainer",
    "speler",
    "bekerfinale",
    "kampioen",
    "nederlaag",
    "zege",
    "gelijkspel",
    "doelpunt",
    "kaart",
    "scheidsrechter",
]
TEAMS = ("KRC Genk", "Club Brugge", "FC Utrecht", "AZ", "Ajax", "KAA Gent", "Feyenoord", "KV Mechelen")
SPEAKERS = tuple(
    f"{first} Ver{last}" for first in ("Wim", "Mia", "Bas", "An") for last in ("loo", "zon", "gat")
)


@cache
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words, and the sums of their weights (Zipf's law), for drawing."""
    heads, vowels, tails = (
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w"],
        ["a", "e", "i", "o", "u", "aa", "ee", "ie", "oe", "ui"],
        ["k", "l", "m", "n", "r", "s", "t"],
    )
    syllables = ["".join(parts) for parts in product(heads, vowels, tails)]
    drawn = random.Random(1)
    rare = dict.fromkeys(
        # Many words that begin or end with an a, for patterns that stand for too many.
        f"{'a' * (n % 5 == 1)}{''.join(drawn.choices(syllables, k=drawn.randint(2, 3)))}{'a' * (n % 5 == 2)}"
        for n in range(40_000)
    )
    words = (*FREQUENT, *rare)
    return words, tuple(accumulate(1 / rank for rank in range(2, len(words) + 2)))


def article(number: int, version: int = 0) -> Report:
    """One report of about 110 words with two quotes; the same numbers give the same report."""
    drawn = random.Random(f"{number} {version}")
    words, weights = vocabulary()

    def some(count: int) -> str:
        return " ".join(drawn.choices(words, cum_weights=weights, k=count))

    title, said = f"Duel {number}: {some(6)}", [f"{some(12)} {number}", f"{some(12)} {version}"]
    speakers = drawn.sample(SPEAKERS, 2)
    text = (
        f"{title}\n\n{some(40)}. “{said[0]}”, zei {speakers[0]}. {some(40)}. “{said[1]}”, vond {speakers[1]}."
    )
    teams = tuple(drawn.sample(TEAMS, 2))
    quotes = tuple(
        Quote(
            each, text.index(f"“{each}”") + 1, text.index(f"“{each}”") + 1 + len(each), speaker, "coach", team
        )
        for each, speaker, team in zip(said, speakers, teams, strict=True)
    )
    return Report(
        id=f"a{number}",
        source=f"verslagen/a{number}.txt",
        text=text,
        title=title,
        date=PartialDate(1990 + number % 35, number % 12 + 1, number % 28 + 1) if number % 7 else None,
        teams=teams,
        competition=("Beker van België", "Eredivisie", None)[number % 3],
        sport="voetbal",
        quotes=quotes,
        speakers=tuple(speakers),
        origin=f"/verslagen/a{number}.txt",
        content_hash=f"{number}-{version}",
    )


def articles(count: int, start: int = 0) -> Iterator[Report]:
    """So many, from a number on."""
    return (article(number) for number in range(start, start + count))


def filled(folder: Path, count: int) -> Archive:
    """An archive of so many articles, committed every 20,000."""
    archive = open_archive(str(folder), create=True)
    with archive.writer() as writer:
        for number in range(count):
            writer.add(article(number))
            if number % 20_000 == 19_999:
                writer.commit()
    return archive
