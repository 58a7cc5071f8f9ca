"""How is a query tree written down so that it reads back the same?"""

from __future__ import annotations

import re

from searchapp import fields
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

_BARE = re.compile(r"[^\W_]+")


def to_text(query: Query) -> str:
    """The query in the query language: `parse(to_text(tree)).query == tree`.

    That holds for every tree the parser makes, within its bounds. Raises KeyError for a
    facet that has no prefix.

    >>> to_text(And((Term("genk"), Not(Phrase("eerste helft")))))
    'genk -"eerste helft"'
    """
    if isinstance(query, Or):
        return " OF ".join(map(to_text, query.children))
    if isinstance(query, And):
        return " ".join(
            _operand(child) if isinstance(child, Or) else to_text(child) for child in query.children
        )
    if isinstance(query, Not):
        return "-" + _operand(query.child)
    if isinstance(query, Synonyms):
        return to_text(query.typed)
    return _leaf(query)


def _operand(query: Query) -> str:
    return f"({to_text(query)})" if isinstance(query, (And, Or, Not)) else to_text(query)


def _leaf(query: Everything | Term | Phrase | Wildcard | FacetMatch | DateRange) -> str:
    if isinstance(query, Everything):
        return "*"
    if isinstance(query, FacetMatch):
        prefix = fields.FACET[query.facet].prefix
        if prefix is None:
            raise KeyError(query.facet)
        value = query.text if _BARE.fullmatch(query.text) else f'"{query.text}"'
        return f"{prefix}:{value}"
    if isinstance(query, DateRange):
        same = query.first == query.last
        ends = str(query.first) if same else f"{query.first or ''}..{query.last or ''}"
        return f"{fields.DATE_PREFIX}:{ends}"
    title = f"{fields.TITLE_PREFIX}:" if query.title_only else ""
    if isinstance(query, Phrase):
        return f'{title}"{query.text}"'
    return title + (query.text if isinstance(query, Term) else query.pattern)
