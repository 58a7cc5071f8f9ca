"""Which words are typical of somebody's quotes, held against all quotes of the archive?

Log-odds of a word's share of quotes, divided by its standard error (Monroe, Colaresi and
Quinn 2008, "Fightin' Words", 3.4, with a flat prior): a word must be both much more
frequent than elsewhere and frequent enough for that to be no accident.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from searchapp.analysis import dutch
from searchapp.engine.embedded import ranking
from searchapp.engine.embedded.facetcolumn import Ints
from searchapp.engine.embedded.view import View
from searchapp.lexicon.word_classes import word_class

SAMPLE = 400
"""Quotes that are read at most, the newest."""
_FIELD = "text"
_FEWEST_QUOTES = 3
_SHORTEST_WORD = 3
_SURE = 1.96
"""Standard errors above nothing: one chance in forty that it is an accident."""


def typical_words(
    view: View, facet: str, value: str, limit: int, load: Callable[[int], str | None]
) -> tuple[str, ...]:
    """The most typical words of the quotes with a facet value, as mostly written there.

    `load` gives the text of a document of the view of quotes.
    """
    texts = [text for document in sample(view, facet, value).tolist() if (text := load(document))]
    spoken = Spoken.of(texts)
    everywhere = {key: view.frequency(_FIELD, key) for key in spoken.counts}
    return spoken.most_typical(everywhere, view.count, limit)


class Spoken(NamedTuple):
    """Words of somebody's quotes.

    quotes: how many those are. counts: how many of them hold a word, by its main key, where that are enough.
    written: how often it's written in which form.
    """

    quotes: int
    counts: Mapping[str, int]
    written: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Spoken:
        """From the texts of the quotes."""
        counts: Counter[str] = Counter()
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for key, word in _words_of(text).items():
                counts[key] += 1
                written[key][word] += 1
        enough = {key: count for key, count in counts.items() if count >= _FEWEST_QUOTES}
        return cls(len(texts), enough, written)

    def most_typical(self, everywhere: Mapping[str, int], all_quotes: int, limit: int) -> tuple[str, ...]:
        """The most typical words as mostly written; `everywhere` says how many of all quotes hold each."""
        scored = [
            (-_surprise(count, self.quotes, everywhere[key], all_quotes), key)
            for key, count in self.counts.items()
        ]
        best = sorted(pair for pair in scored if -pair[0] >= _SURE)[: max(limit, 0)]
        return tuple(_usual_form(self.written[key]) for _, key in best)


def sample(view: View, facet: str, value: str) -> Ints:
    """The newest documents that carry the value."""
    documents = view.carrying(facet, value)
    return documents[ranking.page(view, documents, None, "-date", (0, SAMPLE))]


def _words_of(text: str) -> dict[str, str]:
    """Main key and written form of each word with a meaning of its own."""
    everyday = word_class("everyday_words")
    found: dict[str, str] = {}
    for token in dutch.analyze(text):
        word = token.surface
        telling = len(word) >= _SHORTEST_WORD and word.isalpha() and word not in everyday
        if telling and token.keys:
            found.setdefault(token.keys[0], token.text)
    return found


def _usual_form(forms: Counter[str]) -> str:
    """The most frequent form; one in small letters rather than one with a capital, which may
    only open a sentence.
    """
    small = {form: count for form, count in forms.items() if form.islower()}
    return min((small or forms).items(), key=lambda form: (-form[1], form[0]))[0]


def _surprise(count: int, quotes: int, everywhere: int, all_quotes: int) -> float:
    """How many standard errors the word is more frequent here than elsewhere."""
    cells = _halved((count, quotes - count, everywhere - count, all_quotes - quotes - everywhere + count))
    here, not_here, there, not_there = cells
    odds = math.log(here / not_here) - math.log(there / not_there)
    return odds / math.sqrt(sum(1 / cell for cell in cells))


def _halved(cells: Iterable[int]) -> tuple[float, ...]:
    """Half is added to each count, so that none is nothing."""
    return tuple(max(cell, 0) + 0.5 for cell in cells)
