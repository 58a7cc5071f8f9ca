"""Who is meant: resolves references in reading order and learns what each person does.

What the report says outright (`bindings`) is known first, wherever it stands. Then every
"de coach", "de Noor", "hij" goes to the person most in focus (`focus`) whom it fits;
where nobody fits, nobody is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from searchapp.extraction.bindings import PLURAL_ROLES, Binder, gender_of, is_function, predicate
from searchapp.extraction.deeds import note_deeds, telling
from searchapp.extraction.descriptions import LOOSE, OFFICES, holds, origin_fits, role_fits, team_fits
from searchapp.extraction.focus import CLAUSE_WORDS, WEIGHTS, Clauses, Focus
from searchapp.extraction.narrative import Item, Sentence
from searchapp.extraction.persons import People, Profile
from searchapp.extraction.phrases import DEFINITE, POSSESSIVE, RIVALS, Reference
from searchapp.extraction.roles import ASKERS, COACH, OTHER, PLAYER, REFEREE, Role
from searchapp.extraction.vacancies import asked_after, vacancy
from searchapp.lexicon import lexicon
from searchapp.lexicon.word_classes import word_class

_BYSTANDERS = word_class("bystanders")
"""Functions around any match, and bodies: of a person the report must say so outright."""
_SIBLINGS = word_class("kin")
_KIN = _SIBLINGS | word_class("kin_names")
_NEVER_INTRODUCED = _KIN | _BYSTANDERS
_NEW_HOLDER = DEFINITE | POSSESSIVE
_UNNAMED = ("team", "club", "crowd", "media")
_CAST = 200
"""More people are in no report but a list."""
_OFTEN = 2
"""Who whistles so often is a referee, though penalties and cards are words of play, too."""


@cache
def noted_words() -> frozenset[str]:
    """Folded words that a discourse asks the narrative to note."""
    return CLAUSE_WORDS | telling() | frozenset(PLURAL_ROLES)


class Discourse:
    """The people of one report as known while it is read."""

    def __init__(
        self,
        people: People,
        sentences: Sequence[Sentence],
        sport: str | None = None,
        british: bool = False,
    ) -> None:
        """Learn the explicit facts, then resolve everything in reading order."""
        self.persons: list[Profile] = people.persons
        self._binder = Binder(self.persons, sport, british)
        known = lexicon().sports.get(sport or "")
        self._individual = known is not None and not known.team_sport
        self._unfilled: Reference | None = None
        self._focus = Focus(_main_person(people))
        self._resolved_roles: list[int] = []
        self._unnamed: list[Reference] = []
        self._beside_quote = False
        self._opening = self._reached = 0
        self._sentences, self._number = sentences, 0
        for sentence in sentences:
            self._binder.read(sentence)
        for self._number, sentence in enumerate(sentences):
            self._read(sentence)

    def role(self, number: int) -> str | None:
        """What a person is in this report: as told outright, else by what the person does in it."""
        profile = self.persons[number]
        if profile.role is not None:
            return profile.role
        if profile.whistles > profile.plays or profile.whistles >= max(_OFTEN, profile.plays):
            return REFEREE
        if profile.leads > profile.plays:
            return COACH
        if profile.plays > (profile.civil and profile.nouns.isdisjoint(_SIBLINGS)):
            return PLAYER
        return OTHER if profile.asked or profile.civil else None

    def describe(self, number: int, reference: Reference) -> None:
        """Let a person be what a reference says, unless more is known."""
        if reference.role is not None and self.persons[number].role is None:
            self._binder.set_role(self.persons[number], reference.role)

    # -- reading order

    def _read(self, sentence: Sentence) -> None:
        self._focus.open(sentence.line)
        self._beside_quote = sentence.quoted
        self._opening = sentence.items[0].start
        clauses = Clauses(sentence.opens_line, sentence.line)
        owner = self._possessed(sentence, clauses)
        for place, item in sentence.noted if sentence.refers else ():
            kind, key, _, _, reference, _ = item
            if reference is None:
                if kind == "mark" or key in CLAUSE_WORDS:
                    clauses.step(item)
                continue
            if reference.kind in _UNNAMED:
                continue
            if reference.kind == "name":
                self._reached = max(self._reached, reference.person or 0)
                self._fill(reference)
                self._introduce(reference, sentence.items[place + 1 : place + 4])
            if reference.person is None:
                reference.person = self._resolve(reference)
            if is_unnamed(reference):
                self._unnamed.append(reference)
                self._focus.add(clauses.mention(reference, -len(self._unnamed)))
            if reference.person is not None:
                self._focus.add(clauses.mention(reference, reference.person))
                self._note(reference, reference.person)
                if reference.kind in ("pronoun", "origin") and (told := predicate(sentence.items, place)):
                    self._binder.assign_if_new(reference, told)
        if sentence.refers or owner is not None:
            note_deeds(self.persons, sentence, owner)
        spoken_of = sentence.refers and not self._beside_quote
        if sentence.refers or sentence.quoted:
            self._unfilled = self._vacant(sentence) if spoken_of else None

    def _vacant(self, sentence: Sentence) -> Reference | None:
        """The role that this sentence leaves without a name."""
        found = asked_after(sentence) or vacancy(sentence)
        if found is None or found.person is None or found.determiner in POSSESSIVE:
            return found
        return None if self._has_just_spoken() else found

    def _possessed(self, sentence: Sentence, clauses: Clauses) -> int | None:
        """ "Zijn poging mislukte": a sentence that opens so goes on about somebody, who is returned."""
        first = sentence.items[0]
        possessive = first.reference.determiner if first.reference else first.key
        gender = {"zijn": "m", "haar": "v"}.get(possessive, "")
        if gender and not self._beside_quote:
            owner = Reference("pronoun", 0, 0, first.start, first.end, gender=gender)
            person = self._pronoun(owner)
            if person is not None and first.kind == "word":
                self._focus.add(clauses.mention(owner, person))
            return person
        return None

    def _note(self, reference: Reference, number: int) -> None:
        profile = self.persons[number]
        if reference.kind == "role" and reference.team and reference.team != reference.origin:
            profile.team = profile.team or reference.team
        if reference.kind == "colleague" and profile.role is None:
            others = [m.person for _, m in self._focus.memory() if m.person not in (number, -1)]
            last = next((n for n in others if n >= 0 and self.role(n)), None)
            profile.role = self.role(last) if last is not None else None
        if profile.role and profile.role != PLAYER:
            self._resolved_roles.append(number)

    def _introduce(self, name: Reference, following: Sequence[Item]) -> None:
        """ "Hij kuste zijn vrouw. An, zo heet ze, lachte": the one just spoken of gets a name."""
        keys = [item.key for item in following if item.key != ","]
        if self._unnamed and keys[:1] == ["zo"] and keys[1:2] in (["heet"], ["heette"]):
            self._binder.assign(name, self._unnamed[-1])

    def _fill(self, name: Reference) -> None:
        """ "Zijn coach bleef kalm. “…”, zei Fink": who is named right behind holds the role."""
        holder = self._unfilled
        if holder is None or holder.role is None or name.person is None:
            return
        doubtful = self._beside_quote and holder.role.role in OFFICES
        if holder.person is not None and not doubtful:
            return
        if not self._beside_quote and name.start != self._opening:
            return
        profile = self.persons[name.person]
        if profile.role is None and not profile.told and not name.governed:
            self._binder.assign(name, holder)
            self._unfilled = None

    def _resolve(self, reference: Reference) -> int | None:
        if reference.kind == "pronoun":
            return self._pronoun(reference)
        if reference.kind == "latter":
            return self._latter(reference)
        if reference.kind == "colleague":
            return self._colleague()
        if reference.kind == "origin":
            free = reference.determiner in DEFINITE and reference.governed in ("", "volgens")
            return self._by_origin(reference) if free else None
        if reference.role is None or reference.determiner not in _NEW_HOLDER:
            return None
        return self._by_role(reference, reference.role)

    def _latter(self, reference: Reference) -> int | None:
        """Who "die" is: "Ze kreeg bezoek van een speelster. “…”, zei die.", else who was spoken of last."""
        before = self._sentences[self._number - 1] if self._number else None
        spoken_of = [item.reference for _, item in before.noted if item.reference] if before else []
        if spoken_of and spoken_of[-1].role and spoken_of[-1].determiner == "een":
            reference.role = spoken_of[-1].role
            return None
        return self._named(reference, self._focus.last())

    def _pronoun(self, reference: Reference) -> int | None:
        """The person in focus of that gender.

        Beside a quotation the sentence's own people count only as subjects of a main clause:
        in "Op de vraag of De Smet speelt, antwoordde hij" he is not De Smet.
        """
        mentions = [
            (back, mention)
            for back, mention in self._focus.memory()
            if (back or not self._beside_quote or (mention.subject and not mention.subordinate))
            and (mention.person >= 0 or mention.line == self._sentences[self._number].line)
        ]
        found = self._focus.best(lambda n: self._gender_fits(n, reference.gender), mentions)
        if found is None and not self._focus.latest:
            return self._announced(lambda name: self._gender_fits(name, reference.gender) is not None)
        if found is not None:
            return self._named(reference, found)
        known = [n for n in self._cast() if n in self._focus.latest]
        known = [n for n in known if self.persons[n].gender == reference.gender]
        return known[0] if len(known) == 1 else next(filter(self._focus.is_main, known), None)

    def _announced(self, fits: Callable[[int], bool]) -> int | None:
        """Who is named for the first time in the next sentence: "Hij floot lang. Jan Fink stopt."."""
        following = self._sentences[self._number + 1 : self._number + 2]
        for _, item in following[0].noted if following else ():
            name = item.reference
            if name is not None and name.kind == "name" and name.person is not None:
                known = name.person in self._focus.latest or name.governed
                return name.person if not known and fits(name.person) else None
        return None

    def _named(self, reference: Reference, found: int | None) -> int | None:
        """The person found; of an unnamed one ("een woordvoerder") the reference gets the role."""
        if found is None or found >= 0:
            return found
        reference.role = self._unnamed[-1 - found].role
        return None

    def _gender_fits(self, number: int, gender: str) -> float | None:
        if number < 0:
            role = self._unnamed[-1 - number].role
            known = gender_of(role.noun) if role else ""
        else:
            known = self.persons[number].gender
        if not known:
            return 0.0
        return WEIGHTS["gender"] if known == gender else None

    def _colleague(self) -> int | None:
        """The other holder of the role spoken of last, when there is exactly one."""
        if not self._resolved_roles:
            return None
        last = self._resolved_roles[-1]
        role = self.persons[last].role
        others = [n for n in self._cast() if self.persons[n].role == role and n != last]
        return others[0] if len(others) == 1 else None

    def _by_origin(self, reference: Reference) -> int | None:
        if reference.origin:
            same = [n for n in self._cast() if self.persons[n].origin == reference.origin]
            if len(same) == 1:
                return same[0]
        chosen = self._focus.best(
            lambda n: origin_fits(self.persons[n], reference) if n >= 0 else None, described=True
        )
        if chosen is not None:
            profile = self.persons[chosen]
            profile.origin = profile.origin or reference.origin
        return chosen

    # -- roles

    def _by_role(self, reference: Reference, role: Role) -> int | None:
        holders = [
            n for n in self._cast() if holds(self.persons[n], role) and team_fits(self.persons[n], reference)
        ]
        if reference.determiner in POSSESSIVE:
            if role.noun in RIVALS and self._individual:
                return self._rival()
            # "zijn trainer" can be found, "zijn vader" is nobody named before.
            return holders[0] if len(holders) == 1 and role.role == COACH else None
        known = [self._focus.latest[n] for n in holders if n in self._focus.latest]
        if not known and not reference.governed and self._names_holder(reference, role):
            announced = self._announced(lambda n: self._is_vacant(n, reference))
            if announced is not None:
                self._binder.set_role(self.persons[announced], role)
                self._binder.describe(self.persons[announced], reference)
                return announced
        mentions = [(self._focus.back(seen), mention) for seen, mention in known]
        introduces = not reference.governed and (role.noun not in LOOSE or self._beside_quote)
        if introduces and role.noun not in _NEVER_INTRODUCED:
            mentions += self._focus.memory()
        chosen = self._focus.best(
            lambda n: self._role_fits(n, reference, role, bool(known)), mentions, described=True
        )
        if chosen is None:
            return holders[0] if len(holders) == 1 and role.role != PLAYER else None
        if chosen not in holders:
            self._binder.set_role(self.persons[chosen], role)
            self._binder.describe(self.persons[chosen], reference)
        return chosen

    def _of_team(self, role: Role, team: str) -> bool:
        """Whether somebody known in a role is known to be of this club."""
        return any(holds(self.persons[n], role) and self.persons[n].team == team for n in self._cast())

    def _rival(self) -> int | None:
        """Who "zijn tegenstander" is: of the two spoken of last, the one with the opponent's part."""
        last = self._focus.last()
        seen = [m.person for _, m in self._focus.memory() if m.person >= 0 and m.person != last]
        return next((n for n in seen if self.persons[n].role in (None, PLAYER)), None)

    def _cast(self) -> range:
        """The persons who can be meant: all, of a long list those named around here."""
        return range(max(0, self._reached - _CAST), min(len(self.persons), self._reached + _CAST))

    def _names_holder(self, reference: Reference, role: Role) -> bool:
        """Whether the next sentence can name who "de coach" is: it holds a quotation, or opens with a name.

        "Het was de voorzitter gegeven om voor te lezen. Jan Fink zette zijn bril op."
        """
        for following in self._sentences[self._number + 1 : self._number + 2]:
            if following.quoted and not self._beside_quote:
                return not (following.opens_line and self._has_just_spoken())
            opening = following.items[0].reference
            named = opening is not None and opening.kind == "name" and not following.opens_line
            fresh = all(mention.line != following.line for _, mention in self._focus.memory())
            known = role.role in OFFICES or (is_function(role.noun) and self._closes(reference))
            return named and fresh and known
        return False

    def _has_just_spoken(self) -> bool:
        """Whether a quotation stands in the sentence before, in the same paragraph."""
        current = self._sentences[self._number]
        return not current.opens_line and self._number > 0 and self._sentences[self._number - 1].quoted

    def _closes(self, reference: Reference) -> bool:
        """Whether a sentence refers to nobody else behind a reference."""
        noted = self._sentences[self._number].noted
        return all(item.reference is None or item.start <= reference.start for _, item in noted)

    def _is_vacant(self, number: int, reference: Reference) -> bool:
        """Whether nothing speaks against a person being what a description says."""
        profile = self.persons[number]
        return profile.role is None and not profile.nouns and team_fits(profile, reference)

    def _role_fits(self, number: int, reference: Reference, role: Role, held: bool) -> float | None:
        if number < 0 or not team_fits(self.persons[number], reference):
            return None
        main = self._focus.is_main(number)
        team = reference.team or self.persons[number].team
        if team and role.role == COACH and not self._of_team(role, team):
            held = False  # each side has a coach: the one known is perhaps the other's
        score = role_fits(self.persons[number], role, held, self._beside_quote, main)
        if score is not None and role.role == COACH and self._is_of_other_side(number):
            score += WEIGHTS["other side"]
        return score

    def _is_of_other_side(self, number: int) -> bool:
        """Whether the report has just turned to somebody of another club who isn't said to play."""
        last = self._focus.last()
        if last is None or last < 0 or last == number:
            return False
        other, own = self.persons[last], self.persons[number].team
        return (
            other.role is None
            and not other.plays
            and other.team is not None
            and own not in (None, other.team)
        )


def _main_person(people: People) -> int | None:
    """Who is named most often, when nobody else is as often."""
    counts = Counter(mention.person for mention in people.mentions).most_common(2)
    if not counts or counts[0][1] < 2 or (len(counts) > 1 and counts[1][1] == counts[0][1]):
        return None
    return counts[0][0]


def is_unnamed(reference: Reference) -> bool:
    """ "een woordvoerder", "zijn vader", "de vader van N'Dour": whom the report need not name."""
    return (
        reference.kind == "role"
        and reference.person is None
        and not reference.governed
        and not (reference.role and reference.role.noun.endswith(ASKERS))
        and (
            reference.determiner == "een"
            or reference.determiner in POSSESSIVE
            or (
                reference.determiner in DEFINITE
                and reference.role is not None
                and (reference.role.noun in _KIN or reference.role.role == PLAYER)
            )
        )
    )
