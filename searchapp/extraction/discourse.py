"""Who is meant: resolves references in reading order and learns what each person is.

Explicit facts come first ("Genk-coach Fink", "Fink, de trainer van Genk"), wherever they
stand. Then every "de coach", "de Noor", "hij" is led back to the person the report
determines; where several fit, nobody is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from searchapp.extraction.narrative import Item, Sentence
from searchapp.extraction.persons import People, Profile
from searchapp.extraction.references import DEFINITE, POSSESSIVE, Reference
from searchapp.extraction.roles import COACH, PLAYER, Role
from searchapp.lexicon.tables import read_table, split_list
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import fold

_COPULAS = word_class("copulas")
_SAME = tuple(
    map(word_class, ("keepers", "forwards", "captains", "defenders", "referees", "chairs", "riders"))
)
_GROUP = {noun: group for group in _SAME for noun in group}
_COACHES_BY_SPORT = frozenset(
    [("voetbal", "manager"), ("honkbal", "manager"), ("tennis", "captain"), ("tennis", "kapitein")]
)
"""Nouns that mean the coach in one sport only: British football managers, Davis Cup captains."""
_BRITISH = frozenset(["Groot-Brittannië", "Engeland", "Schotland", "Wales", "Noord-Ierland"])
_KEEPERS = _SAME[0]
_LOOSE = word_class("loose")
"""Nouns that mean a side as often as a person: they describe somebody only beside a quotation."""
_RELATIVES = word_class("relatives")
_NEW_HOLDER = DEFINITE | POSSESSIVE
_CLOSE = 20
_REACH = 80
_MEMORY = 3
"""Sentences with people in them that a pronoun or description can reach back over."""


@cache
def play_words() -> frozenset[str]:
    """Folded words that tell a person competes."""
    return frozenset(fold(row["word"]) for row in read_table("play_words"))


@cache
def _name_origins() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        row["country"]: (tuple(split_list(row["endings"])), tuple(split_list(row["letters"])))
        for row in read_table("name_origins")
    }


def sounds_like(name: str, country: str) -> bool:
    """Whether a name has an ending or a letter usual in a country."""
    endings, letters = _name_origins().get(country, ((), ()))
    small = name.casefold()
    return (
        small.endswith(endings)
        or any(letter in small for letter in letters if len(letter) == 1)
        or any(f" {letter}" in small for letter in letters if len(letter) > 1)
    )


class Discourse:
    """The people of one report as known while it is read."""

    def __init__(self, people: People, sentences: Sequence[Sentence], sport: str | None = None) -> None:
        """Learn the explicit facts, then resolve everything in reading order."""
        self._sport = sport
        self._unfilled: Reference | None = None
        self.persons: list[Profile] = people.persons
        self._recent: list[list[Reference]] = []
        self._resolved_roles: list[int] = []
        self._beside_quote = False
        self._opening = 0
        for sentence in sentences:
            self._learn(sentence.items)
        for sentence in sentences:
            self._read(sentence)

    def profile(self, reference: Reference) -> Profile | None:
        """The person a reference means, if known."""
        return None if reference.person is None else self.persons[reference.person]

    # -- explicit facts

    def _learn(self, items: list[Item]) -> None:
        latest: Reference | None = None
        for place, item in enumerate(items):
            reference = item.reference
            if reference and reference.kind == "role" and place and items[place - 1].key == "als" and latest:
                self._assign_if_new(latest, reference)
            if reference:
                latest = reference if reference.kind == "name" else None
            if reference is None or reference.kind != "name":
                continue
            for other in _appositions(items, place):
                self._assign(reference, other)
            if place + 2 < len(items) and items[place + 1].key in ("van", "bij"):
                team = items[place + 2].reference
                if team and team.kind == "team":
                    self._set_team(reference, team.team)

    def _assign(self, name: Reference, other: Reference) -> None:
        """Let a person have the role, club and origin of a description."""
        if name.person is None:
            return
        profile = self.persons[name.person]
        if other.role:
            self._set_role(profile, other.role)
        if other.origin and not profile.origin:
            profile.origin = other.origin
        if other.team and not profile.team and other.team != other.origin:
            profile.team = other.team
        if other.kind in ("role", "origin", "colleague"):
            other.person = name.person

    def _assign_if_new(self, name: Reference, other: Reference) -> None:
        """ "Fink, die zijn derde jaar als coach ingaat": unless more is known of him."""
        if name.person is not None and self.persons[name.person].role is None and other.role:
            self._set_role(self.persons[name.person], other.role)

    def _set_role(self, profile: Profile, role: Role) -> None:
        profile.nouns.add(role.noun)
        if (self._sport, role.noun) in _COACHES_BY_SPORT and not role.former:
            role = role._replace(role=COACH)
        if profile.role is None or (profile.role == PLAYER and role.role == COACH and not role.former):
            profile.role = role.role

    def _set_team(self, name: Reference, team: str | None) -> None:
        if name.person is not None and not self.persons[name.person].team:
            self.persons[name.person].team = team

    # -- reading order

    def _read(self, sentence: Sentence) -> None:
        present: list[Reference] = []
        self._recent.append(present)
        self._beside_quote = bool(sentence.quotes())
        self._opening = sentence.items[0].start
        plays = not sentence.quotes() and any(
            item.kind == "word" and item.key in play_words() for item in sentence.items
        )
        for item in sentence.items:
            reference = item.reference
            if reference is None or reference.kind in ("team", "club", "crowd", "media"):
                continue
            if reference.kind == "name":
                self._fill(reference)
            if reference.person is None:
                reference.person = self._resolve(reference)
            if reference.person is None:
                continue
            present.append(reference)
            profile = self.persons[reference.person]
            if reference.kind == "role" and reference.team and reference.team != reference.origin:
                profile.team = profile.team or reference.team
            if reference.kind == "colleague" and profile.role is None and self._resolved_roles:
                profile.role = self.persons[self._resolved_roles[-1]].role
            if not self._beside_quote:
                profile.told += 1
                profile.plays += plays
            if profile.role and profile.role != PLAYER:
                self._resolved_roles.append(reference.person)
        if not present:
            self._recent.pop()
        self._unfilled = None if self._beside_quote else _vacancy(sentence)

    def _fill(self, name: Reference) -> None:
        """ "Zijn coach bleef kalm. “…”, zei Fink": who is named right behind holds the role."""
        holder = self._unfilled
        if holder is None or holder.role is None or name.person is None:
            return
        if not self._beside_quote and (holder.person is not None or name.start != self._opening):
            return
        profile = self.persons[name.person]
        if profile.role is None and not profile.told and not name.governed:
            self._assign(name, holder)
            self._unfilled = None

    def _resolve(self, reference: Reference) -> int | None:
        if reference.kind == "pronoun":
            return self._pronoun(reference)
        if reference.kind == "colleague":
            return self._colleague()
        if reference.kind == "origin":
            free = reference.determiner in DEFINITE and not reference.governed
            return self._by_origin(reference) if free else None
        if reference.role is None or reference.determiner not in DEFINITE | POSSESSIVE:
            return None
        return self._by_role(reference, reference.role)

    def _pronoun(self, reference: Reference) -> int | None:
        """The subject of the nearest sentence with people whom the pronoun can mean.

        Beside a quotation the sentence's own people count only when one opens it: in
        "Op de vraag of De Smet speelt, antwoordde hij" he is not De Smet.
        """
        for present in self._memory():
            fitting = [other for other in present[-_CLOSE:] if self._gender_fits(other, reference.gender)]
            if present is self._recent[-1] and self._beside_quote:
                fitting = [other for other in fitting[:1] if other.start == self._opening]
            if not fitting:
                continue
            subjects = [other for other in fitting if not other.governed]
            return (subjects or fitting)[0].person
        return None

    def _gender_fits(self, other: Reference, gender: str) -> bool:
        known = self.persons[other.person].gender if other.person is not None else ""
        if known in ("m", "v"):
            return known == gender
        return True

    def _colleague(self) -> int | None:
        """The other holder of the role spoken of last, when there is exactly one."""
        if not self._resolved_roles:
            return None
        last = self._resolved_roles[-1]
        role = self.persons[last].role
        others = [n for n, profile in enumerate(self.persons) if profile.role == role and n != last]
        return others[0] if len(others) == 1 else None

    def _by_origin(self, reference: Reference) -> int | None:
        same = [
            n
            for n, profile in enumerate(self.persons)
            if profile.origin and profile.origin == reference.origin
        ]
        if len(same) == 1:
            return same[0]
        fitting = [
            other.person
            for other in self._backwards()
            if other.person is not None
            and (other.person in same or not same)
            and not _clash(self.persons[other.person].origin, reference.origin)
        ]
        if not fitting:
            return None
        chosen = next((n for n in fitting if sounds_like(self.persons[n].name, reference.origin)), fitting[0])
        profile = self.persons[chosen]
        profile.origin = profile.origin or reference.origin
        return chosen

    def _by_role(self, reference: Reference, role: Role) -> int | None:
        holders = [
            n for n in range(len(self.persons)) if self._holds(n, role) and self._team_fits(n, reference)
        ]
        if reference.determiner in POSSESSIVE:
            # "zijn trainer" can be found, "zijn vader" is nobody named before.
            return self._last_of(holders) if len(holders) == 1 and role.role == COACH else None
        recent = self._last_of(holders)
        if recent is None and not reference.governed and (role.noun not in _LOOSE or self._beside_quote):
            recent = self._introduce(reference, role)
        if recent is None and len(holders) == 1 and role.role != PLAYER:
            return holders[0]
        return recent

    def _holds(self, number: int, role: Role) -> bool:
        profile = self.persons[number]
        if role.role in (COACH, "scheidsrechter", "voorzitter") and not role.former:
            return profile.role == role.role
        return bool(profile.nouns & _GROUP.get(role.noun, frozenset([role.noun])))

    def _team_fits(self, number: int, reference: Reference) -> bool:
        profile = self.persons[number]
        if not reference.team:
            return True
        if reference.origin and reference.team == reference.origin and profile.origin:
            return profile.origin == reference.origin
        return not profile.team or profile.team == reference.team

    def _introduce(self, reference: Reference, role: Role) -> int | None:
        """A description of somebody just named whose role was not known yet."""
        for other in self._backwards():
            number = other.person
            if number is None or not self._team_fits(number, reference):
                continue
            profile = self.persons[number]
            if profile.role is not None and profile.role != role.role:
                continue
            if (role.noun in _KEEPERS and profile.nouns - _KEEPERS) or (
                profile.nouns & _KEEPERS and role.noun not in _KEEPERS
            ):
                continue
            if role.role != PLAYER and profile.plays:
                continue
            self._assign(other, reference)
            return number
        return None

    def _last_of(self, numbers: Sequence[int]) -> int | None:
        """Which of these persons was spoken of last."""
        for present in reversed(self._recent[-_REACH:]):
            for other in reversed(present[-_CLOSE:]):
                if other.person in numbers:
                    return other.person
        return None

    def _memory(self) -> Iterator[list[Reference]]:
        """The latest sentences that speak of people, the present one first."""
        return (present for present in reversed(self._recent[-_MEMORY - 1 :]) if present)

    def _backwards(self) -> Iterator[Reference]:
        """Those spoken of lately, latest first; within a sentence those behind a preposition last."""
        for present in self._memory():
            yield from (other for other in reversed(present[-_CLOSE:]) if not other.governed)
            yield from (other for other in reversed(present[-_CLOSE:]) if other.governed)


def _vacancy(sentence: Sentence) -> Reference | None:
    """A role spoken of without a name, which the next sentence may give: "zijn nieuwe trainer"."""
    for item in sentence.items:
        reference = item.reference
        if reference is None or reference.kind == "team":
            continue
        held = reference.kind == "role" and not reference.governed and reference.role is not None
        return reference if held and reference.determiner in _NEW_HOLDER else None
    return None


def _clash(one: str, other: str) -> bool:
    """Whether somebody can't be both; regions (printed small here) go with any country."""
    if not one or not other or one == other or not (one[0].isupper() and other[0].isupper()):
        return False
    return not (one in _BRITISH and other in _BRITISH)


