"""Which documents does a query tree match, and how well? Masks and scores over all documents.

Ranking is BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.6):
frequencies of a word's keys are weighted and normalised by length field by field, added up,
and saturated once. Document counts and mean lengths are those of live documents, so that an
index that grew piece by piece ranks like one made in one go.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis import dutch
from searchapp.analysis.normalize import fold
from searchapp.engine.embedded import compile as compiling
from searchapp.engine.embedded.columns import Mask
from searchapp.engine.embedded.schema import Weights
from searchapp.engine.embedded.view import Positioned, View
from searchapp.model import UNKNOWN, Notice, PartialDate
from searchapp.query.ast import (
    And,
    DateRange,
    Everything,
    FacetMatch,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Wildcard,
)
from searchapp.query.wildcards import fits

K1 = 1.2
B = 0.75
SYNONYM_WEIGHT = 0.5
"""What a synonym counts beside the typed word."""
MAX_EXPANSIONS = 1_000
"""Words that one pattern may stand for."""

Floats: TypeAlias = NDArray[np.float64]


class Matches(NamedTuple):
    """Of every document: whether it matches, and its score (0 where it doesn't)."""

    mask: Mask
    scores: Floats


class Evaluation:
    """Evaluates trees against one view; `notices` gathers what the reader should know."""

    def __init__(self, view: View) -> None:
        """Nothing is read yet."""
        self._view = view
        self.notices: dict[str, None] = {}

    def run(self, query: Query) -> Matches:
        """Matches of a prepared tree, without deleted documents."""
        if isinstance(query, (And, Or)):
            return self._combined(query)
        if isinstance(query, Synonyms):
            return self._synonyms(query)
        if isinstance(query, Not):
            return self._unscored(~self.run(query.child).mask)
        if isinstance(query, Term):
            return self._term(query)
        if isinstance(query, Phrase):
            return self._phrase(query)
        if isinstance(query, Wildcard):
            return self._wildcard(query)
        if isinstance(query, FacetMatch):
            return self._unscored(self._facet(query))
        if isinstance(query, DateRange):
            return self._unscored(overlap(self._view, query.first, query.last))
        assert isinstance(query, Everything)
        return self._unscored(np.ones(self._view.size, np.bool_))

    def _unscored(self, mask: Mask) -> Matches:
        return Matches(mask & self._view.live, np.zeros(self._view.size))

    def _combined(self, query: And | Or) -> Matches:
        children = [self.run(child) for child in query.children]
        join = np.logical_and if isinstance(query, And) else np.logical_or
        mask = reduce(join, (child.mask for child in children))
        return Matches(mask, sum((child.scores for child in children), np.zeros(self._view.size)) * mask)

    def _synonyms(self, query: Synonyms) -> Matches:
        """The best of what was typed and, for less, of the others; they don't add up."""
        mask, scores = self.run(query.typed)
        for other in query.others:
            found = self.run(other)
            mask = mask | found.mask
            scores = np.maximum(scores, SYNONYM_WEIGHT * self._as_word(other, found))
        return Matches(mask, scores)

    def _as_word(self, query: Query, found: Matches) -> Floats:
        """The scores; a facet value, which has none, counts like a word that stands there once."""
        if not isinstance(query, FacetMatch):
            return found.scores
        return np.where(found.mask, self._rarity(found.mask) / (K1 + 1), 0.0)

    def _term(self, term: Term) -> Matches:
        """A word in any of its keys; of several keys in one field the most frequent counts."""
        kind, keys = self._view.kind, dutch.keys(term.text)

        def frequencies(name: str) -> Floats:
            found = np.zeros(self._view.size)
            for key in keys:
                postings = self._view.postings(name, key)
                found[postings.ids] = np.maximum(found[postings.ids], postings.frequencies)
            return found

        return self._ranked(self._fields(kind.title_keys if term.title_only else kind.keys), frequencies)

    def _phrase(self, phrase: Phrase) -> Matches:
        kind, words = self._view.kind, compiling.phrase_forms(phrase)

        def frequencies(name: str) -> Floats:
            starts = reduce(
                lambda places, later: np.intersect1d(places, later),
                (self._places(name, terms, len(words) - offset) for offset, terms in enumerate(words)),
            )
            return np.bincount(starts >> 32, minlength=self._view.size).astype(np.float64)

        return self._ranked(self._fields(kind.title_exact if phrase.title_only else kind.exact), frequencies)

    def _places(self, name: str, terms: Sequence[str], shift: int) -> NDArray[np.int64]:
        """Where any of the terms stands, as `_places` numbers them."""
        found = [_places(self._view.postings(name, term), shift) for term in terms]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _wildcard(self, wildcard: Wildcard) -> Matches:
        kind, pattern = self._view.kind, fold(wildcard.pattern)
        weights = self._fields(kind.title_exact if wildcard.title_only else kind.exact)
        terms = self._expand(pattern, weights)

        def frequencies(name: str) -> Floats:
            found = np.zeros(self._view.size)
            for term in terms:
                postings = self._view.postings(name, term)
                found[postings.ids] += postings.frequencies
            return found

        return self._ranked(weights, frequencies)

    def _expand(self, pattern: str, names: Iterable[str]) -> list[str]:
        prefix, piece = pattern.split("*", 1)[0], max(pattern.split("*"), key=len)
        view = self._view
        near = (view.starting(name, prefix) if prefix else view.containing(name, piece) for name in names)
        terms = {term for found in near for term in found if fits(pattern, term)}
        if len(terms) > MAX_EXPANSIONS:
            notice = Notice(
                "‘{pattern}’ past op meer dan {most} woorden; "
                "alleen de eerste {most} van het alfabet zijn gezocht.",
                pattern=pattern,
                most=str(MAX_EXPANSIONS),
            )
            self.notices[notice] = None
        return sorted(terms)[:MAX_EXPANSIONS]

    def _fields(self, weights: Weights) -> Weights:
        if not weights:
            self.notices[Notice("‘titel:’ zoekt alleen in verslagen, niet in citaten.")] = None
        return weights

    def _ranked(self, weights: Weights, frequencies: Callable[[str], Floats]) -> Matches:
        view = self._view
        weighted = np.zeros(view.size)
        for name, weight in weights.items():
            found = frequencies(name)
            ids = np.flatnonzero(found)
            length = view.columns.lengths[name][ids] / view.mean_lengths[name]
            weighted[ids] += weight * found[ids] / (1 - B + B * length)
        mask = (weighted > 0) & view.live
        return Matches(mask, self._rarity(mask) * weighted / (K1 + weighted) * mask)

    def _rarity(self, mask: Mask) -> float:
        """Inverse document frequency of what matches so."""
        matching = int(np.count_nonzero(mask))
        return math.log(1 + (self._view.count - matching + 0.5) / (matching + 0.5))

    def _facet(self, match: FacetMatch) -> Mask:
        column = self._view.columns.facets[match.facet]
        accepted = compiling.accepts(match)
        wanted = np.array([accepted(value) for value in column.values], np.bool_)
        mask = np.zeros(self._view.size, np.bool_)
        if len(wanted):
            mask[column.rows[wanted[column.ordinals]]] = True
        if accepted(UNKNOWN):
            mask |= ~column.filled(self._view.size)
        return mask


def overlap(view: View, first: PartialDate | None, last: PartialDate | None) -> Mask:
    """Documents whose (partial) date overlaps the range; never one without a date."""
    firsts, lasts = view.columns.numbers["first_day"], view.columns.numbers["last_day"]
    mask = firsts > 0
    if first:
        mask &= lasts >= first.first_day.toordinal()
    if last:
        mask &= firsts <= last.last_day.toordinal()
    return mask


def _places(postings: Positioned, shift: int) -> NDArray[np.int64]:
    """One number for each document and position, the position moved by `shift`."""
    return (np.repeat(postings.ids, postings.frequencies) << 32) + postings.positions + shift
