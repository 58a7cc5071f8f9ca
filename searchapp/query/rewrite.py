"""How does a tree become another tree that asks for more, or for less?"""

from __future__ import annotations

from searchapp.query.ast import And, Not, Or, Phrase, Query, Synonyms, Term
from searchapp.query.words import all_of


def exact(query: Query) -> Query:
    """The same query with every word as its surface form only."""
    if isinstance(query, Term):
        return Phrase(query.text, query.title_only)
    if isinstance(query, And):
        return all_of(list(map(exact, query.children))) or query
    if isinstance(query, Or):
        return Or(tuple(map(exact, query.children)))
    if isinstance(query, Not):
        return Not(exact(query.child))
    if isinstance(query, Synonyms):
        return exact(query.typed)
    return query
