"""The persons of one report: profiles and the shorter forms of a name that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from searchapp.lexicon.tables import read_table
from searchapp.lexicon.words import Word, fold

Keys = tuple[str, ...]


class NameMention(NamedTuple):
    """Tokens first..last (exclusive) name the person at `person` in `People.persons`."""

    first: int
    last: int
    start: int
    end: int
    person: int


@dataclass(slots=True)
class Profile:
    """What the report lets us know about one person; filled while it is read.

    `told` counts the sentences without quotation that speak of the person; of those,
    `plays`, `leads` and `whistles` count where he competes, leads a side or referees.
    `former`: the role is one of former days. `asked`: an interview is with this person.
    `civil`: called something that says nothing of the game ("broer", "leraar").
    """

    name: str
    keys: Keys
    gender: str = ""
    role: str | None = None
    nouns: set[str] = field(default_factory=set)
    team: str | None = None
    origin: str = ""
    plays: int = 0
    told: int = 0
    former: bool = False
    leads: int = 0
    whistles: int = 0
    asked: bool = False
    civil: bool = False


class People(NamedTuple):
    """The persons of one report and every place that names them, in text order."""

    persons: list[Profile]
    mentions: list[NameMention]


class Chunk(NamedTuple):
    """Words that can be a name; `opening` where a sentence's start may explain the capital."""

    first: int
    last: int
    keys: Keys
    opening: bool


@cache
def given_names() -> dict[str, str]:
    """First names, folded, with their gender: m, v or x."""
    return {fold(row["name"]): row["gender"] for row in read_table("given_names")}


@cache
def particles() -> frozenset[str]:
    """Folded particles that open or join a surname."""
    return frozenset(fold(row["particle"]).strip("'") for row in read_table("surname_particles"))


@cache
def sentence_openers() -> frozenset[str]:
    """Folded common words that a sentence's start prints with a capital."""
    return frozenset(fold(row["word"]) for row in read_table("sentence_openers"))


@cache
def media() -> frozenset[Keys]:
    """Names of media as folded words."""
    return frozenset(tuple(fold(row["name"]).replace("-", " ").split()) for row in read_table("media"))


def is_full(chunk: Chunk) -> bool:
    """Two words or more, and not just a surname with its particles."""
    return len(chunk.keys) > 1 and chunk.keys[0] not in particles()


def goes_by_first_name(profile: Profile) -> bool:
    """Whether a report calls somebody by a first name only, as it does relatives and the public."""
    return len(profile.keys) == 1 and given_names().get(profile.keys[0]) in ("m", "v")


class Persons:
    """The growing list of persons and the shorter forms that lead to them."""

    def __init__(self, text: str, words: list[Word]) -> None:
        """Start with nobody."""
        self._text, self._words = text, words
        self.profiles: list[Profile] = []
        self._by_keys: dict[Keys, list[int]] = {}

    def add(self, chunk: Chunk) -> int:
        """The person of this chunk, made when there is none yet."""
        known = self._by_keys.get(chunk.keys)
        if known:
            return known[0]
        number = len(self.profiles)
        start, end = self._words[chunk.first].start, self._words[chunk.last - 1].end
        gender = given_names().get(chunk.keys[0], "")
        self.profiles.append(Profile(self._text[start:end], chunk.keys, gender if gender != "x" else ""))
        for form in _short_forms(chunk.keys):
            self._by_keys.setdefault(form, []).append(number)
        return number

    def find(self, chunk: Chunk, earlier: list[NameMention]) -> int | None:
        """The person a chunk names by full form, surname or first name; the last named of namesakes."""
        for keys in (chunk.keys, _without_genitive(chunk.keys)):
            found = self._by_keys.get(keys)
            if found:
                return found[0] if len(found) == 1 else _last_named(found, earlier)
        return None


def _last_named(found: list[int], earlier: list[NameMention]) -> int:
    return next((mention.person for mention in reversed(earlier) if mention.person in found), found[0])


def _short_forms(keys: Keys) -> Iterator[Keys]:
    """The forms that a later mention may print: the whole, the first name, parts of the surname."""
    yield keys
    if len(keys) == 1 or keys[0] in particles():
        return
    yield keys[:1]
    if len(keys) > 2 and keys[1] not in particles():
        yield keys[:2]
    for first in range(1, len(keys)):
        for last in range(len(keys), first, -1):
            if keys[last - 1] not in particles():
                yield keys[first:last]


def _without_genitive(keys: Keys) -> Keys:
    last = keys[-1]
    base = last[:-2] if last.endswith("'s") else last[:-1] if last.endswith("s") else last
    return (*keys[:-1], base)


def in_reading_order(profiles: list[Profile], mentions: list[NameMention]) -> People:
    """The persons numbered by their first mention."""
    order = list(dict.fromkeys(mention.person for mention in mentions))
    place = {person: number for number, person in enumerate(order)}
    return People(
        [profiles[person] for person in order],
        [mention._replace(person=place[mention.person]) for mention in mentions],
    )
