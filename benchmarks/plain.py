"""The engine alone, on the work that other engines are measured by: titles and bodies in a plain stemmer's
terms, facets as they are given.

    build(path, count, folder, kind, stem, jobs)

makes an index of the first `count` lines of a JSONL file; `Texts` reads the stored records back.
A text is split at every ASCII character that is no part of a word, by the C code of `bytes`; each
distinct piece is looked at once (`Pieces`). `terms` is the plain reference.
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

import lz4.block
import numpy as np
import orjson

from searchapp import parallel
from searchapp.engine.embedded import durable, segments
from searchapp.engine.embedded.blocks import Block, Occurrences
from searchapp.engine.embedded.columns import Columns, Row
from searchapp.engine.embedded.flatfile import FlatFile, FlatWriter
from searchapp.engine.embedded.schema import Kind
from searchapp.model import PartialDate

Stem = Callable[[str], str]

WORD = re.compile(r"\w+(?:\.?\w+)*")
FIELDS = ("title", "body")
SEGMENT = 40_000
"""Records in a segment before merging: what is sorted in memory at a time."""
_AT_ONCE = 1_000
_MOST_PIECES = 4_000_000
_TEXTS_TOGETHER = 16
_SPLIT = bytes(
    byte if byte >= 128 or chr(byte) == "." or chr(byte).isalnum() or chr(byte) == "_" else ord(" ")
    for byte in bytes(range(256)).lower()
)


def terms(text: str, stem: Stem) -> list[str]:
    """The terms of a text in their order."""
    return [stem(word.lower()) for word in WORD.findall(text)]


class Pieces(dict[bytes, int]):
    """Numbers pieces of text, each with the terms in it: mostly one, for "2.5" too, for "…" none."""

    def __init__(self, stem: Stem) -> None:
        """No piece is known yet."""
        self._stem = stem
        self._numbers: dict[str, int] = {}
        self.vocabulary: list[bytes] = []
        self._terms, self._ends = array("I"), array("I", [0])

    def __missing__(self, piece: bytes) -> int:
        for word in WORD.findall(piece.decode("utf-8", "surrogatepass")):
            term = self._stem(word.lower())
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


_pieces: dict[Stem, Pieces] = {}
"""Of this process, for the stemmer in use."""


@dataclass(frozen=True)
class Build:
    """What each process does: records of a file to one segment."""

    path: str
    folder: Path
    kind: Kind
    stem: Stem

    def __call__(self, parts: Sequence[tuple[int, int, int]]) -> list[Any]:
        """A segment for each part: where it begins in the file, its first record, how many they are."""
        return [self._segment(*part) for part in parts]

    def _segment(self, place: int, first: int, count: int) -> Any:
        pieces = _pieces.get(self.stem)
        if pieces is None or len(pieces) > _MOST_PIECES:
            pieces = _pieces[self.stem] = Pieces(self.stem)
        found: dict[str, list[tuple[Any, Any]]] = {name: [] for name in FIELDS}
        rows: list[Row] = []
        with open(self.path, "rb") as file, Texts.writer(self.folder, first) as texts:
            file.seek(place)
            while lines := list(islice(file, min(_AT_ONCE, count - len(rows)))):
                records = [orjson.loads(line) for line in lines]
                for name in FIELDS:
                    found[name].append(pieces.numbers([record[name] for record in records]))
                rows += [_row(record, first + len(rows) + place) for place, record in enumerate(records)]
                texts.add(lines)
        fields = {
            name: pieces.occurrences(*map(np.concatenate, zip(*parts, strict=True)))
            for name, parts in found.items()
        }
        return segments.new_segment(
            self.folder / self.kind.name,
            self.kind,
            [(pieces.block(fields), Columns.build(rows, self.kind.facets))],
        )


def build(path: str, count: int, folder: Path, kind: Kind, stem: Stem, jobs: int = 1) -> int:
    """Make an index in a new folder, as one segment; returns its generation. `stem` must be picklable."""
    root = folder / kind.name
    generation = segments.create(root, kind)
    parts = ([part] for part in _parts(path, count))
    work = Build(path, folder, kind, stem)
    made = []
    for _, result in parallel.in_order(work, parts, jobs, 0):
        if isinstance(result, parallel.Died):
            raise RuntimeError(str(result))
        made += result
    generation = segments.publish(root, kind, generation + 1, made)
    generation = segments.merge(root, kind, generation, segments.everything)
    needed = set(segments.files_of(root, kind, generation))
    for file in root.iterdir():
        if file.name in needed:
            durable.sync_file(file)
        else:
            file.unlink()
    return generation


def _parts(path: str, count: int) -> Iterator[tuple[int, int, int]]:
    """Where in the file each segment's records begin, the number of the first, and how many they are."""
    place = start = number = 0
    with open(path, "rb") as file:
        for line in islice(file, count):
            if number and number % SEGMENT == 0:
                yield start, number - SEGMENT, SEGMENT
                start = place
            place += len(line)
            number += 1
    first = max(0, number - 1) // SEGMENT * SEGMENT
    if number:
        yield start, first, number - first


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


class Texts:
    """The stored records of an index, by number."""

    def __init__(self, folder: Path) -> None:
        """Map the files."""
        self._files = [FlatFile(path).sections for path in sorted(folder.glob("texts-*"))]

    def __getitem__(self, number: int) -> dict[str, Any]:
        """One record."""
        sections = self._files[number // SEGMENT]
        together, place = divmod(number % SEGMENT, _TEXTS_TOGETHER)
        start, end = sections["ends"][together : together + 2].tolist()
        lines = lz4.block.decompress(sections["texts"][start:end].tobytes()).split(b"\n")
        record: dict[str, Any] = orjson.loads(lines[place])
        return record

    @staticmethod
    def writer(folder: Path, first: int) -> _TextsWriter:
        """Writes the records from one number on."""
        return _TextsWriter(folder / f"texts-{first // SEGMENT:06}")


class _TextsWriter:
    """Some records compressed together are half as large as each alone."""

    def __init__(self, path: Path) -> None:
        self._file = FlatWriter(path)
        self._waiting: list[bytes] = []
        self._made: list[bytes] = []

    def __enter__(self) -> _TextsWriter:
        return self

    def __exit__(self, *error: Any) -> None:
        with self._file as file:
            self._compress(1)
            ends = np.cumsum([0, *map(len, self._made)])
            file.add("texts", np.frombuffer(b"".join(self._made), np.uint8))
            file.add("ends", ends.astype(np.uint64))

    def add(self, lines: Sequence[bytes]) -> None:
        """More records."""
        self._waiting += lines
        self._compress(_TEXTS_TOGETHER)

    def _compress(self, least: int) -> None:
        while len(self._waiting) >= least:
            together = b"".join(self._waiting[:_TEXTS_TOGETHER])
            del self._waiting[:_TEXTS_TOGETHER]
            self._made.append(lz4.block.compress(together))
