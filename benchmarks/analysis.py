"""How fast is the Dutch chain, and what does it cost to load?

    python -m benchmarks.analysis [--words 50000] [--seed 1]

Measured in this order, in one fresh process: loading (the first word ever), words at first sight
(drawn from the word list, a fifth of them compounds made up of two of its nouns, which no list
knows), the same words again, and running text (the sample reports, twenty times over).
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from snowballstemmer.dutch_stemmer import DutchStemmer

from searchapp.analysis import dutch
from searchapp.lexicon.vocabulary import Use, vocabulary

CORPUS = Path(__file__).parents[1] / "corpus"
REPEATS = 20
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes: macOS counts in bytes, Linux in kilobytes."""


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT / 1e6


def draw(count: int, seed: int) -> list[str]:
    """Different words: four in five from the list, the others made up of two nouns."""
    dice = random.Random(seed)
    entries = vocabulary().entries
    forms = list(entries)
    nouns = [form for form in forms if entries[form].use & Use.NOMINAL and 4 <= len(form) <= 9]
    words = set(dice.sample(forms, count * 4 // 5))
    while len(words) < count:
        words.add("".join(dice.sample(nouns, 2)))
    return sorted(words, key=lambda word: dice.random())


def terms(word: str) -> None:
    """All that is made of a word."""
    dutch.keys(word)
    dutch.parts(word)


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """The time that the work takes on all texts."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    before, loading = peak(), seconds(terms, ["kansen", "oktoberdip"])
    print(f"loading: {loading * 1000:.0f} ms, {peak() - before:.0f} MB at the peak")
    words = draw(options.words, options.seed)
    print(f"keys and parts, first sight: {len(words) / seconds(terms, words):,.0f} words/s")
    print(f"keys and parts, seen before: {len(words) / seconds(terms, words):,.0f} words/s")
    stem = DutchStemmer().stemWord
    print(f"Snowball alone, first sight: {len(words) / seconds(stem, words):,.0f} words/s")
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    tokens = sum(len(dutch.analyze(text)) for text in texts)
    print(f"running text: {tokens * REPEATS / seconds(dutch.analyze, texts * REPEATS):,.0f} words/s")


if __name__ == "__main__":
    main()
