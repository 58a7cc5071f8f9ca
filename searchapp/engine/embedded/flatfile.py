"""How do arrays lie in a file so that NumPy uses them where they are? A container of named sections.

    file      = magic version section* directory tail
    magic     = "SAPPFLAT"
    version   = u64
    section   = zeros up to a multiple of 64, then the elements, little-endian
    directory = JSON: [[name, type, count, place, crc32], ...]
    tail      = place of the directory: u64, its length: u32, its crc32: u32, magic

Opening reads the directory alone; `damage` reads everything. There is no pickle anywhere.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

_MAGIC = b"SAPPFLAT"
_VERSION = 1
_HEAD = struct.Struct("<8sQ")
_TAIL = struct.Struct("<QII8s")
_ALIGNMENT = 64
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i8"})


class FlatWriter:
    """Writes sections one after the other; the file is complete when the block is left."""

    def __init__(self, path: Path) -> None:
        """Create or replace the file."""
        self._file = io.BufferedWriter(io.FileIO(path, "wb"), 1 << 20)
        self._file.write(_HEAD.pack(_MAGIC, _VERSION))
        self._directory: list[list[str | int]] = []

    def __enter__(self) -> FlatWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        try:
            if kind is None:
                self._close_directory()
        finally:
            self._file.close()

    def add(self, name: str, array: Array) -> None:
        """A whole section at once."""
        with self.section(name, array.dtype) as section:
            section.write(array)

    @contextmanager
    def section(self, name: str, dtype: np.dtype[Any]) -> Iterator[Section]:
        """A section that is written piece by piece."""
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        section = Section(self._file, dtype)
        yield section
        self._directory.append([name, section.type, section.count, section.place, section.crc])

    def _close_directory(self) -> None:
        place, directory = self._file.tell(), json.dumps(self._directory).encode()
        self._file.write(directory)
        self._file.write(_TAIL.pack(place, len(directory), zlib.crc32(directory), _MAGIC))


class Section:
    """A section being written."""

    def __init__(self, file: BinaryIO, dtype: np.dtype[Any]) -> None:
        """It starts where the file is."""
        self._file, self._dtype = file, dtype.newbyteorder("<")
        self.type, self.place, self.count, self.crc = self._dtype.str, file.tell(), 0, 0
        if self.type not in _TYPES:
            raise ValueError(f"arrays of {dtype} have no place in a flat file")

    def write(self, array: Array) -> None:
        """Append elements, converted to the section's type."""
        content = np.ascontiguousarray(array, self._dtype).reshape(-1).view(np.uint8)
        self._file.write(content.data)
        self.crc = zlib.crc32(content.data, self.crc)
        self.count += len(array)


class FlatFile:
    """An open file: its sections by name, as read-only views of mapped memory.

    The mapping lasts as long as one of the arrays, also after the file was removed.
    """

    def __init__(self, path: Path) -> None:
        """Map it; OSError when it isn't there, ValueError when it isn't such a file."""
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _HEAD.size + _TAIL.size:
                raise ValueError(f"{path.name} is too short")
            self._map = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        self._bytes = np.frombuffer(self._map, np.uint8)
        magic, version = _HEAD.unpack(self._bytes[: _HEAD.size].tobytes())
        place, length, crc, end_magic = _TAIL.unpack(self._bytes[size - _TAIL.size :].tobytes())
        if magic != _MAGIC or end_magic != _MAGIC or version != _VERSION:
            raise ValueError(f"{path.name} isn't a file of this program's version {_VERSION}")
        directory = self._bytes[place : size - _TAIL.size].tobytes()
        if len(directory) != length or zlib.crc32(directory) != crc:
            raise ValueError(f"the directory of {path.name} is damaged")
        self._checksums: dict[str, int] = {}
        self.sections: Mapping[str, Array] = dict(map(self._read, json.loads(directory)))

    def _read(self, entry: list[Any]) -> tuple[str, Array]:
        name, kind, count, place, crc = entry
        if kind not in _TYPES or place % _ALIGNMENT:
            raise ValueError(f"a section {name!r} of type {kind!r} at {place}")
        dtype = np.dtype(kind)
        content = self._bytes[place : place + count * dtype.itemsize]
        self._checksums[name] = crc
        return name, content.view(dtype)

    def release(self) -> None:
        """Count what was read so far no longer as this process's memory; it's read again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def damage(self) -> list[str]:
        """The names of sections that aren't what was written."""
        return [
            name
            for name, array in self.sections.items()
            if zlib.crc32(array.view(np.uint8).data) != self._checksums[name]
        ]
