"""How well a person goes with a description: "de coach", "de Noor", "de sluitpost".

Each function gives what the description adds to a person's weight in the focus, or None
where the person can't be meant. The weights are those of `focus`.
"""

from __future__ import annotations

from functools import cache

from searchapp.extraction.focus import WEIGHTS
from searchapp.extraction.persons import Profile
from searchapp.extraction.phrases import Reference
from searchapp.extraction.roles import COACH, PLAYER, REFEREE, Role
from searchapp.lexicon.tables import read_table, split_list
from searchapp.lexicon.word_classes import word_class

_POSITIONS = tuple(map(word_class, ("keepers", "forwards", "midfielders", "defenders")))
_KEEPERS = _POSITIONS[0]
_SAME = (*_POSITIONS, *map(word_class, ("captains", "referees", "chairs", "riders")))
_GROUP = {noun: group for group in _SAME for noun in group}
LOOSE = word_class("loose")
"""Nouns that mean a side as often as a person: they describe somebody only beside a quotation."""
OFFICES = frozenset([COACH, REFEREE, "voorzitter"])
_BRITISH = frozenset(["Groot-Brittannië", "Engeland", "Schotland", "Wales", "Noord-Ierland"])
_DUTCH_PARTICLES = frozenset(["van", "vanden", "ter", "ten", "op"])
_DUTCH_NAMED = frozenset(["België", "Nederland", "Zuid-Afrika", "Suriname"])
_LOW_COUNTRIES = frozenset(["België", "Nederland"])
_FOREIGN_REGIONS = word_class("foreign_regions")


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


def origin_fits(profile: Profile, reference: Reference) -> float | None:
    """How well a person goes with "de Noor" or "de Italiaanse"."""
    if _clash(profile.origin, reference.origin) or (
        reference.gender and profile.gender not in ("", reference.gender)
    ):
        return None
    score = WEIGHTS["other role"] if profile.role not in (None, PLAYER) else 0.0
    if profile.origin and profile.origin == reference.origin:
        score += WEIGHTS["same origin"]
    elif sounds_like(profile.name, reference.origin):
        score += WEIGHTS["sounds native"]
    elif reference.origin in _name_origins():
        score += WEIGHTS["sounds foreign"]
        if _DUTCH_PARTICLES & set(profile.keys[1:]) and reference.origin not in _DUTCH_NAMED:
            score += WEIGHTS["sounds Dutch"]
    return score


def role_fits(profile: Profile, role: Role, held: bool, quoted: bool, main: bool) -> float | None:
    """How well a person goes with a role noun.

    `held`: somebody else is known in the role; `quoted`: the noun stands beside a
    quotation; `main`: nobody is named more often.
    """
    if holds(profile, role):
        return _holder(profile, role)
    if profile.role is not None and profile.role != role.role:
        return None
    taken = WEIGHTS["second holder"] if held and not (role.compound and role.role != PLAYER) else 0.0
    if role.role == PLAYER:
        return _player(profile, role, main, taken)
    if profile.civil or (role.role == REFEREE and not (profile.whistles or quoted)):
        return None
    return taken + (WEIGHTS["plays instead"] if profile.plays else 0.0)


def _holder(profile: Profile, role: Role) -> float:
    if role.role not in OFFICES:
        return WEIGHTS["holds noun"]
    if role.role == COACH and not _assists(role.noun) and profile.nouns and all(map(_assists, profile.nouns)):
        return WEIGHTS["only assists"]
    return WEIGHTS["holds another" if role.compound not in ("", *profile.nouns) else "holds role"]


def _player(profile: Profile, role: Role, main: bool, taken: float) -> float:
    keeps = role.noun in _KEEPERS
    elsewhere = any(not group.isdisjoint(profile.nouns) for group in _POSITIONS if role.noun not in group)
    if (keeps and profile.nouns) or (
        elsewhere and (role.noun in _GROUP or not _KEEPERS.isdisjoint(profile.nouns))
    ):
        return WEIGHTS["plays another part"]
    taken += WEIGHTS["leads instead"] if profile.leads > profile.plays else 0.0
    taken += WEIGHTS["main winner"] if role.noun in LOOSE and main else 0.0
    return taken + (WEIGHTS["competes"] if profile.plays else 0.0)


def holds(profile: Profile, role: Role) -> bool:
    """Whether a person is known in a role, or as what a player noun says."""
    if role.role in OFFICES and not role.former:
        return profile.role == role.role
    return bool(profile.nouns & _GROUP.get(role.noun, frozenset([role.noun])))


def team_fits(profile: Profile, reference: Reference) -> bool:
    """Whether a person can be "de spits van Genk"."""
    if not reference.team:
        return True
    if reference.origin and reference.team == reference.origin and profile.origin:
        return profile.origin == reference.origin
    return not profile.team or profile.team == reference.team


def _assists(noun: str) -> bool:
    """Whether a noun for a coach is that of the second in rank."""
    return noun.startswith(("assistent", "hulp")) or noun in ("t2", "t3")


def _clash(one: str, other: str) -> bool:
    """Whether somebody can't be both; regions and towns (printed small here) are mostly our own."""
    if not one or not other or one == other:
        return False
    if one[0].islower() or other[0].islower():
        region, country = (one, other) if one[0].islower() else (other, one)
        return country[0].isupper() and country not in _LOW_COUNTRIES and region not in _FOREIGN_REGIONS
    return not (one in _BRITISH and other in _BRITISH)
