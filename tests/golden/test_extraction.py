"""The quality of extraction on the labelled sample reports, changed only on purpose."""

from __future__ import annotations

import json
from pathlib import Path

from searchapp.evaluation.extraction import evaluate

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("extraction.json")


def test_extraction_is_as_good_as_it_was() -> None:
    """Every figure and every remaining error is as committed.

    After a change for the better: searchapp evaluate corpus --json > tests/golden/extraction.json
    and review the difference.
    """
    figures = evaluate(str(ROOT / "corpus")).figures()
    assert figures == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_reports_that_only_name_coaches_give_no_quotes() -> None:
    """The worst error an archive of quotes can make."""
    assert evaluate(str(ROOT / "corpus")).false_quotes == 0