def _appositions(items: list[Item], place: int) -> Iterator[Reference]:
    """The descriptions that stand to the name at `place` as an apposition or predicate."""
    before = items[place - 1] if place else None
    if before and before.reference and before.reference.kind in ("role", "origin", "colleague"):
        yield before.reference
        further = items[place - 2].reference if place > 1 else None
        if further and further.kind in ("role", "origin") and before.start - further.end <= 1:
            yield further
    if place > 1 and items[place - 1].key == "," and (left := items[place - 2].reference):
        closed = place + 1 >= len(items) or items[place + 1].kind in ("mark", "quote")
        if left.kind == "role" and left.determiner in DEFINITE and not left.governed and closed:
            yield left
    yield from _behind(items, place)


def _behind(items: list[Item], place: int) -> Iterator[Reference]:
    """ "Fink, de trainer van Genk," and "Fink (coach Genk)" and "Fink is de nieuwe trainer"."""
    aged = [item.key for item in items[place + 1 : place + 4]]
    if len(aged) == 3 and aged[0] == "(" and aged[1].isdigit() and aged[2] == ")":
        place += 3
    if place + 2 >= len(items):
        return
    link = items[place + 1]
    if not (link.key in (",", "(") or link.key in _COPULAS):
        return
    for number, item in enumerate(items[place + 2 : place + 6]):
        if item.reference:
            possessed = item.reference.determiner in POSSESSIVE and number > 0
            if item.reference.kind == "role" and not item.reference.governed and not possessed:
                yield item.reference
            return
        if item.key in _RELATIVES:
            return
        if item.kind != "word" or item.key in _COPULAS:
            if link.key != "(" and item.kind != "mark":
                return
            if item.kind == "mark" and item.key not in (",", "("):
                return
