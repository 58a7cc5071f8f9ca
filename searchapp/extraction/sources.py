"""Whose words those are that no verb of speaking has a subject for."""

from __future__ import annotations

from searchapp.extraction.cues import cues
from searchapp.extraction.narrative import Item
from searchapp.extraction.phrases import Reference

PERSONS = frozenset(["name", "role", "origin", "pronoun", "latter", "colleague"])
"""Kinds of references to single persons."""
SPEAKING_KINDS = PERSONS | {"team", "club", "crowd", "media"}
"""Kinds of references to whoever can say something."""
_SOURCED = frozenset(["woorden", "is", "was", "komt", "kwam"])
_PASSIVES = frozenset(["werd", "wordt"])
_PASSIVE_REACH = 12


def from_noun(prefix: list[Item]) -> Reference | None:
    """Fink in "de reactie van Fink"."""
    return next(
        (
            item.reference
            for item in prefix
            if item.reference
            and item.reference.governed in ("van", "bij")
            and item.reference.kind in SPEAKING_KINDS
        ),
        None,
    )


def in_words_of(prefix: list[Item]) -> Reference | None:
    """Fink in "Om het met de woorden van Fink te zeggen:" and "De laatste zin is van Fink:"."""
    for place, item in enumerate(prefix):
        reference = item.reference
        if reference and reference.governed == "van" and reference.kind in PERSONS and place > 1:
            lead = [earlier.key for earlier in prefix[max(0, place - 3) : place]]
            if not _SOURCED.isdisjoint(lead):
                return reference
    return None


def is_anonymous(items: list[Item], start: int) -> bool:
    """Whether nobody is said to speak: "“…”, werd er uit de zaal geroepen"."""
    if items[start].key not in _PASSIVES or start + 1 >= len(items) or items[start + 1].key != "er":
        return False
    for item in items[start + 2 : start + _PASSIVE_REACH]:
        if item.kind in ("mark", "quote") or item.key == "door":
            return False
        if item.key.startswith("ge") and cues().is_verb(item.key):
            return True
    return False
