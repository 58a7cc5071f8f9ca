"""Which files are the index right now? One small JSON file says so, and is replaced as a whole.

The manifest names the generation, the store's revision that the index covers, the fingerprint
of the analysis it was made with, the folder that holds both Whoosh indexes, the Whoosh
generation of each, and every file with its size and checksum. A reader opens what it names
and nothing else. The manifest itself carries a checksum, too: a wrong revision in it would
make a writer index reports twice.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp import analysis
from searchapp.engine.embedded import durable
from searchapp.errors import ArchiveDamaged
from searchapp.fields import FACETS, TEXT_FIELDS

NAME = "manifest.json"
FORMAT = 3
"""Number of the layout of the index files; part of the fingerprint."""


def current_fingerprint() -> str:
    """What an index must carry to fit this program: layout, names of fields, analysis."""
    names = ",".join([*(facet.name for facet in FACETS), *(text_field.name for text_field in TEXT_FIELDS)])
    return f"{FORMAT}-{zlib.crc32(names.encode()):08x}-{analysis.fingerprint()}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of the index.

    tocs: Whoosh's generation for each of the two indexes. files: path within `folder` ->
    size and checksum.
    """

    generation: int
    revision: int
    fingerprint: str
    folder: str
    tocs: Mapping[str, int]
    files: Mapping[str, durable.Fingerprint] = field(default_factory=dict)

    def write(self, archive: Path) -> None:
        """Make this the archive's generation."""
        values = {
            "generation": self.generation,
            "revision": self.revision,
            "fingerprint": self.fingerprint,
            "folder": self.folder,
            "tocs": dict(self.tocs),
            "files": {name: list(self.files[name]) for name in sorted(self.files)},
        }
        values["checksum"] = _checksum(values)
        durable.write_atomically(archive / NAME, json.dumps(values, indent=1).encode())


def read(archive: Path) -> Manifest:
    """The archive's manifest; ArchiveDamaged when it's missing or not a manifest."""
    path = archive / NAME
    try:
        return _parse(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(f"{path} can't be read ({error})") from error


def damaged(reason: str) -> ArchiveDamaged:
    """The error whose message says how to repair an index."""
    return ArchiveDamaged(
        f"The index is unusable: {reason}. Run `searchapp rebuild` to make it anew from the store."
    )


def _checksum(values: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(values, sort_keys=True).encode())


def _parse(values: Any) -> Manifest:
    """An index of another fingerprint is refused later, and may be from before there was a checksum."""
    sealed = values.pop("checksum", None)
    if (sealed is not None or values["fingerprint"] == current_fingerprint()) and sealed != _checksum(values):
        raise ValueError("it has changed")
    folder = str(values["folder"])
    if not folder or not folder.isalnum():
        raise ValueError(f"{folder!r} is not a folder of the index")
    return Manifest(
        int(values["generation"]),
        int(values["revision"]),
        str(values["fingerprint"]),
        folder,
        {str(name): int(toc) for name, toc in values["tocs"].items()},
        {str(name): durable.parse_fingerprint(value) for name, value in values["files"].items()},
    )
