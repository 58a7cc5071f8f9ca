"""Changes gather in memory; a commit makes them durable and then visible, all in one bulk."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.corrections import Change
from searchapp.engine.distributed import state
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.commits import commit
from searchapp.engine.distributed.documents import address, dump
from searchapp.engine.distributed.lease import Lease
from searchapp.engine.distributed.mapping import REPORT
from searchapp.engine.protocols import Added
from searchapp.errors import NotYetError
from searchapp.model import Report


class DistributedWriter:
    """The one writer; see `searchapp.engine.protocols.Writer`. It holds the archive's lease."""

    def __init__(self, cluster: Cluster, index: str, ledger: str, lease: Lease) -> None:
        """`index` holds the reports, `ledger` the archive's state."""
        self._cluster, self._index, self._ledger, self._lease = cluster, index, ledger, lease
        self._pending: dict[str, Report | None] = {}
        self._seen: tuple[str, Answer | None] | None = None

    def id_of(self, origin: str) -> str | None:
        """The id that this origin holds, or None."""
        for report in self._pending.values():
            if report and report.origin == origin:
                return report.id
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
            report = self._pending[report_id]
            return report.origin if report else None
        stored = self._stored(report_id)
        return stored["origin"] if stored else None

    def content_hash_of(self, report_id: str) -> str | None:
        """The hash of the stored report's input, or None when there is no such report."""
        if report_id in self._pending:
            report = self._pending[report_id]
            return report.content_hash if report else None
        stored = self._stored(report_id)
        return stored["content_hash"] if stored else None

    def add(self, report: Report) -> Added:
        """Store the report with its quotes, replacing an earlier one of that id.

        "unchanged" when everything about it is stored already. Raises IngestError for a
        report that can't be stored: invalid Unicode, or a quote that isn't its span of text.
        """
        self._lease.keep()
        whole, former = dump(report), self._content_of(report.id)
        if former == whole:
            return "unchanged"
        self._pending[report.id] = report
        return "updated" if former else "added"

    def remove(self, report_id: str) -> bool:
        """Delete the report and its quotes; False when there is none."""
        there = self._content_of(report_id) is not None
        if there:
            self._pending[report_id] = None
        return there

    def correct(self, report_id: str, changes: Sequence[Change], by: str) -> bool:
        """Not there yet."""
        raise NotYetError("Corrections are not there yet for an archive on OpenSearch.")

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Not there yet."""
        raise NotYetError("Corrections are not there yet for an archive on OpenSearch.")

    def commit(self) -> None:
        """Make everything since the last commit durable, then visible."""
        if self._pending:
            self._lease.keep(surely=True)
            commit(self._cluster, self._index, self._pending)
            self._pending = {}
            state.advance(self._cluster, self._ledger)
        self._seen = None

    def _content_of(self, report_id: str) -> str | None:
        if report_id in self._pending:
            report = self._pending[report_id]
            return dump(report) if report else None
        stored = self._stored(report_id)
        return stored["content"] if stored else None

    def _stored(self, report_id: str) -> Answer | None:
        """What is committed under this id; the same one is mostly asked for several times."""
        if self._seen is None or self._seen[0] != report_id:
            found = self._cluster.fetch(self._index, [address(report_id)], "origin,content_hash,content")
            self._seen = report_id, found[0] if found else None
        return self._seen[1]
