"""Made-up match reports in any number, with the skews of real ones, and questions about them.

Words are Zipf-distributed over a vocabulary of real and compounded Dutch words; a report repeats
its own words, names two clubs, and one in six quotes people. The first reports of a larger
file are those of a smaller one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from benchmarks.engines.plain import Asked

CHUNK = 10_000
WORDS = 300_000
LENGTH = 380
_HEADS = [
    "de",
    "het",
    "een",
    "van",
    "en",
    "in",
    "op",
    "dat",
    "te",
    "met",
    "voor",
    "niet",
    "aan",
    "hij",
    "er",
    "zijn",
    "om",
    "als",
    "was",
    "ook",
    "bij",
    "nog",
    "naar",
    "maar",
    "uit",
    "wedstrijd",
    "doelpunt",
    "ploeg",
    "speler",
    "trainer",
    "bal",
    "minuut",
    "scheidsrechter",
    "kaart",
    "rust",
    "stand",
    "voorsprong",
    "penalty",
    "keeper",
    "verdediger",
    "spits",
    "schot",
    "kans",
    "aanval",
    "seizoen",
    "competitie",
    "punten",
    "winst",
    "verlies",
    "gelijkspel",
    "supporters",
    "stadion",
    "veld",
    "blessure",
    "buitenspel",
    "transfer",
    "contract",
    "beker",
    "finale",
    "kampioen",
    "titel",
    "degradatie",
    "derby",
    "assist",
    "voorzet",
    "duel",
]
_PARTS = [
    "aan",
    "af",
    "bal",
    "beker",
    "bond",
    "club",
    "derby",
    "doel",
    "druk",
    "duel",
    "eer",
    "fase",
    "feest",
    "fluit",
    "goal",
    "grens",
    "groep",
    "hand",
    "hoek",
    "helft",
    "jaar",
    "jeugd",
    "kamp",
    "kans",
    "keep",
    "klap",
    "kop",
    "land",
    "leid",
    "lijn",
    "loop",
    "markt",
    "match",
    "meet",
    "mid",
    "nacht",
    "net",
    "paal",
    "pas",
    "ploeg",
    "pool",
    "pot",
    "prijs",
    "punt",
    "raad",
    "reeks",
    "rust",
    "schot",
    "schop",
    "sfeer",
    "sleutel",
    "slot",
    "spel",
    "spits",
    "spring",
    "sprint",
    "stad",
    "stap",
    "start",
    "stop",
    "strijd",
    "thuis",
    "tijd",
    "toernooi",
    "top",
    "trap",
    "trein",
    "tribune",
    "uit",
    "vaan",
    "veld",
    "vlag",
    "voet",
    "vorm",
    "vrij",
    "wacht",
    "wedstrijd",
    "week",
    "winst",
    "wissel",
    "zege",
    "zorg",
]
_PHRASES = ("eerste helft", "rode kaart", "vrije trap", "kort na rust", "in de slotfase")
_COMPETITIONS = [f"Competitie {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
_CLUBS = [f"{kind} {part.title()}" for part in _PARTS for kind in ("FC", "KV", "Sporting")]
_PEOPLE = [f"{first.title()} {last.title()}" for first in _PARTS for last in _PARTS]


class _World(NamedTuple):
    vocabulary: list[str]
    chances: np.ndarray[Any, np.dtype[np.float64]]


@cache
def _world() -> _World:
    numbers = np.random.default_rng(7).integers(len(_PARTS), size=(WORDS, 3))
    made = ("".join(_PARTS[number] for number in row) for row in numbers.tolist())
    words = list(dict.fromkeys([*_HEADS, *made]))
    chances = 1 / np.arange(3.0, 3.0 + len(words))
    return _World(words, np.cumsum(chances / chances.sum()))


def write(path: Path, count: int) -> None:
    """A file of JSON lines."""
    with path.open("wb") as file:
        for number, record in enumerate(made(count)):
            file.write(orjson.dumps({"id": str(number), **record}) + b"\n")


def made(count: int) -> Iterator[dict[str, Any]]:
    """The reports without ids."""
    for chunk in range(0, count, CHUNK):
        random = np.random.default_rng([11, chunk])
        yield from (_report(random) for _ in range(min(CHUNK, count - chunk)))


def _report(random: np.random.Generator) -> dict[str, Any]:
    words, chances = _world()
    length = int(np.clip(random.lognormal(np.log(LENGTH), 0.4), 40, 2_000))
    body = [words[number] for number in np.searchsorted(chances, random.random(length)).tolist()]
    for place in random.integers(length, size=length // 8).tolist():
        body[place] = body[place // 3]
    for place in random.integers(length, size=3).tolist():
        body[place] = _PHRASES[int(random.integers(len(_PHRASES)))]
    league = int(min(random.zipf(1.4), len(_COMPETITIONS))) - 1
    home, away = ((league * 7 + int(each)) % len(_CLUBS) for each in random.choice(16, 2, replace=False))
    day = datetime.date(1995, 1, 1) + datetime.timedelta(int(11_000 * random.random() ** 0.5))
    said = int(random.integers(1, 4)) if random.random() < 1 / 6 else 0
    return {
        "title": f"{_CLUBS[home]} - {_CLUBS[away]} {int(random.integers(5))}-{int(random.integers(4))}",
        "body": f"{_CLUBS[home]} en {_CLUBS[away]}. {' '.join(body)}.",
        "teams": [_CLUBS[home], _CLUBS[away]],
        "competition": _COMPETITIONS[league],
        "date": day.isoformat(),
        "speakers": sorted({_PEOPLE[min(int(random.zipf(1.3)), len(_PEOPLE)) - 1] for _ in range(said)}),
    }


def questions(seed: int = 1) -> list[Asked]:
    """Sixty questions of ten kinds, others for each seed."""
    random = np.random.default_rng(seed)
    words, _ = _world()

    def word(low: int, high: int) -> str:
        return words[int(random.integers(low, high))]

    def some(low: int, high: int, count: int) -> tuple[str, ...]:
        return tuple(word(low, high) for _ in range(count))

    asked = [Asked("common", some(20, 80, 1)) for _ in range(8)]
    asked += [Asked("stop", some(0, 20, 1)) for _ in range(2)]
    asked += [Asked("rare", some(5_000, 100_000, 1)) for _ in range(6)]
    asked += [Asked("and", some(20, 2_000, int(random.integers(2, 4)))) for _ in range(10)]
    asked += [Asked("or", some(20, 2_000, int(random.integers(2, 5))), "or") for _ in range(8)]
    asked += [Asked("phrase", tuple(phrase.split()), "phrase") for phrase in _PHRASES]
    asked += [Asked("phrase", (word(0, 10), word(20, 60)), "phrase")]
    asked += [Asked("prefix", (word(20, 5_000)[:6],), "prefix") for _ in range(6)]
    asked += [Asked("not", some(20, 80, 1), not_=word(20, 200)) for _ in range(2)]
    for number in range(12):
        filters: dict[str, Any] = {
            0: {"team": _CLUBS[int(random.integers(30))]},
            1: {"comp": _COMPETITIONS[int(random.integers(6))], "years": (2000, 2012)},
            2: {"speaker": _PEOPLE[int(random.integers(20))]},
            3: {"years": (2010, 2015)},
        }[number % 4]
        asked.append(Asked("filter", some(20, 200, 1 + number % 2), filters=filters))
    return asked
