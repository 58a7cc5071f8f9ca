"""Names to entities: a trie over words that finds every known name in one pass.

A name with a capital is found only where the text prints a capital, and an
abbreviation only in capitals; a name in lower case is found in any case. The last
word may carry a genitive ("Genks", "Anderlechts", "PSV's"). Where names overlap the
longest wins. A name of several entities gives them all; choosing is up to the caller.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from searchapp.lexicon.entities import Competition, Entity
from searchapp.lexicon.words import Word, fold, split_words, word_texts

Form = Literal["name", "alias", "nickname", "adjective", "inhabitant", "word"]
_GAPS = frozenset((" ", "-", "\u2010", "\u2011", "\u00a0", ".", ". ", "/", " & ", " - ", "\n", ": ")) | {
    blank.format(mark) for mark in "'’" for blank in ("{}", "{} ", " {}")
}

_MATCH_WORDS = ("duel", "wedstrijd", "match", "topper", "kraker", "treffen", "derby", "manche", "wedstrijden")

_NONE, _PART, _WHOLE = 0, 1, 2
_MOST_KEPT = 100_000


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
        self._beginnings: dict[str, int] = {}

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
        node.entries.append(Entry(entity, form, case, first, last, sport, " ".join(keys)))

    def find(self, text: str, words: list[Word]) -> list[Hit]:
        """All longest names in the text, left to right, not overlapping."""
        hits: list[Hit] = []
        keys = [word.key for word in words]
        position = 0
        for first in self._possible_starts(keys):
            if first >= position and (hit := self._longest(text, words, first)):
                hits.append(hit)
                position = hit.last
        return hits

    def _possible_starts(self, keys: list[str]) -> list[int]:
        """Where a name can begin: its first word is known, and the next one too unless it is all of it."""
        known, found = self._beginnings, []
        for number, key in enumerate(keys):
            kind = known.get(key)
            if kind is None:
                kind = self._beginning(key)
            if kind == _WHOLE:
                found.append(number)
            elif kind == _PART:
                after = keys[number + 1] if number + 1 < len(keys) else ""
                if (
                    after in self._root.children[key].children
                    or after[-1:] == "s"
                    or after.endswith(_MATCH_WORDS)
                ):
                    found.append(number)
        return found

    def _beginning(self, key: str) -> int:
        """Whether a word begins no name, only longer ones, or is one: kept, as texts share their words."""
        node = self._root.children.get(key)
        if node is not None and not node.entries:
            kind = _PART
        else:
            kind = _WHOLE if node is not None or _inflected(key, self._root.children) else _NONE
        if len(self._beginnings) < _MOST_KEPT:
            self._beginnings[key] = kind
        return kind

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
                if key.endswith(_MATCH_WORDS) and (base := node.children.get(_compound_base(key))):
                    best = _hit(words, first, position + 1, _competitions(base.entries)) or best
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


def _inflected(key: str, starts: dict[str, _Node]) -> bool:
    """Whether a first word is a genitive ("Genks") or the match of a competition ("Eredivisieduel")."""
    if key[-1:] == "s":
        return key[:-1] in starts or _genitive_base(key) in starts
    return key.endswith(_MATCH_WORDS) and _compound_base(key) in starts


def _competitions(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.entity, Competition)]


def _compound_base(key: str) -> str:
    """ "eredivisieduel" without its "duel"."""
    return next(key[: -len(word)] for word in _MATCH_WORDS if key.endswith(word))


def _genitive_base(key: str) -> str:
    return key[:-2] if key.endswith("'s") else key[:-1]
