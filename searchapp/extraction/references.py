"""Words that stand for somebody: names, "de coach", "de Noor", "hij", "de club".

A reference is found by its form alone; who is meant is decided by `discourse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.persons import NameMention, People, media, sentence_openers
from searchapp.extraction.roles import COACH, FORMER_WORDS, OTHER, Role, phrases, role_of
from searchapp.lexicon import lexicon
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import Word

Kind = Literal["name", "role", "origin", "pronoun", "colleague", "team", "club", "crowd", "media"]

PREPOSITIONS = word_class("prepositions")
DETERMINERS = word_class("determiners")
DEFINITE = frozenset(["de", "het", "den", "deze"])
POSSESSIVE = frozenset(["zijn", "haar", "hun"])
_PRONOUNS = {"hij": "m", "ie": "m", "zij": "v", "ze": "v"}
_VERBS = word_class("finite_verbs")
_COLLEAGUES = word_class("colleagues")
_CLUBS = word_class("clubs")
_CROWD = word_class("crowd")
_AGED = re.compile(
    r"(?:twintiger|dertiger|veertiger|vijftiger|zestiger|zeventiger|tachtiger|negentiger|tiener)$"
)
_INHABITANT = re.compile(r"^[A-Z]\w+(?:er|aar|ier|ees|aan|ing|man|ist|ling|iër)$")
_YEARS_OLD = re.compile(r"\d\d-?jarige$")
_ADJECTIVE = re.compile(r"(?:e|en|jarig|ste|de)$")
_LONGEST_PHRASE = 5


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


@lru_cache(maxsize=32768)
def _refers(key: str) -> bool:
    """Whether a word in small letters can be the head of a reference at all."""
    return bool(
        key in _PRONOUNS
        or key in ("hem", "haar")
        or key in _COLLEAGUES
        or key in _CROWD
        or key in _CLUBS
        or key in phrases()
        or role_of(key)
        or _AGED.search(key)
        or key[:1].isdigit()
        or key.endswith("jarige")
    )


@cache
def _media_openers() -> frozenset[str]:
    return frozenset(keys[0] for keys in media())


class Recognizer:
    """Finds the reference that begins at a word, one report at a time."""

    def __init__(self, article: Article, people: People) -> None:
        """Index names and teams by the word they begin with."""
        self._text = article.text
        self._sport = article.sport
        self._words: list[Word] = article.tokens
        self._names: dict[int, NameMention] = {mention.first: mention for mention in people.mentions}
        self._teams: dict[int, TeamMention] = {mention.start: mention for mention in article.team_mentions}

    def at(self, position: int) -> Reference | None:
        """The reference whose head begins at this word, determiner and adjectives not included."""
        name = self._names.get(position)
        if name:
            return Reference("name", name.first, name.last, name.start, name.end, person=name.person)
        word = self._words[position]
        team = self._teams.get(word.start)
        if team:
            return self._team_or_compound(position, team)
        if word.text[0].islower() and not _refers(word.key) and self._text[word.end : word.end + 1] != "-":
            return None
        paper = self._media_at(position)
        if paper:
            return paper
        if word.key in ("hem", "haar") and position and self._words[position - 1].key == "volgens":
            return self._reference("pronoun", position, gender="m" if word.key == "hem" else "v")
        if (
            word.key in _PRONOUNS
            and not self._subjunctive(position)
            and (word.text[0].islower() or word.text in ("Hij", "Zij", "Ze"))
        ):
            return self._reference("pronoun", position, gender=_PRONOUNS[word.key])
        return self._noun(position, word)

    def _subjunctive(self, position: int) -> bool:
        """ "zij het met mate" is no pronoun."""
        following = self._words[position + 1].key if position + 1 < len(self._words) else ""
        return self._words[position].key == "zij" and following == "het"

    def _media_at(self, position: int) -> Reference | None:
        """A newspaper, broadcaster or platform by name; "The ..." is one too."""
        word = self._words[position]
        if not word.text[0].isupper() or not (word.key in _media_openers() or word.key == "the"):
            return None
        last = position
        while last < min(position + 5, len(self._words)) and (
            last == position or self.gap(last) in (" ", "-", ".")
        ):
            last += 1
        keys = tuple(w.key for w in self._words[position:last])
        for length in range(len(keys), 0, -1):
            if keys[:length] in media() or (keys[0] == "the" and length == 2):
                end = position + length
                preposition = self._preposition(position)
                return Reference("media", position, end, word.start, self._words[end - 1].end, preposition)
        return None

    def _noun(self, position: int, word: Word) -> Reference | None:
        if word.key in _COLLEAGUES:
            return self._described("colleague", position, position + 1)
        if word.key in _CROWD:
            return self._described("crowd", position, position + 1)
        role, last = self._role(position)
        if role:
            described = self._described("role", position, last, role)
            if last - position > 1 and self.gap(last - 1) == "-" and not described.team:
                club = self._text[word.start : self._words[last - 2].end]
                described.team = lexicon().canonical_team(club, self._sport)
            return described
        if word.key in _CLUBS:
            return self._described("club", position, position + 1)
        if _AGED.search(word.key) or (_YEARS_OLD.search(word.key) and not self._noun_follows(position)):
            return self._described("origin", position, position + 1)
        if _INHABITANT.search(word.text) and self._determiner(position) in DEFINITE:
            return self._described("origin", position, position + 1)
        return None

    def _noun_follows(self, position: int) -> bool:
        following = position + 1
        return following < len(self._words) and self.gap(following) == " "

    def _role(self, position: int) -> tuple[Role | None, int]:
        """The role noun at a word, of several words too, and the word behind it."""
        word = self._words[position]
        for words in phrases().get(word.key, ()):
            last = position + len(words)
            if tuple(w.key for w in self._words[position:last]) == words:
                return role_of(" ".join(words)) or role_of("-".join(words)), last
        role, last = role_of(word.text), position + 1
        while last < len(self._words) and self.gap(last) == "-":
            # "assistent-trainer", "oud-bondscoach": the words behind the hyphens decide.
            whole = self._text[word.start : self._words[last].end]
            longer = role_of(whole)
            if longer is None:
                break
            role, last = longer, last + 1
        return role, last

    def _team_or_compound(self, position: int, team: TeamMention) -> Reference | None:
        last = position + 1
        while last < len(self._words) and self._words[last].start < team.end:
            last += 1
        if last < len(self._words) and self.gap(last) == "-":
            role, end = self._role(last)
            if role:
                reference = self._described("role", position, end, role)
                reference.team = team.team
                if role.role == COACH and position and self._words[position - 1].key in ("ex", "oud"):
                    reference.role = Role(OTHER, role.noun, True)
                return reference
        if team.form == "adjective" and not self._stands_alone(position, last):
            return None
        kind: Kind = "origin" if team.form in ("inhabitant", "adjective") else "team"
        reference = self._described(kind, position, last)
        reference.team = team.team if kind == "team" else None
        reference.origin = team.team if kind == "origin" else ""
        return reference

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether an adjective is used as a noun: "de Japanse schoot", not "de Japanse spits"."""
        if self._determiner(first) not in DEFINITE:
            return False
        if last >= len(self._words) or self.gap(last) != " ":
            return True
        following = self._words[last]
        return following.key in PREPOSITIONS or following.key in sentence_openers() or following.key in _VERBS

    def _reference(self, kind: Kind, first: int, gender: str = "") -> Reference:
        word = self._words[first]
        return Reference(
            kind, first, first + 1, word.start, word.end, self._preposition(first), gender=gender
        )

    def _described(self, kind: Kind, first: int, last: int, role: Role | None = None) -> Reference:
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
        return reference

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
            elif not (_ADJECTIVE.search(before.key) and before.key not in PREPOSITIONS) or role_of(
                before.text
            ):
                break
            start -= 1
        if start < first and not team and not former:
            start = first
        return start, team, origin, former, ""

    def _postmodify(self, reference: Reference) -> None:
        """Read "van Genk", "bij KVK", "KVK" behind a role noun."""
        position = reference.last
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

    def _determiner(self, position: int) -> str:
        """The determiner in front of a word, over one adjective."""
        for before in range(position - 1, max(position - 3, -1), -1):
            if self.gap(before + 1) not in (" ", "\u00a0"):
                return ""
            if self._words[before].key in DETERMINERS:
                return self._words[before].key
        return ""

    def preposition_before(self, position: int) -> str:
        """The preposition right in front of a word, or ""."""
        return self._preposition(position)

    def gap(self, position: int) -> str:
        """What the text prints between this word and the one before."""
        return self._text[self._words[position - 1].end : self._words[position].start]
