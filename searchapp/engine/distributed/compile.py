"""What does a query tree ask of OpenSearch? Pure functions from trees to bodies.

`matching` gives a filter. `scored` ranks by the BM25F of the embedded engine, the same formula over
the same figures: a word's frequency in each field, divided by the field's length, weighted, added
up and saturated once. How rare a word is among all records, and how long fields are on average,
is asked before (`survey`), so that ranking doesn't depend on how records are spread over shards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from searchapp.analysis import dutch
from searchapp.analysis.forms import forms
from searchapp.analysis.normalize import fold
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.mapping import facet_field, length_field, text_field
from searchapp.engine.embedded.compile import phrase as surfaces_of
from searchapp.engine.embedded.schema import Kind, Weights
from searchapp.model import PartialDate
from searchapp.query.ast import (
    And,
    DateRange,
    FacetMatch,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Wildcard,
)

K1, B = 1.2, 0.75
SYNONYM_WEIGHT = 0.5
MOST_PHRASES = 64
"""Combinations of inflected forms that are counted one by one; of more, each record counts one."""
COUNTED_WORDS = 200
"""Words of one pattern, and of all patterns of a query together, that count in the ranking."""
NOTHING: Answer = {"match_none": {}}
EVERYTHING: Answer = {"match_all": {}}

Leaf = Term | Phrase | Wildcard
Values = Mapping[FacetMatch, tuple[str, ...]]
"""The facet values of the archive that each facet leaf means."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What only the whole archive knows.

    records: how many there are. matching: how many of them each scored leaf matches. lengths: mean words of a
    record in each field.
    """

    records: int = 0
    matching: Mapping[Query, int] = field(default_factory=dict)
    lengths: Mapping[str, float] = field(default_factory=dict)

    def rarity(self, leaf: Query) -> float:
        """Inverse document frequency of what matches so."""
        matching = self.matching.get(leaf, 0)
        return math.log(1 + (self.records - matching + 0.5) / (matching + 0.5))


def matching(query: Query, kind: Kind, values: Values) -> Answer:
    """A filter for the records that the tree matches."""
    if isinstance(query, And):
        return {"bool": {"filter": [matching(child, kind, values) for child in query.children]}}
    if isinstance(query, Or):
        return any_of([matching(child, kind, values) for child in query.children])
    if isinstance(query, Synonyms):
        return any_of([matching(child, kind, values) for child in (query.typed, *query.others)])
    if isinstance(query, Not):
        return {"bool": {"must_not": [matching(query.child, kind, values)]}}
    if isinstance(query, FacetMatch):
        return {"terms": {facet_field(query.facet): list(values.get(query, ()))}}
    if isinstance(query, DateRange):
        return overlapping(query.first, query.last)
    if isinstance(query, (Term, Phrase, Wildcard)):
        return any_of([_matching_in(query, text_field(kind, name)) for name in weights_of(query, kind)])
    return EVERYTHING


def scored(query: Query, kind: Kind, values: Values, statistics: Statistics) -> Answer:
    """A query for the same records, with their scores."""
    if isinstance(query, And):
        return {"bool": {"must": [scored(child, kind, values, statistics) for child in query.children]}}
    if isinstance(query, Or):
        return any_of([scored(child, kind, values, statistics) for child in query.children])
    if isinstance(query, Synonyms):
        return _synonyms(query, kind, values, statistics)
    if isinstance(query, (Term, Phrase, Wildcard)):
        return _ranked(query, kind, statistics)
    return {"bool": {"filter": [matching(query, kind, values)]}}


def weights_of(leaf: Leaf, kind: Kind) -> Weights:
    """The fields that a leaf is sought in; none for a title word of a quote."""
    if isinstance(leaf, Term):
        return kind.title_keys if leaf.title_only else kind.keys
    return kind.title_exact if leaf.title_only else kind.exact


def scored_leaves(query: Query) -> Iterator[Query]:
    """The leaves whose rarity counts."""
    if isinstance(query, (And, Or)):
        for child in query.children:
            yield from scored_leaves(child)
    elif isinstance(query, Synonyms):
        yield from scored_leaves(query.typed)
        for other in query.others:
            yield from [other] if isinstance(other, FacetMatch) else scored_leaves(other)
    elif isinstance(query, (Term, Phrase, Wildcard)):
        yield query


def facet_matches(query: Query) -> Iterator[FacetMatch]:
    """The leaves that name a facet value."""
    if isinstance(query, FacetMatch):
        yield query
    elif isinstance(query, Not):
        yield from facet_matches(query.child)
    elif isinstance(query, (And, Or)):
        for child in query.children:
            yield from facet_matches(child)
    elif isinstance(query, Synonyms):
        for child in (query.typed, *query.others):
            yield from facet_matches(child)


def overlapping(first: PartialDate | None, last: PartialDate | None) -> Answer:
    """Records whose (partial) date overlaps the range; never one without a date."""
    bounds: list[Answer] = [{"term": {"dated": True}}]
    if first:
        bounds.append({"range": {"last_day": {"gte": first.first_day.toordinal()}}})
    if last:
        bounds.append({"range": {"first_day": {"lte": last.last_day.toordinal()}}})
    return {"bool": {"filter": bounds}}


def any_of(queries: Sequence[Answer]) -> Answer:
    """At least one of the queries; their scores add up."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}} if queries else NOTHING


