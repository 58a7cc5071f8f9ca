"""Role nouns: "trainer", "Genk-coach", "oud-bondscoach" and what they make of a person."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from searchapp.lexicon.tables import read_table
from searchapp.lexicon.word_classes import word_class

OTHER = "andere"
COACH = "coach"
PLAYER = "speler"
REFEREE = "scheidsrechter"
CHAIR = "voorzitter"

FORMER_PREFIXES = ("oud-", "ex-", "gewezen-")
FORMER_WORDS = word_class("former_words")
"""Words that make the role that follows one of former days."""

ASKERS = ("journalist", "journaliste", "verslaggever", "verslaggeefster", "reporter", "interviewer")
"""Endings of the nouns for those who put the questions."""

_SHORTEST_FRONT, _SHORTEST_SUFFIX = 3, 4
"""Letters of a compound's parts: "Aarts" is no doctor, "Stefan" no fan."""
_LONGEST = 40
_DIMINUTIVES = ("rtje", "ltje", "nje", "rje")
_NO_PERSON = "geen"


class Role(NamedTuple):
    """What a noun says about a person; `noun` is its bare form ("oud-trainer" -> "trainer").

    `compound` is the whole word where only its last part is a known noun ("beloftecoach").
    """

    role: str
    noun: str
    former: bool = False
    compound: str = ""


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    rows = read_table("roles")
    nouns = {row["noun"].casefold(): row["role"] for row in rows}
    suffixes = {row["noun"].casefold(): row["role"] for row in rows if row["suffix"] == "ja"}
    return nouns, suffixes


@lru_cache(maxsize=16384)
def role_of(noun: str) -> Role | None:
    """The role a noun gives, in any case; None for a word that is no role.

    >>> role_of("Keeperstrainer").role, role_of("oud-bondscoach").role, role_of("bal")
    ('coach', 'andere', None)
    """
    word = noun.casefold()
    if len(word) > _LONGEST:
        return None
    for prefix in FORMER_PREFIXES:
        if word.startswith(prefix):
            bare = role_of(word[len(prefix) :])
            return Role(OTHER, bare.noun, True) if bare else None
    nouns, suffixes = _tables()
    if word.endswith(_DIMINUTIVES) and word not in nouns:
        small = role_of(word.removesuffix("je").removesuffix("t"))
        return small if small and small.role == OTHER and len(small.noun) > _SHORTEST_SUFFIX else None
    if word in nouns:
        return Role(nouns[word], word) if nouns[word] != _NO_PERSON else None
    for start in range(_SHORTEST_FRONT, len(word) - _SHORTEST_SUFFIX + 1):
        tail = word[start:]
        if tail in suffixes:
            return Role(suffixes[tail], tail, compound=word)
    return None


@lru_cache(maxsize=16384)
def one_of(plural: str) -> Role | None:
    """The role of one of several: "spelers", "spitsen", "doelmannen"; None for other words.

    >>> one_of("spelers").noun, one_of("spitsen").noun, one_of("speler")
    ('speler', 'spits', None)
    """
    for ending in ("nen", "ken", "s", "en"):
        if plural.endswith(ending) and len(plural) > len(ending) + _SHORTEST_SUFFIX:
            bare = plural.removesuffix(ending) + ("k" if ending == "ken" else "")
            if (found := role_of(bare)) is not None:
                return found
    return None


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Role nouns of several words by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for noun in _tables()[0]:
        words = tuple(noun.replace("-", " ").split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in found.items()}
