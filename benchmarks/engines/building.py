"""How does searchapp's embedded engine get its plain index? Reports to segments, segments to one.

A text is split at every ASCII character that is no part of a word, by the C code of `bytes`, and
each distinct piece is looked at once (`Pieces`); `terms` is the plain reference. Each part of the
file becomes a segment, in a process of its own if there are several; then all are merged.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from searchapp import parallel
from searchapp.engine.embedded import durable, segments
from searchapp.engine.embedded.blocks import Block, Occurrences
from searchapp.engine.embedded.columns import Columns, Row
from searchapp.engine.embedded.schema import Kind
from searchapp.model import PartialDate

Keys = Callable[[str], Sequence[str]]
"""The terms of one word in small letters."""

WORD = re.compile(r"\w+")
PART = 40_000
"""Reports in a segment before merging: what is sorted in memory at a time."""
_AT_ONCE = 1_000
_MOST_PIECES = 4_000_000
_SPLIT = bytes(
    byte if byte >= 128 or chr(byte).isalnum() or byte == ord("_") else ord(" ")
    for byte in bytes(range(256)).lower()
)


def terms(text: str, keys: Keys) -> list[str]:
    """The terms of a text in their order."""
    return [term for word in WORD.findall(text) for term in keys(word.lower())]


class Pieces(dict[bytes, int]):
    """Numbers pieces of text, each with the terms in it: mostly one, for "…" none."""

    def __init__(self, keys: Keys) -> None:
        """No piece is known yet."""
        super().__init__()
        self._keys = keys
        self._numbers: dict[str, int] = {}
        self.vocabulary: list[bytes] = []
        self._terms, self._ends = array("I"), array("I", [0])

    def __missing__(self, piece: bytes) -> int:
        for term in terms(piece.decode("utf-8", "surrogatepass"), self._keys):
            number = self._numbers.setdefault(term, len(self._numbers))
            if number == len(self.vocabulary):
                self.vocabulary.append(term.encode("utf-8", "surrogatepass"))
            self._terms.append(number)
        self._ends.append(len(self._terms))
        number = self[piece] = len(self)
        return number

    def numbers(self, texts: Sequence[str]) -> tuple[Any, Any]:
        """Of all pieces of some texts, and how many pieces each text has."""
        split = [text.encode("utf-8", "surrogatepass").translate(_SPLIT).split() for text in texts]
        counts = np.fromiter(map(len, split), np.uint32, len(split))
        found = map(self.__getitem__, chain.from_iterable(split))
        return np.fromiter(found, np.uint32, int(counts.sum())), counts

    def occurrences(self, pieces: Any, counts: Any) -> Occurrences:
        """The terms of texts of which the pieces are given, with their positions."""
        ends, known = np.array(self._ends, np.uint32), np.array(self._terms, np.uint32)
        sizes = np.diff(ends)[pieces]
        before = np.zeros(len(pieces) + 1, np.uint32)
        np.cumsum(sizes, out=before[1:])
        places = np.arange(before[-1], dtype=np.uint32)
        found = known[places + np.repeat(ends[pieces] - before[:-1], sizes)]
        starts = before[np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])]
        lengths = np.diff(starts)
        return Occurrences(lengths, found, places - np.repeat(starts[:-1], lengths))

    def block(self, fields: dict[str, Occurrences]) -> Block:
        """A block of documents, with the terms that are in it alone."""
        used = np.zeros(len(self.vocabulary), np.bool_)
        for occurrences in fields.values():
            used[occurrences.terms] = True
        places = (np.cumsum(used) - 1).astype(np.uint32)
        listed = [self.vocabulary[number] for number in np.flatnonzero(used).tolist()]
        found = {name: each._replace(terms=places[each.terms]) for name, each in fields.items()}
        lengths = {name: each.counts for name, each in fields.items()}
        return Block(len(next(iter(lengths.values()))), listed, found, lengths)


@lru_cache(maxsize=1)
def _known(make_kind: Callable[[], Kind]) -> tuple[Kind, Pieces]:
    """The kind, and what this process knows of its words."""
    kind = make_kind()
    return kind, Pieces(kind.words.keys)


@dataclass(frozen=True)
class Build:
    """What each process does: parts of a file to segments. `make_kind` gives the kind of index."""

    path: str
    folder: Path
    make_kind: Callable[[], Kind]

    def __call__(self, parts: Sequence[Part]) -> list[Any]:
        """A segment for each part."""
        return [self._segment(part) for part in parts]

    def _segment(self, part: Part) -> Any:
        kind, pieces = _known(self.make_kind)
        if len(pieces) > _MOST_PIECES:
            _known.cache_clear()
        found: dict[str, list[tuple[Any, Any]]] = {name: [] for name in kind.fields}
        rows: list[Row] = []
        with open(self.path, "rb") as file:
            file.seek(part.place)
            while lines := list(islice(file, min(_AT_ONCE, part.count - len(rows)))):
                records = [orjson.loads(line) for line in lines]
                for name in kind.fields:
                    found[name].append(pieces.numbers([record[name] for record in records]))
                rows += map(_row, records, range(part.first + len(rows), part.first + part.count))
        fields = {
            name: pieces.occurrences(*map(np.concatenate, zip(*each, strict=True)))
            for name, each in found.items()
        }
        added = (pieces.block(fields), Columns.build(rows, kind.facets))
        return segments.new_segment(self.folder, kind, [added])


@dataclass(frozen=True)
class Part:
    """Where in the file some records begin, the number of the first, and how many they are."""

    place: int
    first: int
    count: int


def build(path: str, count: int, folder: Path, make_kind: Callable[[], Kind], jobs: int = 1) -> int:
    """Make an index of the first records in a new folder, as one flushed segment; returns its generation."""
    kind = make_kind()
    segments.create(folder, kind)
    work = Build(path, folder, make_kind)
    made = []
    for _, result in parallel.in_order(work, ([part] for part in _parts(path, count)), jobs, 0):
        if isinstance(result, parallel.Died):
            raise RuntimeError(str(result))
        made += result
    whole = segments.merged_into_one(folder, kind, made) if len(made) > 1 else made[0]
    generation = segments.publish(folder, kind, 1, [whole])  # the first that holds anything
    needed = set(segments.files_of(folder, kind, generation))
    for file in folder.iterdir():
        if file.name in needed:
            durable.sync_file(file)
        else:
            file.unlink()
    return generation


def _parts(path: str, count: int) -> Iterator[Part]:
    place = start = number = first = 0
    with open(path, "rb") as file:
        for line in islice(file, count):
            if number - first == PART:
                yield Part(start, first, PART)
                start, first = place, number
            place += len(line)
            number += 1
    yield Part(start, first, number - first)


def _row(record: dict[str, Any], number: int) -> Row:
    facets = {
        "competition": (record["competition"],),
        "ym": (record["date"][:7],),
        "teams": tuple(record["teams"]),
        "speakers": tuple(record["speakers"]),
    }
    return Row(record["id"], number, 0, _date(record["date"]), facets)


@lru_cache(maxsize=100_000)
def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)
