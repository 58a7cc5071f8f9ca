"""How fast do files become searchable, does it stay that fast, and what does it take?

    python -m benchmarks.indexing [--reports 10000] [--input FILE.jsonl] [--workers N] [--seed 1]

Runs all of `searchapp index` (read, extract, analyse, store, index, flush) on generated reports of
about 380 words, or on those of a file: paragraphs of the sample reports in corpus/ in any order,
with a fifth of their longer words replaced by others, as frequent as in print. Prints reports a
second over all and for each tenth of the run, what one report costs in each stage, the memory of
all processes at their peaks and the size on the disk; checks the archive; and appends the figures
to benchmarks/runs/indexing.jsonl.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import pickle
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wordfreq import top_n_list, word_frequency

from searchapp import parallel
from searchapp.engine import open_archive
from searchapp.engine.embedded.prepared import Preparation
from searchapp.extraction import extract
from searchapp.indexing import Watcher, index_paths
from searchapp.ingest import read
from searchapp.model import Report

WORDS = 380
RUNS = Path(__file__).parent / "runs" / "indexing.jsonl"
SAMPLE = 400
_CORPUS = Path(__file__).parents[1] / "corpus"
_LONG = 6


class Newsroom:
    """Writes reports that hold what reports hold, in no order that means anything."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        texts = [path.read_text() for path in sorted(_CORPUS.glob("*.txt"))]
        self._titles = [text.strip().split("\n")[0] for text in texts]
        self._paragraphs = [part.split() for text in texts for part in text.split("\n")[1:] if part.strip()]
        self._words = [word for word in top_n_list("nl", 100_000) if len(word) >= _LONG and word.isalpha()]
        self._weights = list(itertools.accumulate(word_frequency(word, "nl") for word in self._words))

    def report(self, number: int) -> dict[str, str]:
        """One line of JSON Lines."""
        parts: list[str] = []
        length = 0
        while length < WORDS:
            words = self._random.choice(self._paragraphs)
            parts.append(" ".join(map(self._changed, words)))
            length += len(words)
        return {"id": f"r{number}", "title": self._random.choice(self._titles), "body": "\n\n".join(parts)}

    def _changed(self, word: str) -> str:
        if len(word) < _LONG or not word.islower() or not word.isalpha() or self._random.random() > 0.2:
            return word
        return self._random.choices(self._words, cum_weights=self._weights)[0]


class Pace:
    """Notes when how much of the input was done."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self._seen: list[tuple[float, float]] = []

    def note(self, done: int, total: int) -> None:
        """For `Watcher.on_progress`."""
        self._seen.append((done / max(total, 1), time.perf_counter() - self.start))

    def tenths(self, reports: int) -> list[int]:
        """Reports a second in each tenth of the run."""
        ends = [max(at for done, at in self._seen if done <= tenth / 10 + 1e-9) for tenth in range(1, 11)]
        return [
            round(reports / 10 / max(end - start, 1e-9)) for start, end in itertools.pairwise([0.0, *ends])
        ]


def whole(path: Path, workers: int) -> dict[str, Any]:
    """`searchapp index` into a new archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(folder, create=True)
        pace, cpu = Pace(), time.process_time()
        summary = index_paths(archive, [str(path)], watcher=Watcher(pace.note), workers=workers)
        seconds, cpu = time.perf_counter() - pace.start, time.process_time() - cpu
        problems = archive.check()
        if problems:
            raise SystemExit("\n".join(problems))
        archive.close()
        sizes = {
            name: sum(file.stat().st_size for file in Path(folder).glob(pattern) if file.is_file())
            for name, pattern in (("store", "store.sqlite*"), ("index", "index*/**/*"))
        }
    own, theirs = (
        resource.getrusage(which).ru_maxrss for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "reports": summary.added,
        "rejected": len(summary.rejected),
        "workers": workers,
        "per_second": round(summary.added / seconds),
        "tenths": pace.tenths(summary.added),
        "writer_ms_a_report": round(cpu / summary.added * 1e3, 3),
        "megabytes_writer": own // 1024,
        "megabytes_a_worker": theirs // 1024,
        "bytes_a_report": {name: round(size / summary.added) for name, size in sizes.items()},
    }


def stages(path: Path) -> dict[str, float]:
    """Milliseconds of processor time that one report takes in each stage, in one process when warm."""
    reports = [item for item in itertools.islice(read([str(path)]), 2 * SAMPLE) if isinstance(item, Report)]
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[Sequence[Any]], Any], items: Sequence[Any]) -> Any:
        half = len(items) // 2
        warm = work(items[:half])
        start = time.process_time()
        result = work(items[half:])
        found[name] = round((time.process_time() - start) / (len(items) - half) * 1e3, 3)
        return warm, result

    def prepared(extracted: Sequence[Report]) -> Any:
        preparing = Preparation(frozenset())()
        for report in extracted:
            preparing.add(report)
        return preparing.finish()

    extracted = timed("extract", lambda items: [extract(report) for report in items], reports)
    _, batch = timed("analyse and dump", prepared, [*extracted[0], *extracted[1]])
    content = pickle.dumps(batch)
    timed("receive", lambda items: pickle.loads(content) if items else None, range(SAMPLE))
    found["kilobytes sent"] = round(len(content) / SAMPLE / 1e3, 1)
    return found


def generated(folder: Path, count: int, seed: int) -> Path:
    """A file of so many reports."""
    path, newsroom = folder / "reports.jsonl", Newsroom(seed)
    with open(path, "w") as file:
        file.writelines(
            json.dumps(newsroom.report(number), ensure_ascii=False) + "\n" for number in range(count)
        )
    return path


def lines(path: Path, count: int, folder: Path) -> Path:
    """The first lines of a file as a file."""
    found = folder / "reports.jsonl"
    with open(path, "rb") as source, open(found, "wb") as target:
        target.writelines(itertools.islice(source, count))
    return found


def main() -> None:
    """Measure, print, append."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--workers", type=int, default=parallel.cores())
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.input:
            path = lines(options.input, options.reports, Path(folder))
        else:
            path = generated(Path(folder), options.reports, options.seed)
        figures = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            "input": options.input.name if options.input else f"generated, seed {options.seed}",
            **whole(path, options.workers),
            "stages_ms": stages(path),
        }
    print(json.dumps(figures, indent=1))
    RUNS.parent.mkdir(exist_ok=True)
    with open(RUNS, "a") as runs:
        runs.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
