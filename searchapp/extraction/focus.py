"""Who is in focus: the weights by which the report's people compete to be who is meant.

Every "hij", "de Noor", "de spits" and every quotation without a cue is given to the person
with the highest sum of weights among those spoken of lately; below `THRESHOLD` to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from searchapp.extraction.narrative import Item
from searchapp.extraction.phrases import Reference
from searchapp.lexicon.word_classes import word_class

WEIGHTS = {
    # what a mention is in its sentence
    "subject": 3.0,  # the first person of a clause, behind no preposition
    "object": -1.0,  # anything else, as in "over Fink"
    "only person": 2.0,  # nobody else in that earlier sentence
    "opens line": 1.0,  # subject of the first clause of a line
    "later clause": 0.75,  # subject of a clause that comes behind another person's
    "subordinate": -2.0,  # stands in a clause with "die", "of", "toen"
    "sentence back": -3.0,  # for every sentence with people since
    "other line": -2.0,  # in a line of the text before this one
    # the same where "de spits" or "de Noor" is meant: the nearest rather than the topic
    "described, direct object": 1.5,
    "described, opens line": 0.0,
    "described, later clause": 2.0,
    "described, subordinate": -0.5,
    # who the person is
    "gender": 1.0,  # the first name's gender is known and agrees
    "main person": 1.5,  # named more often than anybody else
    "main winner": 3.0,  # the same, and "de winnaar" is meant
    "same origin": 6.0,  # known to be "de Noor"
    "sounds native": 5.0,  # "-sen" for a Norwegian
    "sounds foreign": -2.0,  # none of the endings that names of the country have
    "sounds Dutch": -4.0,  # "Van Gool" for a Pole
    "competes": 1.5,  # plays, and a player is meant
    "holds role": 5.0,  # known to be a coach, and "de coach" is meant
    "holds another": 0.0,  # known to be the coach, and "de beloftecoach" is meant
    "only assists": -1.0,  # known to be the assistant, and "de coach" is meant
    "second holder": -3.0,  # somebody else is known to be the coach
    "holds noun": 10.0,  # called "doelman" before, and "de doelman" is meant
    "other role": -2.5,  # known as something else than "de Noor" usually is: coach, doctor
    "plays instead": -5.0,  # competes, and "de coach" is meant
    "other side": -4.0,  # coaches the other club than that of whom the report has just turned to
    "leads instead": -5.0,  # leads a side, and a player is meant
    "plays another part": -3.0,  # a forward or a captain, and "de doelman" is meant
}
"""What each sign adds; found on labelled reports, by hand."""

THRESHOLD = -6.0
"""Who scores less isn't meant at all."""

MEMORY = 4
"""Sentences with people in them that anything can reach back over."""
_CLOSE = 20
_SUBORDINATORS = word_class("subordinators")
_CONJUNCTIONS = frozenset(["en", "maar", "want", "dus", "terwijl"])


CLAUSE_WORDS = _SUBORDINATORS | _CONJUNCTIONS
"""Words that open a clause."""


class Mention(NamedTuple):
    """A person spoken of at `start`; subject: first of its clause without a preposition."""

    person: int
    start: int
    subject: bool = True
    subordinate: bool = False
    later: bool = False
    opens: bool = False
    kind: str = "name"
    alone: bool = False
    governed: bool = False
    line: int = 0


class Clauses:
    """Keeps track of the clause that a sentence's items stand in."""

    def __init__(self, opens_line: bool, line: int) -> None:
        """At the start of a sentence."""
        self._opens_line, self._line = opens_line, line
        self._taken = self._subordinate = False
        self._later = False

    def step(self, item: Item) -> None:
        """Go on over a word or a mark."""
        if item.kind == "mark" or item.key in _CONJUNCTIONS:
            self._later = self._later or self._taken
            self._taken = self._subordinate = False
        if item.kind == "word" and item.key in _SUBORDINATORS:
            self._subordinate = True

    def mention(self, reference: Reference, person: int) -> Mention:
        """What a resolved reference is in its clause."""
        subject = not reference.governed and not self._taken
        self._taken = self._taken or subject
        opens = self._opens_line and subject and not self._later
        return Mention(
            person,
            reference.start,
            subject,
            self._subordinate,
            self._later,
            opens,
            reference.kind,
            governed=bool(reference.governed),
            line=self._line,
        )


