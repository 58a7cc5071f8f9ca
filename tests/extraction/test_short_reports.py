"""Short reports of every kind, labelled quote by quote: each is [its first words, speaker, role]."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction import extract
from searchapp.model import Report

REPORTS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("short_reports.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("labelled", REPORTS, ids=[report["name"] for report in REPORTS])
def test_quotes_speakers_and_roles_are_those_of_the_report(labelled: dict[str, Any]) -> None:
    """All quotes are found, nothing else is, and each has its speaker and role."""
    quotes = extract(Report(id="r", source="r.txt", text=labelled["text"])).quotes
    expected = labelled["quotes"]
    assert len(quotes) == len(expected), [quote.text for quote in quotes]
    for quote, (beginning, speaker, role) in zip(quotes, expected, strict=True):
        assert quote.text.startswith(beginning)
        assert (quote.speaker, quote.role) == (speaker, role), quote.text


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(REPORTS), st.randoms(use_true_random=False))
def test_damaged_reports_raise_nothing(labelled: dict[str, Any], chance: random.Random) -> None:
    """Characters lost, doubled or replaced by marks: every quote is still a slice of the text."""
    letters = list(labelled["text"])
    for _ in range(chance.randrange(1, 25)):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice(["", letters[place] * 2, "“", "”", "'", "\n", "–", ":", "A"])
    text = "".join(letters)
    for quote in extract(Report(id="r", source="r.txt", text=text)).quotes:
        assert quote.text == text[quote.start : quote.end]
