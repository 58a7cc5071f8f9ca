"""Names to entities: a trie over words that finds every known name in one pass.

A name with a capital is found only where the text prints a capital, and an
abbreviation only in capitals; a name in lower case is found in any case. The last
word may carry a genitive ("Genks", "Anderlechts", "PSV's"). Where names overlap the
longest wins. A name of several entities gives them all; choosing is up to the caller.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from itertools import compress
from typing import Literal, NamedTuple

from searchapp.lexicon.entities import Competition, Entity
from searchapp.lexicon.remembered import Remembered
from searchapp.lexicon.words import Word, fold, split_words, word_texts

Form = Literal["name", "alias", "nickname", "adjective", "inhabitant", "word"]
_GAPS = frozenset((" ", "-", "\u2010", "\u2011", "\u00a0", ".", ". ", "/", " & ", " - ", "\n", ": ")) | {
    blank.format(mark) for mark in "'’" for blank in ("{}", "{} ", " {}")
}

_MATCH_WORDS = ("duel", "wedstrijd", "match", "topper", "kraker", "treffen", "derby", "manche", "wedstrijden")

_ANYTHING = "*"
_MOST_SPELLINGS = 100
"""Of one name; hostile text has no end of them."""


class Entry(NamedTuple):
    """One entity under one of its names.

    `case` holds for each word how many of its first letters must be capitals; `first` and `last` bound the
    years in which the name was in use; `sport` limits a nickname to one sport; `key` is
    the folded phrase.
    """

    entity: Entity
    form: Form
    case: tuple[int, ...] = ()
    first: int = 0
    last: int = 9999
    sport: str = ""
    key: str = ""


class Names(tuple[Entry, ...]):
    """The entries that a printed name fits: the same object each time, equal to itself alone.

    So what is worked out from them can be kept in a table.
    """

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def kinds(self) -> frozenset[type[Entity]]:
        """The kinds of entity that are named."""
        return frozenset(type(entry.entity) for entry in self)


class Hit(NamedTuple):
    """The words `first` up to and excluding `last` name these entries."""

    first: int
    last: int
    entries: Names


class _Node:
    __slots__ = ("_fitting", "children", "entries")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.entries: list[Entry] = []
        self._fitting: dict[str, Names] = {}

    def add(self, entry: Entry) -> None:
        """Let the words that lead here name another entity."""
        self.entries.append(entry)
        self._fitting.clear()

    def fitting(self, printed: str, words: list[Word], first: int, compound: bool = False) -> Names:
        """The entries that may be printed so, from word `first` on; of a compound the competitions only."""
        known = self._fitting.get(printed)
        if known is None:
            entries = _competitions(self.entries) if compound else self.entries
            known = Names(entry for entry in entries if _case_fits(words, first, entry.case))
            if len(self._fitting) < _MOST_SPELLINGS:
                self._fitting[printed] = known
        return known


class Gazetteer:
    """Phrases and the entities they name."""

    def __init__(self) -> None:
        """Start empty."""
        self._root = _Node()
        self._beginnings = Remembered(self._beginning)
        self._inflects = Remembered(_may_be_inflected)

    def add(self, phrase: str, entry: Entry) -> None:
        """Let a phrase name an entity; a phrase without words is ignored."""
        printed = word_texts(phrase)
        if not printed:
            return
        self._beginnings.clear()
        node, keys = self._root, [fold(word) for word in printed]
        for key in keys:
            child = node.children.get(key)
            if child is None:
                child = node.children[key] = _Node()
            node = child
        case = tuple(map(_required_capitals, printed))
        entity, form, _, first, last, sport, _ = entry
        node.add(Entry(entity, form, case, first, last, sport, " ".join(keys)))

    def find(self, text: str, words: list[Word]) -> list[Hit]:
        """All longest names in the text, left to right, not overlapping.

        Where two overlap the longer one counts: "de [Ronde van Frankrijk]", not "[de Ronde] van Frankrijk".
        """
        hits: list[Hit] = []
        keys = [word.key for word in words]
        position = 0
        for first in self._possible_starts(keys):
            hit = self._longest(text, words, first) if first >= position or hits else None
            if hit is None:
                continue
            if first >= position:
                hits.append(hit)
            elif hit.last > position and hit.last - hit.first > position - hits[-1].first:
                hits[-1] = hit
            position = hits[-1].last
        return hits

    def _possible_starts(self, keys: list[str]) -> Iterator[int]:
        """Where a name can begin: its first word is known, and the next one too unless it is all of it."""
        beginnings = list(map(self._beginnings.__getitem__, keys))
        inflects = self._inflects
        for number, following in compress(enumerate(beginnings), beginnings):
            after = keys[number + 1] if number + 1 < len(keys) else ""
            if after in following or _ANYTHING in following or inflects[after]:
                yield number

    def _beginning(self, key: str) -> Container[str]:
        """The words that can follow where a word begins names only; `_ANYTHING` where it is one; or none."""
        node = self._root.children.get(key)
        if (node is not None and node.entries) or _inflected(key, self._root.children):
            return (_ANYTHING,)
        return node.children if node is not None else ()

    def lookup(self, phrase: str) -> tuple[Entry, ...]:
        """The entries under exactly this phrase, in any case."""
        node: _Node | None = self._root
        for word in split_words(phrase):
            node = node.children.get(word.key) if node else None
        return tuple(node.entries) if node else ()

    def _longest(self, text: str, words: list[Word], first: int) -> Hit | None:
        node, best = self._root, None
        start = words[first].start
        for position in range(first, len(words)):
            _, begin, end, key = words[position]
            if position > first and text[words[position - 1].end : begin] not in _GAPS:
                break
            child = node.children.get(key)
            if self._inflects[key]:
                for base, compound in _inflected_ends(node, key, child is None or not child.entries):
                    names = base.fitting(text[start:end], words, first, compound)
                    best = Hit(first, position + 1, names) if names else best
            if child is not None and child.entries:
                names = child.fitting(text[start:end], words, first)
                best = Hit(first, position + 1, names) if names else best
            if child is None:
                break
            node = child
        return best


def _inflected_ends(node: _Node, key: str, unknown: bool) -> Iterator[tuple[_Node, bool]]:
    """Where a genitive leads, and an unknown word that is the match of a competition (True)."""
    if key[-1:] == "s" and (base := node.children.get(_genitive_base(key))):
        yield base, False
    if unknown and key.endswith(_MATCH_WORDS) and (base := node.children.get(_compound_base(key))):
        yield base, True


def _case_fits(words: list[Word], first: int, case: tuple[int, ...]) -> bool:
    for offset, capitals in enumerate(case):
        if capitals and not words[first + offset].text.replace(".", "")[:capitals].isupper():
            return False
    return True


def _required_capitals(word: str) -> int:
    """0 for any case, 1 for a first capital, the length for an abbreviation in capitals."""
    if not word[0].isupper():
        return 0
    if not word.isupper():
        return 1
    letters = word.replace(".", "")
    return len(letters) if letters.isalpha() else 1


def _inflected(key: str, starts: dict[str, _Node]) -> bool:
    """Whether a first word is a genitive ("Genks") or the match of a competition ("Eredivisieduel")."""
    if key[-1:] == "s":
        return key[:-1] in starts or _genitive_base(key) in starts
    return key.endswith(_MATCH_WORDS) and _compound_base(key) in starts


def _may_be_inflected(key: str) -> bool:
    """Whether a word can be a genitive or the match of a competition."""
    return key[-1:] == "s" or key.endswith(_MATCH_WORDS)


def _competitions(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.entity, Competition)]


def _compound_base(key: str) -> str:
    """ "eredivisieduel" without its "duel"."""
    return next(key[: -len(word)] for word in _MATCH_WORDS if key.endswith(word))


def _genitive_base(key: str) -> str:
    return key[:-2] if key.endswith("'s") else key[:-1]