class Focus:
    """The people spoken of lately, sentence by sentence."""

    def __init__(self, main: int | None) -> None:
        """`main`: the person named most, if there is one."""
        self._main = main
        self._recent: list[list[Mention]] = []
        self._line = 0
        self.latest: dict[int, tuple[int, Mention]] = {}

    def open(self, line: int) -> None:
        """Begin a sentence."""
        self._line = line
        if not self._recent or self._recent[-1]:
            self._recent.append([])

    def add(self, mention: Mention) -> None:
        """Speak of somebody."""
        if self._recent[-1] and self._recent[-1][-1].person == mention.person:
            return  # an apposition speaks of nobody new
        self._recent[-1].append(mention)
        self.latest[mention.person] = (len(self._recent), mention)

    def back(self, seen: int) -> int:
        """How many sentences ago something was seen, `MEMORY` for anything farther."""
        return min(len(self._recent) - seen, MEMORY - 1)

    def last(self) -> int | None:
        """Who was spoken of last by name or description."""
        return next((m.person for _, m in self.memory() if m.kind != "pronoun"), None)

    def memory(self) -> Iterator[tuple[int, Mention]]:
        """Those spoken of lately with how many sentences back, latest first."""
        present = [mentions for mentions in reversed(self._recent[-MEMORY - 1 :]) if mentions]
        shift = 0 if self._recent and self._recent[-1] else 1
        for back, mentions in enumerate(present, shift):
            alone = back > 0 and len({mention.person for mention in mentions}) == 1
            for mention in reversed(mentions[-_CLOSE:]):
                yield back, mention._replace(alone=True) if alone else mention

    def best(
        self,
        fits: Callable[[int], float | None],
        mentions: Iterable[tuple[int, Mention]] | None = None,
        described: bool = False,
    ) -> int | None:
        """The person in focus most; `fits` adds to a person's score, None rules a person out.

        `described`: a description is to be resolved, not a pronoun.
        """
        best, most = None, THRESHOLD
        fitting: dict[int, float | None] = {}
        others: set[int] = set()
        suited: set[int] = set()
        for back, mention in self.memory() if mentions is None else mentions:
            person = mention.person
            if person not in fitting:
                fitting[person] = fits(person)
            bonus = fitting[person]
            if bonus is None:
                others.add(back)
                continue
            suited.add(back)
            if described:
                # Whoever can't be meant doesn't stand in between.
                back -= len([other for other in others - suited if other < back])
            score = bonus + back * WEIGHTS["sentence back"] + self._standing(mention, described)
            if score > most:
                best, most = person, score
        return best

    def _standing(self, mention: Mention, described: bool) -> float:
        manner = "described, " if described else ""
        score = WEIGHTS["main person"] if self.is_main(mention.person) else 0.0
        if mention.line != self._line:
            score += WEIGHTS["other line"]
        score += WEIGHTS["subject" if mention.subject else "object"]
        if mention.subject:
            score += WEIGHTS[manner + "later clause"] if mention.later else 0.0
            score += WEIGHTS[manner + "opens line"] if mention.opens else 0.0
        elif described and not mention.governed and mention.kind == "name":
            score += WEIGHTS["described, direct object"]
        if mention.alone:
            score += WEIGHTS["only person"]
        if mention.subordinate:
            score += WEIGHTS[manner + "subordinate"]
        return score

    def is_main(self, person: int) -> bool:
        """Whether the report names this person more often than anybody else."""
        return person == self._main