def _synonyms(query: Synonyms, kind: Kind, values: Values, statistics: Statistics) -> Answer:
    """The best of what was typed and, for less, of the others; they don't add up."""
    members = [scored(query.typed, kind, values, statistics)]
    for other in query.others:
        if isinstance(other, FacetMatch):
            # A facet value has no frequency: it counts like a word that stands there once.
            worth = statistics.rarity(other) / (K1 + 1)
            found: Answer = {"constant_score": {"filter": matching(other, kind, values), "boost": worth}}
        else:
            found = scored(other, kind, values, statistics)
        members.append({"bool": {"must": [found], "boost": SYNONYM_WEIGHT}})
    return {"dis_max": {"queries": members}}


def _ranked(leaf: Leaf, kind: Kind, statistics: Statistics) -> Answer:
    weights = weights_of(leaf, kind)
    if not weights:
        return NOTHING
    shares = [
        _script(
            _frequency(leaf, text_field(kind, name)),
            f"weight * _score / (1 - b + b * doc['{length_field(kind, name)}'].value / mean)",
            weight=weight,
            b=B,
            mean=statistics.lengths.get(name) or 1.0,
        )
        for name, weight in weights.items()
    ]
    return _script(any_of(shares), "rarity * _score / (k1 + _score)", rarity=statistics.rarity(leaf), k1=K1)


def _script(query: Answer, source: str, **parameters: float) -> Answer:
    script = {"lang": "expression", "source": source, "params": parameters}
    return {"script_score": {"query": query, "script": script}}


def _matching_in(leaf: Leaf, name: str) -> Answer:
    if isinstance(leaf, Term):
        return {"terms": {name: list(dutch.keys(leaf.text))}}
    if isinstance(leaf, Wildcard):
        return {"wildcard": {name: {"value": _pattern(leaf)}}}
    words = _words(leaf)
    if math.prod(map(len, words)) <= MOST_PHRASES:
        return any_of([_side_by_side(phrase, name) for phrase in product(*words)])
    steps = [{"span_or": {"clauses": [{"span_term": {name: form}} for form in same]}} for same in words]
    return {"span_near": {"clauses": steps, "slop": 0, "in_order": True}}


def _frequency(leaf: Leaf, name: str) -> Answer:
    """A query whose score is how often the leaf stands in the field; 0 tells of nothing."""
    if isinstance(leaf, Term):
        # Of several keys of one word the most frequent counts.
        return {"dis_max": {"queries": [{"term": {name: key}} for key in dutch.keys(leaf.text)]}}
    found = _matching_in(leaf, name)
    if isinstance(leaf, Wildcard):
        counted = {"value": _pattern(leaf), "rewrite": f"top_terms_{COUNTED_WORDS}"}
        return {"bool": {"filter": [found], "should": [{"wildcard": {name: counted}}]}}
    return {"constant_score": {"filter": found}} if "span_near" in found else found


def _words(phrase: Phrase) -> list[tuple[str, ...]]:
    """The surface forms that will do at each position."""
    return [forms(word) if phrase.inflected else (word,) for word in surfaces_of(phrase.text)]


def _side_by_side(words: Sequence[str], name: str) -> Answer:
    # OpenSearch adds up the frequency for each word of a phrase; the boost takes that back.
    return {"match_phrase": {name: {"query": " ".join(words), "boost": 1 / len(words)}}}


def _pattern(wildcard: Wildcard) -> str:
    """The folded pattern, in which `*` alone is special."""
    return "".join(f"\\{letter}" if letter in "?\\" else letter for letter in fold(wildcard.pattern))


def carrying(facet: str, values: Iterable[str]) -> Answer:
    """Records with one of the values."""
    return {"terms": {facet_field(facet): list(values)}}
