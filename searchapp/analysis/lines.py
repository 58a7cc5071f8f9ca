"""The analysis from outside: words come in, a line each, and their index terms go out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from searchapp.analysis import dutch

_CHUNK = 1 << 16


def analyzed(source: BinaryIO) -> Iterator[bytes]:
    """For each piece that arrives, the index terms of its lines, as lines of UTF-8.

    The terms of a line are separated by spaces: main key, further keys, keys of compound
    parts. An empty line stays empty. Whoever writes line by line is answered line by line.
    """
    rest = b""
    read = getattr(source, "read1", source.read)
    while piece := read(_CHUNK):
        *lines, rest = (rest + piece).split(b"\n")
        if lines:
            yield b"".join(map(_terms, lines))
    if rest:
        yield _terms(rest)


def _terms(line: bytes) -> bytes:
    word = line.decode("utf-8", "replace").strip()
    return f"{' '.join(dutch.index_terms(word))}\n".encode() if word else b"\n"
