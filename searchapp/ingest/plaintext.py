"""One report a text file: the decoded file is the report's text, unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from searchapp.errors import IngestError
from searchapp.ingest.decoding import decode
from searchapp.ingest.discover import InputFile
from searchapp.model import Report

MAX_BYTES = 4 * 1024 * 1024
"""A report is an article: the longest live blogs stay far below this."""


def read(file: InputFile) -> Iterator[Report | IngestError]:
    """Yield the file's one report, or the reason why it has none."""
    with file.open() as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield IngestError(file.path, f"larger than {MAX_BYTES // 1024**2} MiB, which no report is")
        return
    try:
        text = decode(data)
    except ValueError as error:
        yield IngestError(file.path, str(error))
        return
    if not any(character.isalnum() for character in text):
        yield IngestError(file.path, "empty: there is no text in it")
        return
    yield Report(
        id=file.stem,
        source=file.source,
        text=text,
        origin=file.absolute,
        content_hash=hashlib.sha256(data).hexdigest(),
    )
