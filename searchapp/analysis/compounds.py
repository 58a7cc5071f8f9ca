"""Of which words is a compound made?

A split is a left part, perhaps with a linking element, and a head that the word list knows.
It is as good as its parts are productive: how often each stands first or last in the
compounds of the list, learnt when the list is compiled. Words that look like compounds but
are read as one word stand in `no_split.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from searchapp.lexicon.vocabulary import BEGINNING, Use, Vocabulary
from searchapp.lexicon.wordlists import word_list

THRESHOLD = 4.5
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


class _Split(NamedTuple):
    score: float
    parts: tuple[Part, ...]


def exceptions() -> dict[str, frozenset[str]]:
    """The word lists that the splitter needs."""
    return {
        name: word_list(name) for name in ("particles", "no_split", "short_heads", "endings", "beginnings")
    }


class Splitter:
    """Splits folded words; needs the vocabulary and the lists of exceptions."""

    def __init__(self, vocabulary: Vocabulary, exceptions: dict[str, frozenset[str]]) -> None:
        """`exceptions` holds the word lists particles, no_split, short_heads, endings and beginnings."""
        self._vocabulary = vocabulary
        self._entries = vocabulary.entries
        self._groups = vocabulary.entries.groups
        self._particles = exceptions["particles"]
        self._no_split = exceptions["no_split"]
        self._short_heads = exceptions["short_heads"]
        self._endings = exceptions["endings"]
        self._beginnings = exceptions["beginnings"]
        self._head_scores: dict[str, float] = {}
        self._inner: dict[str, tuple[Part, ...]] = {}

    def split(self, word: str, capital: bool = False) -> tuple[Part, ...]:
        """The smallest parts of a folded word, at least two; () when it is better read as one.

        A capitalised word may be a name: it needs a better reason.
        """
        best = self._best(word)
        if best is None or best.score < self._threshold(word) + (_CAPITAL if capital else 0):
            return ()
        return self._merged(word, [atom for part in best.parts for atom in self._atoms(part)])

    def _best(self, word: str) -> _Split | None:
        if not MIN_LENGTH <= len(word) <= MAX_LENGTH or self._whole(word):
            return None
        entry = self._groups[word[:BEGINNING]].get(word)
        splits = self.splits(word, 0, 0)
        if splits and entry and not entry.use & Use.UNREAD:
            keys = entry.keys(word)
            splits = [split for split in splits if self._agrees(word, keys, split)]
        return max(splits, default=None)

    def _agrees(self, word: str, keys: tuple[str, ...], split: _Split) -> bool:
        """Whether the list inflects the word as it inflects the head of the split."""
        head = split.parts[-1]
        before = word[: head.start]
        return any(before + key in keys for key in self._vocabulary.keys(head.word))

    def _atoms(self, part: Part) -> list[Part]:
        found = self._inner.get(part.word)
        if found is None:
            best = self._best(part.word)
            found = best.parts if best and best.score >= self._threshold(part.word) else ()
            if part.word in self._entries:  # which bounds what is remembered
                self._inner[part.word] = found
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
        if entry is None:
            return False
        if (
            entry.use & (Use.VERBAL | Use.INFINITIVE)
            and not entry.use & Use.NOMINAL
            and self.begins_verb(word)
        ):
            return True
        return not self._no_split.isdisjoint(entry.keys(word))

    def begins_verb(self, word: str) -> bool:
        """Whether the word begins as separable verbs and verbs with a prefix do."""
        return word.startswith(_PREFIXES) or any(word[:length] in self._particles for length in range(2, 9))

    def _threshold(self, word: str) -> float:
        entry = self._groups[word[:BEGINNING]].get(word)
        if entry and word.startswith(_PREFIXES) and entry.use & (Use.VERBAL | Use.INFINITIVE):
            return THRESHOLD + 5
        return THRESHOLD

    def splits(self, word: str, offset: int, depth: int) -> list[_Split]:
        """All possible splits of a word that begins at `offset` of the whole."""
        size = len(word)
        groups, endings, short_heads = self._groups, self._endings, self._short_heads
        deeper, new = depth < _MAX_DEPTH, tuple.__new__
        found: list[_Split] = []
        last = 0  # where the last possible head begins
        for cut in range(size - 3, 2, -1):
            right = word[cut:]
            if right not in groups[right[:BEGINNING]]:
                if deeper and 4 <= cut <= last - 3 and size - cut >= 7:
                    found += self._split_right(word[:cut], right, offset, depth)
            # The same as `is_head`, without a call: this is where most of the time goes.
            elif right not in endings and (size - cut > 3 or right in short_heads):
                last = last or cut
                left, head = word[:cut], new(Part, (offset + cut, offset + size, right))
                if base := self.left_base(left):
                    score = (
                        self._left_score(base) + self._head_score(right) + self._adjusted(left, base, right)
                    )
                    first = new(Part, (offset, offset + cut, base))
                    found.append(new(_Split, (score, (first, head))))
                elif deeper and cut >= 7:
                    found += self._split_left(left, head, offset, depth)
        return found

    def _split_left(self, left: str, head: Part, offset: int, depth: int) -> tuple[_Split, ...]:
        """The left side is a compound that the list doesn't know."""
        most = self._head_score(head.word) + 1.5
        if most < THRESHOLD:
            return ()
        for inner in (left, left[:-1]) if left.endswith("s") else (left,):
            best = max(self.splits(inner, offset, depth + 1), default=None)
            if best and best.score > THRESHOLD + 1:
                score = min(best.score - 0.5, most)
                last = best.parts[-1]._replace(end=head.start)
                return (_Split(score, (*best.parts[:-1], last, head)),)
        return ()

    def _split_right(self, left: str, right: str, offset: int, depth: int) -> tuple[_Split, ...]:
        """The right side is a compound that the list doesn't know."""
        base = self.left_base(left)
        if not base or self._left_score(base) < 1:
            return ()
        best = max(self.splits(right, offset + len(left), depth + 1), default=None)
        if best and best.score > THRESHOLD + 1:
            score = min(best.score, self._left_score(base) + 4) - 1
            return (_Split(score, (Part(offset, offset + len(left), base), *best.parts)),)
        return ()

    def _left_score(self, base: str) -> float:
        return self._vocabulary.left.get(base, _UNKNOWN)

    def _head_score(self, right: str) -> float:
        score = self._head_scores.get(right)
        if score is None:
            key = self._vocabulary.keys(right)[0]
            score = self._head_scores[right] = self._vocabulary.heads.get(key, _UNKNOWN) + 0.6 * len(right)
        return score

    def is_head(self, right: str) -> bool:
        """Whether a compound may end in this word."""
        if right not in self._entries or right in self._endings:
            return False
        return len(right) > 3 or right in self._short_heads

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
        return left if left in self._vocabulary.left else ""

    def _adjusted(self, left: str, base: str, right: str) -> float:
        """What speaks against a split that the counts favour."""
        use = self._groups[right[:BEGINNING]][right].use
        score = 0.0
        if base in self._particles:
            score -= self._separable(left, right)
        elif len(base) == 3:
            score -= 1.2
        if len(right) == 3:
            score -= 1.2
        if not use & Use.NOMINAL:
            score -= 2 if use & Use.INFINITIVE else 3
        if left != base and left.endswith("s") and self.is_head("s" + right):
            score -= 3
        return score

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
