"""The report's own voice: its sentences with every quotation folded into a single item."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from searchapp.extraction.article import Article
from searchapp.extraction.persons import People
from searchapp.extraction.phrases import Reference
from searchapp.extraction.references import Recognizer
from searchapp.extraction.spans import Span
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import Word

ItemKind = Literal["word", "ref", "quote", "mark"]

_MARKS = frozenset(",:;()|–—/")
_STOPS = frozenset(".!?…")
_LINE_ENDS = frozenset("\n\r\u2028")
_START = attrgetter("start")
_ABBREVIATIONS = word_class("abbreviations")


class Item(NamedTuple):
    """A word, a reference, a punctuation mark or a whole quotation (`number` counts them)."""

    kind: ItemKind
    key: str
    start: int
    end: int
    reference: Reference | None = None
    number: int = -1


_new = tuple.__new__
"""What `Item(...)` does, without the checks of its arguments: every word makes one."""


@dataclass(slots=True)
class Sentence:
    """One sentence of the narrative; `line` counts the lines of the text that hold anything.

    `quoted`: a quotation is among the items; `refers`: a reference was, perhaps within a longer one.
    `noted`: the items that can tell something, with their places: references, marks, words asked for.
    """

    line: int
    opens_line: bool
    items: list[Item] = field(default_factory=list)
    quoted: bool = False
    refers: bool = False
    noted: list[tuple[int, Item]] = field(default_factory=list)


def narrate(
    article: Article, people: People, spans: Sequence[Span], noted: frozenset[str] = frozenset()
) -> list[Sentence]:
    """The sentences of the report around its quotations; `noted`: keys of the words to be noted."""
    return _Narrator(article, people, spans, noted).sentences()


class _Narrator:
    def __init__(
        self, article: Article, people: People, spans: Sequence[Span], noted: frozenset[str]
    ) -> None:
        self._text = article.text
        self._noted = noted
        self._words = article.tokens
        self._spans = spans
        self._recognizer = Recognizer(article, people)
        self._heads = self._recognizer.heads()
        self._sentences: list[Sentence] = [Sentence(0, True)]
        self._end = 0
        self._after_stop = False

    def sentences(self) -> list[Sentence]:
        """Walk over the words once, skipping those inside quotations."""
        position = 0
        words = self._words
        for number, span in enumerate(self._spans):
            position = self._narrative(position, span.outer_start)
            self._quote(span, number)
            position = bisect_left(words, span.outer_end, position, key=_START)
        self._narrative(position, len(self._text))
        self._marks(self._text[self._end :], self._end, "")
        return [sentence for sentence in self._sentences if sentence.items]

    def _narrative(self, position: int, limit: int) -> int:
        """Add everything up to an offset; return the first word behind it."""
        words, heads, text = self._words, self._heads, self._text
        last = bisect_left(words, limit, position, key=_START)
        noted = self._noted
        current = self._sentences[-1]
        items = current.items
        end = self._end
        while position < last:
            if heads[position]:
                self._end = end
                position = self._word(position, limit)
                end = self._end
                current = self._sentences[-1]
                items = current.items
                continue
            printed, start, following, key = words[position]
            if start - end != 1 or self._after_stop or text[end] != " ":
                self._end = end
                self._gap(start, printed)
                current = self._sentences[-1]
                items = current.items
            item = _new(Item, ("word", key, start, following, None, -1))
            if key in noted:
                current.noted.append((len(items), item))
            items.append(item)
            end = following
            position += 1
        self._end = end
        return position

    def _quote(self, span: Span, number: int) -> None:
        self._gap(span.outer_start, "Q")
        self._sentences[-1].quoted = True
        self._sentences[-1].items.append(Item("quote", "", span.outer_start, span.outer_end, number=number))
        self._end = span.outer_end
        self._after_stop = self._text[span.end - 1] in _STOPS or not span.closed

    def _word(self, position: int, limit: int) -> int:
        """Add the word, or the reference it begins; return the next word to read."""
        word = self._words[position]
        if word.start - self._end != 1 or self._after_stop or self._text[self._end] != " ":
            self._gap(word.start, word.text)
        reference = self._recognizer.at(position)
        current = self._sentences[-1]
        items = current.items
        if reference is None or reference.end > limit:
            item = _new(Item, ("word", word.key, word.start, word.end, None, -1))
            if word.key in self._noted:
                current.noted.append((len(items), item))
            items.append(item)
            self._end = word.end
            return position + 1
        if not reference.governed and reference.kind == "name":
            reference.governed = self._recognizer.preposition_before(reference.first)
            if (
                items
                and not reference.governed
                and items[-1].reference
                and items[-1].end + 1 == reference.start
            ):
                reference.governed = items[-1].reference.governed
        if reference.kind == "name" and not reference.governed:
            reference.governed = _shared_preposition(items)
            if reference.governed and items[-1].reference:
                items[-1].reference.governed = reference.governed
        if reference.governed in ("aan", "voor") and _gives_word(items):
            reference.governed = ""
        while items and items[-1].kind != "quote" and items[-1].start >= reference.start:
            items.pop()
        while current.noted and current.noted[-1][0] >= len(items):
            current.noted.pop()
        if reference.kind in ("role", "colleague") and items and items[-1].end + 1 == reference.start:
            _own(items[-1])
        key = _head(self._words, reference)
        current.refers = True
        item = _new(Item, ("ref", key, reference.start, reference.end, reference, -1))
        current.noted.append((len(items), item))
        items.append(item)
        self._end = reference.end
        return max(reference.last, position + 1)

    def _gap(self, start: int, following: str) -> None:
        gap = self._text[self._end : start]
        if gap == " " and not self._after_stop:
            return
        self._marks(gap, self._end, following)
        self._after_stop = False

    def _marks(self, gap: str, offset: int, following: str) -> None:
        """Punctuation becomes items; a stop or a line end begins a new sentence."""
        marks, breaks, stops = _read_gap(gap)
        current = self._sentences[-1]
        items = current.items
        for place, char in marks:
            if char != "?" or items:
                item = _new(Item, ("mark", char, offset + place, offset + place + 1, None, -1))
                current.noted.append((len(items), item))
                items.append(item)
        if breaks:
            self._sentences.append(Sentence(current.line + 1, True))
            return
        stop = stops and not self._abbreviated(gap)
        if (stop or (self._after_stop and "," not in gap)) and not following[:1].islower() and following:
            self._sentences.append(Sentence(current.line, False))

    def _abbreviated(self, gap: str) -> bool:
        items = self._sentences[-1].items
        if gap != ". " or not items or items[-1].kind != "word":
            return False
        return items[-1].key in _ABBREVIATIONS or (len(items[-1].key) == 1 and items[-1].key.isalpha())


@lru_cache(maxsize=4096)
def _read_gap(gap: str) -> tuple[tuple[tuple[int, str], ...], bool, bool]:
    """The marks of what stands between two words, whether a line ends there, whether a stop is in it."""
    breaks = any(char in _LINE_ENDS for char in gap)
    printed = gap.split("\n", 1)[0] if breaks else gap
    marks = tuple((place, char) for place, char in enumerate(printed) if char in _MARKS or char == "?")
    return marks, breaks, not _STOPS.isdisjoint(gap)


def _gives_word(items: list[Item]) -> bool:
    """ "Het laatste woord was voor Fink": then it is he who speaks."""
    keys = [item.key for item in items[-5:]]
    return any(verb in ("is", "was") for verb in keys) and "woord" in keys[:-1]


def _shared_preposition(items: list[Item]) -> str:
    """ "voor de Italiaan Carminati en de Zwitser Hansen": one preposition governs both names."""
    places = range(len(items) - 1, max(-1, len(items) - 4), -1)
    joined = next((place for place in places if items[place].key == "en"), 0)
    between = items[joined + 1 :]
    name = items[joined - 1].reference if joined else None
    linked = all(item.reference is not None and item.reference.kind != "name" for item in between)
    return name.governed if name is not None and name.kind == "name" and linked else ""


def _own(item: Item) -> None:
    """ "Bloklands moeder": the name in front is the owner, not the subject."""
    name = item.reference
    if name is not None and name.kind == "name" and not name.governed and item.key.endswith("s"):
        name.governed = "van"


def _head(words: list[Word], reference: Reference) -> str:
    if reference.kind == "role" and reference.role:
        return reference.role.noun
    return words[reference.last - 1].key
