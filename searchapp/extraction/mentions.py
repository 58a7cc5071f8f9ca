"""Names that a text prints, and every entity each can stand for."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from searchapp.extraction.article import Article, once
from searchapp.lexicon.entities import Competition, Stage, Venue
from searchapp.lexicon.gazetteer import Entry, Form

EntityT = TypeVar("EntityT", Competition, Stage, Venue)


class Mention(NamedTuple, Generic[EntityT]):
    """A name at text[start:end] and every entity it can stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    entities: tuple[EntityT, ...]


class TeamMention(NamedTuple):
    """A club or national side named at text[start:end].

    `form` tells how: by name, alias, nickname, adjective ("Genkse") or inhabitant ("Belg").
    `word` is the number of its first word in the article's tokens.
    `place` is True where the name can as well be that of a town or country ("in Genk").
    """

    start: int
    end: int
    team: str
    form: Form
    place: bool = False
    word: int = 0


def _mentions_of(article: Article, kind: type[EntityT]) -> list[Mention[EntityT]]:
    """The mentions of one kind of entity, in text order."""
    words = article.tokens
    mentions = []
    for hit in article.hits_of(kind):
        entries = tuple(entry for entry in hit.entries if isinstance(entry.entity, kind))
        entities = tuple(entry.entity for entry in entries if isinstance(entry.entity, kind))
        mentions.append(Mention(words[hit.first].start, words[hit.last - 1].end, entries, entities))
    return mentions


@once
def competition_mentions(article: Article) -> list[Mention[Competition]]:
    """Competitions named in the text, in order; one mention may have several candidates."""
    return _mentions_of(article, Competition)


@once
def stage_mentions(article: Article) -> list[Mention[Stage]]:
    """Rounds and phases named in the text, in order."""
    return _mentions_of(article, Stage)


@once
def venue_mentions(article: Article) -> list[Mention[Venue]]:
    """Stadiums and halls named in the text, in order."""
    return _mentions_of(article, Venue)
