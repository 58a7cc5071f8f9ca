"""Noun phrases around a word: determiner and adjectives in front, preposition, club behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from searchapp.extraction.article import Article
from searchapp.extraction.cues import cues
from searchapp.extraction.match import find_match
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.persons import NameMention, People
from searchapp.extraction.roles import FORMER_WORDS, OTHER, Role, role_of
from searchapp.extraction.sport import is_team_sport
from searchapp.lexicon.tables import read_table
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import Word, fold

Kind = Literal["name", "role", "origin", "pronoun", "latter", "colleague", "team", "club", "crowd", "media"]

PREPOSITIONS = word_class("prepositions")
DETERMINERS = word_class("determiners")
DEFINITE = frozenset(["de", "het", "den", "deze"])
POSSESSIVE = frozenset(["zijn", "haar", "hun"])
_HOSTS = frozenset(["thuisploeg", "thuisclub", "gastheren", "gastheer", "thuisteam"])
_GUESTS = frozenset(["bezoekers", "gasten", "uitploeg", "bezoekende"])
RIVALS = frozenset(["tegenstander", "tegenstandster", "opponent", "opponente"])
"""Who stands on the other side: a colleague of a coach, in individual sports the other of two."""
VERBS = word_class("finite_verbs")
ADJECTIVE = re.compile(r"(?:e|en|end|jarig|ste|de)$")
_BYGONE = frozenset(["toen", "destijds", "weleer", "vroeger"])
_WINDS = frozenset(["noord", "oost", "zuid", "west", "midden"])
_ADJECTIVAL = frozenset(["bekende", "besliste", "verklaarde", "erkende", "genoemde"])
_LONGEST_PHRASE = 5


@cache
def _no_adjectives() -> frozenset[str]:
    """Words that end as an adjective does: "tegen", and "blikte" in "blikte spits Fink terug"."""
    lexicon = cues()
    finite = frozenset(fold(row["form"]) for row in read_table("finite_forms"))
    return PREPOSITIONS | ((finite | lexicon.call | frozenset(lexicon.split) | lexicon.say) - _ADJECTIVAL)


@dataclass(slots=True)
class Reference:
    """Somebody referred to at text[start:end], tokens first..last (exclusive).

    `governed` is the preposition in front, or "". `person` is an index into the report's
    persons once known. `origin` is a country or region; `definite` is False for "een coach".
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    governed: str = ""
    person: int | None = None
    role: Role | None = None
    team: str | None = None
    origin: str = ""
    gender: str = ""
    determiner: str = ""


