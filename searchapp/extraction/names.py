"""Names of people in a text: where they are printed and who they belong to.

A person is known by the fullest form printed; surnames, parts of double surnames and
first names lead back to it. Clubs, competitions, stadiums, media and common words with
the capital of a sentence's start are no people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

from searchapp.extraction.article import Article
from searchapp.extraction.cues import cues
from searchapp.extraction.persons import (
    Chunk,
    NameMention,
    People,
    Persons,
    given_names,
    in_reading_order,
    is_full,
    media,
    particles,
    sentence_openers,
)
from searchapp.extraction.roles import role_of
from searchapp.lexicon.entities import SportWord, Stage
from searchapp.lexicon.gazetteer import Hit
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import Word

_GAPS = frozenset([" ", "-", "\u2010", "\u2011", "\u00a0", "’", "'", " ’", " '", " ‘", "- "])
_HYPHENS = frozenset(["-", "\u2010", "\u2011"])
_INITIAL_GAPS = frozenset([". ", ".", ".\u00a0"])
_JOINERS = word_class("joiners")
_OPENING_PARTICLES = word_class("opening_particles")
_ORGANISATION_WORDS = word_class("organisation_words")
_PREPOSITIONS = word_class("particle_prepositions")
_DETERMINERS = word_class("name_determiners")
_PLACE_PREPOSITIONS = frozenset(["in", "te", "nabij", "naar", "uit"])
_WINDS = frozenset(["noord", "oost", "zuid", "west"])
_MAX_WORDS = 7


def find_people(article: Article) -> People:
    """Every person named in the article."""
    return _Finder(article).people()


class _Finder:
    """One pass over the words of an article."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._words = article.tokens
        self._covered = _covered(article.hits, article.tokens)
        self._capitals = article.capitalised
        self._keys = article.key_list
        self._small = _between(self._keys, self._capitals)
        self._particles = particles()
        self._firsts: set[str] = set()
        """First names that are clubs as well: "Milan" where a Milan Geerts is named."""
        self._surnames = frozenset(self._behind_given_names())

    def _behind_given_names(self) -> Iterator[str]:
        """The words that somewhere follow a first name: "Tuinman" and "Rossi" are surnames then."""
        given, keys, covered = given_names(), self._keys, self._covered
        for position in self._capitals:
            if (
                keys[position - 1] in given
                and position
                and covered[position] <= 1
                and covered[position - 1] <= 1
                and not self._words[position].text.isupper()
                and self._gap(position) == " "
                and not self._is_inhabitant(position - 1)
            ):
                if covered[position - 1]:
                    self._firsts.add(keys[position - 1])
                yield keys[position]

    def _is_inhabitant(self, position: int) -> bool:
        """ "de Noor Ole Hansen" is a Norwegian, though Noor is a first name."""
        return (
            position > 0
            and bool(self._covered[position])
            and self._words[position - 1].key in ("de", "den", "een")
            and self._gap(position) == " "
        )

    def people(self) -> People:
        """Collect chunks, build persons from the full names, then lead the others back to them."""
        chunks = list(self._chunks())
        persons = Persons(self._text, self._words)
        # The fullest forms first, so that shorter ones lead back to them.
        for chunk in sorted(filter(is_full, chunks), key=lambda chunk: -len(chunk.keys)):
            persons.add(chunk)
        settled = {chunk.keys[0] for chunk in chunks if not chunk.opening}
        mentions: list[NameMention] = []
        for chunk in chunks:
            person = persons.find(chunk, mentions)
            if person is None and self._trusted(chunk, settled):
                person = persons.add(chunk)
            if person is not None:
                start, end = self._words[chunk.first].start, self._words[chunk.last - 1].end
                mentions.append(NameMention(chunk.first, chunk.last, start, end, person))
        return in_reading_order(persons.profiles, mentions)

    def _trusted(self, chunk: Chunk, settled: set[str]) -> bool:
        """Whether a chunk that matches no full name is a person all the same."""
        first = chunk.keys[0]
        if not chunk.opening:
            return len(chunk.keys) > 1 or (
                first not in sentence_openers() and not self._is_place_or_kind(chunk.first)
            )
        if len(chunk.keys) > 1 and first not in ("de", "d", "het", "den"):
            return True
        if first in given_names() or first in settled:
            return True
        if first in self._small or chunk.last >= len(self._words):
            return False
        following = self._words[chunk.last]
        gap = self._text[self._words[chunk.last - 1].end : following.start]
        return gap in (": ", " (") or (
            gap == " " and cues().is_verb(following.key) and following.key not in cues().noun
        )

    def _is_place_or_kind(self, position: int) -> bool:
        """A capital word behind "in", or behind "de" with at most two words between: no name."""
        if position == 0:
            return False
        if self._words[position - 1].key in _PLACE_PREPOSITIONS and self._gap(position) == " ":
            return True
        for before in range(position - 1, max(position - 4, -1), -1):
            if self._gap(before + 1) not in (" ", "-"):
                return False
            if self._words[before].key in _DETERMINERS:
                return True
            key = self._words[before].key
            descriptive = key.isdigit() or key.endswith(("e", "en", "r", "d", "t"))
            if not descriptive or role_of(self._words[before].text):
                return False
        return False

    def _chunks(self) -> Iterator[Chunk]:
        reached = 0
        keys, covered = self._keys, self._covered
        names = self._surnames | self._particles | self._firsts
        given, openers, small = given_names(), sentence_openers(), self._small
        for position in self._capitals:
            if position < reached:
                continue
            key = keys[position]
            if key not in names and key not in given:
                # Most capitals are those of clubs and of a sentence's start.
                if covered[position]:
                    continue
                if (key in openers or key in small) and self._opens_sentence(position):
                    continue
            chunk = self._chunk(position)
            if chunk is not None:
                reached = chunk.last
                if chunk.keys:
                    yield chunk

    def _chunk(self, first: int) -> Chunk | None:
        opening = self._opens_sentence(first)
        if (
            first + 1 < len(self._words)
            and self._gap(first + 1) in _HYPHENS
            and role_of(self._words[first + 1].text)
        ):
            # "Galatasaray-trainer" is a trainer, whatever Galatasaray is.
            return None
        if self._is_particle(first):
            second = self._behind_particles(first)
            if second is None or not self._allows_particle(first, second, opening):
                return None
            last = second + 1
        elif self._is_name(first, opening):
            last = first + 1
        else:
            return None
        last = self._extend(first, last)
        keys = tuple(word.key for word in self._words[first:last])
        if keys in media() or keys[0] == "the" or (last - first > 1 and keys[-1] in _ORGANISATION_WORDS):
            return None
        if all(word.text.isupper() for word in self._words[first:last]) and keys[0] not in given_names():
            return Chunk(first, last, (), opening)
        if keys[-1].endswith("se") and self._is_place_or_kind(first):
            return None
        if self._names_place(first, keys):
            return Chunk(first, last, (), opening)
        if keys[0] in _WINDS and self._is_place_or_kind(first):
            return None
        return Chunk(first, last, keys, opening)

    def _names_place(self, first: int, keys: tuple[str, ...]) -> bool:
        """ "in Salt Lake City": behind "in" only a first name tells of a person."""
        return (
            len(keys) > 1
            and first > 0
            and self._words[first - 1].key == "in"
            and self._gap(first) == " "
            and keys[0] not in given_names()
            and keys[-1] not in self._surnames
        )

    def _extend(self, first: int, last: int) -> int:
        while last < len(self._words) and last - first < _MAX_WORDS:
            gap = self._gap(last)
            if gap not in _GAPS and not (gap in _INITIAL_GAPS and len(self._words[last - 1].text) == 1):
                return last
            if self._is_particle(last):
                target = self._behind_particles(last)
                if target is None or not (gap in _HYPHENS or self._joins(first, last)):
                    return last
                last = target + 1
            elif self._is_name(last, False, after=last - 1):
                last += 1
            else:
                return last
        return last

    def _joins(self, first: int, last: int) -> bool:
        """Whether a particle goes on with the name: "John van den Brom", not "Jan Jansen van Hulst"."""
        word, before = self._words[last], self._words[last - 1]
        capitals = last - first
        if word.text[0].isupper() or capitals == 1 or word.key in _JOINERS:
            return True
        return before.key in given_names() or self._gap(last - 1) in _HYPHENS

    def _is_name(self, position: int, opening: bool, after: int = -1) -> bool:
        word = self._words[position]
        text = word.text
        if not text[0].isupper():
            return False
        if len(text) > 1 and not text[1:].isalpha() and not any(char.isalpha() for char in text[1:]):
            return False
        if (
            word.text.isupper()
            and len(word.text) > 2
            and "." not in word.text
            and not self._shouted(position)
        ):
            return False
        if self._covered[position] and not self._covered_surname(position, after):
            return self._covered[position] == 1 and (word.key in self._surnames or word.key in self._firsts)
        if word.key in self._surnames and not self._is_inhabitant(position):
            return True
        known = word.key in given_names()
        common = opening and (word.key in sentence_openers() or word.key in self._small)
        if common and not (known and self._capital_follows(position)):
            return False
        if after >= 0 and (self._words[after].key in given_names() or self._gap(position) in _HYPHENS):
            return True  # "Jan Bakker", "Sonja Hansen-Bakker"
        return not (role_of(text) or (opening and text.endswith("s") and role_of(text[:-1])))

    def _shouted(self, position: int) -> bool:
        """A surname in capitals behind a first name: "Thomas DE GROOT"."""
        return position > 0 and self._words[position - 1].key in given_names()

    def _covered_surname(self, position: int, after: int) -> bool:
        """A word that also names a club or country, but stands in a person's name."""
        if self._covered[position] > 1 or self._is_inhabitant(position):
            return False
        if after >= 0:
            return self._words[after].key in given_names() and self._gap(position) in (" ", "-")
        return self._words[position].key in given_names() and self._capital_follows(position)

    def _capital_follows(self, position: int) -> bool:
        """Whether the next word can be the surname to a first name."""
        follows = position + 1
        if follows < len(self._words) and self._words[follows].key in _OPENING_PARTICLES:
            return self._gap(follows) == " " and self._behind_particles(follows) is not None
        return (
            follows < len(self._words)
            and self._words[follows].text[0].isupper()
            and self._gap(follows) == " "
            and not self._covered[follows]
        )

    def _is_particle(self, position: int) -> bool:
        return self._words[position].key in self._particles

    def _behind_particles(self, position: int) -> int | None:
        """The name word behind up to three particles."""
        for target in range(position + 1, min(position + 4, len(self._words))):
            if self._gap(target) not in _GAPS:
                return None
            if self._is_particle(target):
                continue
            if target == position + 1 and self._words[position].key in _PREPOSITIONS:
                return None
            return target if self._is_name(target, False) else None
        return None

    def _allows_particle(self, first: int, target: int, opening: bool) -> bool:
        """Whether a capital particle opens a surname ("Van den Brom") rather than a sentence ("Van Fink")."""
        word = self._words[first]
        if not opening:
            return True
        return word.key in _OPENING_PARTICLES or (target - first > 1 and word.key not in _PREPOSITIONS)

    def _gap(self, position: int) -> str:
        return self._text[self._words[position - 1].end : self._words[position].start]

    def _opens_sentence(self, position: int) -> bool:
        if position == 0:
            return True
        gap = self._gap(position)
        if gap in (" ", "-"):
            return False
        return _OPENER.search(gap) is not None


def _between(keys: list[str], capitals: list[int]) -> set[str]:
    """The keys of the words that have no capital."""
    small = bytearray(b"\1") * len(keys)
    for place in capitals:
        small[place] = 0
    return set(compress(keys, small))


_OPENERS = (
    ".",
    "!",
    "?",
    "…",
    ":",
    "|",
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "–",
    "—",
    ",,",
    " - ",
    "*",
    "(",
    "\n",
)
_OPENER = re.compile("|".join(map(re.escape, _OPENERS)))


_COMMON = frozenset((SportWord, Stage))
"""What is printed in words that can be part of a name."""


def _covered(hits: list[Hit], words: list[Word]) -> list[int]:
    """For each word the number of words of the lexicon's name it belongs to; 0 when to none."""
    covered = [0] * len(words)
    for first, last, entries in hits:
        for entry in entries:
            if entry.entity.__class__ not in _COMMON:
                covered[first:last] = [last - first] * (last - first)
                break
    return covered
