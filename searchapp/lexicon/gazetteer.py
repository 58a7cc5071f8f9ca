"""Names to entities: a trie over words that finds every known name in one pass.

A name with a capital is found only where the text prints a capital, and an
abbreviation only in capitals; a name in lower case is found in any case. The last
word may carry a genitive ("Genks", "Anderlechts", "PSV's"). Where names overlap the
longest wins. A name of several entities gives them all; choosing is up to the caller.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from searchapp.lexicon.entities import Entity
from searchapp.lexicon.words import Word, fold, split_words, word_texts

Form = Literal["name", "alias", "nickname", "adjective", "inhabitant", "word"]
_GAPS = frozenset(
    [" ", "-", "\u2010", "\u2011", "\u00a0", ".", ". ", "/", "'", "’", "' ", "’ ", " & ", " - ", "\n", ": "]
)


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


class Hit(NamedTuple):
    """The words `first` up to and excluding `last` name these entries."""

    first: int
    last: int
    entries: tuple[Entry, ...]


class _Node:
    __slots__ = ("children", "entries")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.entries: list[Entry] = []


class Gazetteer:
    """Phrases and the entities they name."""

    def __init__(self) -> None:
        """Start empty."""
        self._root = _Node()

    def add(self, phrase: str, entry: Entry) -> None:
        """Let a phrase name an entity; a phrase without words is ignored."""
        printed = word_texts(phrase)
        if not printed:
            return
        node, keys = self._root, [fold(word) for word in printed]
        for key in keys:
            child = node.children.get(key)
            if child is None:
                child = node.children[key] = _Node()
            node = child
        case = tuple(map(_required_capitals, printed))
        entity, form, _, first, last, sport, _ = entry
        node.entries.append(Entry(entity, form, case, first, last, sport, " ".join(keys)))

    def find(self, text: str, words: list[Word]) -> list[Hit]:
        """All longest names in the text, left to right, not overlapping."""
        hits: list[Hit] = []
        starts = self._root.children
        position, count = 0, len(words)
        while position < count:
            key = words[position].key
            if key not in starts and not (key[-1:] == "s" and _genitive_base(key) in starts):
                position += 1
                continue
            hit = self._longest(text, words, position)
            if hit:
                hits.append(hit)
                position = hit.last
            else:
                position += 1
        return hits

    def lookup(self, phrase: str) -> tuple[Entry, ...]:
        """The entries under exactly this phrase, in any case."""
        node: _Node | None = self._root
        for word in split_words(phrase):
            node = node.children.get(word.key) if node else None
        return tuple(node.entries) if node else ()

    def _longest(self, text: str, words: list[Word], first: int) -> Hit | None:
        node, best = self._root, None
        for position in range(first, len(words)):
            if position > first and text[words[position - 1].end : words[position].start] not in _GAPS:
                break
            key = words[position].key
            if key[-1:] == "s" and (base := node.children.get(_genitive_base(key))):
                best = _hit(words, first, position + 1, base.entries) or best
            child = node.children.get(key)
            if child is None:
                break
            node = child
            if node.entries:
                best = _hit(words, first, position + 1, node.entries) or best
        return best


def _hit(words: list[Word], first: int, last: int, entries: list[Entry]) -> Hit | None:
    fitting = tuple(entry for entry in entries if _case_fits(words, first, entry.case))
    return Hit(first, last, fitting) if fitting else None


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


def _genitive_base(key: str) -> str:
    return key[:-2] if key.endswith("'s") else key[:-1]
