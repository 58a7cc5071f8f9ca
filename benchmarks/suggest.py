"""How fast are suggestions over the words and names of a million reports, and do they forgive typing errors?

    python -m benchmarks.suggest [--words 1000000] [--speakers 100000] [--reports 1000000]
                                 [--asked 300] [--seed 1]

Makes the dictionary of such an archive (Dutch words and compounds of them, as frequent as by
Zipf's law, speakers with Dutch names, the clubs and competitions of the lexicon), without the
reports themselves. Then types names and words letter by letter, mistypes some of them (one or
two errors each: a letter replaced, left out, doubled or swapped, a sound spelled otherwise,
words run together) and looks for the right one among the first three; a surname counts as
found with any first name. Times are those of the processor, so that other work on the machine
doesn't count; nothing waits for anything else. Exit code 1 when the 95th percentile of any kind
is 20 ms or more, or fewer than 90% of the mistyped names are found.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace

import numpy as np
from wordfreq import top_n_list

from searchapp.engine.embedded.columns import FacetColumn, Ints
from searchapp.engine.embedded.keys import Counted, pack
from searchapp.engine.embedded.schema import REPORTS
from searchapp.engine.embedded.suggest import Suggester
from searchapp.lexicon import lexicon, read_table

PARTICLES = ("", "", "", "", "Van ", "De ", "Van den ", "Van der ", "van de ", "Ter ", "El ")
FIRST_HALVES = """
Haeze Broe Ver Vande Hee Schou Kuy Claes Goos Mee Lam Brand Dijk Stee Wil Der Cools Zwa Rey Vlie Hoef
Moer Peet Jans Mer Wou Fran Thys Gies Boon Boer Vris Noor Ooster Wester Zuider Kooi Krui Lee Maes Nij
Oli Pau Quin Roe Schel Tim Uyt Vaer Weyn Yper Zee Aer Berg Cau Dae Eyc Fey Gel Hul Ing
"""
SECOND_HALVES = """
brouck broek man mans sen sens kens beke becke hof hoven meer meers steen stein aert aerts ghem gem hout
houdt laar laere ven velde veldt wijk wyck voort sma straeten ink inck dries donck donk dael daal huyzen
huizen kamp camp linden loo ning pont raedt roy schaar scheidt straat stroom tens veen voet waeter
"""
RESPELLED = (("ck", "k"), ("ae", "a"), ("z", "s"), ("y", "ij"), ("ij", "ei"), ("c", "k"), ("dt", "t"))
RESPELLED += (("gh", "g"), ("ou", "oe"), ("ee", "e"), ("oo", "o"), ("v", "f"))


class Archive:
    """What suggestions ask of the index of an archive; made up."""

    kind = REPORTS

    def __init__(self, random_: random.Random, words: int, speakers: int, reports: int) -> None:
        self.size = self.count = reports
        self.live = np.ones(reports, np.bool_)
        self.words = vocabulary(random_, words)
        frequencies = np.maximum(reports * 0.6 / np.arange(1, len(self.words) + 1), 1).astype(np.int64)
        self.frequency = dict(zip(self.words, frequencies.tolist(), strict=True))
        found = sorted(word.encode() for word in self.words if len(word) <= 32)
        counts = [self.frequency[word.decode()] for word in found]
        self.counted = Counted(pack(word.decode() for word in found), np.array(counts, np.int64))
        self.speakers = names(random_, speakers)
        catalogue = lexicon()
        columns = {"speaker": self.speakers, "team": sorted(catalogue.teams), "mentioned_team": []}
        columns["competition"] = sorted(catalogue.competitions)
        self.columns = SimpleNamespace(facets={name: facet(values) for name, values in columns.items()})

    def dictionary(self, fields: Sequence[str]) -> Counted:
        """All words with how many documents hold them."""
        return self.counted

    def documents(self, field: str, term: str) -> Ints:
        """Spread over the archive; each word stands in the body and, for a tenth, in the title."""
        count = self.frequency.get(term, 0) // {"body": 1, "title": 10, "lead": 5}.get(field, 1000)
        return np.arange(count) * max(self.size // max(count, 1), 1)


def facet(values: Sequence[str]) -> FacetColumn:
    """Values that a few records carry each, the first ones most."""
    rows = np.concatenate([np.arange(1 + 200 // (n + 1)) for n in range(len(values))] or [np.empty(0, int)])
    ordinals = np.repeat(np.arange(len(values)), [1 + 200 // (n + 1) for n in range(len(values))])
    return FacetColumn(tuple(values), rows.astype(np.int64), ordinals.astype(np.int64))


def vocabulary(random_: random.Random, count: int) -> list[str]:
    """The most frequent Dutch words first, then compounds of them."""
    words = dict.fromkeys(word for word in top_n_list("nl", 60_000) if word.isascii() and word.isalpha())
    parts = [word for word in list(words)[200:12_000] if len(word) > 3]
    while len(words) < count:
        words["".join(random_.choices(parts, k=2))] = None
    return list(words)


def names(random_: random.Random, count: int) -> list[str]:
    """Different names of people who may exist."""
    given = [row["name"] for row in read_table("given_names")]
    first_halves, second_halves = FIRST_HALVES.split(), SECOND_HALVES.split()
    found: dict[str, None] = {}
    while len(found) < count:
        surname = random_.choice(first_halves) + random_.choice(second_halves)
        found[f"{random_.choice(given)} {random_.choice(PARTICLES)}{surname}"] = None
    return list(found)


def mistyped(random_: random.Random, text: str) -> str:
    """The text in small letters with one or two errors behind its first letter."""
    text = text.lower()
    for _ in range(random_.choice((1, 2))):
        at = random_.randrange(1, len(text) - 1)
        before, letter, after = text[:at], text[at], text[at + 1 :]
        possible = [(old, new) for old, new in RESPELLED if old in text[1:]]
        change = random_.choice(("respell", "respell", "leave out", "double", "replace", "swap"))
        if change == "respell" and possible:
            old, new = random_.choice(possible)
            text = text[0] + text[1:].replace(old, new, 1)
        elif change == "leave out":
            text = before + after
        elif change == "double":
            text = before + letter * 2 + after
        elif change == "replace":
            text = before + random_.choice("abcdefghijklmnopqrstuvwxyz") + after
        else:
            text = before + after[0] + letter + after[1:]
    return text.replace(" ", "") if random_.random() < 0.2 else text


def beginnings(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text as it grows under the fingers."""
    for text in texts:
        for end in range(1, len(text) + 1):
            yield text[:end], text


