"""Roles that a sentence speaks of without a name, which the next sentence may give."""

from __future__ import annotations

from searchapp.extraction.narrative import Sentence
from searchapp.extraction.phrases import DEFINITE, POSSESSIVE, Reference
from searchapp.extraction.roles import COACH

_NEW_HOLDER = DEFINITE | POSSESSIVE
_POINTING = frozenset(["die", "dezelfde"])
_VACANCY_REACH = 3
_PRESENTING = frozenset(["stond", "zat", "wachtte", "liep", "staat", "zit", "verscheen"])


def vacancy(sentence: Sentence) -> Reference | None:
    """A role spoken of without a name, which the next sentence may give: "zijn nieuwe trainer"."""
    for place, item in sentence.noted:
        reference = item.reference
        if reference is None or reference.kind == "team":
            continue
        held = reference.kind == "role" and not reference.governed and reference.role is not None
        if held and reference.determiner == "een" and place and item is sentence.items[-1]:
            # "Aan de overkant stond een geslagen aanvoerder."
            return reference if sentence.items[place - 1].key in _PRESENTING or _has(sentence) else None
        presented = {earlier.key for earlier in sentence.items[max(0, place - 2) : place]}
        near = place <= _VACANCY_REACH or not presented.isdisjoint(_PRESENTING)
        pointed = place and sentence.items[place - 1].key in _POINTING
        return reference if held and near and (pointed or reference.determiner in _NEW_HOLDER) else None
    return None


def asked_after(sentence: Sentence) -> Reference | None:
    """ "Jansen hoefde bij zijn trainer niet aan te kloppen. “…”, zei Fink."."""
    for _, item in sentence.noted:
        reference = item.reference
        if reference and reference.role and reference.governed and reference.determiner in POSSESSIVE:
            return reference if reference.role.role == COACH else None
    return None


def _has(sentence: Sentence) -> bool:
    """ "Genk heeft een nieuwe trainer."."""
    return any(item.key in ("heeft", "had", "krijgt", "kreeg") for item in sentence.items)
