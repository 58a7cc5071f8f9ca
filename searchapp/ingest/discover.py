"""Which files hold reports: named ones and those found in folders, in a stable order."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from searchapp.errors import IngestError

KINDS = (".txt", ".jsonl")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: `path` as the user wrote it (plus the way below a folder).

    `name` is the part below the path that was given, the same on every machine that
    sees the same folder. `kind` is ".txt" or ".jsonl"; `size` counts bytes on disk.
    """

    path: str
    name: str
    kind: str
    gzipped: bool
    size: int

    @property
    def stem(self) -> str:
        """The file's name without its endings: the id of a text file."""
        base = os.path.basename(self.path)
        base = base[:-3] if self.gzipped else base
        return _printable(base[: -len(self.kind)])

    @property
    def source(self) -> str:
        """The path for people and for the store, with undecodable bytes replaced."""
        return _printable(self.path)

    @property
    def absolute(self) -> str:
        """The path that identifies the file whatever the current folder is."""
        return _printable(os.path.abspath(self.path))

    def open(self) -> IO[bytes]:
        """The bytes, unpacked. Raises OSError and, while reading, EOFError or zlib.error."""
        if not stat.S_ISREG(os.stat(self.path).st_mode):
            # Opening a pipe or a device would wait for ever.
            raise OSError(errno.EINVAL, "not a file")
        if self.gzipped:
            return cast(IO[bytes], gzip.open(self.path, "rb"))
        return open(self.path, "rb")


def _printable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Part:
    """One machine's share of the input: part `number` of `count`, both from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Part:
        """Read "3/8"; raise ValueError when it isn't one."""
        number, slash, count = text.partition("/")
        if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
            raise ValueError(f"not a part: {text!r} (use e.g. 3/8)")
        return cls(int(number), int(count))

    def holds(self, name: str) -> bool:
        """Whether this part reads the record of that name."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


def discover(paths: Sequence[str]) -> Iterator[InputFile | IngestError]:
    """Every readable file below `paths`; an IngestError for what was named but isn't one."""
    for path in paths:
        if os.path.isdir(path):
            yield from _walk(path)
        elif not os.path.lexists(path):
            yield IngestError(path, "no such file or folder")
        else:
            yield _file(path, os.path.basename(path)) or IngestError(
                path, "not a report: only .txt and .jsonl files are read, gzipped or not"
            )


def _walk(top: str) -> Iterator[InputFile | IngestError]:
    errors: list[OSError] = []
    root = os.path.realpath(top)
    for folder, subfolders, names in os.walk(top, onerror=errors.append):
        subfolders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            found = _file(path, os.path.relpath(path, top))
            if found and os.path.islink(path) and not leads_inside(path, root):
                yield IngestError(path, "a link that leads out of the folder is not followed")
            elif found:
                yield found
        while errors:
            error = errors.pop()
            yield IngestError(str(error.filename), error.strerror or str(error))
    for error in errors:
        yield IngestError(str(error.filename), error.strerror or str(error))


def leads_inside(path: str, root: str) -> bool:
    """Whether a link ends below the folder `root`, a real path."""
    return Path(os.path.realpath(path)).is_relative_to(root)


def is_report(name: str) -> bool:
    """Whether the ending of a file's name says that it holds reports."""
    return os.path.splitext(name.removesuffix(".gz"))[1] in KINDS


def _file(path: str, name: str) -> InputFile | None:
    """The file at `path` if its ending says that it holds reports."""
    if not is_report(path):
        return None
    gzipped = path.endswith(".gz")
    kind = os.path.splitext(path[:-3] if gzipped else path)[1]
    try:
        size = os.stat(path).st_size
    except OSError:
        size = 0  # reading it will say what is wrong
    return InputFile(path, name, kind, gzipped, size)
