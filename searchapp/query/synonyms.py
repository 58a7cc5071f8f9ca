"""Which other words say the same? Groups from a list that editors can change, at query time.

Only what was typed is looked up: members of a group bring in no further groups. Phrases and
excluded words stay as they are. A typed name of a club finds the reports about that club too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from searchapp.query.ast import And, FacetMatch, Or, Phrase, Query, Synonyms, Term
from searchapp.query.clubs import MAX_WORDS, club_named
from searchapp.query.words import all_of, word_queries

Keys = Callable[[str], tuple[str, ...]]
Expanded = tuple[Query, tuple[str, ...]]

CLUB_FACETS = ("team", "mentioned_team")


class _Word(NamedTuple):
    """A typed word: what finds it and how it reads."""

    query: Query
    text: str
    title_only: bool


class Thesaurus:
    """Groups of synonyms, found by any form of their members."""

    def __init__(self, groups: Iterable[str], keys: Keys) -> None:
        """Each group is a line of members separated by commas; `keys` gives a word's index terms."""
        self._keys = keys
        self._members: dict[str, list[tuple[tuple[str, ...], list[str]]]] = defaultdict(list)
        self._longest = MAX_WORDS
        for group in groups:
            members = split_members(group)
            for member in members:
                words = _key(member, keys)
                others = [other for other in members if other != member]
                if words:
                    self._members[words[0]].append((words, others))
                    self._longest = max(self._longest, len(words))

    def expand(self, query: Query) -> Expanded:
        """The query with its synonyms, and the words and clubs that are searched for as well.

        >>> thesaurus = Thesaurus(["doelman, keeper"], lambda word: (word.lower(),))
        >>> thesaurus.expand(Term("Keeper"))[1]
        ('doelman',)
        """
        also: dict[str, None] = {}
        return self._expanded(query, also), tuple(also)

    def _expanded(self, query: Query, also: dict[str, None]) -> Query:
        if word := _typed_word(query):
            return self._run([word], also)[0]
        if isinstance(query, Or):
            return Or(tuple(self._expanded(child, also) for child in query.children))
        if not isinstance(query, And):
            return query
        children: list[Query] = []
        place = 0
        while place < len(query.children):
            words = list(_leading_words(query.children[place : place + self._longest]))
            if words:
                found, length = self._run(words, also)
            else:
                found, length = self._expanded(query.children[place], also), 1
            children.append(found)
            place += length
        return all_of(children) or query

    def _run(self, words: Sequence[_Word], also: dict[str, None]) -> tuple[Query, int]:
        """The longest member or name of a club that the words begin with, as a group, and its length."""
        synonyms = self._synonyms(words)
        for length in range(len(words), 0, -1):
            others, club = list(synonyms.get(length, ())), _club(words[:length])
            if not others and club is None:
                continue
            title_only = words[0].title_only
            members = [_query(other, title_only) for other in others]
            if club:
                others.append(f"{club} (club)")
                members += [FacetMatch(facet, club) for facet in CLUB_FACETS]
            also.update(dict.fromkeys(others))
            typed = all_of([word.query for word in words[:length]])
            assert typed is not None  # there is at least one word
            return Synonyms(typed, tuple(members)), length
        return words[0].query, 1

    def _synonyms(self, words: Sequence[_Word]) -> dict[int, dict[str, None]]:
        """For each length of a member that the words begin with, the others of its groups."""
        found: dict[int, dict[str, None]] = defaultdict(dict)
        for key in self._keys(words[0].text):
            for member, others in self._members.get(key, ()):
                if self._begins(member, words):
                    found[len(member)].update(dict.fromkeys(others))
        return found

    def _begins(self, member: tuple[str, ...], words: Sequence[_Word]) -> bool:
        if len(member) > len(words):
            return False
        return all(key in self._keys(word.text) for key, word in zip(member, words, strict=False))


def without(groups: Iterable[str], withdrawn: Iterable[str], keys: Keys) -> list[str]:
    """The groups that hold none of the withdrawn members, in any form."""
    gone = {_key(member, keys) for member in withdrawn}
    return [group for group in groups if gone.isdisjoint(_key(each, keys) for each in split_members(group))]


def _key(member: str, keys: Keys) -> tuple[str, ...]:
    return tuple(key for word in member.split() for key in keys(word)[:1])


def split_members(group: str) -> list[str]:
    """The members of a line: "doelman, rode kaart" gives ["doelman", "rode kaart"]."""
    return [" ".join(member.split()) for member in group.split(",")]


def _typed_word(query: Query) -> _Word | None:
    """The query as one typed word; a hyphen word is the choice of its two spellings."""
    if isinstance(query, Term):
        return _Word(query, query.text, query.title_only)
    if isinstance(query, Or) and len(query.children) == 2:
        joined, apart = query.children
        if isinstance(joined, Term) and isinstance(apart, Phrase):
            typed = "-".join(apart.text.split())
            if query in word_queries(typed, joined.title_only):
                return _Word(query, typed, joined.title_only)
    return None


def _leading_words(queries: Sequence[Query]) -> Iterator[_Word]:
    """The words that the queries begin with, all of the title or all of the text."""
    first = None
    for query in queries:
        word = _typed_word(query)
        if word is None or (first and word.title_only != first.title_only):
            return
        first = first or word
        yield word


def _club(words: Sequence[_Word]) -> str | None:
    """The club that the words name; a word for the title asks for no facet."""
    if words[0].title_only:
        return None
    text = " ".join(word.text for word in words)
    club = club_named(text)
    # Where a club is called by a name of one word, its reports hold the word.
    return None if club and len(words) == 1 and club.casefold() == text.casefold() else club


def _query(member: str, title_only: bool) -> Query:
    """What finds a member in any of its forms; one of several words side by side."""
    if " " in member:
        return Phrase(member, title_only, inflected=True)
    return all_of(word_queries(member, title_only)) or Term(member, title_only)
