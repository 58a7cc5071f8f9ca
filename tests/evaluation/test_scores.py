"""Scores of extraction against labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchapp.errors import IngestError
from searchapp.evaluation.extraction import evaluate
from searchapp.evaluation.scores import Score

LABELS = {
    "date": "2025-02-05",
    "sport": "voetbal",
    "competition": None,
    "stage": None,
    "teams": ["KRC Genk", "Club Brugge"],
    "mentioned_teams": [],
    "score": "2-1",
    "quotes": [],
}
TEXT = "5 februari 2025 - Wim Terhaag, coach van KRC Genk: “Wij waren beter dan Club Brugge.”"


def label(folder: Path, **changes: object) -> None:
    """Write one report and its labels."""
    (folder / "verslag.txt").write_text(TEXT)
    (folder / "verslag.json").write_text(json.dumps({**LABELS, **changes}))


def test_counts_give_precision_recall_and_f1() -> None:
    """Three right, one wrong and two missed answers give the textbook figures."""
    score = Score()
    score.add_set(["a", "b", "c", "d", "d"], ["a", "b", "c", "x"])
    assert (score.true, score.wrong, score.missed) == (3, 1, 2)
    assert score.precision == pytest.approx(0.75)
    assert score.recall == pytest.approx(0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_a_right_null_is_no_answer_and_a_wrong_one_is_missed() -> None:
    """Saying nothing where there is nothing costs nothing; elsewhere it is a miss."""
    score = Score()
    score.add_value(None, None)
    assert (score.f1, score.true) == (1.0, 0)
    score.add_value("2-1", None)
    assert (score.precision, score.recall) == (1.0, 0.0)


def test_a_quote_in_a_report_without_quotes_is_counted(tmp_path: Path) -> None:
    """The worst error of all stands on a line of its own."""
    label(tmp_path)
    result = evaluate(str(tmp_path))
    assert result.reports == 1
    assert result.false_quotes == 1
    assert result.scores["quote span"].wrong == 1


def test_differences_name_report_and_attribute(tmp_path: Path) -> None:
    """Whoever mends an error sees where it is."""
    label(tmp_path, score="9-9")
    differences = [d for d in evaluate(str(tmp_path)).differences if d.attribute == "score"]
    assert [(d.report, d.expected) for d in differences] == [("verslag", "9-9")]


def test_a_quote_twice_in_the_text_must_be_found_twice(tmp_path: Path) -> None:
    """Quotes are paired in text order, so repeats count."""
    quote = {"text": "Wij waren beter dan Club Brugge.", "speaker": "Wim Terhaag", "role": "coach"}
    label(tmp_path, quotes=[quote, quote])
    result = evaluate(str(tmp_path))
    assert (result.scores["quote span"].true, result.scores["quote span"].missed) == (1, 1)


def test_labels_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing label is told with the file's name."""
    (tmp_path / "verslag.txt").write_text(TEXT)
    (tmp_path / "verslag.json").write_text("{}")
    with pytest.raises(IngestError, match=r"verslag\.json: the label 'date' is missing"):
        evaluate(str(tmp_path))
