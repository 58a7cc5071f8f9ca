"""What does the word list know of a Dutch form? The compiled list and its lookup.

`data/dutch.bin` is made by `make lexicon` from the OpenTaal word lists and the project's own
tables (see sources/README.md). It holds no code: a zlib stream of three blocks, each after
its length in four bytes: a JSON header, the sorted forms and one 16-bit number a form.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from searchapp.lexicon.tables import DATA

FILE = DATA / "dutch.bin"


class Use:
    """Bits for how a form is used; UNREAD: no paradigm has it, so its key is only itself.

    Plain integers, because looking at them is most of the work of splitting compounds.
    """

    NOMINAL = 1
    INFINITIVE = 2
    VERBAL = 4
    UNREAD = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What many forms have in common: how their keys are made, and their use.

    scripts: for each key, how many letters to cut from the form and what to add.
    """

    scripts: tuple[tuple[int, str], ...]
    use: int

    def keys(self, form: str) -> tuple[str, ...]:
        """The keys of a form with this entry, likeliest first."""
        if len(self.scripts) == 1:
            ((cut, ending),) = self.scripts
            return ((form[:-cut] if cut else form) + ending,)
        return tuple((form[:-cut] if cut else form) + ending for cut, ending in self.scripts)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known forms, folded, and how readily words take part in compounds.

    left: word -> logarithm of how often it stands first; heads: key -> the same for last.
    separable: keys of verbs that begin with a particle.
    """

    entries: Mapping[str, Entry]
    left: Mapping[str, float]
    heads: Mapping[str, float]
    separable: frozenset[str] = frozenset()

    def keys(self, form: str) -> tuple[str, ...]:
        """The keys of a folded form; () when it is not in the list."""
        entry = self.entries.get(form)
        return entry.keys(form) if entry else ()


def encode(vocabulary: Vocabulary, origin: dict[str, str]) -> bytes:
    """The contents of the data file; `origin` says in the header where it comes from."""
    forms = sorted(vocabulary.entries)
    kinds = sorted(set(vocabulary.entries.values()), key=repr)
    number = {entry: index for index, entry in enumerate(kinds)}
    header = {
        **origin,
        "kinds": [[entry.scripts, entry.use] for entry in kinds],
        "left": dict(sorted(vocabulary.left.items())),
        "heads": dict(sorted(vocabulary.heads.items())),
        "separable": sorted(vocabulary.separable),
    }
    numbers = array("H", (number[vocabulary.entries[form]] for form in forms))
    if sys.byteorder == "big":
        numbers.byteswap()
    blocks = [json.dumps(header, ensure_ascii=False).encode(), "\n".join(forms).encode(), numbers.tobytes()]
    return zlib.compress(b"".join(struct.pack("<I", len(block)) + block for block in blocks), 9)


def decode(content: bytes) -> Vocabulary:
    """The vocabulary of a data file."""
    header, forms, codes = _blocks(zlib.decompress(content))
    facts = json.loads(header)
    kinds = [Entry(tuple(map(tuple, scripts)), use) for scripts, use in facts["kinds"]]
    numbers = array("H", codes)
    if sys.byteorder == "big":
        numbers.byteswap()
    entries = dict(zip(forms.decode().split("\n"), map(kinds.__getitem__, numbers), strict=True))
    return Vocabulary(entries, facts["left"], facts["heads"], frozenset(facts["separable"]))


def origin(content: bytes) -> dict[str, str]:
    """Where a data file comes from: its provenance and the hash of its inputs."""
    header = json.loads(_blocks(zlib.decompress(content))[0])
    return {name: header[name] for name in ("provenance", "inputs")}


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
