"""Changes gather in memory; a commit makes them durable and then visible, all in one bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchapp.corrections import Change, Correction, corrected
from searchapp.corrections.application import value_of
from searchapp.engine.distributed import state
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.commits import commit
from searchapp.engine.distributed.documents import address
from searchapp.engine.distributed.editions import Edition, edition, stored
from searchapp.engine.distributed.lease import Lease
from searchapp.engine.distributed.ledger import Ledger, ledger_of, now, recorded
from searchapp.engine.distributed.mapping import REPORT
from searchapp.engine.protocols import Added
from searchapp.errors import IngestError
from searchapp.model import Report

_STORED = "origin,content_hash,content,original"


class Batch:
    """Reports that were found fit to be stored, in any process."""

    def __init__(self) -> None:
        """Empty."""
        self._reports: list[Report] = []

    def add(self, report: Report) -> None:
        """Take an extracted report in; IngestError, with nothing changed, when it can't be stored."""
        Edition(report).content()
        self._reports.append(report)

    def finish(self) -> list[Report]:
        """The batch, for `DistributedWriter.add_prepared`."""
        return self._reports


class DistributedWriter:
    """The one writer; see `searchapp.engine.protocols.Writer`. It holds the archive's lease."""

    def __init__(self, cluster: Cluster, index: str, lease: Lease) -> None:
        """`index` holds the reports: an index, or the alias of one."""
        self._cluster, self._index, self._lease = cluster, index, lease
        self._ledger = Ledger(cluster, ledger_of(cluster.location.name))
        self._pending: dict[str, Edition | None] = {}
        self._corrections: dict[str, tuple[Correction, ...]] = {}
        self._editors: dict[str, str] = {}
        self._former: list[Report] = []
        self._seen: tuple[str, Answer | None] | None = None

    def id_of(self, origin: str) -> str | None:
        """The id that this origin holds, or None."""
        for pending in self._pending.values():
            if pending and pending.report.origin == origin:
                return pending.report.id
        body = {
            "size": 1,
            "query": {"bool": {"filter": [{"term": {"kind": REPORT}}, {"term": {"origin": origin}}]}},
            "_source": ["id"],
        }
        hits = self._cluster.search(self._index, body)["hits"]["hits"]
        found: str | None = hits[0]["_source"]["id"] if hits else None
        return None if found in self._pending else found

    def origin_of(self, report_id: str) -> str | None:
        """The origin that holds this id, or None."""
        if report_id in self._pending:
            pending = self._pending[report_id]
            return pending.report.origin if pending else None
        there = self._stored(report_id)
        return there["origin"] if there else None

    def content_hash_of(self, report_id: str) -> str | None:
        """The hash of the stored report's input, or None when there is no such report."""
        if report_id in self._pending:
            pending = self._pending[report_id]
            return pending.report.content_hash if pending else None
        there = self._stored(report_id)
        return there["content_hash"] if there else None

    def add(self, report: Report) -> Added:
        """Store the report, corrected, in place of an earlier one of that id.

        "unchanged" when everything about it is stored already. Raises IngestError for a
        report that can't be stored: invalid Unicode, or a quote that isn't its span of text.
        """
        self._lease.keep()
        Edition(report).content()
        new, former = edition(report, self._corrections_of(report.id)), self._edition(report.id)
        if former and former.content() == new.content():
            return "unchanged"
        new.content()
        if former and former.report.text != report.text:
            self._former.append(former.report)
        self._pending[report.id] = new
        return "updated" if former else "added"

    @property
    def preparation(self) -> type[Batch]:
        """What begins a batch; can be sent to another process."""
        return Batch

    def add_prepared(self, batch: Sequence[Report]) -> Iterator[Added | IngestError]:
        """Add the reports of a batch one by one as the outcomes are asked for."""
        for report in batch:
            try:
                yield self.add(report)
            except IngestError as error:
                yield error

    def remove(self, report_id: str) -> bool:
        """Delete the report and its quotes; False when there is none. Its corrections wait for its return."""
        there = self._edition(report_id) is not None
        if there:
            self._pending[report_id] = None
        return there

    def correct(self, report_id: str, changes: Sequence[Change], by: str) -> bool:
        """Record an editor's changes and apply them; False when there is no such report."""
        there = self._edition(report_id)
        if there is None:
            return False
        steps = (corrected(there.report, changes[:count]).report for count in range(len(changes)))
        olds = [value_of(before, change) for before, change in zip(steps, changes, strict=True)]
        earlier, self._editors[report_id] = self._corrections_of(report_id), by
        self._corrections[report_id] = recorded(earlier, zip(changes, olds, strict=True), by)
        self.add(there.uncorrected)
        return True

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Take a correction back; False when there is none of that number in force."""
        earlier = self._corrections_of(report_id)
        if number not in [each.number for each in earlier if not each.withdrawn]:
            return False
        self._editors[report_id] = by
        self._corrections[report_id] = tuple(
            replace(each, withdrawn=now()) if each.number == number else each for each in earlier
        )
        there = self._edition(report_id)
        if there:
            self.add(there.uncorrected)
        return True

    def commit(self) -> None:
        """Make everything since the last commit durable, then visible.

        Corrections and former texts come first: should the cluster fail in between, the next
        indexing of their reports applies them.
        """
        if self._pending or self._corrections:
            self._lease.keep(surely=True)
            for report_id, corrections in self._corrections.items():
                self._ledger.keep(report_id, corrections, self._editors[report_id])
            for former in self._former:
                self._ledger.keep_version(former)
            commit(self._cluster, self._index, self._pending)
            state.advance(self._cluster, ledger_of(self._cluster.location.name))
        self._pending, self._corrections, self._former, self._seen = {}, {}, [], None

    def _corrections_of(self, report_id: str) -> tuple[Correction, ...]:
        if report_id not in self._corrections:
            return self._ledger.corrections(report_id)
        return self._corrections[report_id]

    def _edition(self, report_id: str) -> Edition | None:
        """What this id holds, the uncommitted included."""
        if report_id in self._pending:
            return self._pending[report_id]
        there = self._stored(report_id)
        return stored(there) if there else None

    def _stored(self, report_id: str) -> Answer | None:
        """What is committed under this id; the same one is mostly asked for several times."""
        if self._seen is None or self._seen[0] != report_id:
            found = self._cluster.fetch(self._index, [address(report_id)], _STORED)
            self._seen = report_id, found[0] if found else None
        return self._seen[1]
