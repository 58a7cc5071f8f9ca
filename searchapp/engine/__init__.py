"""Where do reports live, and who answers queries? `open_archive` hands out the archive."""

from __future__ import annotations

import os
import re
from pathlib import Path

from searchapp.engine.protocols import Archive
from searchapp.errors import NotYetError

_URL = re.compile(r"https?://", re.IGNORECASE)


def open_archive(location: str | os.PathLike[str], create: bool = False) -> Archive:
    """The archive at a location: a path is an embedded archive, an http(s) URL OpenSearch.

    `create` makes a missing embedded archive; otherwise ArchiveMissing is raised. A damaged
    index opens, so that it can be rebuilt: its searcher raises ArchiveDamaged.
    """
    if _URL.match(os.fspath(location)):
        raise NotYetError("An archive on OpenSearch is not available in this version; give a folder.")
    # Here and not above: Whoosh and NumPy take a tenth of a second that other engines don't need.
    from searchapp.engine.embedded import archive

    folder = Path(location).absolute()
    if create:
        archive.create(folder)
    return archive.EmbeddedArchive(folder)
