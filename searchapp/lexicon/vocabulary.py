"""What does the word list know of a Dutch form? The compiled list and its lookup.

`data/dutch.bin` is made by `make lexicon` from the OpenTaal word lists and the project's own
tables (see sources/README.md). It holds no code: a zlib stream of blocks, each after its
length in four bytes: a JSON header; the sorted forms, a paragraph for each beginning, and one
16-bit number a form, that of its entry in the header: keys, use and split; for left parts and for
heads the words and a number each.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from searchapp.lexicon.tables import DATA

FILE = DATA / "dutch.bin"
BEGINNING = 2
"""Forms are grouped by so many first letters."""


class Use:
    """Bits for how a form is used.

    UNREAD: no paradigm has it, so its key is only itself. FIRM: split also when capitalised.
    Plain integers, because looking at them is most of the work of splitting compounds.
    """

    NOMINAL = 1
    INFINITIVE = 2
    VERBAL = 4
    UNREAD = 8
    FIRM = 16


Script = tuple[int, str]
"""How many last letters to cut from one word, and what to add, to get another."""
Cuts = tuple[tuple[int, int, str], ...]
"""The parts of a compound: how long each is (0: the rest) and the script that makes its word."""


class Entry(NamedTuple):
    """What many forms have in common: how their keys are made, their use and how they are split.

    scripts: one for each key.
    """

    scripts: tuple[Script, ...]
    use: int
    cuts: Cuts = ()

    def keys(self, form: str) -> tuple[str, ...]:
        """The keys of a form with this entry, likeliest first."""
        if len(self.scripts) == 1:
            ((cut, ending),) = self.scripts
            return ((form[:-cut] if cut else form) + ending,)
        return tuple((form[:-cut] if cut else form) + ending for cut, ending in self.scripts)


def script(form: str, word: str) -> Script:
    """The script that makes the word of the form."""
    same = 0
    while same < min(len(form), len(word)) and form[same] == word[same]:
        same += 1
    return len(form) - same, word[same:]


class Entries(Mapping[str, Entry]):
    """The known forms, each with its entry, in groups of one beginning.

    The groups of a data file are made when they are first asked for: most texts need few of
    them, and making all would take longer than reading the file.
    """

    def __init__(self, groups: Groups) -> None:
        """`groups` holds the forms by their first letters, `BEGINNING` of them."""
        self.groups = groups

    @classmethod
    def of(cls, entries: Mapping[str, Entry]) -> Entries:
        """The same forms and entries, grouped."""
        groups = Groups()
        for form, entry in entries.items():
            groups.setdefault(form[:BEGINNING], {})[form] = entry
        return cls(groups)

    def __getitem__(self, form: str) -> Entry:
        return self.groups[form[:BEGINNING]][form]

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and form in self.groups[form[:BEGINNING]]

    def __iter__(self) -> Iterator[str]:
        for beginning in self.groups.all():
            yield from self.groups[beginning]

    def __len__(self) -> int:
        return sum(len(self.groups[beginning]) for beginning in self.groups.all())


class Groups(dict[str, dict[str, Entry]]):
    """The forms of each beginning; an unknown beginning has none.

    waiting: for a beginning, its forms as lines and the number of each one's kind.
    """

    def __init__(
        self, waiting: Mapping[str, tuple[str, Sequence[int]]] | None = None, kinds: Sequence[Entry] = ()
    ) -> None:
        """Without arguments there are no forms yet."""
        super().__init__()
        self._waiting = waiting or {}
        self._kinds = kinds

    def __missing__(self, beginning: str) -> dict[str, Entry]:
        if beginning not in self._waiting:
            if beginning.isascii():  # which bounds what is remembered
                self[beginning] = _NO_FORMS
            return _NO_FORMS
        lines, numbers = self._waiting[beginning]
        group = dict(zip(lines.split("\n"), map(self._kinds.__getitem__, numbers), strict=True))
        self[beginning] = group
        return group

    def all(self) -> list[str]:
        """Every beginning, made or waiting."""
        return sorted(self._waiting.keys() | self.keys())


_NO_FORMS: dict[str, Entry] = {}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known forms, folded, and how readily words take part in compounds.

    left: word -> logarithm of how often it stands first; heads: key -> the same for last.
    separable: keys of verbs that begin with a particle.
    """

    entries: Entries
    left: Mapping[str, float]
    heads: Mapping[str, float]
    separable: frozenset[str] = frozenset()

    def keys(self, form: str) -> tuple[str, ...]:
        """The keys of a folded form; () when it is not in the list."""
        entry = self.entries.groups[form[:BEGINNING]].get(form)
        return entry.keys(form) if entry else ()