class NounPhrases:
    """Reads phrases of one report backwards and forwards from their head."""

    def __init__(self, article: Article, people: People) -> None:
        """Index names and teams by the word they begin with."""
        self._text = article.text
        self._sport = article.sport
        match = find_match(article)
        self._sides = match.teams if match.kind == "match" else ()
        self._team_sport = is_team_sport(self._sport)
        self._words: list[Word] = article.tokens
        self._keys, self._capitals = article.key_list, article.capitalised
        self._names: dict[int, NameMention] = {mention.first: mention for mention in people.mentions}
        self._teams: dict[int, TeamMention] = {mention.start: mention for mention in team_mentions(article)}

    def simple(self, kind: Kind, first: int, gender: str = "") -> Reference:
        """A reference of one word."""
        word = self._words[first]
        return Reference(
            kind, first, first + 1, word.start, word.end, self._preposition(first), gender=gender
        )

    def described(self, kind: Kind, first: int, last: int, role: Role | None = None) -> Reference:
        """A noun with the determiner, adjectives and preposition in front and the club behind."""
        start, team, origin, former, determiner = self._premodifiers(first)
        reference = Reference(
            kind,
            start,
            last,
            self._words[start].start,
            self._words[last - 1].end,
            self._preposition(start),
            role=Role(OTHER, role.noun, True) if role and former else role,
            team=team,
            origin=origin,
            determiner=determiner,
        )
        if kind == "origin" and self._words[first].text[0].isupper():
            reference.origin = reference.origin or self._words[first].key
        if kind == "role":
            self._postmodify(reference)
            reference.team = reference.team or self._side(reference, first)
        return reference

    def _side(self, reference: Reference, noun: int) -> str | None:
        """The club of "de thuistrainer", "de bezoekende doelman", "de coach van de bezoekers"."""
        if len(self._sides) != 2:
            return None
        keys = [word.key for word in self._words[max(reference.first, noun - 1) : reference.last]]
        behind = [word.key for word in self._words[reference.last : reference.last + 3]]
        if behind[:1] == ["van"] and behind[1:2] in (["de"], ["het"]):
            keys += behind[2:]
        if keys[0].startswith("thuis") or keys[-1] in _HOSTS or self._words[noun].key.startswith("thuis"):
            return self._sides[0]
        return self._sides[1] if "bezoekende" in keys or keys[-1] in _GUESTS else None

    def _premodifiers(self, first: int) -> tuple[int, str | None, str, bool, str]:
        """Start of the noun phrase, team and origin its adjectives name, former days, determiner."""
        team: str | None = None
        origin, former = "", False
        start = first
        while start > 0 and first - start < _LONGEST_PHRASE and self.gap(start) in (" ", "-", "\u00a0"):
            before = self._words[start - 1]
            if before.key in DETERMINERS:
                return start - 1, team, origin, former, before.key
            mention = self._teams.get(before.start)
            if mention and mention.form == "adjective":
                # A country's adjective tells where somebody is from, a club's whom he works for.
                team, origin = mention.team, mention.team
            elif before.key in FORMER_WORDS:
                former = True
            elif not (
                before.key.isdigit()
                or (before.key in _WINDS and self.gap(start) == "-")
                or (ADJECTIVE.search(before.key) and before.key not in _no_adjectives())
            ) or role_of(before.text):
                break
            start -= 1
        if start < first and not team and not former:
            start = first
        return start, team, origin, former, ""

    def _postmodify(self, reference: Reference) -> None:
        """Read "van Genk", "bij KVK", "KVK" behind a role noun; "de coach van toen" is nobody named."""
        position = reference.last
        behind = [word.key for word in self._words[position : position + 2]]
        if behind[:1] == ["van"] and behind[1:] and behind[1] in _BYGONE:
            reference.determiner = "een"
            return
        if position >= len(self._words) or self.gap(position) not in (" ", "\u00a0"):
            return
        if self._words[position].key in ("van", "bij", "v"):
            position += 1
            if position < len(self._words) and self._words[position].key in ("de", "het"):
                position += 1
        if position >= len(self._words):
            return
        team = self._teams.get(self._words[position].start)
        if team and team.form not in ("adjective", "inhabitant") and self.gap(position) == " ":
            reference.team = team.team
            while reference.last < len(self._words) and self._words[reference.last].start < team.end:
                reference.last += 1
            reference.end = team.end

    def _preposition(self, start: int) -> str:
        if start == 0 or self.gap(start) not in (" ", "\u00a0"):
            return ""
        key = self._words[start - 1].key
        return key if key in PREPOSITIONS else ""

    def determiner_of(self, position: int) -> str:
        """The determiner in front of a word, over one adjective."""
        for before in range(position - 1, max(position - 4, -1), -1):
            if self.gap(before + 1) not in (" ", "-", "\u00a0"):
                return ""
            if self._words[before].key in DETERMINERS:
                return self._words[before].key
            if before == position - 2 and self._words[before + 1].key != "jarige":
                return ""
        return ""

    def preposition_before(self, position: int) -> str:
        """The preposition right in front of a word, or ""."""
        found = self._preposition(position)
        return found or self._before_noun(position)

    def _before_noun(self, position: int) -> str:
        """The preposition of "over zijn opvolger Fink": determiner, at most one adjective, noun."""
        if position < 3 or self.gap(position) != " " or not self._words[position - 1].text.islower():
            return ""
        noun = self._words[position - 1].key
        if noun.endswith(("de", "te", "den", "ten", "t")) or noun in VERBS or noun in DETERMINERS:
            return ""
        for determiner in (position - 2, position - 3):
            if determiner < 1 or self.gap(determiner + 1) != " ":
                return ""
            if self._words[determiner].key in DETERMINERS:
                return self._preposition(determiner)
            if not self._words[determiner].key.endswith("e"):
                return ""
        return ""

    def gap(self, position: int) -> str:
        """What the text prints between this word and the one before."""
        return self._text[self._words[position - 1].end : self._words[position].start]
