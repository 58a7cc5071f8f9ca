"""An editor's request in, the report's corrections out: the only place that corrects.

    report as shown -> checked changes -> recorded and applied -> searchable

The command line and the API both come here; what may be asked is `corrections.requests`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from searchapp.corrections import Correction
from searchapp.corrections.requests import Request, changes
from searchapp.engine.protocols import Archive
from searchapp.errors import ReportMissing, UsageError
from searchapp.model import Report


@dataclass(frozen=True, slots=True)
class Edit:
    """What one editor wants of one report: corrections, or one of them withdrawn.

    requests: all about the report as it's shown now; they are made together or not at all.
    """

    report_id: str
    by: str
    requests: tuple[Request, ...] = ()
    undo: int | None = None


def edit(
    archive: Archive, wanted: Edit, on_wait: Callable[[str], None] | None = None
) -> tuple[Correction, ...]:
    """Do it, and return all corrections of the report.

    Raises ReportMissing for an unknown report, UsageError for what can't be done, and
    EngineUnavailable when another writer doesn't finish in time.
    """
    if wanted.undo is not None:
        corrections_of(archive, wanted.report_id)
    report = _report(archive, wanted.report_id) if wanted.requests else None
    requested = [change for each in wanted.requests for change in changes(report, each)] if report else []
    with archive.writer(on_wait=on_wait) as writer:
        if wanted.undo is not None and not writer.withdraw(wanted.report_id, wanted.undo, wanted.by):
            raise UsageError(f"there is no correction {wanted.undo} to withdraw", "undo")
        if requested and not writer.correct(wanted.report_id, requested, wanted.by):
            raise ReportMissing(wanted.report_id)
    return archive.corrections(wanted.report_id)


def corrections_of(archive: Archive, report_id: str) -> tuple[Correction, ...]:
    """All corrections of a report, also of one that is gone; ReportMissing when it never had any."""
    found = archive.corrections(report_id) if _is_text(report_id) else ()
    if not found:
        _report(archive, report_id)
    return found


def _report(archive: Archive, report_id: str) -> Report:
    report = archive.searcher().report(report_id) if _is_text(report_id) else None
    if report is None:
        raise ReportMissing(report_id)
    return report


def _is_text(value: str) -> bool:
    """Whether it's whole characters: an archive can't be asked about halves of them."""
    return value.encode("utf-8", "replace").decode() == value
