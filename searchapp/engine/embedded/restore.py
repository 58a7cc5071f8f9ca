"""How does an archive come back from a backup? Beside the old one, checked, and swapped in at once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from searchapp.engine.embedded import backup, catchup, durable, manifest, whole_words
from searchapp.engine.embedded.archive import LOCK, WAIT_SECONDS, EmbeddedArchive, locked
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Backup, Progress
from searchapp.errors import ArchiveDamaged, UsageError


def restore(source: Path, folder: Path, force: bool, progress: Progress | None = None) -> Backup:
    """Make the archive of a backup in `folder`; readers of an archive there go over to it.

    Until it is whole and checked, nothing changes. Raises UsageError when the folder holds
    an archive and `force` isn't given, or something else than an archive; ArchiveDamaged when the
    backup isn't whole.
    """
    folder = folder.absolute()
    replaced = _may_replace(folder, force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as fresh:
        made = backup.unpack(source, fresh)
        _index(fresh, _generation(folder) + 1, progress)
        if not replaced:
            durable.move_folder(fresh, folder)
            return made
        shutil.copymode(folder, fresh)
        with locked(folder, WAIT_SECONDS, None):
            durable.exchange_folders(fresh, folder)
    return made


def _may_replace(folder: Path, force: bool) -> bool:
    """Whether there is an archive to replace; UsageError when it must not be."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return False
    if not (folder / backup.STORE).is_file():
        raise UsageError(f"{folder} is there and is no archive; choose another place")
    if not force:
        raise UsageError(f"{folder} holds an archive; --force replaces it")
    return True


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder on the same file system; whatever is in it at the end is removed."""
    fresh = folder.with_name(f".{folder.name}.restore-{secrets.token_hex(4)}")
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _generation(folder: Path) -> int:
    """That of the archive in place, so that readers see a newer one."""
    try:
        return manifest.read(folder).generation
    except ArchiveDamaged:
        return 0


def _index(fresh: Path, generation: int, progress: Progress | None) -> None:
    whole_words.adopt(fresh)
    with closing(Store(fresh / backup.STORE)) as store:
        findings = store.check()
        if not findings:
            catchup.rebuild(fresh, store, generation, progress)
    if not findings:
        with closing(EmbeddedArchive(fresh)) as archive:
            findings = archive.check()
    if findings:
        raise ArchiveDamaged(f"The backup holds a damaged archive: {findings[0]}")
    (fresh / LOCK).touch()
