"""Which documents does a query tree match, and how well? Ascending lists of documents with scores.

Ranking is BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.6):
frequencies of a word's keys are weighted and normalised by length field by field, added up,
and saturated once. Document counts and mean lengths are those of live documents, so that an
index that grew piece by piece ranks like one made in one go.

Where all must hold, the rarest is evaluated first and the others only within what it left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from searchapp.engine.embedded import phrase as phrases
from searchapp.engine.embedded import scoring
from searchapp.engine.embedded.narrowing import days_overlap, meant_sets
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.embedded.schema import Weights
from searchapp.engine.embedded.scratch import Floats, Ids, Valued
from searchapp.engine.embedded.view import View
from searchapp.model import Notice
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

SYNONYM_WEIGHT = 0.5
"""What a synonym counts beside the typed word."""
MAX_EXPANSIONS = 1_000
"""Words that one pattern may stand for."""


class Matches(NamedTuple):
    """The live documents that match, ascending, and their scores; None: all are 0."""

    ids: Ids
    scores: Floats | None


class Leaf(NamedTuple):
    """What a word, phrase or pattern asks: which fields it is sought in and how often it stands there.

    key: tells it from all others of the view. frequencies: of a field, perhaps only within some
    documents.
    """

    key: Hashable
    weights: Weights
    frequencies: Callable[[str, Ids | None], Valued | Postings]


class Evaluation:
    """Evaluates trees against one view; `notices` gathers what the reader should know."""

    def __init__(self, view: View) -> None:
        """Nothing is read yet."""
        self._view = view
        self._leaves: dict[Query, Leaf] = {}
        self.notices: dict[str, None] = {}

    def run(self, query: Query, within: Ids | None = None) -> Matches:
        """Matches of a prepared tree among some live documents, or among all."""
        if isinstance(query, And):
            return self._all(query.children, within)
        if isinstance(query, Or):
            return self._any([self.run(child, within) for child in query.children])
        if isinstance(query, Synonyms):
            return self._synonyms(query, within)
        if isinstance(query, (Term, Phrase, Wildcard)):
            return self._ranked(self._leaf(query), within)
        base = self._view.everything if within is None else within
        if isinstance(query, Not):
            return Matches(base[self._view.scratch.without(base, self.run(query.child, within).ids)], None)
        if isinstance(query, (FacetMatch, DateRange)):
            return Matches(self._fitting(query, within), None)
        assert isinstance(query, Everything)
        return Matches(base, None)

    def _all(self, children: Sequence[Query], within: Ids | None) -> Matches:
        """The rarest first; what must not match last."""
        found = Matches(self._view.everything if within is None else within, None)
        started = within is not None
        for child in sorted(children, key=self._size):
            if isinstance(child, Not):
                found = self._kept(
                    found, self._view.scratch.without(found.ids, self.run(child.child, found.ids).ids)
                )
                continue
            matches = self.run(child, found.ids if started else None)
            found = self._added(found, matches) if started else matches
            started = True
        return found

    def _kept(self, found: Matches, places: Ids) -> Matches:
        return Matches(found.ids[places], None if found.scores is None else found.scores[places])

    def _added(self, found: Matches, matches: Matches) -> Matches:
        """The second matches, which are some of the first, with the scores of both."""
        if found.scores is None:
            return matches
        if len(matches.ids) < len(found.ids):
            found = self._kept(found, self._view.scratch.inside(found.ids, matches.ids))
        if found.scores is None or matches.scores is None:
            return found
        return Matches(found.ids, found.scores + matches.scores)

    def _size(self, query: Query) -> float:
        """About how many documents match, for the order of evaluation."""
        view = self._view
        if isinstance(query, Term):
            keys, names = view.kind.words.keys(query.text), self._leaf(query).weights
            return sum(view.frequency(name, key) for name in names for key in keys)
        if isinstance(query, Phrase):
            forms, names = view.kind.words.phrase(query.text, query.inflected), self._leaf(query).weights
            return sum(
                min(sum(view.frequency(name, form) for form in each) for each in forms) for name in names
            )
        if isinstance(query, FacetMatch):
            return int(view.set_totals(query.facet)[meant_sets(view, query)].sum())
        if isinstance(query, And):
            return min(map(self._size, query.children))
        if isinstance(query, Or):
            return sum(map(self._size, query.children))
        if isinstance(query, Synonyms):
            return self._size(query.typed) + sum(map(self._size, query.others))
        if isinstance(query, Not):
            return math.inf
        return view.count / 2 if isinstance(query, (DateRange, Wildcard)) else view.count

    def _synonyms(self, query: Synonyms, within: Ids | None) -> Matches:
        """The best of what was typed and, for less, of the others; they don't add up."""
        parts = [self.run(query.typed, within)]
        for other in query.others:
            found = self.run(other, within)
            scores = self._as_word(other, found)
            parts.append(Matches(found.ids, None if scores is None else SYNONYM_WEIGHT * scores))
        return self._any(parts, np.maximum)

    def _any(self, matches: Sequence[Matches], join: np.ufunc = np.add) -> Matches:
        """What any of them matches, with scores joined."""
        filled = [each for each in matches if len(each.ids)]
        scored = [Valued(each.ids, each.scores) for each in filled if each.scores is not None]
        best = self._view.scratch.merged(scored, join)
        if len(scored) == len(filled):
            return Matches(best.ids.astype(np.intp, copy=False), best.values)
        ids = self._view.scratch.union([each.ids for each in filled])
        if not scored:
            return Matches(ids, None)
        scores = np.zeros(len(ids))
        scores[self._view.scratch.inside(ids, best.ids)] = best.values
        return Matches(ids, scores)

    def _as_word(self, query: Query, found: Matches) -> Floats | None:
        """The scores; a facet value, which has none, counts like a word that stands there once."""
        if not isinstance(query, FacetMatch):
            return found.scores
        rarity = scoring.rarity(int(self._size(query)), self._view.count)
        return np.full(len(found.ids), rarity / (scoring.K1 + 1))

    def _leaf(self, query: Term | Phrase | Wildcard) -> Leaf:
        if query not in self._leaves:
            self._leaves[query] = self._asked(query)
        return self._leaves[query]

    def _asked(self, query: Term | Phrase | Wildcard) -> Leaf:
        kind, words = self._view.kind, self._view.kind.words
        if isinstance(query, Term):
            weights = self._fields(kind.title_keys if query.title_only else kind.keys)
            keys = words.keys(query.text)
            return Leaf((keys, *weights), weights, partial(self._term, keys))
        weights = self._fields(kind.title_exact if query.title_only else kind.exact)
        if isinstance(query, Wildcard):
            terms = self._expand(words.pattern(query.pattern), weights)
            return Leaf((query, *weights), weights, partial(self._pattern, terms))
        forms = words.phrase(query.text, query.inflected)
        return Leaf((query, *weights), weights, partial(self._phrase, forms))

    def _term(self, keys: Sequence[str], name: str, within: Ids | None) -> Valued | Postings:
        """A word in any of its keys; of several keys in one field the most frequent counts."""
        lists = [self._view.postings(name, key) for key in keys]
        if len(lists) == 1:
            return lists[0]
        return self._view.scratch.merged([Valued(*each) for each in lists], np.maximum)

    def _phrase(self, forms: Sequence[Sequence[str]], name: str, within: Ids | None) -> Valued | Postings:
        if len(forms) == len(forms[0]) == 1:
            return self._view.postings(name, forms[0][0])
        return phrases.occurrences(self._view, name, forms, within)

    def _pattern(self, terms: Sequence[str], name: str, within: Ids | None) -> Valued:
        lists = [self._view.postings(name, term) for term in terms]
        return self._view.scratch.summed([Valued(*each) for each in lists])

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

    def _ranked(self, leaf: Leaf, within: Ids | None) -> Matches:
        view = self._view
        known: int | None = view.cache.peek(("holding", leaf.key))
        # Rarity is that among all documents: what isn't known yet has to be looked up everywhere.
        found = {name: leaf.frequencies(name, None if known is None else within) for name in leaf.weights}
        filled = {name: Valued(*each) for name, each in found.items() if len(each[0])}
        if within is not None:
            known = self._holding(leaf, [each.ids for each in filled.values()])
            filled = {name: self._inside(each, within) for name, each in filled.items()}
        parts = [
            Valued(ids, scoring.weighted(view.norms(name), ids, frequencies, leaf.weights[name]))
            for name, (ids, frequencies) in filled.items()
            if len(ids)
        ]
        if not parts:
            return Matches(np.empty(0, np.intp), None)
        ids, sums = view.scratch.merged(parts)
        holding = self._holding(leaf, [ids]) if known is None else known
        scores = scoring.saturated(sums, scoring.rarity(holding, view.count))
        return Matches(ids.astype(np.intp, copy=False), scores)

    def _inside(self, part: Valued, within: Ids) -> Valued:
        places = self._view.scratch.inside(part.ids, within)
        return Valued(part.ids[places], part.values[places])

    def _holding(self, leaf: Leaf, lists: Sequence[Ids]) -> int:
        """How many live documents hold the word in any field."""
        return self._view.cache.get(("holding", leaf.key), lambda: len(self._view.scratch.union(lists)))

    def _fitting(self, query: FacetMatch | DateRange, within: Ids | None) -> Ids:
        """The live documents with the facet value, or with a date in the range."""
        if within is None:
            return self._view.cache.get(("fitting", query), lambda: self._fitting_all(query))
        if isinstance(query, DateRange):
            return within[days_overlap(self._view, query.first, query.last, within)]
        column = self._view.columns.facets[query.facet].column
        return within[meant_sets(self._view, query).take(column.take(within))]

    def _fitting_all(self, query: FacetMatch | DateRange) -> Ids:
        if isinstance(query, DateRange):
            mask = days_overlap(self._view, query.first, query.last, None)
        else:
            mask = meant_sets(self._view, query).take(self._view.columns.facets[query.facet].column)
        return np.flatnonzero(mask & self._view.live if len(self._view.deleted) else mask)
