"""What would a power cut leave on the disk? A model of a folder tree, told of every flush.

Promised is only what POSIX promises: the bytes of a file as they were when it was last flushed, and
the names of a folder as they were when the folder was. Files are told apart by inode; each is kept
open, so that no number is used twice.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

SECTOR = 512


class Disk:
    """The tree below a folder; call `look` before and `flushed` at every fsync."""

    def __init__(self, root: Path) -> None:
        """The folder itself is there for good; what is in it already, too."""
        self.root = root
        self._files: dict[int, bytes] = {}
        self._folders: dict[int, dict[str, int]] = {}
        self._kept: dict[int, int] = {}
        self.look()
        for folder, _, names in os.walk(root):
            self.flushed(Path(folder))
            for name in names:
                self.flushed(Path(folder) / name)

    def look(self) -> None:
        """Learn of new files and folders; of nothing in them is known yet that it lasts."""
        for folder, folders, names in os.walk(self.root):
            for path in (folder, *(os.path.join(folder, name) for name in (*folders, *names))):
                try:
                    kept = os.open(path, os.O_RDONLY)
                except OSError:  # gone since it was listed, or a socket
                    continue
                status = os.fstat(kept)
                if status.st_ino in self._kept:
                    os.close(kept)
                    continue
                self._kept[status.st_ino] = kept
                if os.path.isdir(path):
                    self._folders[status.st_ino] = {}
                else:
                    self._files[status.st_ino] = b""

    def flushed(self, path: Path) -> None:
        """A file or a folder lasts as it is now."""
        if path.is_dir():
            self._folders[path.stat().st_ino] = {each.name: each.stat().st_ino for each in path.iterdir()}
        else:
            self._files[path.stat().st_ino] = path.read_bytes()

    def after_cut(self, target: Path) -> None:
        """Make what lasts for certain: nothing that wasn't flushed, neither bytes nor names."""
        self._make(target, self.root.stat().st_ino)

    def _make(self, target: Path, inode: int) -> None:
        target.mkdir()
        for name, each in self._folders[inode].items():
            if each in self._folders:
                self._make(target / name, each)
            else:
                (target / name).write_bytes(self._files[each])

    def after_mess(self, target: Path, drawn: random.Random) -> None:
        """Make the other extreme: all names as they are now, and noise where bytes aren't flushed yet."""
        for folder, _, names in os.walk(self.root):
            here = target / Path(folder).relative_to(self.root)
            here.mkdir()
            for name in names:
                path = Path(folder) / name
                sure, now = self._files[path.stat().st_ino], path.read_bytes()
                (here / name).write_bytes(_garbled(sure, now, drawn))

    def close(self) -> None:
        """Let the files go."""
        for kept in self._kept.values():
            os.close(kept)


def _garbled(sure: bytes, now: bytes, drawn: random.Random) -> bytes:
    """What isn't as it was flushed, sector by sector: as it was, as it is now, zeros or noise."""
    made = []
    for start in range(0, len(now), SECTOR):
        old, new = sure[start : start + SECTOR], now[start : start + SECTOR]
        made.append(new if old == new else _in_doubt(old, new, drawn))
    return b"".join(made)


def _in_doubt(old: bytes, new: bytes, drawn: random.Random) -> bytes:
    """Bytes beside those that were written stay, as SQLite assumes ("powersafe overwrite")."""
    before = _same(old, new)
    after = _same(old[before:][::-1], new[before:][::-1]) if len(old) == len(new) else 0
    end = len(new) - after
    written = new[before:end]
    was = old[before:end].ljust(len(written), b"\0")
    chosen = drawn.choice((was, written, bytes(len(written)), drawn.randbytes(len(written))))
    return new[:before] + chosen + new[end:]


def _same(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
