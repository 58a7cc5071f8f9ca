"""One report's text seen as lines, paragraphs, sentences, words and known names.

Every part is computed on first use and then shared by all steps, so nothing is split or
looked up twice. Spans are (start, end) in code points, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property, wraps
from operator import itemgetter
from typing import Any, TypeVar

from searchapp.analysis.sentences import sentences as split_sentences
from searchapp.extraction.headers import is_meta
from searchapp.extraction.sport import detect_sport
from searchapp.extraction.timeframe import Frame, clause_frames, opens_with_first_leg, signs
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Entity
from searchapp.lexicon.gazetteer import Hit
from searchapp.lexicon.words import Word, split_words

Span = tuple[int, int]
FoundT = TypeVar("FoundT")

_OPPOSING = frozenset(("tegen", "van", "bij", "op", "versus", "vs"))
MOST_WORDS = 50_000
"""No report is longer: behind this many words no names are looked up."""
_LEG_SENTENCES = 4
_LINE = re.compile(r"[^\r\n\u2028\x85]+")


class Article:
    """The shared view of one text. `sport` may be given; else it is detected."""

    def __init__(self, text: str, sport: str | None = None) -> None:
        """Nothing is computed yet."""
        self.text = text
        self.kept: dict[object, Any] = {}
        self._given_sport = sport

    @cached_property
    def lines(self) -> list[Span]:
        """Every line that isn't blank, without the blanks around it."""
        spans = []
        for match in _LINE.finditer(self.text):
            printed = match.group()
            stripped = printed.strip()
            if stripped:
                start = match.start() + printed.index(stripped[0])
                spans.append((start, start + len(stripped)))
        return spans

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Runs of lines with no blank line between them."""
        spans: list[Span] = []
        for start, end in self.lines:
            if spans and self.text.count("\n", spans[-1][1], start) == 1:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences without the blanks around them; a headline is one."""
        return split_sentences(self.text)

    @cached_property
    def frames(self) -> list[tuple[int, Frame]]:
        """From which offset on the text speaks of the match itself, earlier days or days to come."""
        starts = self._word_starts
        signed = {self.sentence_number(starts[number]) for number in signs(self.key_list)}
        frames: list[tuple[int, Frame]] = []
        for number, (start, end) in enumerate(self.sentences):
            if number in signed:
                frames += clause_frames(self.text, start, end, self.keys_between, self.first_leg)
            else:
                frames.append((start, "now"))
        return frames

    @cached_property
    def first_leg(self) -> bool:
        """Whether the match is told to be the first of two."""
        opening = self.sentences[self.first_sentence : self.first_sentence + _LEG_SENTENCES]
        return bool(opening) and opens_with_first_leg(self.text, opening[0][0], opening[-1][1])

    @cached_property
    def _frame_starts(self) -> list[int]:
        return [start for start, _ in self.frames]

    def frame_at(self, offset: int) -> Frame:
        """The time that the clause at this offset speaks of."""
        position = bisect_right(self._frame_starts, offset) - 1
        return self.frames[position][1] if position >= 0 else "now"

    @cached_property
    def tokens(self) -> list[Word]:
        """The words with their offsets and folded keys."""
        return split_words(self.text)

    @cached_property
    def key_list(self) -> list[str]:
        """The folded key of every word, in order."""
        return list(map(itemgetter(3), self.tokens))

    @cached_property
    def capitalised(self) -> list[int]:
        """The numbers of the words that begin with a capital."""
        # A word that is folded already holds no capital.
        folded = self.key_list
        return [
            number
            for number, word in enumerate(self.tokens[:MOST_WORDS])
            if word[0] != folded[number] and word[0][0].isupper()
        ]

    @cached_property
    def _word_starts(self) -> list[int]:
        return list(map(itemgetter(1), self.tokens))

    def word_number(self, offset: int) -> int:
        """The number of the first word that begins at or behind this offset."""
        return bisect_left(self._word_starts, offset)

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that begin at or behind `start` and before `end`."""
        starts = self._word_starts
        return self.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def sentence_keys(self, number: int) -> list[str]:
        """The folded words of one sentence."""
        return self.keys_between(*self.sentences[number])

    def keys_between(self, start: int, end: int) -> list[str]:
        """The folded words that begin at or behind `start` and before `end`."""
        starts = self._word_starts
        return self.key_list[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The folded words of the text, each once."""
        return frozenset(self.key_list)

    @cached_property
    def hits(self) -> list[Hit]:
        """What the lexicon recognises in the first `MOST_WORDS` words, unresolved, in text order."""
        return lexicon().gazetteer.find(self.text, self.tokens[:MOST_WORDS])

    @cached_property
    def _hits_by_kind(self) -> dict[type[Entity], list[Hit]]:
        hits: dict[type[Entity], list[Hit]] = {}
        for hit in self.hits:
            for kind in hit.entries.kinds:
                hits.setdefault(kind, []).append(hit)
        return hits

    def hits_of(self, kind: type[Entity]) -> list[Hit]:
        """The hits that can be of this kind of entity, in text order."""
        return self._hits_by_kind.get(kind, [])

    @cached_property
    def sport(self) -> str | None:
        """The sport the report is about."""
        return self._given_sport or detect_sport(self.text, self.tokens, self.hits)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def first_sentence(self) -> int:
        """The number of the first sentence that is text, not a date line or byline."""
        for number, (start, end) in enumerate(self.sentences):
            if not is_meta(self.text[start:end]):
                return number
        return 0

    def rank(self, offset: int) -> int:
        """How many sentences of text stand before the one that holds this offset; a headline is 0."""
        rank = bisect_right(self._sentence_starts, offset) - 1 - self.first_sentence
        return rank if rank > 0 else 0

    def opponent_before(self, offset: int) -> bool:
        """Whether the word that ends here closes "tegen Gent" or "bij het sterke PSV"."""
        number = bisect_left(self._word_starts, offset) - 1
        return not _OPPOSING.isdisjoint(self.key_list[max(0, number - 3) : max(0, number)])

    def key_before(self, word: int) -> str:
        """The key of the word in front of the one with this number, an article skipped."""
        before = self.tokens[word - 1].key if word else ""
        if before in ("de", "het") and word > 1:
            before = self.tokens[word - 2].key
        return before

    def sentence_number(self, offset: int) -> int:
        """The index in `sentences` of the one that holds this offset (or the last before it)."""
        number = bisect_right(self._sentence_starts, offset) - 1
        return number if number > 0 else 0

    def before(self, offset: int, length: int = 60) -> str:
        """Up to `length` characters before an offset, within its sentence."""
        start = self._sentence_starts[self.sentence_number(offset)]
        return self.text[max(start, offset - length) : offset]

    def after(self, offset: int, length: int = 60) -> str:
        """Up to `length` characters from an offset on, within its sentence."""
        end = self.sentences[self.sentence_number(max(0, offset - 1))][1]
        return self.text[offset : min(max(end, offset), offset + length)]


def once(find: Callable[[Article], FoundT]) -> Callable[[Article], FoundT]:
    """Let what `find` finds in an article be kept with it, so that all steps share it."""

    @wraps(find)
    def kept(article: Article) -> FoundT:
        try:
            found: FoundT = article.kept[find]
        except KeyError:
            found = article.kept[find] = find(article)
        return found

    return kept
