"""How does a file get onto the disk for good? Every index file is written through here.

A file counts as written when its bytes are flushed (fsync), its name is flushed (fsync of
the folder), and readers can never have seen half of it (temporary file, then rename).
"""

from __future__ import annotations

import os
import zlib
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


def fingerprint(path: Path) -> Fingerprint:
    """Read the whole file; OSError when it isn't there."""
    size = crc = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
    return Fingerprint(size, crc)


def parse_fingerprint(value: Any) -> Fingerprint:
    """From its JSON form, a list of two numbers; ValueError for anything else."""
    if not (isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)):
        raise ValueError(f"not a size and a checksum: {value!r}")
    return Fingerprint(*value)
