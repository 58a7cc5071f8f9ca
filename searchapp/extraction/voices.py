"""What speakers say of themselves: "mijn spelers", "ik ben een trainer van kleine stappen"."""

from __future__ import annotations

from searchapp.extraction.roles import COACH, PLAYER, REFEREE, role_of
from searchapp.lexicon.words import word_texts

_MY_SIDE = frozenset(
    ["spelers", "speelsters", "ploeg", "team", "jongens", "meisjes", "meiden", "elftal", "manschappen"]
)
_ARTICLES = frozenset(["een", "de", "het"])
_SPOKEN = frozenset([COACH, PLAYER, REFEREE, "voorzitter"])


def own_role(text: str) -> str | None:
    """The role that somebody's own words give, or None.

    >>> own_role("Ik ben een trainer van de kleine stappen"), own_role("Ik heb mijn spelers gewaarschuwd")
    ('coach', 'coach')
    """
    words = [word.casefold() for word in word_texts(text)]
    for place, word in enumerate(words[:-1]):
        following = words[place + 1]
        if word == "mijn" and following in _MY_SIDE:
            return COACH
        noun = ""
        if word == "als" and "ik" in words:
            noun = following
        elif word == "ben" and "ik" in words[max(0, place - 2) : place + 2]:
            rest = [w for w in words[place + 1 : place + 5] if w not in _ARTICLES and w != "ik"]
            noun = rest[0] if rest else ""
        role = role_of(noun) if noun else None
        if role is not None and not role.former and role.role in _SPOKEN:
            return role.role
    return None
