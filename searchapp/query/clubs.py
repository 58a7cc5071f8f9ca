"""Which club do these words mean, without any doubt?

A club counts as named when the lexicon knows no other meaning of the words: no other club, no
city, stadium or competition. A single word that Dutch knows as a word ("boeren", "club") names
no club here, however it is typed, and no more do initials that the names of many clubs begin
with ("KV" for KV Mechelen; but "KVK" is KV Kortrijk).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache

from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Club
from searchapp.lexicon.gazetteer import Entry
from searchapp.lexicon.tables import read_table
from searchapp.lexicon.vocabulary import vocabulary
from searchapp.lexicon.words import fold, split_words

MAX_WORDS = 5
_MANY = 4
_FORMS = frozenset(("name", "alias", "nickname"))


def club_named(text: str) -> str | None:
    """The canonical name of the one club that a name, alias or nickname can mean; else None.

    >>> club_named("rouches"), club_named("sporting"), club_named("boeren")
    ('Standard Luik', None, None)
    """
    entries = lexicon().gazetteer.lookup(text)
    if not entries or (len(split_words(text)) == 1 and fold(text) in vocabulary().entries):
        return None
    entities = {entry.entity for entry in entries}
    club = entities.pop()
    if entities or not isinstance(club, Club) or _is_shared_beginning(text, club):
        return None
    return club.name if any(names_club(entry, (club.name,)) for entry in entries) else None


def _is_shared_beginning(text: str, club: Club) -> bool:
    word = fold(text)
    return word in _shared_initials() and word == fold(club.name.partition(" ")[0])


@cache
def _shared_initials() -> frozenset[str]:
    """Capitals that the names of many clubs begin with, folded."""
    first_words = Counter(row["name"].partition(" ")[0] for row in read_table("clubs") if " " in row["name"])
    return frozenset(fold(word) for word, count in first_words.items() if word.isupper() and count >= _MANY)


def names_club(entry: Entry, clubs: Collection[str]) -> bool:
    """Whether an entry is the name, an alias or a nickname of one of these clubs."""
    return entry.form in _FORMS and isinstance(entry.entity, Club) and entry.entity.name in clubs
