"""What stands between quotation marks and is no speech, and what looks like that and is.

`look_alikes.json` holds one short text a case: `traps` have no quote at all, in `quotes` each
quote is [its first words, speaker, role].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from searchapp.extraction import extract
from searchapp.model import Report

CASES: dict[str, list[Any]] = json.loads(
    Path(__file__).with_name("look_alikes.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("text", CASES["traps"])
def test_marked_words_that_nobody_said_are_no_quotes(text: str) -> None:
    """Nicknames, titles, banners, chants, words as words and things not said give nothing."""
    assert [quote.text for quote in extract(Report(id="r", source="r.txt", text=text)).quotes] == []


@pytest.mark.parametrize("case", CASES["quotes"], ids=[case["text"] for case in CASES["quotes"]])
def test_single_words_and_fragments_that_somebody_said_are_quotes(case: dict[str, Any]) -> None:
    """One-word answers and fragments within a sentence are found, with speaker and role."""
    found = extract(Report(id="r", source="r.txt", text=case["text"])).quotes
    assert [(quote.speaker, quote.role) for quote in found] == [
        (speaker, role) for _, speaker, role in case["quotes"]
    ]
    for quote, (beginning, _, _) in zip(found, case["quotes"], strict=True):
        assert quote.text.startswith(beginning)
