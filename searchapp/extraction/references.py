"""Words that stand for somebody: names, "de coach", "de Noor", "hij", "de club".

A reference is found by its form alone; who is meant is decided by `discourse`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter

from searchapp.extraction.cues import cues
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.persons import media, sentence_openers
from searchapp.extraction.phrases import (
    ADJECTIVE,
    DEFINITE,
    POSSESSIVE,
    PREPOSITIONS,
    RIVALS,
    VERBS,
    Kind,
    NounPhrases,
    Reference,
)
from searchapp.extraction.roles import COACH, OTHER, Role, one_of, phrases, role_of
from searchapp.lexicon import lexicon
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import Word, fold

_PRONOUNS = {"hij": "m", "hijzelf": "m", "ie": "m", "zij": "v", "zijzelf": "v", "ze": "v"}
_OPENING = frozenset(("Hij", "Hijzelf", "Zij", "Zijzelf", "Ze"))
_COLLEAGUES = word_class("colleagues")
_CLUBS = word_class("clubs")
_CROWD = word_class("crowd")
_AGED = re.compile(
    r"(?:twintiger|dertiger|veertiger|vijftiger|zestiger|zeventiger|tachtiger|negentiger|tiener)$"
)
_INHABITANT = re.compile(r"^[A-Z]\w+(?:er|aar|ier|ees|aan|ing|man|ist|ling|iër)$")
_INHABITANTS = word_class("inhabitants")
_YEARS_OLD = re.compile(r"\d\d-?jarige$")
_PLURAL_PEOPLE = re.compile(r"(?:[^e]en|ezen|ers|aars|iers)$")
_MOST_REMEMBERED = 50_000
_ENDS = word_class("after_nouns")
"""Words that can follow "de Italiaanse" only where it stands for a person."""
_FOLLOWS_WHOLE = VERBS | _ENDS
_OF_THEM = frozenset(["de", "die", "deze", "hun", "zijn", "haar", "onze"])
_PLURAL_VERBS = word_class("plural_verbs")


_END = attrgetter("end")
_HEAD, _LINKED, _AGE = 1, 2, 3
_LINKS = {
    "hem": frozenset(["volgens"]),
    "haar": frozenset(["volgens"]),
    "laatste": frozenset(["die", "deze"]),
    "die": frozenset[str](),
}
"""Words that refer to somebody only behind these."""


class _Refers(dict[str, int]):
    """Whether a word in small letters can be the head of a reference at all; remembered."""

    def __missing__(self, key: str) -> int:
        answer = _LINKED if key in _LINKS else _AGE if key.endswith("jarige") else int(_refers(key))
        if len(self) < _MOST_REMEMBERED:
            self[key] = answer
        return answer


def _refers(key: str) -> bool:
    return bool(
        key in _PRONOUNS
        or key == "laatstgenoemde"
        or key in _COLLEAGUES
        or key in _CROWD
        or key in _CLUBS
        or key in phrases()
        or role_of(key)
        or one_of(key)
        or _AGED.search(key)
    )


class _RefersCapital(dict[str, bool]):
    """The same of a word with a capital that is no name, by its printed form."""

    def __missing__(self, text: str) -> bool:
        key = fold(text)
        answer = key == "the" or key.endswith("se")
        answer = answer or key in _INHABITANTS or _INHABITANT.search(text) is not None
        if len(self) < _MOST_REMEMBERED:
            self[text] = answer
        return answer


_REFERS = _Refers()
_REFERS_CAPITAL = _RefersCapital()


@cache
def _media_openers() -> dict[str, frozenset[str]]:
    """The first words of media's names with the words that follow; "" where it is the whole name."""
    found: dict[str, set[str]] = {}
    for keys in media():
        found.setdefault(keys[0], set()).add(keys[1] if len(keys) > 1 else "")
    return {first: frozenset(second) for first, second in found.items()}


