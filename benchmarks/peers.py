"""How fast is searchapp beside Whoosh, tantivy and SQLite? The same reports and questions, in one run.

    python -m benchmarks.peers --reports 100000
    python -m benchmarks.peers --reports 1000000 --engines searchapp,tantivy --skip-build

A question asks for the total, the first ten, and four facets counted over all hits. Engines take
turns question by question, so that a busy machine is busy for all. Indexes lie under --folder.
The table is printed, and added to benchmarks/runs/ as JSON and text. Needs `pip install .[bench]`.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import math
import platform
import resource
import statistics
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks import reports
from benchmarks.engines.plain import Asked, Engine

ENGINES = {
    "searchapp": "benchmarks.engines.searchapp:Searchapp",
    "whoosh": "benchmarks.engines.whoosh_vanilla:Whoosh",
    "tantivy": "benchmarks.engines.tantivy_py:Tantivy",
    "sqlite": "benchmarks.engines.sqlite_fts5:Sqlite",
}
RUNS = Path(__file__).parent / "runs"
REFERENCE = "tantivy"
_SLOW = 1.0
"""Seconds from which on one repetition is enough."""

Times = dict[str, list[dict[str, Any]]]
"""For each engine what each question took (milliseconds) and gave."""


def make(name: str) -> Engine:
    """An engine by its name."""
    module, _, made = ENGINES[name].partition(":")
    engine: Engine = getattr(importlib.import_module(module), made)()
    return engine


def build(name: str, path: str, count: int, folder: str) -> dict[str, float]:
    """Build an index in a process of its own; what it took."""
    started = time.perf_counter()
    make(name).build(path, count, folder, 1)
    wall = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return {
        "reports_per_second": count / wall,
        "reports_per_cpu_second": count / (used.ru_utime + used.ru_stime),
        "peak_megabytes": used.ru_maxrss / 1024,
        "index_megabytes": size / 1e6,
    }


def ask(engines: dict[str, Engine], asked: Sequence[Asked], repetitions: int) -> Times:
    """Every question to every engine in turn, several times."""
    times: Times = {name: [] for name in engines}
    for question in asked:
        q = question.as_dict()
        took: dict[str, list[float]] = {name: [] for name in engines}
        answers = {}
        for _ in range(repetitions):
            for name, engine in engines.items():
                if took[name] and took[name][0] > _SLOW * 1000:
                    continue
                started = time.perf_counter()
                answers[name] = engine.search(q)
                took[name].append((time.perf_counter() - started) * 1000)
        for name, engine in engines.items():
            started = time.perf_counter()
            engine.snippets(q, answers[name])
            snippets = (time.perf_counter() - started) * 1000
            times[name].append(
                {
                    "kind": question.kind,
                    "total": answers[name].total,
                    "first": took[name][0],
                    "best": min(took[name]),
                    "median": statistics.median(took[name]),
                    "snippets": snippets,
                }
            )
    return times


def table(times: Times) -> list[str]:
    """A line for each engine, and how its totals agree with ours."""
    kinds = list(dict.fromkeys(each["kind"] for each in next(iter(times.values()))))
    lines = [f"{'ms':10}" + "".join(f"{head:>9}" for head in _HEADS) + "".join(f"{k:>8}" for k in kinds)]
    ours = times.get("searchapp")
    for name, taken in times.items():
        best = [each["best"] for each in taken]
        figures = [
            statistics.median(best),
            percentile(best),
            statistics.median(each["median"] for each in taken),
            statistics.median(each["first"] for each in taken),
            percentile([each["first"] for each in taken]),
            statistics.median(each["snippets"] for each in taken),
            *(statistics.median(e["best"] for e in taken if e["kind"] == kind) for kind in kinds),
        ]
        line = (
            f"{name:10}"
            + "".join(f"{f:9.2f}" for f in figures[:6])
            + "".join(f"{f:8.2f}" for f in figures[6:])
        )
        lines.append(line)
    for name, taken in times.items():
        if ours and name != "searchapp":
            same = sum(a["total"] == b["total"] for a, b in zip(ours, taken, strict=True))
            lines.append(
                f"{name} / searchapp, geometric mean: best {ratio(taken, ours, 'best'):.2f}, "
                f"median {ratio(taken, ours, 'median'):.2f}, first {ratio(taken, ours, 'first'):.2f}; "
                f"same totals {same} of {len(taken)}"
            )
    return lines


_HEADS = ("p50", "p95", "median", "1st p50", "1st p95", "snippets")


def percentile(values: Sequence[float], share: float = 0.95) -> float:
    """The value that this share of all values doesn't pass."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def ratio(theirs: Sequence[dict[str, Any]], ours: Sequence[dict[str, Any]], name: str) -> float:
    """The geometric mean over the questions of their time over ours."""
    logs = [math.log(a[name] / b[name]) for a, b in zip(theirs, ours, strict=True)]
    return math.exp(statistics.fmean(logs))


def memory() -> str:
    """What this process holds, with all engines open."""
    wanted = ("VmRSS", "RssAnon")
    found = [line.split() for line in Path("/proc/self/status").read_text().splitlines()]
    return ", ".join(f"{words[0]} {int(words[1]) // 1024} MB" for words in found if words[0][:-1] in wanted)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--reports", type=int, default=20_000, help="how many (20,000)")
    parser.add_argument("--engines", default=",".join(ENGINES), help="separated by commas (all)")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/searchapp-bench"), help="for the indexes")
    parser.add_argument("--repetitions", type=int, default=7, help="of each question (7)")
    parser.add_argument("--seed", type=int, default=1, help="of the questions (1)")
    parser.add_argument("--skip-build", action="store_true", help="use the indexes of an earlier run")
    options = parser.parse_args()
    names = options.engines.split(",")
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"reports-{options.reports}.jsonl"
    if not path.exists():
        reports.write(path, options.reports)
    folders = {name: str(options.folder / f"{name}-{options.reports}") for name in names}
    built = {}
    if not options.skip_build:
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            for name in names:
                built[name] = pool.apply(build, (name, str(path), options.reports, folders[name]))
    engines = {name: make(name) for name in names}
    for name, engine in engines.items():
        engine.open(folders[name])
    times = ask(engines, reports.questions(options.seed), options.repetitions)
    record(options, built, times)


def record(options: argparse.Namespace, built: dict[str, dict[str, float]], times: Times) -> None:
    """Print the table and keep it."""
    now, machine = (
        datetime.datetime.now(datetime.UTC),
        f"{platform.machine()}, Python {platform.python_version()}",
    )
    lines = [
        f"{now:%Y-%m-%d %H:%M} UTC, {machine}, {options.reports} reports, seed {options.seed}, {memory()}"
    ]
    for name, figures in built.items():
        told = ", ".join(f"{key.replace('_', ' ')} {value:.0f}" for key, value in figures.items())
        lines.append(f"{name} built: {told}")
    lines += table(times)
    print("\n".join(lines))
    RUNS.mkdir(exist_ok=True)
    stem = f"peers-{options.reports}-{now:%Y%m%d-%H%M%S}"
    (RUNS / f"{stem}.txt").write_text("\n".join(lines) + "\n")
    details = {"built": built, "times": times, "machine": machine, "at": now.isoformat()}
    (RUNS / f"{stem}.json").write_text(json.dumps(details, indent=1) + "\n")


if __name__ == "__main__":
    main()
