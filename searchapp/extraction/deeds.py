"""What people do in the narrative: who scores or rides, who picks a side, who blows the whistle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from searchapp.extraction.cues import cues
from searchapp.extraction.narrative import Item, Sentence
from searchapp.extraction.persons import Profile
from searchapp.extraction.roles import CHAIR
from searchapp.lexicon.tables import read_table
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import fold

_WHISTLING = word_class("whistling")
_LEADING = word_class("leading")
_POSSESSIVE = frozenset(["zijn", "haar"])
_CONJUNCTIONS = frozenset(["en", "maar", "want", "terwijl", "waarna", "toen"])
_OWNED = 4
_WEARING = frozenset(["draagt", "droeg", "dragen"])
_SHIRTS = frozenset(["shirt", "shirtje", "truitje", "trui", "rugnummer", "aanvoerdersband"])
_SIDES = frozenset(["ploeg", "elftal", "manschappen", "troepen", "discipelen", "mannen", "pupillen"])
_CHAIRS = frozenset(["voorzittershamer", "voorzitterschap", "voorzittersstoel", "voorzitterszetel"])
_MATCHES = frozenset(
    ["wedstrijd", "duel", "match", "partij", "derby", "topper", "finale", "interland", "ontmoeting", "kamp"]
)
_END: tuple[int, Item | None] = (-1, None)
_ACTING = frozenset(["", "via", "door", "van", "voor"])
"""Prepositions that name who does it: "via Fink", "een doelpunt van Fink"."""


@cache
def play_words() -> frozenset[str]:
    """Folded words that tell a person competes."""
    return frozenset(fold(row["word"]) for row in read_table("play_words"))


@cache
def telling() -> frozenset[str]:
    """Folded words that tell what somebody does, or where a clause ends."""
    return _CONJUNCTIONS | play_words() | _WEARING | _SHIRTS | _CHAIRS | _WHISTLING | _LEADING | _POSSESSIVE


def note_deeds(persons: Sequence[Profile], sentence: Sentence, owner: int | None = None) -> None:
    """Count for everybody in one sentence what the clauses about them tell.

    A clause that names nobody goes on about whom the one before was about. `owner` is the
    person of the "zijn" that opens the sentence: "zijn ploeg" is his, whoever scores for it.
    """
    playing = play_words()
    present: set[int] = set()
    acting: set[int] = set()
    plays = leads = whistles = named = possessed = owned = worn = False
    for place, item in (*sentence.noted, _END):
        if item is None or item.kind == "mark" or item.key in _CONJUNCTIONS:
            for number in acting:
                persons[number].plays += plays
                persons[number].leads += leads and not owned
                persons[number].whistles += whistles
            plays = whistles = named = possessed = False
            leads = owned = worn = False
            if item is None:
                break
            continue
        reference = item.reference
        if reference is not None and reference.person is not None:
            if not named:
                acting = set()
            named = True
            present.add(reference.person)
            if reference.governed in _ACTING:
                acting.add(reference.person)
            persons[reference.person].leads += _heads_side(sentence.items, place)
        if _is_side(item):
            leads = True
            owned = owned or _lead(persons, owner, place == 0)
        plays = (
            plays
            or (item.key in playing and not (sentence.quoted and cues().is_verb(item.key)))
            or (worn and item.key in _SHIRTS)
        )
        worn = worn or item.key in _WEARING
        if item.key in _CHAIRS:
            _seat(persons, acting)
        whistles = whistles or (item.key in _WHISTLING and not _is_course(sentence.items, place))
        possessed = possessed or item.key in _POSSESSIVE
        if possessed and item.key in _LEADING:
            leads = True
            owned = owned or _lead(persons, owner, 1 <= place < _OWNED)
    for number in () if sentence.quoted else present:
        persons[number].told += 1


def _seat(persons: Sequence[Profile], acting: set[int]) -> None:
    """Let those who hold or hand over the chair be in it, unless they are told to be something else."""
    for number in acting:
        persons[number].role = persons[number].role or CHAIR


def _heads_side(items: list[Item], place: int) -> bool:
    """ "de ploeg van Fink", "het elftal van Fink": a side is called after who leads it."""
    name = items[place].reference
    of_a_side = place > 1 and items[place - 1].key == "van" and items[place - 2].key in _SIDES
    return of_a_side and name is not None and name.kind == "name"


def _is_course(items: list[Item], place: int) -> bool:
    """ "leidde tot 3-2", "leidde de dans": a referee leads a match."""
    return items[place].key == "leidde" and _MATCHES.isdisjoint(i.key for i in items[place + 1 : place + 4])


def _is_side(item: Item) -> bool:
    """ "Fink had zijn spits gespaard", "Zijn kapitein dacht er net zo over."."""
    reference = item.reference
    return reference is not None and reference.determiner in _POSSESSIVE and item.key in _LEADING


def _lead(persons: Sequence[Profile], owner: int | None, opens: bool) -> bool:
    """Count that the side which opens the sentence is its owner's; False where nobody owns it."""
    if owner is None or not opens:
        return False
    persons[owner].leads += 1
    return True
