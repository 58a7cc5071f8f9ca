"""Where do reports live, and who answers queries? `open_archive` hands out the archive."""

from __future__ import annotations

import os
import re
from pathlib import Path

from searchapp.engine.protocols import Archive, Backup, Progress
from searchapp.errors import NotYetError, UsageError

_URL = re.compile(r"https?://", re.IGNORECASE)


WAIT_SECONDS = 60.0
"""How long a writer waits its turn."""


def open_archive(
    location: str | os.PathLike[str], create: bool = False, wait_seconds: float = WAIT_SECONDS
) -> Archive:
    """The archive at a location: a path is an embedded archive, an http(s) URL OpenSearch.

    `create` makes a missing archive; otherwise ArchiveMissing is raised. A damaged
    index opens, so that it can be rebuilt: its searcher raises ArchiveDamaged. A writer waits
    its turn for `wait_seconds`.
    """
    if _URL.match(os.fspath(location)):
        return _distributed(os.fspath(location), create, wait_seconds)
    folder = _folder(location)
    # Here and not above: Whoosh and NumPy take a tenth of a second that other engines don't need.
    from searchapp.engine.embedded import archive

    if create:
        archive.create(folder, wait_seconds)
    return archive.EmbeddedArchive(folder, wait_seconds)


def restore_archive(
    source: Path, location: str | os.PathLike[str], force: bool = False, progress: Progress | None = None
) -> Backup:
    """Make the archive of a backup at a location, whole or not at all.

    Raises UsageError when there is an archive and `force` isn't given, or when `source` is no
    backup; ArchiveDamaged when it isn't whole.
    """
    folder = _folder(location)
    from searchapp.engine.embedded.restore import restore

    return restore(source, folder, force, progress)


def _distributed(location: str, create: bool, wait_seconds: float) -> Archive:
    try:
        from searchapp.engine.distributed.archive import DistributedArchive
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise UsageError(
            "An archive on OpenSearch needs the client: pip install 'searchapp[opensearch]'", "archive"
        ) from None
    return DistributedArchive(location, wait_seconds, create)


def _folder(location: str | os.PathLike[str]) -> Path:
    if _URL.match(os.fspath(location)):
        raise NotYetError("Restoring to OpenSearch is not there yet; give a folder.")
    return Path(location).absolute()
