"""Which words does a piece of typed text hold?

The parser keeps words as typed and leaves their analysis to the engine; all it has to
know is where one word ends, so that every `Term` stands for one position in a text.
"""

from __future__ import annotations

import re

from searchapp.lexicon.spelling import APOSTROPHES, CHUNK, INITIALS, INVISIBLE, MAX_JOINED, NUMBER, PART
from searchapp.query.ast import And, Or, Phrase, Query, Term

_INNER = re.compile(rf"[{APOSTROPHES}{INVISIBLE}]")


def has_word(text: str) -> bool:
    """Whether there is a letter or digit in the text."""
    return CHUNK.search(text) is not None


def word_queries(text: str, title_only: bool = False) -> list[Query]:
    """One query for each word typed; a hyphen word matches written together and apart.

    >>> word_queries("play-offs,")
    [Or(children=(Term(text='playoffs', title_only=False), Phrase(text='play offs', title_only=False)))]
    """
    found: list[Query] = []
    for match in CHUNK.finditer(text):
        typed = match.group()
        pieces = PART.findall(typed)
        if len(pieces) < 2 or NUMBER.fullmatch(typed) or INITIALS.fullmatch(typed):
            found.append(Term(typed, title_only))
            continue
        apart = Phrase(" ".join(pieces), title_only)
        joined = Term(_INNER.sub("", "".join(pieces)), title_only)
        found.append(Or((joined, apart)) if len(pieces) <= MAX_JOINED else apart)
    return found


def all_of(children: list[Query]) -> Query | None:
    """The children joined by And, flattened; one child alone; None without any."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, And) else (child,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return And(tuple(flat))


def any_of(children: list[Query]) -> Query | None:
    """The children joined by Or, flattened; one child alone; None without any."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, Or) else (child,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return Or(tuple(flat))
