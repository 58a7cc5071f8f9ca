"""How good is the ranking, and what is each part of the Dutch chain worth?

    python -m benchmarks.ranking             figures of this chain on corpus/ranking, by kind of query
    python -m benchmarks.ranking --imperfect the queries that missed something or ranked it too low
    python -m benchmarks.ranking --ablation  tables for this chain, without each part, and Snowball alone
    python -m benchmarks.ranking --weights   MAP by the weight of synonyms
    python -m benchmarks.ranking --update    write tests/golden/ranking.json anew; review the difference

Each chain of the ablation runs in a process of its own (see `benchmarks.chains`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.chains import CHAINS, Chain
from searchapp.engine.embedded import evaluate as evaluator
from searchapp.evaluation.collection import figures, read_collection
from searchapp.evaluation.ranking import ALL, Evaluation, Figures, evaluate

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT / "corpus" / "ranking"
GOLDEN = ROOT / "tests" / "golden" / "ranking.json"
MEASURES = {
    "recall": "recall",
    "precision": "precision",
    "MAP": "average_precision",
    "MRR": "reciprocal_rank",
}


def run(chain: Chain) -> Evaluation:
    """Index the collection and ask every query, with the chain as changed."""
    chain.change()
    collection = read_collection(COLLECTION)
    with collection.searcher() as searcher:
        search = collection.searching(searcher, chain.synonyms, chain.did_you_mean)
        return evaluate(search, collection.queries)


def run_number(number: int) -> dict[str, Figures]:
    """The same for a chain of the list: what another process can be asked for."""
    return run(CHAINS[number]).by_kind()


def ablation() -> None:
    """Print all chains: means over all queries, then MAP and recall by kind."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        results = dict(zip(CHAINS, pool.map(run_number, range(len(CHAINS))), strict=True))
    print_table("chain", MEASURES, ((c.name, measures(found[ALL])) for c, found in results.items()))
    kinds = next(iter(results.values()))
    for label in ("MAP", "recall"):
        name = MEASURES[label]
        rows = ((c.name, [getattr(found[kind], name) for kind in kinds]) for c, found in results.items())
        print()
        print_table(label, kinds, rows)


def weights() -> None:
    """Print MAP by the weight of synonyms beside the typed word, for the kinds of query that it moves."""
    rows = []
    for tenths in range(11):
        evaluator.SYNONYM_WEIGHT = tenths / 10
        found = run(CHAINS[0]).by_kind()
        rows.append((f"{tenths / 10}", [found[kind].average_precision for kind in ("synonym", ALL)]))
    print_table("weight", ("synonym", ALL), rows)


def measures(found: Figures) -> list[float]:
    """The measures in the order of the table."""
    return [getattr(found, name) for name in MEASURES.values()]


def print_table(corner: str, columns: Iterable[str], rows: Iterable[tuple[str, Sequence[float]]]) -> None:
    """Print a table in Markdown."""
    columns = list(columns)
    print(f"| {corner} | {' | '.join(columns)} |")
    print(f"| --- |{' ---: |' * len(columns)}")
    for name, values in rows:
        print(f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} |")


def print_imperfect(evaluation: Evaluation) -> None:
    """Print what went wrong, a query a line."""
    for query, (missed, false) in evaluation.imperfect().items():
        print(
            f"{query.kind}\t{query.text}\tmissed: {' '.join(missed) or '-'}\tfalse: {' '.join(false) or '-'}"
        )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for option, purpose in (
        ("--imperfect", "print the queries that went wrong"),
        ("--ablation", "compare chains"),
        ("--weights", "compare weights of synonyms"),
        ("--update", f"write {GOLDEN.relative_to(ROOT)}"),
    ):
        parser.add_argument(option, action="store_true", help=purpose)
    options = parser.parse_args()
    if options.ablation:
        ablation()
        return
    if options.weights:
        weights()
        return
    evaluation = run(CHAINS[0])
    if options.update:
        text = json.dumps(figures(evaluation), ensure_ascii=False, indent=1)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
    elif options.imperfect:
        print_imperfect(evaluation)
    else:
        by_kind = evaluation.by_kind()
        print_table("kind", MEASURES, ((kind, measures(found)) for kind, found in by_kind.items()))


if __name__ == "__main__":
    main()