def ask(suggester: Suggester, typed: Sequence[tuple[str, str]]) -> tuple[list[float], float]:
    """Milliseconds of each, and the share whose text is among the first three."""
    times, found = [], 0
    for text, wanted in typed:
        started = time.process_time()
        suggestions = suggester.suggest(text, 10)
        times.append((time.process_time() - started) * 1000)
        found += any(wanted.lower() in suggestion.label.lower() for suggestion in suggestions[:3])
    return times, found / len(typed)


def kinds(archive: Archive, random_: random.Random, asked: int) -> dict[str, list[tuple[str, str]]]:
    """What is typed, of each kind, with what is meant."""
    people = random_.sample(archive.speakers, asked)
    surnames = [name.partition(" ")[2] for name in people]
    words = [word for word in random_.sample(archive.words[:200_000], asked) if len(word) > 5]
    mistype: Callable[[str], tuple[str, str]] = lambda text: (mistyped(random_, text), text)  # noqa: E731
    return {
        "names, letter by letter": list(beginnings([name.lower() for name in people[: asked // 10]])),
        "surnames, letter by letter": list(beginnings([name.lower() for name in surnames[: asked // 10]])),
        "words, letter by letter": list(beginnings(words[: asked // 10])),
        "two words, letter by letter": [
            (f"wedstrijd {typed}", word) for typed, word in beginnings(words[: asked // 10])
        ],
        "mistyped names": [mistype(name) for name in people],
        "mistyped surnames": [mistype(name) for name in surnames],
        "mistyped words": [mistype(word) for word in words],
    }


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    defaults = {"words": 1_000_000, "speakers": 100_000, "reports": 1_000_000, "asked": 300, "seed": 1}
    for name, default in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    archive = Archive(random_, options.words, options.speakers, options.reports)
    suggester = Suggester(archive, archive)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    suggester.tables()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{options.words} words, {options.speakers} speakers, {options.reports} reports")
    print(f"tables made in {time.perf_counter() - started:.1f} s, at the peak {grown / 1024:.0f} MB more")
    suggester.suggest("wedstrijd", 10)
    failed = False
    for kind, typed in kinds(archive, random_, options.asked).items():
        times, share = ask(suggester, typed)
        slow = statistics.quantiles(times, n=20)[-1]
        failed |= slow >= 20 or (kind == "mistyped names" and share < 0.9)
        print(
            f"{kind:28} {len(typed):6} asked  median {statistics.median(times):5.1f}  p95 {slow:5.1f}"
            f"  max {max(times):5.1f} ms  among the first three {share:6.1%}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
