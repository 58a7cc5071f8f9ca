"""From files to reports: which files, how they are encoded, what one record holds.

`read` yields a Report for every readable record and an IngestError for every other, so
that one bad file never stops a run. What is read: `*.txt` (one report a file) and
`*.jsonl` (one a line), each also gzipped.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

from searchapp.errors import IngestError
from searchapp.ingest import jsonlines, plaintext
from searchapp.ingest.discover import InputFile, discover
from searchapp.model import Report

READERS: dict[str, Callable[[InputFile], Iterator[Report | IngestError]]] = {
    ".txt": plaintext.read,
    ".jsonl": jsonlines.read,
}


def read(paths: Sequence[str]) -> Iterator[Report | IngestError]:
    """Read everything below `paths` (files and folders), in the order of the names."""
    for found in discover(paths):
        if isinstance(found, IngestError):
            yield found
        else:
            yield from read_file(found)


def read_file(file: InputFile) -> Iterator[Report | IngestError]:
    """Read one file; what the operating system refuses becomes an IngestError."""
    try:
        yield from READERS[file.kind](file)
    except FileNotFoundError:
        yield IngestError(file.path, "the file vanished before it could be read")
    except PermissionError:
        yield IngestError(file.path, "no permission to read the file")
    except (EOFError, zlib.error) as error:
        yield IngestError(file.path, f"damaged gzip file ({error})")
    except OSError as error:
        yield IngestError(file.path, error.strerror or str(error))


__all__ = ["InputFile", "discover", "read", "read_file"]
