"""What the report says outright of its people: role, club and origin beside a name.

Apposition before and behind ("Genk-coach Fink", "Fink, de trainer van Genk"), predicate
("Fink is met ingang van 1 juli hoofdtrainer"), brackets, and roles that a sentence shares
out ("de coaches ... Smet van Genk").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchapp.extraction.narrative import Item, Sentence
from searchapp.extraction.persons import Profile
from searchapp.extraction.phrases import DEFINITE, POSSESSIVE, Reference
from searchapp.extraction.roles import COACH, OTHER, PLAYER, Role, role_of
from searchapp.lexicon.word_classes import word_class

_COPULAS = word_class("copulas")
_BECOMING = word_class("becoming")
_RELATIVES = word_class("relatives")
_LINKING = _COPULAS | _BECOMING
_PLAIN_RELATIVES = _RELATIVES - {"en"}
_DETERMINED = DEFINITE | POSSESSIVE
_KIN = word_class("kin")
_PREDECESSORS = word_class("predecessors")
_COACHES_BY_SPORT = frozenset(
    [
        ("honkbal", "manager"),
        ("tennis", "captain"),
        ("tennis", "kapitein"),
    ]
)
"""Nouns that mean the coach in one sport only: Davis Cup captains."""
_FUNCTIONS = word_class("functions")
_FUNCTION_ENDINGS = tuple(word for word in _FUNCTIONS if len(word) > 4)
_PARENTS = word_class("kin_names")
_BEING = frozenset(["heet", "heette", "is", "was"])
_NEAR_START = 3
_LONG_SUBJECT = 6
_FAR_PREDICATE = 9
_FEMALE_ENDINGS = ("ster", "vrouw", "trice", "rinnes", "ares", "euse")
_FEMALE = frozenset(["moeder", "mama", "ma", "oma", "zus", "dochter", "tante", "vriendin", "echtgenote"])
_MALE = frozenset(["vader", "papa", "pa", "opa", "broer", "zoon", "man", "nonkel", "doelman", "echtgenoot"])
_SHARED_SENTENCES = 5
PLURAL_ROLES = {
    "coaches": "coach",
    "trainers": "trainer",
    "ploegleiders": "ploegleider",
    "voorzitters": "voorzitter",
}
"""Nouns that tell of several persons at once what they are."""


def _holds_office(role: Role) -> bool:
    """Whether a role beside the field, or of former days, rules out that somebody plays."""
    bare = role_of(role.noun) if role.former else None
    return (bare is None or bare.role != PLAYER) if role.former else is_function(role.noun)


def is_function(noun: str) -> bool:
    """Whether a noun that makes somebody "andere" is said of people beside the field only."""
    return noun in _FUNCTIONS or noun.endswith(_FUNCTION_ENDINGS)


class Binder:
    """Assigns descriptions to the persons of one report."""

    def __init__(self, persons: Sequence[Profile], sport: str | None, british: bool = False) -> None:
        """`sport` decides what "captain" means, `british` clubs what "manager" does."""
        self._persons, self._sport, self._british = persons, sport, british
        self._shared: Role | None = None
        self._left = 0
        self._headed = -1
        """The line that "DE COACHES –" opens."""

    def read(self, sentence: Sentence) -> None:
        """Learn from one sentence."""
        latest: Reference | None = None
        items = sentence.items
        self._left -= 1
        for place, (_, key, _, _, reference, _) in sentence.noted:
            if reference is None:
                if key in PLURAL_ROLES:
                    self._shared, self._left = role_of(PLURAL_ROLES[key]), _SHARED_SENTENCES
                    self._headed = sentence.line if _heads(items, place) else -1
                continue
            if latest and reference.kind == "role" and items[place - 1].key == "als":
                self.assign_if_new(latest, reference)
            latest = reference if reference.kind == "name" else None
            if latest:
                self._beside(latest, items, place)
                if self._shared and sentence.line == self._headed and not latest.governed:
                    self._become(latest, self._shared)

    def _beside(self, name: Reference, items: list[Item], place: int) -> None:
        """Learn from the words around one name, the plainest first."""
        profile = self._persons[name.person or 0]
        profile.origin = profile.origin or name.origin
        for other in _appositions(items, place):
            self.assign(name, other)
        full = name.last - name.first >= len(profile.keys)
        if place and full and _is_parent(items[place - 1]):
            self._become(name, Role(OTHER, items[place - 1].key, True))
        if duty := _relative(items, place):
            self._become(name, duty)
        if told := predicate(items, place):
            self.assign_if_new(name, told)
        before = next(
            (item.key for item in reversed(items[max(0, place - 2) : place]) if item.key != ","), ""
        )
        if before in _PREDECESSORS:
            self._become(name, Role(OTHER, before, True))
        elif len(profile.keys) == 1 and _hails(items, place):
            self._become(name, Role(OTHER, "supporter"))
        elif (
            items[place + 1 : place + 2] and items[place + 1].key == "namens" and not _plays_for(items, place)
        ):
            self._become(name, Role(OTHER, "woordvoerder"))
        self._share(name, items, place)
        if place > 2 and items[0].key == "bij" and not name.governed and _alone_behind_team(items, place):
            self._set_team(name, items[1].reference.team if items[1].reference else None)
        if place + 2 < len(items) and items[place + 1].key in ("van", "bij"):
            team = items[place + 2].reference
            if team and team.kind == "team":
                self._set_team(name, team.team)

    def _share(self, name: Reference, items: list[Item], place: int) -> None:
        """ "De coaches gaven elkaar de hand. Smet van Genk begon": both are coaches."""
        club = place + 2 < len(items) and items[place + 1].key in ("van", "(") and items[place + 2].reference
        if self._shared and self._left > 0 and club and club.kind == "team":
            self._become(name, self._shared)

    def assign(self, name: Reference, other: Reference) -> None:
        """Let a person have the role, club and origin of a description."""
        if name.person is None:
            return
        profile = self._persons[name.person]
        if other.role:
            self.set_role(profile, other.role)
        self.describe(profile, other)
        if other.kind in ("role", "origin", "colleague"):
            other.person = name.person

    def describe(self, profile: Profile, other: Reference) -> None:
        """Note the origin and the club that a description gives."""
        if other.origin and not profile.origin:
            profile.origin = other.origin
        if other.team and not profile.team and other.team != other.origin:
            profile.team = other.team

    def assign_if_new(self, name: Reference, other: Reference) -> None:
        """ "Fink, die zijn derde jaar als coach ingaat": unless more is known of him."""
        if other.role:
            self._become(name, other.role)

    def _become(self, name: Reference, role: Role) -> None:
        if name.person is not None and self._persons[name.person].role is None:
            self.set_role(self._persons[name.person], role)

    def set_role(self, profile: Profile, role: Role) -> None:
        """Note a role noun; what is known outright stays, but a coach who played is a coach."""
        profile.gender = profile.gender or gender_of(role.noun)
        if not role.former:
            profile.nouns.update((role.noun, role.compound or role.noun))
        if role.noun in _KIN or (role.role == OTHER and not _holds_office(role)):
            # A brother, a teacher, a former player of that club can play: what he does decides.
            profile.civil = True
            return
        manages = role.noun == "manager" and role.compound in ("", "manager") and self._british
        if (manages or (self._sport, role.noun) in _COACHES_BY_SPORT) and not role.former:
            role = role._replace(role=COACH)
        promoted = profile.role == PLAYER or profile.former
        if profile.role is None or (promoted and role.role != PLAYER and not role.former):
            profile.role, profile.former = role.role, role.former

    def _set_team(self, name: Reference, team: str | None) -> None:
        if name.person is not None and not self._persons[name.person].team:
            self._persons[name.person].team = team


def _plays_for(items: list[Item], place: int) -> bool:
    """ "Fink scoorde namens Genk" plays, "zei Fink namens de gemeente" speaks."""
    following = [item.reference for item in items[place + 2 : place + 4] if item.reference]
    return any(reference.kind in ("team", "origin") for reference in following)


def _alone_behind_team(items: list[Item], place: int) -> bool:
    """ "Bij Genk was Fink tevreden": the club opens the sentence and nobody else stands in between."""
    between = [item.reference for item in items[2:place] if item.reference]
    return items[1].reference is not None and items[1].reference.kind == "team" and not between


def _heads(items: list[Item], place: int) -> bool:
    """Whether a word is the heading of its line: "DE COACHES –", "Trainers:"."""
    return place <= 1 and place + 1 < len(items) and items[place + 1].key in ("–", "—", ":", "|")


def _appositions(items: list[Item], place: int) -> Iterator[Reference]:
    """The descriptions that stand to the name at `place` as an apposition or predicate."""
    before = items[place - 1] if place else None
    if before and before.reference and before.reference.kind in ("role", "origin", "colleague"):
        yield before.reference
        further = items[place - 2].reference if place > 1 else None
        if further and further.kind in ("role", "origin") and before.start - further.end <= 1:
            yield further
        if before.reference.kind == "origin" and place > 2 and items[place - 2].key == ",":
            # "Haar coach, de 65-jarige Paul Engel".
            left = items[place - 3].reference
            if left and left.kind == "role" and not left.governed and left.determiner:
                yield left
    if place > 2 and items[place - 1].key == "dienst" and (duty := items[place - 3].reference):
        yield duty
    start = _behind_adjectives(items, place)
    if start > 1 and items[start - 1].key == "," and (left := items[start - 2].reference):
        closed = place + 1 >= len(items) or items[place + 1].kind in ("mark", "quote")
        held = left.determiner in _DETERMINED or (start > 2 and items[start - 3].key == "en")
        described = left.kind in ("role", "colleague")
        if described and held and not left.governed and (closed or start < place):
            yield left
    if items[0].reference and items[0].reference.kind in ("role", "colleague") and 2 < place < _LONG_SUBJECT:
        # "De keepster in kwestie, Bo Wagenaar,": a comma, and nothing but words in between.
        between = items[1 : place - 1]
        plain = all(item.kind == "word" for item in between) and items[1].key in ("in", "van", "op", "aan")
        if items[place - 1].key == "," and plain and items[0].reference.determiner in _DETERMINED:
            yield items[0].reference
    left = items[place - 2].reference if 1 < place <= _NEAR_START else None
    if left and items[place - 1].key in _BEING and left.kind == "role" and not left.governed:
        yield left  # "Die coach heet Fink", "Matchwinnaar was Fink"
    yield from _titles(items, place)
    yield from _behind(items, place)


def _titles(items: list[Item], place: int) -> Iterator[Reference]:
    """ "Zijn manager, buurman en jeugdvriend Fink" and "Zijn spits, die met die baard, Fink,"."""
    first = items[0].reference
    if place < 3 or first is None or first.kind != "role" or first.determiner not in _DETERMINED:
        return
    between = items[1:place]
    roles = [item.reference for item in between if item.reference]
    if roles and all(item.key in (",", "en") or (item.reference and item.reference.role) for item in between):
        yield first
    if not roles and between[0].key == "," == between[-1].key and between[1].key in _RELATIVES:
        yield first


def _relative(items: list[Item], place: int) -> Role | None:
    """ "Fink, die haar coacht," coaches; "Fink, die hen trainde en nu analist is," is an analyst."""
    if [item.key for item in items[place + 1 : place + 3]] != [",", "die"]:
        return None
    coaches = None
    clause = items[place + 3 : place + 3 + 2 * _FAR_PREDICATE]
    for item, following in zip(clause, [*clause[1:], None], strict=False):
        if item.kind != "word" and item.reference is None:
            break
        role = item.reference.role if item.reference and item.kind == "ref" else None
        if role and following and following.key in ("is", "was") and item.reference:
            return role if not item.reference.governed else None
        if item.key in ("coacht", "begeleidt") or (item.key == "traint" and _has_object(clause)):
            coaches = Role(COACH, "coach")
    return coaches


def _has_object(clause: list[Item]) -> bool:
    """ "die haar traint", "die PSV traint": without an object it is the person who practises."""
    first = clause[0]
    return first.key in ("haar", "hem", "hen", "ons") or (
        first.reference is not None and first.reference.kind in ("team", "club")
    )


def _is_parent(item: Item) -> bool:
    """ "moeder Greet": beside a name it tells why somebody is in the report at all."""
    role = item.reference.role if item.reference else None
    return role is not None and role.noun in _PARENTS


def gender_of(noun: str) -> str:
    """What a role noun tells: "keepster", "moeder"; most nouns tell nothing."""
    if noun.endswith(_FEMALE_ENDINGS) or noun in _FEMALE:
        return "v"
    return "m" if noun in _MALE else ""


def _hails(items: list[Item], place: int) -> bool:
    """ "Joke uit Staphorst": who goes by a first name and a place is one of the public."""
    return place + 1 < len(items) and items[place + 1].key == "uit" and items[place + 1].kind == "word"


def _behind_adjectives(items: list[Item], place: int) -> int:
    """Where "de vijfenzestigjarige" in front of a name begins; else the name's own place."""
    for start in (place - 2, place - 3):
        if start >= 0 and items[start].key in DEFINITE and items[start + 1].kind == "word":
            return start
    return place


