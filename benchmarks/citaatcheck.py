"""How often does the citaatcheck find a misremembered quote first, and how fast?

    python -m benchmarks.citaatcheck [--quotes 100000] [--asked 500] [--seed 1]

Makes an archive of synthetic quotes (6 to 40 words, Dutch words as frequent as in print),
then asks for some of them with a fifth of their words changed: replaced, left out, added or
swapped with the next. Prints the share found first, the times, and how often sentences of
random words, which nobody said, are honestly answered with nothing. Exit code 1 when fewer
than 95% are found first or the 95th percentile is 300 ms or more.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from wordfreq import top_n_list, word_frequency

from searchapp.engine import open_archive
from searchapp.engine.protocols import Searcher
from searchapp.model import Quote, Report

QUOTES_A_REPORT = 4
SHORTEST, LONGEST = 6, 40


class Newsroom:
    """Sentences of words that are as frequent as they are in Dutch print."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.vocabulary = [word for word in top_n_list("nl", 30_000) if word.isalpha()]
        weights = (word_frequency(word, "nl") for word in self.vocabulary)
        self.cumulative = list(itertools.accumulate(weights))

    def words(self, count: int) -> list[str]:
        """Words in no order, frequent ones often."""
        return self.random.choices(self.vocabulary, cum_weights=self.cumulative, k=count)

    def sentence(self) -> str:
        """What somebody might say, were it to make sense."""
        return " ".join(self.words(self.random.randint(SHORTEST, LONGEST))).capitalize() + "."

    def reports(self, quotes: int) -> Iterator[Report]:
        """Reports with that many quotes in all."""
        for number in range(-(-quotes // QUOTES_A_REPORT)):
            text, spoken = "", []
            for _ in range(QUOTES_A_REPORT):
                said = self.sentence()
                start = len(text) + 1
                spoken.append(Quote(said, start, start + len(said)))
                text += f"“{said}” "
            yield Report(f"r{number}", "synthetic", text, quotes=tuple(spoken), origin=f"r{number}")

    def misremembered(self, said: str) -> str:
        """The sentence with a fifth of its words changed."""
        words = said.rstrip(".").split()
        for place in sorted(self.random.sample(range(len(words)), round(len(words) / 5)), reverse=True):
            change = self.random.choice(("replace", "leave out", "add", "swap"))
            if change == "replace":
                words[place : place + 1] = self.words(1)
            elif change == "leave out":
                del words[place]
            elif change == "add":
                words[place:place] = self.words(1)
            else:
                words[place : place + 2] = words[place : place + 2][::-1]
        return " ".join(words)


def ask(searcher: Searcher, newsroom: Newsroom, asked: list[Quote]) -> tuple[int, list[float]]:
    """How many were found first, and the milliseconds that each took."""
    first, times = 0, []
    for quote in asked:
        typed = newsroom.misremembered(quote.text)
        started = time.perf_counter()
        matches = searcher.check(typed, 5)
        times.append((time.perf_counter() - started) * 1000)
        first += bool(matches) and matches[0].hit.quote.text == quote.text
    return first, times


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    newsroom = Newsroom(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(str(Path(folder) / "archive"), create=True)
        spoken: list[Quote] = []
        with archive.writer() as writer:
            for report in newsroom.reports(options.quotes):
                writer.add(report)
                spoken += report.quotes
        searcher = archive.searcher()
        searcher.check(newsroom.sentence(), 5)
        first, times = ask(searcher, newsroom, newsroom.random.sample(spoken, options.asked))
        nothing = sum(not searcher.check(newsroom.sentence(), 5) for _ in range(options.asked))
        archive.close()
    share = first / options.asked
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"quotes {len(spoken)}, asked {options.asked}")
    print(f"found first {share:.1%}; median {statistics.median(times):.0f} ms, p95 {slow:.0f} ms")
    print(f"nothing found for {nothing / options.asked:.1%} of random sentences")
    return 0 if share >= 0.95 and slow < 300 else 1


if __name__ == "__main__":
    sys.exit(main())
