"""Changes go to the store in one transaction; a commit makes them durable and then searchable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from searchapp.analysis import dutch
from searchapp.corrections import Change
from searchapp.engine.embedded import catchup
from searchapp.engine.embedded.manifest import Manifest
from searchapp.engine.embedded.prepared import Batch, Placed, Preparation
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Added
from searchapp.errors import IngestError
from searchapp.model import Report


class EmbeddedWriter:
    """The one writer; see `searchapp.engine.protocols.Writer`. The archive's lock is held."""

    def __init__(self, archive: Path, store: Store, current: Manifest) -> None:
        """First adds what an earlier writer stored but didn't get to index, and cleans up after it."""
        self._archive, self._store = archive, store
        self._prepared: list[Placed] = []
        catchup.clean(archive, current)
        self._manifest = catchup.catch_up(archive, store, current)

    def id_of(self, origin: str) -> str | None:
        """The id that this origin holds, or None."""
        found = self._store.current("origin", origin)
        return found[0] if found else None

    def origin_of(self, report_id: str) -> str | None:
        """The origin that holds this id, or None."""
        found = self._store.current("id", report_id)
        return found[1] if found else None

    def content_hash_of(self, report_id: str) -> str | None:
        """The hash of the stored report's input, or None when there is no such report."""
        found = self._store.current("id", report_id)
        return found[2] if found else None

    def add(self, report: Report) -> Added:
        """Store the report with its quotes, replacing an earlier one of that id.

        "unchanged" when everything about it is stored already. Raises IngestError for a
        report that can't be stored: invalid Unicode, or a quote that isn't its span of text.
        """
        return self._store.put(report)

    @property
    def preparation(self) -> Preparation:
        """What makes batches for `add_prepared`, in any process."""
        return Preparation(dutch.whole_words())

    def add_prepared(self, batch: Batch) -> Iterator[Added | IngestError]:
        """Store the reports of a batch one by one, as the outcomes are asked for."""
        revisions: list[int | None] = [None] * len(batch.dumped)
        self._prepared.append(Placed(batch.reports, batch.quotes, revisions))
        for place, dumped in enumerate(batch.dumped):
            try:
                put = self._store.put_dumped(dumped)
            except IngestError as error:
                yield error
            else:
                if put.as_given:
                    revisions[place] = put.revision
                yield put.added

    def remove(self, report_id: str) -> bool:
        """Delete the report and its quotes; False when there is none."""
        return self._store.remove(report_id)

    def correct(self, report_id: str, changes: Sequence[Change], by: str) -> bool:
        """Record an editor's changes and apply them; False when there is no such report."""
        return self._store.correct(report_id, changes, by)

    def withdraw(self, report_id: str, number: int, by: str) -> bool:
        """Take a correction back; False when there is none of that number in force."""
        return self._store.withdraw(report_id, number, by)

    def commit(self) -> None:
        """Make everything since the last commit durable, then visible."""
        self._store.commit()
        self._manifest = catchup.catch_up(self._archive, self._store, self._manifest, self._prepared)
        self._prepared.clear()
