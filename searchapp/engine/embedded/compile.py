"""What does a query tree ask of the index? Pure functions from tree to tree and from text to terms."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from searchapp.analysis import dutch
from searchapp.analysis.forms import forms
from searchapp.analysis.normalize import fold
from searchapp.engine.embedded.strings import Strings
from searchapp.lexicon import lexicon
from searchapp.model import UNKNOWN, Notice
from searchapp.query.ast import (
    And,
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
from searchapp.query.rewrite import exact

_TEAM_FACETS = frozenset({"team", "mentioned_team", "speaker_team"})


class Words(Protocol):
    """How the words of a query become index terms."""

    def keys(self, word: str) -> tuple[str, ...]:
        """The terms of a word in any of its forms."""

    def phrase(self, text: str, inflected: bool) -> list[tuple[str, ...]]:
        """The terms that may stand at each position of a phrase."""

    def pattern(self, text: str) -> str:
        """A pattern as the terms are written."""

    def meant(self, match: FacetMatch, values: Strings) -> list[int]:
        """The numbers of the facet values that are meant."""


class _Dutch:
    """Words as `searchapp.analysis` makes terms of them."""

    def keys(self, word: str) -> tuple[str, ...]:
        """All inflected forms meet in one of these."""
        return dutch.keys(word)

    def phrase(self, text: str, inflected: bool) -> list[tuple[str, ...]]:
        """Folded surface forms, or all forms of each word."""
        return [forms(word) if inflected else (word,) for word in phrase(text)]

    def pattern(self, text: str) -> str:
        """Folded."""
        return fold(text)

    def meant(self, match: FacetMatch, values: Strings) -> list[int]:
        """Those that `accepts` accepts."""
        accepted = accepts(match)
        return [number for number in _near(match, values) if accepted(values[number])]


DUTCH: Words = _Dutch()


def prepare(query: Query, exact_forms: bool) -> Query:
    """The tree to evaluate: words as surface forms if asked for, leaves without a word left out."""
    return _pruned(exact(query) if exact_forms else query) or Everything()


def _pruned(query: Query) -> Query | None:
    if isinstance(query, Term):
        return query if dutch.keys(query.text) else None
    if isinstance(query, Phrase):
        return query if phrase(query.text) else None
    if isinstance(query, Wildcard):
        return query if query.pattern.strip("*") else None
    if isinstance(query, Not):
        child = _pruned(query.child)
        return Not(child) if child else None
    if isinstance(query, (And, Or)):
        children = tuple(child for child in map(_pruned, query.children) if child)
        return type(query)(children) if children else None
    if isinstance(query, Synonyms):
        typed, others = _pruned(query.typed), tuple(other for other in map(_pruned, query.others) if other)
        return Synonyms(typed, others) if typed and others else typed
    return query


def phrase(text: str) -> tuple[str, ...]:
    """The surface forms of a phrase, one a position: hyphen words word by word."""
    surfaces: dict[int, str] = {}
    for token in dutch.analyze(text):
        surfaces.setdefault(token.position, token.surface)
    return tuple(surfaces.values())


def split_compounds(query: Query) -> tuple[Query, tuple[str, ...]]:
    """The tree with each positive compound word as all of its parts, and a notice for each.

    Without a compound the notices are empty and the tree is the same.
    """
    notices: dict[str, None] = {}

    def split(query: Query) -> Query:
        if isinstance(query, (And, Or)):
            return type(query)(tuple(map(split, query.children)))
        parts = dutch.components(query.text) if isinstance(query, Term) else ()
        if not isinstance(query, Term) or len(parts) < 2:
            return query
        *others, last = (f"‘{part}’" for part in parts)
        notice = Notice(
            "Niets gevonden voor ‘{word}’; gezocht op de delen {others} en {last}.",
            word=query.text,
            others=", ".join(others),
            last=last,
        )
        notices[notice] = None
        return And(tuple(Term(part, query.title_only) for part in parts))

    return split(query), tuple(notices)


def accepts(match: FacetMatch) -> Callable[[str], bool]:
    """Whether a facet value is meant: the same, its canonical name, or with all the words.

    >>> accepts(FacetMatch("speaker", "van den brom"))("John van den Brom")
    True
    """
    folded, wanted = fold(match.text), _words(match.text)
    canonical = _canonical(match)

    def accepted(value: str) -> bool:
        if value == UNKNOWN:
            return folded == UNKNOWN
        return value == canonical or fold(value) == folded or (bool(wanted) and wanted <= _words(value))

    return accepted


def _near(match: FacetMatch, values: Strings) -> set[int]:
    """The numbers of all values that can be meant, and of a few others."""
    lines = values.lines(_findable)
    near = {values.find(canonical)} if (canonical := _canonical(match)) else set()
    for sought in {fold(match.text), max(_words(match.text), key=len, default="")} - {""}:
        near |= lines.holding(sought)
    return {number for number in near if number is not None}


def _findable(value: str) -> str:
    """A text that holds every word of a value, and the value folded."""
    folded = fold(value)
    plain = folded.replace(" ", "").isalnum()
    return folded if plain else " ".join([folded, *sorted(_words(value))])


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> frozenset[str]:
    return frozenset(token.surface for token in dutch.analyze(name))


def _canonical(match: FacetMatch) -> str | None:
    if match.facet in _TEAM_FACETS:
        return lexicon().canonical_team(match.text)
    if match.facet == "competition":
        return lexicon().canonical_competition(match.text)
    return None
