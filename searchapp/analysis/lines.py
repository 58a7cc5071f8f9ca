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
        whole, newline, rest = (rest + piece).rpartition(b"\n")
        if newline:
            yield _terms(whole)
    if rest:
        yield _terms(rest)


def _terms(lines: bytes) -> bytes:
    # The lines are decoded together: "\n" is no part of any other character.
    words = lines.decode("utf-8", "replace").split("\n")
    found = [" ".join(dutch.index_terms(word.strip())) for word in words]
    return ("\n".join(found) + "\n").encode()