def encode(vocabulary: Vocabulary, origin: dict[str, str]) -> bytes:
    """The contents of the data file; `origin` says in the header where it comes from."""
    forms = sorted(vocabulary.entries)
    kinds = sorted(set(vocabulary.entries.values()), key=repr)
    number = {entry: index for index, entry in enumerate(kinds)}
    header = {
        **origin,
        "kinds": kinds,
        "separable": sorted(vocabulary.separable),
    }
    blocks = [
        json.dumps(header, ensure_ascii=False).encode(),
        "\n\n".join("\n".join(group) for _, group in groupby(forms, _beginning)).encode(),
        _packed("H", (number[vocabulary.entries[form]] for form in forms)),
    ]
    for counts in (vocabulary.left, vocabulary.heads):
        words = sorted(counts)
        hundredths = (round(counts[word] * 100) for word in words)
        blocks += ["\n".join(words).encode(), _packed("h", hundredths)]
    return zlib.compress(b"".join(struct.pack("<I", len(block)) + block for block in blocks), 9)


def decode(content: bytes) -> Vocabulary:
    """The vocabulary of a data file."""
    header, forms, codes, *counts = _blocks(zlib.decompress(content))
    facts = json.loads(header)
    kinds = [
        Entry(tuple(map(tuple, scripts)), use, tuple(map(tuple, cuts)))
        for scripts, use, cuts in facts["kinds"]
    ]
    waiting = dict(_waiting(forms.decode(), _unpacked("H", codes)))
    left, heads = (_logarithms(*counts[place : place + 2]) for place in (0, 2))
    return Vocabulary(Entries(Groups(waiting, kinds)), left, heads, frozenset(facts["separable"]))


def origin(content: bytes) -> dict[str, str]:
    """Where a data file comes from: its provenance and the hash of its inputs."""
    header = json.loads(_blocks(zlib.decompress(content))[0])
    return {name: header[name] for name in ("provenance", "inputs")}


def _waiting(lines: str, numbers: Sequence[int]) -> Iterator[tuple[str, tuple[str, Sequence[int]]]]:
    """The forms by their beginning: lines and numbers of each."""
    first = 0
    for group in lines.split("\n\n"):
        count = group.count("\n") + 1
        yield _beginning(group.partition("\n")[0]), (group, numbers[first : first + count])
        first += count


def _beginning(form: str) -> str:
    return form[:BEGINNING]


def _logarithms(words: bytes, hundredths: bytes) -> dict[str, float]:
    values = (value / 100 for value in _unpacked("h", hundredths))
    return dict(zip(words.decode().split("\n"), values, strict=True))


def _packed(code: str, numbers: Iterable[int]) -> bytes:
    """Little-endian 16-bit numbers."""
    packed = array(code, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpacked(code: str, content: bytes) -> Sequence[int]:
    numbers = array(code, content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _blocks(content: bytes) -> Sequence[bytes]:
    blocks = []
    place = 0
    while place < len(content):
        (length,) = struct.unpack_from("<I", content, place)
        blocks.append(content[place + 4 : place + 4 + length])
        place += 4 + length
    return blocks


@cache
def vocabulary() -> Vocabulary:
    """The compiled list, loaded on first use and shared afterwards."""
    return decode(FILE.read_bytes())
