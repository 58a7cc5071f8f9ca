"""Of which words is a compound made?

A split is a left part, perhaps with a linking element, and a head that the word list knows.
It is as good as its parts are productive: how often each stands first or last in the
compounds of the list, learnt when the list is compiled. Words that look like compounds but
are read as one word stand in `no_split.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from searchapp.lexicon.vocabulary import BEGINNING, Cuts, Entry, Use, Vocabulary, script
from searchapp.lexicon.wordlists import word_list

THRESHOLD = 4.505
"""Scores are hundredths, so none equals it."""
MIN_LENGTH = 6
MAX_LENGTH = 40
_MAX_DEPTH = 2
_CAPITAL = 2.0
_NEVER = 99.0
_UNKNOWN = -0.7
"""Logarithm of the count of a part that starts or ends no compound of the list."""

_PREFIXES = ("be", "ge", "her", "er", "ont", "ver")
_LINK_ER = frozenset(("kind", "rund", "ei", "lied", "blad", "goed"))


class Part(NamedTuple):
    """A part of a compound: its offsets and the word it stands for, without a link."""

    start: int
    end: int
    word: str


class _Head(NamedTuple):
    """A word at the end of a compound: how often it stands there, and with what speaks against it."""

    productivity: float
    score: float


_part = partial(tuple.__new__, Part)  # the quick way to a NamedTuple
_Split = tuple[float, tuple[Part, ...]]
_Ends = list[tuple[int, str, _Head]]
_NO_HEAD = _Head(0.0, 0.0)


class _Looked(NamedTuple):
    """A word looked up from each of its letters on: where a head or what is in no list begins, last first."""

    word: str
    ends: _Ends
    unlisted: list[int]
    keys: tuple[str, ...]


def exceptions() -> dict[str, frozenset[str]]:
    """The word lists that the splitter needs."""
    return {
        name: word_list(name) for name in ("particles", "no_split", "short_heads", "endings", "beginnings")
    }


def cuts_of(word: str, parts: tuple[Part, ...]) -> Cuts:
    """What the word list stores of a split: see `vocabulary.Cuts`."""
    *first, last = parts
    cuts = [(part.end - part.start, *script(word[part.start : part.end], part.word)) for part in first]
    return (*cuts, (0, *script(word[last.start :], last.word)))


def _cut(word: str, cuts: Cuts) -> tuple[Part, ...]:
    """The split that the word list stores."""
    parts = []
    start, size = 0, len(word)
    for length, dropped, added in cuts:
        end = start + length if length else size
        parts.append(_part((start, end, word[start : end - dropped] + added)))
        start = end
    return tuple(parts)


class Splitter:
    """Splits folded words; needs the vocabulary and the lists of exceptions."""

    def __init__(
        self, vocabulary: Vocabulary, exceptions: dict[str, frozenset[str]], stored: bool = False
    ) -> None:
        """`exceptions` holds the word lists particles, no_split, short_heads, endings and beginnings.

        stored: take the splits of listed words from the vocabulary, which holds what the project's
        own exceptions give.
        """
        self._vocabulary = vocabulary
        self._stored = stored
        self._entries = vocabulary.entries
        self._groups = vocabulary.entries.groups
        self._left = vocabulary.left
        self._productivity = vocabulary.heads
        self._particles = exceptions["particles"]
        self._no_split = exceptions["no_split"]
        self._short_heads = exceptions["short_heads"]
        self._endings = exceptions["endings"]
        self._beginnings = exceptions["beginnings"]
        self._heads: dict[str, _Head] = {}
        self._inner: dict[str, tuple[Part, ...]] = {}

    def split(self, word: str, capital: bool = False) -> tuple[Part, ...]:
        """The smallest parts of a folded word, at least two; () when it is better read as one.

        A capitalised word may be a name: it needs a better reason.
        """
        if not MIN_LENGTH <= len(word) <= MAX_LENGTH:
            return ()
        entry = self._groups[word[:BEGINNING]].get(word)
        if entry and self._stored:
            return _cut(word, entry.cuts) if entry.use & Use.FIRM or not capital else ()
        best = self._best(word, entry, _CAPITAL if capital else 0)
        return self._merged(word, [atom for part in best for atom in self._atoms(part)]) if best else ()

    def _best(self, word: str, entry: Entry | None, more: float = 0) -> tuple[Part, ...]:
        """The parts of the best split; () when none scores `more` than the threshold."""
        if word in self._no_split:
            return ()
        if entry is None:
            best = self._search(word, 0, THRESHOLD + more)
        elif self._listed_whole(word, entry):
            return ()
        else:
            keys = () if entry.use & Use.UNREAD else entry.keys(word)
            best = self._search(word, 0, self._threshold(word, entry) + more, keys)
        return best[1] if best else ()

    def _atoms(self, part: Part) -> list[Part]:
        """The part, or the words that it is made of; what these are made of is no matter."""
        found = self._inner.get(part.word)
        if found is None:
            word = part.word
            entry = self._entries.get(word)
            if len(found := self.split(word)) > 2:
                found = self._best(word, entry)
            if entry:  # which bounds what is remembered
                self._inner[word] = found
        if not found:
            return [part]
        inner = [Part(part.start + atom.start, part.start + atom.end, atom.word) for atom in found]
        inner[-1] = inner[-1]._replace(end=part.end)
        return inner

    def _merged(self, word: str, atoms: list[Part]) -> tuple[Part, ...]:
        """The atoms, those joined again that together are on the no-split list."""
        for first in range(len(atoms) - 1):
            for last in range(len(atoms) - 1, first, -1):
                joined = word[atoms[first].start : atoms[last].start] + atoms[last].word
                if self._whole(joined):
                    whole = Part(atoms[first].start, atoms[last].end, joined)
                    atoms = [*atoms[:first], whole, *atoms[last + 1 :]]
                    return self._merged(word, atoms) if len(atoms) > 1 else ()
        return tuple(atoms)

    def joined(self, word: str, atoms: tuple[Part, ...]) -> Iterator[Part]:
        """Runs of atoms that are words themselves: `landbouw` in `land|bouw|product`."""
        for first in range(len(atoms) - 1):
            for last in range(first + 1, len(atoms)):
                run = word[atoms[first].start : atoms[last].start] + atoms[last].word
                if last - first + 1 < len(atoms) and run in self._entries:
                    yield Part(atoms[first].start, atoms[last].end, run)

    def _whole(self, word: str) -> bool:
        """Whether the word or its base form is on the no-split list, or it is a separable verb."""
        if word in self._no_split:
            return True
        entry = self._groups[word[:BEGINNING]].get(word)
        return entry is not None and self._listed_whole(word, entry)

    def _listed_whole(self, word: str, entry: Entry) -> bool:
        verbal = entry.use & (Use.VERBAL | Use.INFINITIVE)
        if verbal and not entry.use & Use.NOMINAL and self.begins_verb(word):
            return True
        return not self._no_split.isdisjoint(entry.keys(word))

    def begins_verb(self, word: str) -> bool:
        """Whether the word begins as separable verbs and verbs with a prefix do."""
        return word.startswith(_PREFIXES) or any(word[:length] in self._particles for length in range(2, 9))

    def _threshold(self, word: str, entry: Entry) -> float:
        if entry.use & (Use.VERBAL | Use.INFINITIVE) and word.startswith(_PREFIXES):
            return THRESHOLD + 5
        return THRESHOLD

    def _search(self, word: str, depth: int, floor: float, keys: tuple[str, ...] = ()) -> _Split | None:
        """The best split of a word with a score above the floor; None when there is none.

        keys: those of a listed word, which must be inflected like the head.
        """
        groups, heads = self._groups, self._heads
        ends: _Ends = []
        unlisted: list[int] = []
        for cut in range(len(word) - 3, 2, -1):
            right = word[cut:]
            if right not in groups[right[:BEGINNING]]:
                unlisted.append(cut)
            elif (head := heads.get(right) or self._head(right)) is not _NO_HEAD:
                ends.append((cut, right, head))
        return self._search_from(0, _Looked(word, ends, unlisted, keys), depth, floor) if ends else None

    def _search_from(self, start: int, looked: _Looked, depth: int, floor: float) -> _Split | None:
        """The same for what is left of the word from `start` on.

        Splits into two listed words come first: their score spares most of the search for
        parts within parts.
        """
        word, ends, _, keys = looked
        known = self._groups[word[start : start + BEGINNING]]
        best: _Split | None = None
        below: list[tuple[float, int]] = []
        for cut, right, head in ends:
            if cut < start + 3:
                break
            left = word[start:cut]
            # The first half is what `left_base` says, too; nearly all parts end here, without a call.
            if base := left if left in known and left not in self._beginnings else self.left_base(left):
                score = head.score + self._left_score(left, base, right)
                if score > floor and (not keys or self._agrees(word, keys, cut)):
                    floor, best = score, (score, (Part(start, cut, base), Part(cut, len(word), right)))
            elif cut >= start + 7:
                below.append((head.productivity + 1.5, cut))
        if depth < _MAX_DEPTH:
            return self._search_deeper(start, looked, below, (depth, floor)) or best
        return best

    def _search_deeper(
        self, start: int, looked: _Looked, below: list[tuple[float, int]], limits: tuple[int, float]
    ) -> _Split | None:
        """The same, of splits with a side that is a compound which the list doesn't know.

        below: where heads begin that an unknown left side goes before, and the most it can score.
        """
        word, ends, unlisted, keys = looked
        depth, floor = limits
        best: _Split | None = None
        for most, cut in below:
            if most <= floor or (keys and not self._agrees(word, keys, cut)):
                continue
            if split := self._with_left((start, cut), word, most, (depth, floor)):
                floor, best = split[0], split
        last = ends[0][0] - 3
        for cut in unlisted:
            if not start + 4 <= cut <= last or not (base := self.left_base(word[start:cut])):
                continue
            if split := self._with_right(Part(start, cut, base), looked, depth, floor):
                floor, best = split[0], split
        return best

    def _with_left(
        self, place: tuple[int, int], word: str, most: float, limits: tuple[int, float]
    ) -> _Split | None:
        """The left side is a compound that the list doesn't know."""
        (start, cut), (depth, floor) = place, limits
        left = word[start:cut]
        for inner in (left, left[:-1]) if left.endswith("s") else (left,):
            if best := self._search(inner, depth + 1, max(THRESHOLD + 1, floor + 0.5)):
                parts = [Part(start + part.start, start + part.end, part.word) for part in best[1]]
                parts[-1] = parts[-1]._replace(end=cut)
                return min(best[0] - 0.5, most), (*parts, Part(cut, len(word), word[cut:]))
        return None

    def _with_right(self, left: Part, looked: _Looked, depth: int, floor: float) -> _Split | None:
        """The right side is a compound that the list doesn't know."""
        most = self._left.get(left.word, _UNKNOWN) + 3
        if most < 4 or most <= floor:
            return None
        best = self._search_from(left.end, looked, depth + 1, max(THRESHOLD + 1, floor + 1))
        return (min(best[0] - 1, most), (left, *best[1])) if best else None

    def _agrees(self, word: str, keys: tuple[str, ...], cut: int) -> bool:
        """Whether the list inflects the word as it inflects the head that begins at the cut."""
        before = word[:cut]
        return any(before + key in keys for key in self._vocabulary.keys(word[cut:]))

    def _head(self, right: str) -> _Head:
        """What speaks for a listed word as the end of a compound; remembered."""
        size = len(right)
        entry = self._groups[right[:BEGINNING]][right]
        cut, added = entry.scripts[0]
        key = (right[:-cut] if cut else right) + added
        head = _NO_HEAD
        if self._may_end(right, entry):
            productivity = self._productivity.get(key, _UNKNOWN) + 0.6 * size
            score = productivity - (1.2 if size == 3 else 0)
            if not entry.use & Use.NOMINAL:
                score -= 2 if entry.use & Use.INFINITIVE else 3
            head = _Head(productivity, score)
        self._heads[right] = head
        return head

    def _left_score(self, left: str, base: str, right: str) -> float:
        """How often the left word stands first, and what speaks against a split that counts favour."""
        score = self._left.get(base, _UNKNOWN)
        if base in self._particles:
            score -= self._separable(left, right)
        elif len(base) == 3:
            score -= 1.2
        if left != base and left.endswith("s") and self.is_head("s" + right):
            score -= 3
        return score

    def is_head(self, right: str) -> bool:
        """Whether a compound may end in this word."""
        entry = self._entries.get(right)
        return entry is not None and self._may_end(right, entry)

    def _may_end(self, right: str, entry: Entry) -> bool:
        """The same for a listed word: `lozer` is no head, because `loos` is none."""
        if right in self._endings or (len(right) == 3 and right not in self._short_heads):
            return False
        # Plurals don't count: `ster` of voetbalster has others (-sters) than the ster that is a star.
        inflected = len(entry.scripts) == 1 and not right.endswith("en")
        return not inflected or entry.keys(right)[0] not in self._endings

    def left_base(self, left: str) -> str:
        """The word that a left part stands for, without a linking element; "" for none."""
        if left in self._beginnings:
            return ""
        known = self._groups[left[:BEGINNING]]  # all that follow begin alike
        if left in known:
            return left
        last = left[-1:]
        if last == "s" and len(left) >= 5 and left[:-1] in known:
            return left[:-1]
        if last == "e" and len(left) >= 4 and left + "n" in known:
            return left + "n"
        if left.endswith("er") and left[:-2] in _LINK_ER:
            return left[:-2]
        return left if left in self._left else ""

    def _separable(self, particle: str, right: str) -> float:
        """How much speaks for a separable verb, or a noun made of one, instead of a compound."""
        whole = self._entries.get(particle + right)
        if whole and whole.use & (Use.VERBAL | Use.INFINITIVE):
            return _NEVER
        stem = right.removesuffix("en").removesuffix("ing")
        if stem != right and self._is_infinitive(particle + stem + "en"):
            return _NEVER
        if not self._entries[right].use & Use.NOMINAL:
            return _NEVER
        return 2.5 if whole and len(right) < 8 else 0

    def _is_infinitive(self, word: str) -> bool:
        entry = self._groups[word[:BEGINNING]].get(word)
        return entry is not None and bool(entry.use & Use.INFINITIVE)
