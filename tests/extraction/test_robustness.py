"""Any text at all gives an answer, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction import STEPS
from searchapp.extraction.article import Article
from searchapp.extraction.named_teams import team_mentions
from searchapp.model import Report

FACTS = [(name, step) for name, step in STEPS if name not in ("people", "quotes", "speakers")]
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
