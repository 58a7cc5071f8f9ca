"""Did you mean …? A query with the words that the archive doesn't know replaced by ones that it does.

Words that the archive knows stay as they were typed. What comes nearest wins: a word or a run
of a name's words, also when it was typed apart ("van haesebrouck") or together ("vandenbrom").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from searchapp.analysis import dutch
from searchapp.analysis.normalize import fold
from searchapp.engine.embedded import compile as compiling
from searchapp.engine.embedded.names import key
from searchapp.engine.embedded.narrowing import meant_sets
from searchapp.engine.embedded.suggest import MOST_EDITS_JOINED, Suggester
from searchapp.engine.embedded.view import View
from searchapp.query.ast import And, FacetMatch, Or, Phrase, Query, Synonyms, Term
from searchapp.query.printer import to_text
from searchapp.query.words import all_of, any_of

MOST_LOOKED_UP = 24
"""Unknown words and names of one query, joined ones included; nobody mistypes more."""
_Known = Callable[[View, str], bool]
Written = Callable[[View, str], str]
"""How a folded word of the archive is written."""


class _Found(NamedTuple):
    """Words of the archive that replace typed ones; the least is the best."""

    sound: int
    letters: int
    rank: int
    text: str


_NOTHING = _Found(99, 99, 0, "")


class Correction:
    """Corrects queries to one of the two indexes."""

    def __init__(self, suggester: Suggester, view: View, written: Written, exact: bool = False) -> None:
        """What is known is asked of the suggester, what can be found of the view.

        With `exact` a word counts as known only in the very form that was typed.
        """
        self._suggester, self._archive, self._view = suggester, suggester.reports, view
        self._written, self._exact = written, exact
        self._left = MOST_LOOKED_UP

    def better_query(self, query: Query) -> str | None:
        """The corrected query as somebody would type it; None when there is nothing to correct."""
        better = self.corrected(query)
        try:
            return to_text(better) if better != query else None
        except KeyError:  # a facet that can't be typed
            return None

    def corrected(self, query: Query) -> Query:
        """The query with unknown words replaced; the same query when nothing better is known."""
        if isinstance(query, Synonyms):
            return self.corrected(query.typed)
        if isinstance(query, Or):
            return self._either(query)
        if isinstance(query, And):
            return self._all(query)
        if isinstance(query, Term):
            return all_of(self._terms([query])) or query
        if isinstance(query, Phrase):
            return self._phrase(query)
        return self._named(query) if isinstance(query, FacetMatch) else query

    def _either(self, query: Or) -> Query:
        """Each branch for itself; a hyphen word is one word written in two ways."""
        joined = hyphen_word(query)
        if joined:
            return query if self._knows_branch(query) else self._instead(joined, query)
        children = tuple(map(self.corrected, query.children))
        if all(isinstance(child, FacetMatch) for child in children):
            # Somebody or some club is called so: what could be corrected is what was meant.
            return (
                any_of([new for old, new in zip(query.children, children, strict=True) if new != old])
                or query
            )
        return Or(children)

    def _knows_branch(self, hyphenated: Or) -> bool:
        return any(
            self._knows_word(self._archive, child.text, child.title_only)
            if isinstance(child, Term)
            else isinstance(child, Phrase) and self._knows_phrase(child)
            for child in hyphenated.children
        )

    def _knows_phrase(self, phrase: Phrase) -> bool:
        """Whether each of its words occurs in one of the forms that will do."""
        return all(
            any(self._knows_surface(self._archive, surface) for surface in forms)
            for forms in self._view.kind.words.phrase(phrase.text, phrase.inflected)
        )

    def _instead(self, joined: Term, query: Or) -> Query:
        better = self.corrected(joined)
        return query if better == joined else better

    def _all(self, query: And) -> Query:
        children: list[Query] = []
        for together, run in groupby(query.children, _place):
            if together is None:
                children += map(self.corrected, run)
            else:
                children += self._terms([child for child in run if isinstance(child, Term)])
        return all_of(children) or query

    def _terms(self, terms: Sequence[Term]) -> list[Query]:
        """Words side by side."""
        title_only = terms[0].title_only
        known = partial(self._knows_word, title_only=title_only)
        texts = self._mended([term.text for term in terms], known)
        return [Term(word, title_only) for text in texts for word in text.split()]

    def _phrase(self, phrase: Phrase) -> Query:
        words = list(compiling.phrase(phrase.text))
        mended = words if self._knows_phrase(phrase) else self._mended(words, self._knows_surface)
        return phrase if mended == words else replace(phrase, text=" ".join(mended))

    def _named(self, match: FacetMatch) -> Query:
        """A name that nothing is called by, replaced by one that comes near."""
        if not self._left:
            return match
        self._left -= 1
        if meant_sets(self._view, match).any():
            return match
        tables = self._suggester.tables()
        for names in (tables.people_and_clubs, tables.competitions):
            for _, name, _ in names.near(key(match.text)):
                if name.facet == match.facet and len(self._view.carrying(name.facet, name.label)):
                    return FacetMatch(match.facet, name.label)
        return match

    def _mended(self, words: Sequence[str], known: _Known) -> list[str]:
        """The words with each unknown one replaced, alone or with the word before or after it."""
        mended: list[str] = []
        place = 0
        while place < len(words):
            word = words[place]
            if known(self._archive, word):
                mended.append(word)
                place += 1
                continue
            options = [(self._nearest(word, known), 0, 1)]
            if place and mended and mended[-1] == words[place - 1]:
                options.append((self._joined(words[place - 1] + word, known), 1, 1))
            if place + 1 < len(words):
                options.append((self._joined(word + words[place + 1], known), 0, 2))
            found, back, forward = min(options, key=lambda option: option[0] or _NOTHING)
            del mended[len(mended) - back :]
            mended.append(self._as_written(found.text) if found else word)
            place += forward if found else 1
        return mended

    def _as_written(self, text: str) -> str:
        return " ".join(self._written(self._view, word) for word in text.split())

    def _joined(self, word: str, known: _Known) -> _Found | None:
        found = self._nearest(word, known)
        return found if found and found.sound <= MOST_EDITS_JOINED else None

    def _nearest(self, word: str, known: _Known) -> _Found | None:
        """The nearest known words; among equals names come first, then what is more frequent."""
        folded = fold(word)
        if not folded.isalpha() or not self._left:
            return None
        self._left -= 1
        tables = self._suggester.tables()
        found = [_Found(*near[:2], -documents, text) for near, text, documents in tables.words.near(folded)]
        for names in (tables.people_and_clubs, tables.competitions):
            found += [_Found(*near[:2], -name.records, phrase) for near, name, phrase in names.near(folded)]
        return next((each for each in sorted(found) if self._can_be_found(each.text, known)), None)

    def _can_be_found(self, text: str, known: _Known) -> bool:
        return all(known(self._view, word) for word in text.split())

    def _knows_word(self, view: View, word: str, title_only: bool) -> bool:
        kind = view.kind
        if self._exact:
            fields = kind.title_exact if title_only else kind.exact
            return any(_holds(view, name, dutch.surface(word)) for name in fields)
        fields = kind.title_keys if title_only else kind.keys
        return any(_holds(view, name, term) for name in fields for term in dutch.keys(word))

    def _knows_surface(self, view: View, surface: str) -> bool:
        return any(_holds(view, name, surface) for name in view.kind.exact)


def _holds(view: View, name: str, term: str) -> bool:
    return bool(len(view.documents(name, term)))


def has_alternatives(query: Query) -> bool:
    """Whether the query may find something though a word of it is unknown."""
    if isinstance(query, And):
        return any(map(has_alternatives, query.children))
    return isinstance(query, Or) and not hyphen_word(query)


def hyphen_word(query: Or) -> Term | None:
    """The joined form of a word that was typed with hyphens, which is sought together or apart.

    >>> hyphen_word(Or((Term("playoffs"), Phrase("play offs"))))
    Term(text='playoffs', title_only=False)
    """
    if len(query.children) == 2:
        joined, apart = query.children
        if (
            isinstance(joined, Term)
            and isinstance(apart, Phrase)
            and joined.text == "".join(apart.text.split())
        ):
            return joined
    return None


def _place(query: Query) -> bool | None:
    """Words of one place stand side by side; what isn't a word has none."""
    return query.title_only if isinstance(query, Term) else None
