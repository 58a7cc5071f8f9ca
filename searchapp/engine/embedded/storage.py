"""How do we read what Whoosh pickled, when a pickle can be a program? Through a short guest list.

Whoosh pickles its table of contents (the list of segments) and small dictionaries. This
storage is the only way to those files, and it loads nothing but the classes named here.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
from collections import defaultdict
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile

from searchapp.engine.embedded.codec import FlatCodec

_ALLOWED: dict[tuple[str, str], type] = {
    (allowed.__module__, allowed.__qualname__): allowed
    for allowed in (W3Segment, FlatCodec, defaultdict, int, set)
}


class _RestrictedUnpickler(pickle.Unpickler):
    """Finds the classes of the guest list and no other name."""

    def find_class(self, module: str, name: str) -> type:
        """Refuse with UnpicklingError."""
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index") from None


class _MappedFile(BufferFile):  # type: ignore[misc]
    """Whoosh's file object over mapped memory, with its one unpickling method replaced.

    Reads at given offsets move nothing, and nothing has to be closed: the mapping goes with
    the last reader that uses it.
    """

    def __init__(self, path: str, name: str) -> None:
        """Map the file; OSError when it isn't there."""
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            mapped = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) if size else io.BytesIO()
        super().__init__(b"", name=name)
        self.file = mapped
        self._buf = mapped if size else b""

    def read_pickle(self) -> Any:
        """The pickled value at the current position."""
        return _RestrictedUnpickler(self.file).load()


class SafeStorage(FileStorage):  # type: ignore[misc]
    """A folder of Whoosh files of which pickles are read with restraint."""

    def open_file(self, name: str, **kwargs: Any) -> BufferFile:
        """Open for reading; OSError when it isn't there."""
        return _MappedFile(self._fpath(name), name)
