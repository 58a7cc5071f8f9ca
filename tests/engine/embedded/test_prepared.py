"""Reports that were prepared elsewhere are stored and found like any others; segments stay few."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.corrections import Change
from searchapp.engine import open_archive
from searchapp.engine.embedded import manifest, segments
from searchapp.engine.embedded.schema import REPORTS
from searchapp.engine.protocols import Added, Writer
from searchapp.errors import IngestError
from searchapp.model import Report, SearchOptions
from searchapp.query.ast import Everything, Term
from tests.engine.embedded.samples import answers, filled, ids, sample


def add_prepared(writer: Writer, reports: Sequence[Report]) -> list[Added | IngestError]:
    """Add reports by the way that they take through another process."""
    preparing = pickle.loads(pickle.dumps(writer.preparation))()
    for report in reports:
        preparing.add(report)
    return list(writer.add_prepared(pickle.loads(pickle.dumps(preparing.finish()))))


def test_prepared_reports_answer_like_added_ones(tmp_path: Path) -> None:
    """Every hit, score, snippet and facet is the same, and so is what a rebuild makes of the store."""
    plain = filled(tmp_path / "plain", 12)
    archive = open_archive(tmp_path / "prepared", create=True)
    with archive.writer() as writer:
        assert add_prepared(writer, [sample(number) for number in range(7)]) == ["added"] * 7
        assert add_prepared(writer, [sample(number) for number in range(5, 12)]) == [
            *["unchanged"] * 2,
            *["added"] * 5,
        ]
    assert answers(archive) == answers(plain)
    assert archive.check() == []
    archive.rebuild()
    assert answers(archive) == answers(plain)


def test_what_is_replaced_before_the_commit_is_never_found(tmp_path: Path) -> None:
    """Of two prepared versions of one report the later one counts, and a removed one doesn't."""
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        add_prepared(writer, [sample(0, "vroeger"), sample(1), sample(2)])
        assert add_prepared(writer, [sample(0, "later")]) == ["updated"]
        writer.remove("r1")
    assert ids(archive, Term("vroeger")) == []
    assert ids(archive, Term("later")) == ["r0"]
    assert sorted(ids(archive)) == ["r0", "r2"]
    assert archive.check() == []


def test_corrections_win_over_prepared_reports(tmp_path: Path) -> None:
    """A report that an editor corrected is corrected again when it comes anew."""
    archive = filled(tmp_path, 2)
    with archive.writer() as writer:
        writer.correct("r0", [Change("sport", "hockey")], "redactie")
    with archive.writer() as writer:
        assert add_prepared(writer, [sample(0, "herzien"), sample(1, "herzien")]) == ["updated"] * 2
    found = archive.searcher().search_reports(Everything(), SearchOptions()).hits
    assert {hit.report.id: hit.report.sport for hit in found} == {"r0": "hockey", "r1": None}
    assert archive.check() == []


def test_preparing_refuses_what_cannot_be_stored(tmp_path: Path) -> None:
    """The others of the batch are none the worse for it."""
    archive = open_archive(tmp_path, create=True)
    with archive.writer() as writer:
        preparing = writer.preparation()
        preparing.add(sample(0))
        with pytest.raises(IngestError, match="Unicode"):
            preparing.add(replace(sample(1), text="\ud800"))
        preparing.add(sample(2))
        assert list(writer.add_prepared(preparing.finish())) == ["added", "added"]
    assert sorted(ids(archive)) == ["r0", "r2"]


def test_segments_stay_few_and_drop_what_is_deleted(tmp_path: Path) -> None:
    """However many small commits there are; a segment that is mostly deleted is written anew."""
    archive = filled(tmp_path, 6)
    for number in range(20):
        with archive.writer() as writer:
            writer.add(sample(number, "opnieuw"))
        current = manifest.read(tmp_path)
        found = segments.segments_of(
            tmp_path / current.folder / REPORTS.name, REPORTS, current.tocs[REPORTS.name]
        )
        assert len(found) < 8
        assert sum(segment.doc_count() for segment in found) == max(6, number + 1)
        assert all(2 * segment.doc_count() >= segment.doc_count_all() for segment in found)
    assert archive.check() == []
