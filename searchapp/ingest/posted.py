"""Reports that came over the web: the same lines as in a file, read from memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from searchapp.errors import IngestError
from searchapp.ingest import jsonlines
from searchapp.ingest.discover import InputFile
from searchapp.model import Report

_ORIGIN = "api"
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class _Posted(InputFile):
    """A request's body in the place of a file."""

    data: bytes = b""

    @property
    def absolute(self) -> str:
        """No path: what is posted from different places is told apart by its content."""
        return _ORIGIN

    def open(self) -> IO[bytes]:
        """The body."""
        return io.BytesIO(self.data)


def read_posted(data: bytes, sender: str) -> Iterator[Report | IngestError]:
    """A Report or an IngestError for the one JSON object of `data`, or for each of its lines.

    sender: who sent it, for the `source` of reports that bring none. A report without an id is
    known by its content: sent again it is the same one.
    """
    lines = _as_line(data)
    name = f"{_ORIGIN}:{sender}"
    for item in jsonlines.read(_Posted(name, name, ".jsonl", False, len(lines), lines)):
        yield item if isinstance(item, IngestError) else _identified(item)


def _as_line(data: bytes) -> bytes:
    """One object that is spread over lines as one line; anything else as it is."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return data
    return json.dumps(value, sort_keys=True).encode()


def _identified(report: Report) -> Report:
    report_id = report.id if "id" in report.given else f"{_ORIGIN}-{report.content_hash[:_DIGITS]}"
    return replace(report, id=report_id, origin=f"{_ORIGIN}:{report_id}")
