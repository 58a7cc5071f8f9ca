"""Which names does the archive know, and from which of their words on may they be typed?

A name is found from the start of each of its words: "van den b" finds John van den Brom. Of the
other names by which the lexicon knows a club or a competition the beginning finds it: "buffalo"
KAA Gent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from searchapp.analysis.normalize import fold
from searchapp.engine.embedded.completion import Completions
from searchapp.engine.embedded.keys import pack
from searchapp.engine.embedded.spelling import Near, Speller, sounds
from searchapp.lexicon import read_table, split_list
from searchapp.model import UNKNOWN

_WITHIN_WORDS = re.compile(r"['.]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TABLES = {
    "clubs": (("team", "mentioned_team"), ("aliases", "former", "nicknames")),
    "national_teams": (("team", "mentioned_team"), ("aliases", "nicknames")),
    "competitions": (("competition",), ("aliases",)),
}
"""For each table of the lexicon the facets of its names and the columns with other names."""
MOST_NEAR = 20
"""Phrases near to a typed one that are worth a look."""
_SHORTEST_SOUND = 4
"""Fewer letters sound like the beginning of too much."""


class Name(NamedTuple):
    """A value of a facet and how many records carry it."""

    label: str
    facet: str
    records: int


class NearName(NamedTuple):
    """How near a name is to what was typed, and as which phrase it is."""

    near: Near
    name: Name
    phrase: str


def key(text: str) -> str:
    """The form in which typed text and names are compared: folded words with a space between.

    >>> key("Sint-Truidense V.V."), key("N’Dri  Koffi ")
    ('sint truidense vv', 'ndri koffi')
    """
    return _BETWEEN_WORDS.sub(" ", _WITHIN_WORDS.sub("", fold(text))).strip()


def names_of(facet: str, counts: Mapping[str, int]) -> list[Name]:
    """The values of a facet as names, those that nobody carries left out."""
    return [Name(value, facet, count) for value, count in counts.items() if count and value != UNKNOWN]


class Names:
    """Names of some facets; the most frequent come first."""

    def __init__(self, names: Iterable[Name]) -> None:
        """One label may occur with several facets."""
        self.names = sorted(names, key=lambda name: (-name.records, name.label, name.facet == "speaker"))
        own = [(phrase, number) for number, name in enumerate(self.names) for phrase in own_phrases(name)]
        other = [(phrase, number) for number, name in enumerate(self.names) for phrase in other_phrases(name)]
        rows = own + other
        self._phrases = pack(phrase for phrase, _ in rows)
        self._owners = np.array([number for _, number in rows], np.int64)
        self._speller = Speller(pack(phrase.replace(" ", "") for phrase, _ in rows))
        self._own = Completions(self._phrases[: len(own)], self._owners[: len(own)])
        self._other = Completions(self._phrases[len(own) :], self._owners[len(own) :])
        self._sounds = Completions(self._speller.sounds, self._owners)

    def starting(self, typed: str, limit: int) -> list[Name]:
        """Names with words that begin with the typed key.

        Those with just these words come first, then longer words of names, then of other names.
        """
        whole, longer = self._own.starting(typed.encode(), limit)
        whole_other, longer_other = self._other.starting(typed.encode(), limit)
        numbers = dict.fromkeys([*sorted(whole + whole_other), *longer, *longer_other])
        return [self.names[number] for number in numbers][:limit]

    def sounding(self, typed: str, limit: int) -> list[Name]:
        """Names with words that sound as if they began with the typed key, spaces apart."""
        sound = bytes(sounds(pack([typed.replace(" ", "")]))[0])
        if len(sound) < _SHORTEST_SOUND:
            return []
        return [self.names[number] for number in self._sounds.starting(sound, limit)[1]]

    def near(self, typed: str) -> list[NearName]:
        """Names that look or sound like the typed key, written together or apart, nearest first."""
        found = self._speller.near(typed.replace(" ", "").encode())[:MOST_NEAR]
        return [NearName(near, self.names[self._owners[near.row]], self._phrase(near.row)) for near in found]

    def _phrase(self, row: int) -> str:
        return bytes(self._phrases[row]).decode(errors="ignore")


def own_phrases(name: Name) -> set[str]:
    """The keys of a name from each of its words on."""
    return set(_endings(key(name.label)))


def other_phrases(name: Name) -> set[str]:
    """The keys of what else the lexicon calls it."""
    return set(_other_names().get((name.facet, name.label), ()))


def _endings(phrase: str) -> Iterator[str]:
    place = 0
    while phrase and place >= 0:
        yield phrase[place:].lstrip()
        place = phrase.find(" ", place + 1)


@cache
def _other_names() -> Mapping[tuple[str, str], Sequence[str]]:
    """For each facet and canonical name the keys of what else the lexicon calls it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, (facets, columns) in _TABLES.items():
        for row in read_table(table):
            others = [other for column in columns for other in split_list(row[column])]
            for facet in facets:
                # What follows an @ says when or in which sport it is called so.
                found[facet, row["name"]] += [key(other.partition("@")[0]) for other in others]
    return found
