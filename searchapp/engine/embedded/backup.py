"""How does the whole archive fit into one file, and come back from it?

A backup is a tar file that holds what can't be made again: the store, the editors' word lists
and the list of earlier backups, with a checksum of each. The index is made anew when it is
restored. The store is copied by `VACUUM INTO` from one snapshot, beside any writer, without
the remains of what was deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from searchapp import __version__
from searchapp.engine.embedded import durable, layout
from searchapp.engine.embedded.ledger import now
from searchapp.engine.embedded.salvage import salvage
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Backup
from searchapp.errors import ArchiveDamaged, UsageError

STORE = "store.sqlite"
KNOWN = "backups.jsonl"
_LABEL = "backup.json"
_KIND = "searchapp backup"
_FORMAT = 1
_LARGEST_LABEL = 1 << 20
_CHUNK = 1 << 20


class _Label(NamedTuple):
    """The first member of the tar file: what this is, and the SHA-256 of every other member."""

    made_at: str
    revision: int
    reports: int
    members: dict[str, str]

    def dump(self) -> bytes:
        values = {"kind": _KIND, "format": _FORMAT, "version": __version__, "store": layout.FORMAT}
        return json.dumps({**values, **self._asdict()}, indent=1).encode()


def write(archive: Path, store: Store, target: Path, on_loss: Callable[[str], None] | None = None) -> Backup:
    """Copy the archive to the file `target`, whole or not at all, and remember that there is a copy.

    Raises UsageError when `target` exists and is something else than a backup, ArchiveDamaged when
    the store is damaged; with `on_loss` what is intact of it is copied, and the rest is told.
    """
    target = target.absolute()
    if target.exists() and not _is_backup(target):
        raise UsageError(f"{target} exists and is no backup; it is left alone")
    with tempfile.TemporaryDirectory(prefix=".searchapp-backup-", dir=target.parent) as name:
        work = Path(name)
        copy = _copied(store, work / STORE, on_loss)
        revision, (reports, _) = copy.revision, copy.count()
        copy.connection.rows("PRAGMA journal_mode = DELETE")
        copy.close()
        sources = {STORE: work / STORE, **_side_files(archive)}
        label = _Label(now(), revision, reports, {name: _digest(path) for name, path in sources.items()})
        _pack(work / "packed", label, sources)
        os.replace(work / "packed", target)
    durable.sync_folder(target.parent)
    made = Backup(str(target), label.made_at, revision, reports)
    _remember(archive, made)
    return made


def _copied(store: Store, path: Path, on_loss: Callable[[str], None] | None) -> Store:
    """A copy of the store, known to be whole: a damaged one must not take the place of a good backup."""
    if on_loss:
        return salvage(store.connection, path, on_loss)
    store.connection.rows("VACUUM INTO ?", [str(path)])
    copy = Store(path)
    findings = copy.check()
    if findings:
        copy.close()
        raise ArchiveDamaged(
            f"The store is damaged and was not backed up: {findings[0]} "
            "`searchapp backup --salvage` copies what is intact."
        )
    return copy


def _side_files(archive: Path) -> dict[str, Path]:
    lists = {f"lexicon/{path.name}": path for path in sorted((archive / "lexicon").glob("*.txt"))}
    known = {KNOWN: archive / KNOWN} if (archive / KNOWN).exists() else {}
    return {**lists, **known}


def _pack(path: Path, label: _Label, sources: dict[str, Path]) -> None:
    # Nobody else may read it: it holds every report.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        open(descriptor, "wb") as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        text = label.dump()
        info = tarfile.TarInfo(_LABEL)
        info.size, info.mode = len(text), 0o600
        with tempfile.SpooledTemporaryFile() as spooled:
            spooled.write(text)
            spooled.seek(0)
            tar.addfile(info, spooled)
        for name, source in sources.items():
            tar.add(source, name, filter=_plain)
        tar.close()
        file.flush()
        os.fsync(file.fileno())


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def known(archive: Path) -> list[Backup]:
    """Every backup that was made of this archive, the oldest first, whether its file still exists or not."""
    try:
        lines = (archive / KNOWN).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(Backup(**json.loads(line)))
        except (ValueError, TypeError):
            continue  # a line that a power cut left unfinished
    return found


def _remember(archive: Path, made: Backup) -> None:
    with open(archive / KNOWN, "a", encoding="utf-8") as file:
        file.write(json.dumps(made._asdict(), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    durable.sync_folder(archive)


def unpack(source: Path, folder: Path) -> Backup:
    """Put the members of a backup into an empty folder, each compared with its checksum.

    Raises UsageError when the file is no backup, or one of a later version, ArchiveDamaged when
    it isn't what was written. Nothing is written outside `folder`.
    """
    with _opened(source) as tar:
        label = _read_label(source, tar)
        members = {member.name: member for member in tar.getmembers() if member.name != _LABEL}
        if set(members) != set(label.members) or not all(member.isfile() for member in members.values()):
            raise _damaged(source, "it holds other files than it says")
        for name, member in members.items():
            if not (name in (STORE, KNOWN) or _is_word_list(name)):
                raise _damaged(source, f"{name!r} has no place in it")
            file = tar.extractfile(member)
            if file is None or _copy(file, folder / name) != label.members[name]:
                raise _damaged(source, f"{name} isn't what was written")
    made = Backup(str(source.absolute()), label.made_at, label.revision, label.reports)
    _remember(folder, made)
    return made


def _is_word_list(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 2 and parts[0] == "lexicon" and parts[1].endswith(".txt") and parts[1] != ".txt"


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, "r:") as tar:
            yield tar
    except tarfile.TarError as error:
        raise UsageError(f"{source} is no backup, or is cut off ({error})") from None


def _read_label(source: Path, tar: tarfile.TarFile) -> _Label:
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == _LABEL and first.size < _LARGEST_LABEL else None
    try:
        values: dict[str, Any] = json.loads(file.read()) if file else {}
        if values.get("kind") != _KIND:
            raise UsageError(f"{source} is no backup of searchapp")
        if values["format"] > _FORMAT or values["store"] > layout.FORMAT:
            raise UsageError(
                f"{source} was made by searchapp {values['version']}, which is newer than this one"
            )
        return _Label(values["made_at"], values["revision"], values["reports"], dict(values["members"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(source, "its label can't be read") from None


def _is_backup(path: Path) -> bool:
    try:
        with _opened(path) as tar:
            _read_label(path, tar)
    except (UsageError, ArchiveDamaged, OSError):
        return False
    return True


def _damaged(source: Path, reason: str) -> ArchiveDamaged:
    return ArchiveDamaged(f"{source} is damaged: {reason}")


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(file: IO[bytes], target: Path) -> str:
    """Write a file for good; the SHA-256 of what was written."""
    target.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with open(target, "xb") as copy:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    durable.sync_folder(target.parent)
    return digest.hexdigest()
