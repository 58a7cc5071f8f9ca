"""Is everything on the disk still what was written? Read at leisure, while the archive serves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from searchapp.engine.embedded import durable, manifest, seals
from searchapp.engine.embedded.store import Store
from searchapp.errors import ArchiveDamaged

_ATTEMPTS = 3


def scrub(archive: Path, store: Store, pause: Callable[[int], None]) -> list[str]:
    """Findings, one sentence each. `pause` is told of every so many bytes that were read.

    Raises EngineUnavailable when the store can't be read at the moment.
    """
    findings = _index(archive, pause)
    try:
        for finding in (*seals.broken(store.connection, pause), *store.versions.broken()):
            findings.append(f"{store.connection.path}: {finding}; restore a backup.")
    except ArchiveDamaged as error:
        findings.append(str(error))
    return findings


def _index(archive: Path, pause: Callable[[int], None]) -> list[str]:
    """What is wrong with the files of one generation; one that is replaced meanwhile doesn't count."""
    for _ in range(_ATTEMPTS):
        try:
            current = manifest.read(archive)
            findings = []
            for name, expected in sorted(current.files.items()):
                path = archive / current.folder / name
                if _fingerprint(path, pause) != expected:
                    findings.append(str(manifest.damaged(f"{path} isn't what was written")))
            if not findings or manifest.read(archive).generation == current.generation:
                return findings
        except ArchiveDamaged as error:
            return [str(error)]
    return []


def _fingerprint(path: Path, pause: Callable[[int], None]) -> durable.Fingerprint | None:
    try:
        return durable.fingerprint(path, pause)
    except OSError:
        return None
