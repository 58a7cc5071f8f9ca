"""How many reports a second does extraction read, and what does hostile text cost?

    python -m benchmarks.extraction [--runs 5] [--reports 300] [--seed 1] [--hostile] [--command]

Two lots: the sample reports, and reports of 380 words drawn from the word list by rank, with clubs,
scores, a competition, dates and in one of seven a quote. After a warm-up each run reads both lots
once; printed are the medians of processor time, also per step. Every answer is compared with the
straightforward one: each step on a view of the text of its own, so nothing is shared.

`--command` times `searchapp extract` itself, reading, printing and start included, as seconds on the
clock. `--hostile` reads a megabyte of each of several texts made to be slow.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from searchapp.extraction import STEPS, extract
from searchapp.extraction.article import Article
from searchapp.extraction.canonical import canonicalized
from searchapp.extraction.outcome import outcomes
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Club
from searchapp.lexicon.vocabulary import vocabulary
from searchapp.lexicon.words import word_set
from searchapp.model import Report

CORPUS = Path(__file__).parents[1] / "corpus"
WORDS = 380
"""Length of the report that the figures are given for."""
MEGABYTE = 1_000_000
HOSTILE = {
    "quotes only": "“",
    "straight quotes": '" ',
    "apostrophes": "'A-",
    "capitals": "A",
    "words in capitals": "Aab Bob ",
    "spaces": " ",
    "line ends": "\n",
    "full stops": "A. ",
    "digits": "1",
    "dense scores": "Genk 2-1 ",
    "score lines": "Genk - Club Brugge 2-1\n",
    "scores": "2-1 ",
    "dates": "zaterdag 5 mei 2020 ",
    "numeric dates": "05-02-2025 ",
    "competitions": "Champions League ",
    "clubs": "Club Brugge ",
    "rounds": "finale van de ",
    "sentences": "Genk won met 2-1 van Gent. ",
    "questions": "Wat nu?\n",
    "speech": "“Ja”, zei Jan Jansen van Genk. ",
    "one sentence": "Genk won met 2-1 van Gent en ",
    "of strangers": "Zwaluwen versloeg Meeuwen met 2-1 en ",
}
_COMMON = sorted(word_set("de het een van in en op met te dat is was die voor aan niet zijn er hij naar ook"))
_SPEECH = "“{}”, zei {} van {}."


def sample_texts() -> list[str]:
    """The texts of corpus/."""
    return [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]


def drawn_texts(count: int, seed: int) -> list[str]:
    """Reports of `WORDS` words each, the same for the same seed."""
    dice = random.Random(seed)
    words = [word for word in vocabulary().entries if word.isalpha()]
    dice.shuffle(words)
    words[:0] = _COMMON
    weights = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    clubs = sorted(name for name, team in lexicon().teams.items() if isinstance(team, Club))
    names = [name.capitalize() for name in sorted(lexicon().given_names) if name.isalpha()]

    def sentence() -> str:
        drawn = dice.choices(words, cum_weights=weights, k=dice.randint(8, 22))
        return " ".join(drawn).capitalize() + "."

    def report() -> str:
        home, away = dice.sample(clubs, 2)
        score = f"{dice.randint(0, 4)}-{dice.randint(0, 4)}"
        parts = [f"{home} - {away} {score}\n\n{home} speelde in de Eredivisie {score} tegen {away}."]
        speaks = dice.random() < 1 / 7
        while sum(part.count(" ") + 1 for part in parts) < WORDS:
            part = sentence()
            if dice.random() < 0.4:
                part = part.replace(" ", f" {dice.choice((home, away))} ", 1)
            if speaks and dice.random() < 0.15:
                part = _SPEECH.format(part.rstrip("."), f"{dice.choice(names)} Vandersmissen", home)
            parts.append(part + ("\n\n" if dice.random() < 0.1 else ""))
        return " ".join(parts)

    return [report() for _ in range(count)]


def straightforward(report: Report) -> Report:
    """What `extract` gives, each step with a view of the text of its own."""
    report = canonicalized(report)
    for attribute, step in STEPS:
        found = step(Article(report.text, report.sport), report)
        report = replace(report, **{attribute: found})
    return replace(report, quotes=outcomes(Article(report.text, report.sport), report))


def seconds(reports: Iterable[Report]) -> float:
    """Processor time to extract all of them."""
    started = time.process_time()
    for report in reports:
        extract(report)
    return time.process_time() - started


def step_seconds(reports: Iterable[Report]) -> dict[str, float]:
    """Processor time of each step; what steps share counts for the first that needs it."""
    spent: dict[str, float] = defaultdict(float)
    for report in reports:
        article = Article(report.text)
        for attribute, step in STEPS:
            started = time.process_time()
            found = step(article, report)
            spent[attribute] += time.process_time() - started
            report = replace(report, **{attribute: found})
    return spent


def measure(name: str, texts: list[str], runs: int) -> None:
    """Check the answers of a lot, then print its figures."""
    reports = [Report(f"r{number}", "r.txt", text) for number, text in enumerate(texts)]
    for report in reports:
        if extract(report) != straightforward(report):
            raise SystemExit(f"{name}: {report.text[:60]!r} gives another answer than each step alone")
    words = sum(len(text.split()) for text in texts)
    typical = statistics.median(seconds(reports) for _ in range(runs)) / words * WORDS
    print(
        f"{name}: {len(texts)} reports of {words / len(texts):.0f} words;"
        f" {1 / typical:.0f} a second of {WORDS} words, {typical * 1000:.2f} ms each"
    )
    steps = [step_seconds(reports) for _ in range(runs)]
    for attribute, _ in STEPS:
        spent = statistics.median(run[attribute] for run in steps) / words * WORDS
        print(f"  {attribute:16} {spent * 1000:.3f} ms")


def measure_command(texts: list[str], runs: int) -> None:
    """Print how many reports a second the command reads beyond its start, and what the start takes."""
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.jsonl", Path(folder) / "many.jsonl"
        lines = [json.dumps({"id": f"r{n}", "body": text}) for n, text in enumerate(texts)]
        one.write_text(lines[0] + "\n", encoding="utf-8")
        many.write_text("\n".join(lines) + "\n", encoding="utf-8")
        starts, wholes = [], []
        for _ in range(runs):
            starts.append(_clocked(one))
            wholes.append(_clocked(many))
    start, whole = statistics.median(starts), statistics.median(wholes)
    words = sum(len(text.split()) for text in texts) / WORDS
    print(
        f"searchapp extract: {start:.2f} s to start, then {words / (whole - start):.0f} a second"
        f" of {WORDS} words"
    )


def _clocked(path: Path) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "searchapp", "extract", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - started


def measure_hostile() -> None:
    """Print how long a megabyte of each hostile text takes."""
    for name, piece in HOSTILE.items():
        text = piece * (MEGABYTE // len(piece))
        print(f"{name:18} {seconds([Report('r', 'r.txt', text)]):.2f} s", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", action="store_true")
    parser.add_argument("--hostile", action="store_true")
    options = parser.parse_args()
    extract(Report("r", "r.txt", "Genk won met 2-1 van Gent. “Mooi”, zei Jan Jansen."))
    if options.hostile:
        measure_hostile()
        return
    texts, drawn = sample_texts(), drawn_texts(options.reports, options.seed)
    if options.command:
        measure_command((texts + drawn) * 3, options.runs)
        return
    # As the command does: what is loaded stays, so there is no use in searching it again and again.
    gc.freeze()
    measure("corpus", texts, options.runs)
    measure("drawn", drawn, options.runs)


if __name__ == "__main__":
    main()
