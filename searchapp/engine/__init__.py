"""Where do reports live, and who answers queries? `open_archive` hands out the archive."""

from __future__ import annotations

import os
import re
from pathlib import Path

from searchapp.engine.protocols import Archive, Backup, Progress
from searchapp.errors import NotYetError

_URL = re.compile(r"https?://", re.IGNORECASE)


WAIT_SECONDS = 60.0
"""How long a writer waits its turn."""


def open_archive(
    location: str | os.PathLike[str], create: bool = False, wait_seconds: float = WAIT_SECONDS
) -> Archive:
    """The archive at a location: a path is an embedded archive, an http(s) URL OpenSearch.

    `create` makes a missing embedded archive; otherwise ArchiveMissing is raised. A damaged
    index opens, so that it can be rebuilt: its searcher raises ArchiveDamaged. A writer waits
    its turn for `wait_seconds`.
    """
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


def _folder(location: str | os.PathLike[str]) -> Path:
    if _URL.match(os.fspath(location)):
        raise NotYetError("An archive on OpenSearch is not available in this version; give a folder.")
    return Path(location).absolute()
