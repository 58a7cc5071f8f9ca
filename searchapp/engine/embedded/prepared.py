"""What of adding a report needs no archive? Its stored form and its analysis: any process can make them.

A worker process prepares reports in batches; the writer then has only to store them and to sort
their terms into postings. What is indexed from the store is prepared by the same functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis import dutch
from searchapp.engine.embedded.blocks import Block, Document
from searchapp.engine.embedded.columns import Columns, Row
from searchapp.engine.embedded.content import Dumped, dump_report
from searchapp.engine.embedded.schema import QUOTES, REPORTS, Kind, block, quote_document, report_document
from searchapp.fields import FACETS
from searchapp.model import Report


class Analysed(NamedTuple):
    """Records of one kind, ready for the index, but for the revisions of their columns.

    owners: for each record the place of its report among those analysed with it.
    """

    block: Block
    columns: Columns
    owners: NDArray[np.int64]


class Batch(NamedTuple):
    """Reports that are ready to be stored and indexed, and all their quotes in the same order."""

    dumped: Sequence[Dumped]
    reports: Analysed
    quotes: Analysed


class Placed(NamedTuple):
    """Analysed reports and quotes; for each report its revision in the store, None if it isn't there so."""

    reports: Analysed
    quotes: Analysed
    revisions: Sequence[int | None]


@dataclass(slots=True)
class Preparing:
    """A batch in the making."""

    dumped: list[Dumped] = field(default_factory=list)
    _reports: list[Report] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Take an extracted report in; IngestError when it can't be stored, and nothing has changed."""
        self.dumped.append(dump_report(report))
        self._reports.append(report)

    def finish(self) -> Batch:
        """All reports taken in, analysed."""
        return Batch(tuple(self.dumped), *analyse(self._reports))


@dataclass(frozen=True, slots=True)
class Preparation:
    """Begins batches, in this process or another: whole_words is the archive's list of its editors."""

    whole_words: frozenset[str]

    def __call__(self) -> Preparing:
        """A new batch."""
        dutch.leave_whole(self.whole_words)
        return Preparing()


def analyse(reports: Sequence[Report]) -> tuple[Analysed, Analysed]:
    """Reports, and all their quotes."""
    documents, rows = [], []
    quotes, quote_rows, owners = [], [], []
    for owner, report in enumerate(reports):
        documents.append(report_document(report))
        values = {facet.name: facet.of_report(report) for facet in FACETS}
        rows.append(Row(report.id, 0, 0, report.date, values))
        for number, quote in enumerate(report.quotes, 1):
            quotes.append(quote_document(quote))
            values = {facet.name: facet.of_quote(report, quote) for facet in FACETS}
            quote_rows.append(Row(report.id, 0, number, report.date, values))
            owners.append(owner)
    return (
        _analysed(REPORTS, documents, rows, range(len(rows))),
        _analysed(QUOTES, quotes, quote_rows, owners),
    )


def _analysed(
    kind: Kind, documents: Sequence[Document], rows: Sequence[Row], owners: Sequence[int]
) -> Analysed:
    columns = Columns.build(rows, kind.facets)
    return Analysed(block(kind, documents), columns, np.array(owners, np.int64))
