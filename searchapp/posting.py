"""Reports sent over the web in, searchable reports out.

    body -> read -> unchanged? -> extract -> add -> commit

The rules are those of `searchapp.indexing`; what differs is that nothing comes from a file.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from searchapp.engine.protocols import Added, Archive, Writer
from searchapp.errors import IngestError
from searchapp.extraction import extract
from searchapp.ingest.posted import read_posted
from searchapp.model import Report

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Posted:
    """What became of each report (its id and what happened), and why the others were rejected."""

    stored: list[tuple[str, Added]] = field(default_factory=list)
    rejected: list[IngestError] = field(default_factory=list)


def post(archive: Archive, data: bytes, sender: str) -> Posted:
    """Add or update the reports of a request's body; they are searchable when this returns.

    data: one report as a JSON object, or JSON Lines. sender: whose token it was. Raises
    EngineUnavailable when another writer doesn't finish in time; nothing was stored then.
    """
    result = Posted()
    ready: dict[str, Report] = {}
    for item in read_posted(data, sender):
        if isinstance(item, IngestError):
            result.rejected.append(item)
        elif item.id in ready:
            result.rejected.append(_rejection(item, f"the id {item.id!r} occurred before in this request"))
        else:
            ready[item.id] = item
    if ready:
        with archive.writer() as writer:
            for report in ready.values():
                _add(writer, report, result)
    return result


def _add(writer: Writer, report: Report, result: Posted) -> None:
    if writer.content_hash_of(report.id) == report.content_hash:
        result.stored.append((report.id, "unchanged"))
        return
    try:
        result.stored.append((report.id, writer.add(extract(report))))
    except IngestError as error:
        result.rejected.append(_rejection(report, error.reason))
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError) as error:
        logger.exception("extraction failed: %s", report.source)
        result.rejected.append(
            _rejection(report, f"could not be extracted ({type(error).__name__}: {error})")
        )


def _rejection(report: Report, reason: str) -> IngestError:
    return IngestError(report.source, reason)
