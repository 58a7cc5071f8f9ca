"""The quality of search on the judged collection, changed only on purpose."""

from __future__ import annotations

import json
from pathlib import Path

from searchapp.evaluation.collection import figures, read_collection
from searchapp.evaluation.ranking import evaluate

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("ranking.json")


def test_ranking_is_as_good_as_it_was() -> None:
    """Every figure, and what each imperfect query missed and found in vain, is as committed."""
    collection = read_collection(ROOT / "corpus" / "ranking")
    with collection.searcher() as searcher:
        found = figures(evaluate(collection.searching(searcher), collection.queries))
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8")), (
        "If the change is meant: python -m benchmarks.ranking --update, and review the difference."
    )
