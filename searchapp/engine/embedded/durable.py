"""How does a file get onto the disk for good? Every index file is written through here.

A file counts as written when its bytes are flushed (fsync), its name is flushed (fsync of
the folder), and readers can never have seen half of it (temporary file, then rename).
"""

from __future__ import annotations

import ctypes
import errno
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

_CHUNK = 1 << 20


class Fingerprint(NamedTuple):
    """Size in bytes and CRC-32 of a file, to notice damage."""

    size: int
    crc: int


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: afterwards it's the old or the new file, never a mixture."""
    temporary = path.with_name(f"{path.name}.tmp")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Flush a file that another library wrote."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Flush the names in a folder, so that new and renamed files survive a power cut."""
    sync_file(path)


def move_folder(source: Path, target: Path) -> None:
    """Give a folder its final name, which may be that of an empty folder."""
    os.rename(source, target)
    sync_folder(target.parent)


def exchange_folders(one: Path, other: Path) -> None:
    """Swap the names of two folders beside each other, at once where the system can do that.

    Linux can. Elsewhere a crash between two renames may leave `other` under the name `other.former`.
    """
    if not _exchanged(one, other):
        former = other.with_name(f"{other.name}.former")
        os.rename(other, former)
        os.rename(one, other)
        os.rename(former, one)
    sync_folder(other.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system swapped them in one step (renameat2 with RENAME_EXCHANGE)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    here, swap = -100, 2
    if rename(here, os.fsencode(one), here, os.fsencode(other), swap) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def fingerprint(path: Path, pause: Callable[[int], None] | None = None) -> Fingerprint:
    """Read the whole file; OSError when it isn't there. `pause` is told of every so many bytes read."""
    size = crc = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if pause:
                pause(len(chunk))
    return Fingerprint(size, crc)


def parse_fingerprint(value: Any) -> Fingerprint:
    """From its JSON form, a list of two numbers; ValueError for anything else."""
    if not (isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)):
        raise ValueError(f"not a size and a checksum: {value!r}")
    return Fingerprint(*value)
