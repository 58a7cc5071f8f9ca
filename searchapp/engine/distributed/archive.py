"""The archive on a cluster: NAME is an alias of the index that is searched now.

NAME-000001   reports and quotes, as the first rebuild would replace them by NAME-000002
NAME-ledger   the archive's state and the writer's lease
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from searchapp.corrections import Correction
from searchapp.engine.distributed import state
from searchapp.engine.distributed.cluster import Cluster
from searchapp.engine.distributed.commits import commit
from searchapp.engine.distributed.documents import address
from searchapp.engine.distributed.editions import Edition, applied, edition, stored
from searchapp.engine.distributed.lease import Lease
from searchapp.engine.distributed.ledger import Ledger, ledger_body, ledger_of
from searchapp.engine.distributed.location import layout, parse
from searchapp.engine.distributed.mapping import REPORT, index_body
from searchapp.engine.distributed.searcher import DistributedSearcher
from searchapp.engine.distributed.suggest import Suggester
from searchapp.engine.distributed.tokens import DistributedTokens
from searchapp.engine.distributed.writer import DistributedWriter
from searchapp.engine.protocols import Backup, Progress, Version
from searchapp.errors import ArchiveDamaged, EngineUnavailable, NotYetError
from searchapp.model import Report

_BATCH = 500
_PAGE = 500


class DistributedArchive:
    """See `searchapp.engine.protocols.Archive`; safe to share between threads and over a fork."""

    def __init__(self, location: str, wait_seconds: float, create: bool = False) -> None:
        """Open the archive, or make an empty one; ArchiveMissing, EngineUnavailable.

        `wait_seconds` bounds how long a writer waits its turn.
        """
        self._cluster, self._wait_seconds = Cluster(parse(location)), wait_seconds
        self._index = self._cluster.location.name
        self._ledger = ledger_of(self._index)
        self._guard, self._fits = threading.Lock(), False
        self._suggester = Suggester(self._cluster, self._index)
        self._cluster.check_version()
        if create:
            _create(self._cluster, self._index, self._ledger)
        state.generation(self._cluster, self._ledger)

    @property
    def location(self) -> str:
        """The hosts and the name, without secrets."""
        return str(self._cluster.location)

    def searcher(self) -> DistributedSearcher:
        """The newest generation; ArchiveDamaged when the index was made by another version."""
        with self._guard:
            if not self._fits:
                state.check_mapping(self._cluster, self._index)
                self._fits = True
        generation = state.generation(self._cluster, self._ledger)
        return DistributedSearcher(self._cluster, self._index, generation, self._suggester)

    @contextmanager
    def writer(self, on_wait: Callable[[str], None] | None = None) -> Iterator[DistributedWriter]:
        """The single writer; leaving the block commits, an exception discards the uncommitted."""
        with self._leased(on_wait) as lease:
            state.check_mapping(self._cluster, self._index)
            state.check_writable(self._cluster, self._index)
            writer = DistributedWriter(self._cluster, self._index, lease)
            yield writer
            writer.commit()

    @contextmanager
    def _leased(self, on_wait: Callable[[str], None] | None = None) -> Iterator[Lease]:
        lease = Lease(self._cluster, self._ledger)
        lease.take(self._wait_seconds, on_wait)
        try:
            yield lease
        finally:
            lease.release()

    def reports(self) -> Iterator[Report]:
        """Every stored report, in the order of their ids."""
        return (each.report for each in self._editions())

    def _editions(self) -> Iterator[Edition]:
        after: list[str] = []
        while True:
            body = {
                "size": _PAGE,
                "query": {"term": {"kind": REPORT}},
                "sort": [{"id": "asc"}],
                "_source": ["content", "original"],
                **({"search_after": after} if after else {}),
            }
            hits = self._cluster.search(self._index, body)["hits"]["hits"]
            yield from (stored(hit["_source"]) for hit in hits)
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def corrections(self, report_id: str) -> tuple[Correction, ...]:
        """Every correction of a report, in the order in which they were made."""
        found = Ledger(self._cluster, self._ledger).corrections(report_id)
        sources = self._cluster.fetch(self._index, [address(report_id)], "content,original") if found else []
        return applied(stored(sources[0]).uncorrected if sources else None, found)

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """The former texts of a report, the oldest first."""
        return Ledger(self._cluster, self._ledger).versions(report_id)

    def backup(self, target: Path, on_loss: Callable[[str], None] | None = None) -> Backup:
        """Not there yet."""
        raise NotYetError("Backups are not there yet for an archive on OpenSearch; make a snapshot there.")

    def purge(self, report_id: str, progress: Progress | None = None) -> tuple[Backup, ...] | None:
        """Not there yet."""
        raise NotYetError("Purging is not there yet for an archive on OpenSearch.")

    def scrub(self, pause: Callable[[int], None]) -> list[str]:
        """Nothing: the cluster compares what it reads with checksums itself."""
        return []

    @property
    def tokens(self) -> DistributedTokens:
        """Who may read and write over the web."""
        return DistributedTokens(self._cluster, self._ledger)

    def check(self) -> list[str]:
        """Findings, one sentence each; empty when all is well."""
        try:
            state.check_mapping(self._cluster, self._index)
            answer = self._cluster.ask(lambda client: client.cluster.health(index=self._index))
        except (ArchiveDamaged, EngineUnavailable) as error:
            return [str(error)]
        lacking = answer["unassigned_shards"]
        if answer["status"] == "green":
            return []
        return [
            f"{lacking} shards of {self.location} are on no node (the index is {answer['status']}): "
            "start the missing nodes, or ask for fewer replicas."
        ]

    def rebuild(
        self, progress: Progress | None = None, extract: Callable[[Report], Report] | None = None
    ) -> None:
        """Make a new index from the stored reports and turn the alias over; searches go on meanwhile."""
        with self._leased() as lease:
            old = self._current()
            new = f"{self._index}-{int(old.rsplit('-', 1)[1]) + 1:06d}"
            self._cluster.ask(lambda client: client.indices.delete(index=new, ignore=404))
            self._cluster.ask(lambda client: client.indices.create(index=new, body=index_body(layout())))
            self._copy(new, lease, progress, extract)
            lease.keep(surely=True)
            self._turn(old, new)
            state.advance(self._cluster, self._ledger)

    def _copy(
        self,
        new: str,
        lease: Lease,
        progress: Progress | None,
        extract: Callable[[Report], Report] | None,
    ) -> None:
        """Commit every stored report to the new index, a batch at a time."""
        count = {"query": {"term": {"kind": REPORT}}}
        total = self._cluster.ask(lambda client: client.count(index=self._index, body=count))["count"]
        ledger, batch = Ledger(self._cluster, self._ledger), dict[str, Edition | None]()
        for done, former in enumerate(self._editions(), 1):
            report = extract(former.uncorrected) if extract else former.uncorrected
            batch[report.id] = edition(report, ledger.corrections(report.id))
            if len(batch) >= _BATCH:
                lease.keep()
                commit(self._cluster, new, batch)
                batch = {}
            if progress:
                progress(done, total)
        commit(self._cluster, new, batch)

    def _current(self) -> str:
        """The index that the alias stands for."""
        names: dict[str, object] = self._cluster.ask(
            lambda client: client.indices.get_alias(name=self._index)
        )
        return max(names)

    def _turn(self, old: str, new: str) -> None:
        """Let the alias stand for the new index, in one step, and remove the old one."""
        actions = [
            {"add": {"index": new, "alias": self._index}},
            {"remove_index": {"index": old}},
        ]
        self._cluster.ask(lambda client: client.indices.update_aliases(body={"actions": actions}))
        self._fits = False

    def close(self) -> None:
        """Close the connections; the archive can't be used afterwards."""
        self._cluster.close()


def _create(cluster: Cluster, name: str, ledger: str) -> None:
    """Make an empty archive unless there is one. Its state comes last: it is the archive."""
    if cluster.ask(lambda client: client.exists(index=ledger, id="state")):
        return
    first = {**index_body(layout()), "aliases": {name: {}}}
    cluster.ask(lambda client: client.indices.create(index=f"{name}-000001", body=first, ignore=400))
    cluster.ask(
        lambda client: client.indices.create(index=ledger, body=ledger_body(layout().replicas), ignore=400)
    )
    state.begin(cluster, ledger)