def _behind(items: list[Item], place: int) -> Iterator[Reference]:
    """ "Fink, de trainer van Genk," and "Fink (coach Genk)" and "Fink is de nieuwe trainer"."""
    if [item.key for item in items[place + 1 : place + 2]] == ["uit"] and place + 2 < len(items):
        place += 2
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


def predicate(items: list[Item], place: int) -> Reference | None:
    """A role without article behind a copula: "Fink is sinds 1 juli hoofdtrainer", "is hij er coach".

    And the last of several appositions: "Fink, reder, en sinds een jaar voorzitter,".
    """
    front = place and items[place - 1].key in _LINKING
    follows = place + 1 < len(items) and items[place + 1]
    behind = follows and (follows.key in _LINKING or follows.key in (",", "("))
    if not (front or behind):
        return None
    previous = ""
    for item in items[place + 1 : place + 1 + _FAR_PREDICATE]:
        reference = item.reference
        relative = previous == "," and item.key in _PLAIN_RELATIVES
        if item.kind == "quote" or relative or item.key in (":", ")", ";"):
            return None
        previous = item.key
        if reference is None:
            continue
        if reference.kind == "role" and not reference.governed and reference.determiner in ("", "de", "het"):
            if reference.role and (reference.role.role != OTHER or is_function(reference.role.noun)):
                return reference
            continue
        if reference.kind != "team":
            return None
    return None
