"""Which quotes come nearest to a sentence as somebody remembers it?

Two steps: the words' posting lists propose a few hundred quotes, those that share the rarest
words first; then each proposed quote is aligned with the sentence, word by word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from searchapp import alignment
from searchapp.analysis.dutch import Token
from searchapp.engine.embedded import ranking
from searchapp.engine.embedded.facetcolumn import Ints
from searchapp.engine.embedded.scratch import Ids, Valued
from searchapp.engine.embedded.view import View
from searchapp.model import Difference, Quote, QuoteHit, QuoteMatch, Report, Snippet

NEAR, NEAR_WHEN_SHORT = 0.55, 0.7
"""Similarity below which a quote has nothing to do with the sentence; any two small words are
half of a short one.
"""
SHORT = 6
"""Words below which a sentence is short."""
CANDIDATES = 200
_FIELD = "text"
_MOST_WORDS = 64
_MOST_POSTINGS = 4_000_000
"""Postings read at most; the rarest words come first, so what is left out tells least."""

Located = tuple[Report, int]
"""A report and the number of a quote in it."""


def nearest(
    view: View, text: str, limit: int, load: Callable[[int], Located | None]
) -> tuple[QuoteMatch, ...]:
    """At most `limit` quotes that come near `text`, the nearest first; () when none does.

    `load` gives the quote of a document of the view of quotes.
    """
    found = (load(document) for document in candidates(view, alignment.words(text)).tolist())
    return aligned(text, filter(None, found), limit)


def aligned(text: str, proposed: Iterable[Located], limit: int) -> tuple[QuoteMatch, ...]:
    """Of the proposed quotes at most `limit` that come near `text`, the nearest first."""
    typed = alignment.words(text)
    least = NEAR if len(typed) >= SHORT else NEAR_WHEN_SHORT
    found = []
    for report, number in proposed:
        printed = alignment.words(report.quotes[number - 1].text)
        best, whole = alignment.similarity(typed, printed)
        if best >= least:
            found.append(((-best, -whole, report.id, number), report))
    found.sort(key=lambda each: each[0])
    return tuple(
        _match(report, number, text, -best) for (best, _, _, number), report in found[: max(limit, 0)]
    )


def candidates(view: View, typed: Sequence[Token]) -> Ints:
    """The documents that share most with the typed words, rare words counting most.

    Among equals those whose length is nearest to the typed one win.
    """
    parts = []
    budget = _MOST_POSTINGS
    for frequency, key in _rarest_first(view, typed):
        if budget < frequency:
            break
        budget -= frequency
        rarity = math.log(1 + (view.count - frequency + 0.5) / (frequency + 0.5)) if view.count else 0.0
        documents = view.documents(_FIELD, key)
        parts.append(Valued(documents, np.full(len(documents), max(rarity, 0.01))))
    documents, scores = view.scratch.merged(parts)
    lengths = view.lengths(_FIELD)

    def distance(places: Ids) -> Ids:
        return np.abs(lengths.take(documents.take(places)).astype(np.intp) - len(typed))

    keys = [lambda places: -np.round(scores.take(places), 6), distance]
    return documents[ranking.first(view, documents, np.arange(len(documents)), keys, CANDIDATES)]


def _rarest_first(view: View, typed: Sequence[Token]) -> Iterable[tuple[int, str]]:
    keys = dict.fromkeys(key for token in typed for key in token.keys)
    known = ((view.frequency(_FIELD, key), key) for key in keys)
    return sorted(pair for pair in known if pair[0])[:_MOST_WORDS]


def _match(report: Report, number: int, text: str, similarity: float) -> QuoteMatch:
    quote: Quote = report.quotes[number - 1]
    differences = alignment.differences(text, quote.text)
    hit = QuoteHit(report, number, quote, _printed(differences), similarity)
    return QuoteMatch(hit, similarity, differences)


def _printed(differences: Sequence[Difference]) -> Snippet:
    """The quote as printed, what agrees with the typed words marked."""
    return Snippet(tuple((part.printed, part.kind == "equal") for part in differences if part.printed))
