"""A node of three dies as by a power cut, while somebody indexes and others search."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.distributed.location import REPLICAS, SHARDS
from searchapp.engine.protocols import Archive
from searchapp.errors import EngineUnavailable
from searchapp.model import Report, SearchOptions
from searchapp.query.ast import Everything, Term
from tests.conftest import started
from tools.opensearch.nodes import Cluster

BATCH, BATCHES = 20, 6
PAUSE = 0.05
"""Seconds between two searches: the nodes share few processors."""
ALL = SearchOptions(per_page=1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Three nodes of its own."""
    with started(tmp_path, nodes=3, heap="384m") as cluster:
        yield cluster


class Searches(threading.Thread):
    """Somebody who searches all the time, and counts what fails."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(daemon=True)
        self._archive, self._enough = archive, threading.Event()
        self.answered, self.failed = 0, list[EngineUnavailable]()

    def run(self) -> None:
        """Until it's enough."""
        while not self._enough.is_set():
            try:
                self._archive.searcher().search_reports(Term("wedstrijd"), ALL)
                self.answered += 1
            except EngineUnavailable as error:
                self.failed.append(error)
            self._enough.wait(PAUSE)

    def stop(self) -> None:
        """It's enough."""
        self._enough.set()
        self.join(60)


def batch(number: int) -> list[Report]:
    """Some reports that tell themselves apart."""
    numbers = range(number * BATCH, (number + 1) * BATCH)
    return [Report(id=f"r{n}", source=f"r{n}", text=f"Verslag {n} van een wedstrijd.") for n in numbers]


@pytest.mark.opensearch
@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_searches_go_on(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed before, during and after the loss is there; at most what was under way fails."""
    monkeypatch.setenv(SHARDS, "3")
    monkeypatch.setenv(REPLICAS, "1")
    committed: list[str] = []
    with closing(open_archive(f"{cluster.url}/verslagen", create=True)) as archive:
        searches = Searches(archive)
        searches.start()
        for number in range(BATCHES):
            if number == BATCHES // 3:
                threading.Timer(0.1, cluster.nodes[-1].kill).start()
            for _ in range(5):  # as whoever runs `searchapp index` again
                try:
                    with archive.writer() as writer:
                        for report in batch(number):
                            writer.add(report)
                    break
                except EngineUnavailable:
                    continue
            else:
                pytest.fail("no commit succeeded any more")
            committed += [report.id for report in batch(number)]
        searches.stop()
        result = archive.searcher().search_reports(Everything(), ALL)
        assert result.total == len(committed) == BATCH * BATCHES
        assert sorted(report.id for report in archive.reports()) == sorted(committed)
        assert searches.answered > 10
        assert len(searches.failed) <= 2, searches.failed
