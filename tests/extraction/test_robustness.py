"""Any text at all gives an answer, in linear time."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction import STEPS, extract
from searchapp.extraction.article import Article
from searchapp.extraction.named_teams import team_mentions
from searchapp.model import Report

FACTS = [(name, step) for name, step in STEPS if name not in ("people", "quotes", "speakers")]
CORPUS = Path(__file__).parents[2] / "corpus"
MUTATIONS = int(os.environ.get("SEARCHAPP_MUTATIONS", "300"))
"""How many damaged reports are read; 10,000 before a release, which takes some minutes."""
STRANGE = "“”„»«'’\"-–—(): \n\r\u2028\u00ad\u200b\u0301\ufeff\x00İßǅ½٣🏆"
PIECES = [
    "Genk",
    "Brugge",
    "2-1",
    "won",
    "van",
    "tegen",
    " ",
    "\n",
    ", ",
    ". ",
    "zondag",
    "5 mei 2020",
    "finale",
    "Croky Cup",
    "“",
    "(",
    "1/8e",
]


def fill(text: str) -> None:
    """Run every fact step over a text."""
    article = Article(text)
    for _, step in FACTS:
        step(article, Report("r", "r.txt", text))


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
def test_no_text_makes_a_step_fail(text: str) -> None:
    """Random text and random sports talk raise nothing; spans lie within the text."""
    fill(text)
    article = Article(text)
    for start, end in [*article.lines, *article.paragraphs, *article.sentences]:
        assert 0 <= start < end <= len(text)
    for mention in team_mentions(article):
        assert text[mention.start : mention.end].strip()


@pytest.mark.parametrize(
    "piece", ["“", "A", " ", "1-", "Genk 2-1 ", "zondag ", "5 mei 2020\n", "finale van de "]
)
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes about four times the time, not sixteen."""
    times = []
    for size in (10_000, 40_000):
        start = time.process_time()
        fill(piece * (size // len(piece)))
        times.append(time.process_time() - start)
    assert times[1] < 9 * times[0] + 0.1


def damaged(text: str, others: list[str], dice: random.Random) -> str:
    """A report cut, doubled, mixed with another, turned to capitals or strewn with strange characters."""
    for _ in range(dice.randint(1, 4)):
        first, last = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        passage = text[first:last]
        match dice.randrange(6):
            case 0:
                passage = ""
            case 1:
                passage *= 2
            case 2:
                other = dice.choice(others)
                begin = dice.randrange(len(other))
                passage = other[begin : begin + 300]
            case 3:
                passage = passage.upper()
            case 4:
                passage = "".join(dice.choice(STRANGE) if dice.random() < 0.1 else char for char in passage)
            case _:
                words = passage.split(" ")
                dice.shuffle(words)
                passage = " ".join(words)
        text = text[:first] + passage + text[last:]
    return text


def test_damaged_reports_raise_nothing() -> None:
    """However a report is mangled, its facts and quotes are extracted and its quotes are verbatim."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    dice = random.Random(20)
    for number in range(MUTATIONS):
        text = damaged(texts[number % len(texts)], texts, dice)
        report = extract(Report("r", "r.txt", text))
        assert all(quote.text == text[quote.start : quote.end] for quote in report.quotes), text


@pytest.mark.parametrize("piece", ["Genk won met 2-1 van Gent en ", "“Ja”, zei Jan Jansen van Genk. "])
def test_a_long_hostile_report_ends_soon(piece: str) -> None:
    """200,000 characters take well under a second each; the guard is at ten times that."""
    started = time.process_time()
    extract(Report("r", "r.txt", piece * (200_000 // len(piece))))
    assert time.process_time() - started < 10