class Recognizer(NounPhrases):
    """Finds the reference that begins at a word, one report at a time."""

    def heads(self) -> bytearray:
        """For every word whether a reference can begin there at all; most words are quickly passed."""
        words, keys = self._words, self._keys
        heads = bytearray(map(_REFERS.__getitem__, keys))
        place = heads.find(_LINKED)
        while place >= 0:
            before = keys[place - 1] if place else ""
            linked = _LINKS[keys[place]]
            heads[place] = before in linked if linked else cues().is_verb(before)
            place = heads.find(_LINKED, place + 1)
        place = heads.find(_AGE)
        while place >= 0:
            heads[place] = _HEAD
            heads[place + 1 : place + 2] = heads[place + 1 : place + 2] and b"\1"
            place = heads.find(_AGE, place + 1)
        openers = _media_openers()
        for place in self._capitals:
            following = openers.get(keys[place])
            if _REFERS_CAPITAL[words[place].text] or (
                following
                and ("" in following or (keys[place + 1 : place + 2] and keys[place + 1] in following))
            ):
                heads[place] = _HEAD
        for place in self._names:
            heads[place] = _HEAD
        self._mark_compounds(heads)
        for mention in self._teams.values():
            heads[mention.word] = _HEAD
        return heads

    def _mark_compounds(self, heads: bytearray) -> None:
        """Mark "assistent" in "assistent-trainer"."""
        words, text = self._words, self._text
        hyphen = text.find("-")
        while hyphen >= 0:
            if text[hyphen + 1 : hyphen + 2].isalpha():
                place = bisect_left(words, hyphen, key=_END)
                if (
                    place + 1 < len(words)
                    and words[place].end == hyphen
                    and role_of(text[words[place].start : words[place + 1].end])
                ):
                    heads[place] = _HEAD
            hyphen = text.find("-", hyphen + 1)

    def at(self, position: int) -> Reference | None:
        """The reference whose head begins at this word, determiner and adjectives not included."""
        name = self._names.get(position)
        if name:
            origin = self._native(name.first)
            return Reference(
                "name", name.first, name.last, name.start, name.end, person=name.person, origin=origin
            )
        word = self._words[position]
        team = self._teams.get(word.start)
        if team:
            return self._team_or_compound(position, team)
        if self._is_aged(position):
            role, last = self._role(position)
            return self.described("role" if role else "origin", position, last, role)
        if word.key in ("die", "laatste", "laatstgenoemde"):
            return self._latter(position)
        paper = self._media_at(position)
        if paper:
            return self._employed(position) or paper
        if word.key in ("hem", "haar") and position and self._words[position - 1].key == "volgens":
            return self.simple("pronoun", position, gender="m" if word.key == "hem" else "v")
        if (
            word.key in _PRONOUNS
            and not self._subjunctive(position)
            and not self._plural(position)
            and (word.text[0].islower() or word.text in _OPENING)
        ):
            return self.simple("pronoun", position, gender=_PRONOUNS[word.key])
        return self._noun(position, word)

    def _native(self, first: int) -> str:
        """Polen in "de Poolse Justyna", where a nationality stands before a name."""
        if first == 0 or self.gap(first) != " ":
            return ""
        mention = self._teams.get(self._words[first - 1].start)
        return mention.team or "" if mention and mention.form == "adjective" else ""

    def _is_aged(self, position: int) -> bool:
        """ "de 46-jarige stratenmaker": whatever he does for a living, a person."""
        return (
            position > 1
            and self._words[position - 1].key.endswith("jarige")
            and self._words[position].text[0].islower()
            and self.gap(position) == " "
            and not ADJECTIVE.search(self._words[position].key)
        )

    def _latter(self, position: int) -> Reference | None:
        """ "bromde die", "die laatste": the person named last."""
        word = self._words[position]
        if word.key == "die":
            said = position > 0 and cues().is_verb(self._words[position - 1].key)
            last = position + 1 >= len(self._words) or self.gap(position + 1) != " "
            return self.simple("latter", position) if said and last else None
        if word.key == "laatste":
            before = self._words[position - 1].key if position else ""
            alone = position + 1 < len(self._words) and self._words[position + 1].key in VERBS
            return self.simple("latter", position) if before in ("die", "deze") and alone else None
        return self.simple("latter", position)

    def _subjunctive(self, position: int) -> bool:
        """ "zij het met mate" is no pronoun."""
        following = self._words[position + 1].key if position + 1 < len(self._words) else ""
        return self._words[position].key == "zij" and following == "het"

    def _plural(self, position: int) -> bool:
        """ "ze wonnen" and "wonnen ze" are said of several."""
        if self._words[position].key not in ("ze", "zij"):
            return False
        for other in (position + 1, position - 1):
            if 0 <= other < len(self._words) and self.gap(max(position, other)) == " ":
                key = self._words[other].key
                if key in _PLURAL_VERBS or (len(key) > 4 and key.endswith(("den", "ten"))):
                    return True
        return False

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

    def _employed(self, position: int) -> Reference | None:
        """ "NOS-analist": the medium in front of a hyphen only tells whose analyst it is."""
        if position + 1 >= len(self._words) or self.gap(position + 1) != "-":
            return None
        role, last = self._role(position + 1)
        return self.described("role", position, last, role) if role else None

    def _noun(self, position: int, word: Word) -> Reference | None:
        if word.key in _COLLEAGUES:
            return self.described("colleague", position, position + 1)
        if word.key in _CROWD:
            return self.described("crowd", position, position + 1)
        role, last = self._role(position)
        if role and role.noun in RIVALS and self._team_sport and self.determiner_of(position) in POSSESSIVE:
            return self.described("colleague", position, last)
        if role and role.noun == "man" and self.determiner_of(position) not in (*POSSESSIVE, "een"):
            return None
        if role:
            described = self.described("role", position, last, role)
            if last - position > 1 and self.gap(last - 1) == "-" and not described.team:
                club = self._text[word.start : self._words[last - 2].end]
                described.team = lexicon().canonical_team(club, self._sport)
            return described
        if word.key in _CLUBS:
            return self.described("club", position, position + 1)
        member = one_of(word.key)
        if member:
            return self._partitive(position, member)
        if _AGED.search(word.key) or (_YEARS_OLD.search(word.key) and not self._noun_follows(position)):
            return self.described("origin", position, position + 1)
        if word.text[0].isupper() and word.key.endswith("se") and self._stands_alone(position, position + 1):
            woman = self.described("origin", position, position + 1)
            woman.gender = "v"
            return woman
        inhabitant = word.key in _INHABITANTS and word.text[0].isupper()
        if (inhabitant or _INHABITANT.search(word.text)) and self.determiner_of(position) in DEFINITE:
            return self.described("origin", position, position + 1)
        return None

    def _partitive(self, position: int, member: Role) -> Reference | None:
        """ "een van de spelers": one of them, unnamed; the plural alone refers to nobody."""
        keys = [word.key for word in self._words[max(0, position - 4) : position]]
        for start in range(len(keys) - 2):
            if keys[start : start + 2] == ["een", "van"] and keys[start + 2] in _OF_THEM:
                first = position - len(keys) + start
                described = self.described("role", position, position + 1, member)
                described.first, described.start = first, self._words[first].start
                described.governed, described.determiner = self._preposition(first), "een"
                return described
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
                joined = "-" if words[0] in ("oud", "ex") else " "
                return role_of(joined.join(words)) or role_of("-".join(words)), last
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
                reference = self.described("role", position, end, role)
                reference.team = team.team
                if role.role == COACH and position and self._words[position - 1].key in ("ex", "oud"):
                    reference.role = Role(OTHER, role.noun, True)
                return reference
        if team.form == "adjective" and not self._stands_alone(position, last):
            return None
        kind: Kind = "origin" if team.form in ("inhabitant", "adjective") else "team"
        reference = self.described(kind, position, last)
        reference.team = team.team if kind == "team" else None
        reference.origin = team.team if kind == "origin" else ""
        if kind == "origin" and _PLURAL_PEOPLE.search(self._words[last - 1].key):
            reference.determiner = ""
        if kind == "origin" and self._words[last - 1].key.endswith("se"):
            reference.gender = "v"
        return reference

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether an adjective is used as a noun: "de Japanse schoot", not "de Japanse spits"."""
        if self.determiner_of(first) not in DEFINITE:
            return False
        if last >= len(self._words) or self.gap(last) != " ":
            return True
        following = self._words[last]
        return (
            following.key in PREPOSITIONS
            or following.key in sentence_openers()
            or following.key in _FOLLOWS_WHOLE
            or cues().is_verb(following.key)
        )
