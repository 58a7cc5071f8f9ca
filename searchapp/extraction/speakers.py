"""Who speaks: from a quotation's attribution, else from what the report has just told.

The order is: its own cue; the cue it shares with another part of the same sentence; the
sentence before; the quotation before; the sentence behind; in a question-and-answer
interview the person interviewed. Headlines borrow the speaker of the words they repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.extraction.attribution import Attribution
from searchapp.extraction.discourse import Discourse, is_unnamed
from searchapp.extraction.interview import Interview
from searchapp.extraction.narrative import Sentence
from searchapp.extraction.persons import goes_by_first_name
from searchapp.extraction.phrases import Reference
from searchapp.extraction.roles import OTHER, PLAYER
from searchapp.lexicon import lexicon
from searchapp.lexicon.word_classes import word_class


def _country(team: str) -> str | None:
    known = lexicon().teams.get(team)
    return known.country if known else None


_RETORTS = frozenset(["riposteerde", "repliceerde", "counterde", "pareerde", "riposteert", "repliceert"])
_PERSONS = frozenset(["name", "role", "origin", "pronoun", "latter", "colleague"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it; every part may be unknown. `known` is False when nothing points at anybody.

    `rule` tells what decided, where it was not the quotation's own attribution.
    """

    name: str | None = None
    role: str | None = None
    team: str | None = None
    cue: str | None = None
    person: int | None = None
    known: bool = True
    rule: str = ""


_ANONYMOUS = frozenset(["anoniem", "anonieme", "anonimiteit", "ongenoemd"])
_PRINT = frozenset(["krant", "genoemd", "noemen", "gepubliceerd", "vermeld"])
_SOUNDS = word_class("sounding_verbs")
_ACTING = frozenset(["via", "door", "voor", "aan"])
_AT_LENGTH = 2
"""Sentences of the narrative that make somebody more than a passing name."""

NOBODY = Speaker(known=False)


class Speakers:
    """Finds the speaker of each quotation of one report, in reading order."""

    def __init__(
        self,
        discourse: Discourse,
        sentences: Sequence[Sentence],
        text: str,
        teams: Sequence[str],
        individual: bool,
    ) -> None:
        """`teams` play, the first is "de club"; `individual` tells that persons compete, not teams.

        Somebody of whom no role is told competes, unless a report about one club and no match
        speaks of the person at length and never of playing: that is somebody beside the field.
        """
        self._discourse = discourse
        self._sentences = sentences
        self._text = text
        self._club = teams[0] if teams else None
        self._no_match = len(teams) == 1 and not individual
        self._individual = individual
        self._matched = len(teams) == 2
        self._spoken: dict[int, Speaker] = {}
        self._interview = Interview(discourse, sentences)

    def attributed(self, attribution: Attribution, sentence: int) -> Speaker:
        """The speaker an attribution names."""
        subject = attribution.subject
        if subject is None:
            sounds = attribution.cue in _SOUNDS and not self._presents(sentence + 1)
            body = self._body_before(sentence) if sounds else None
            if body is not None:
                return self._organisation(self._named_club(body, sentence), attribution.cue)
            if attribution.strength == "anonymous":
                return Speaker(cue=attribution.cue)
            if attribution.statement:
                return self._organisation(self._club_near(sentence), attribution.cue)
            return Speaker(cue=attribution.cue or None, known=False)
        if subject.kind in ("team", "club"):
            return self._organisation(self._named_club(subject, sentence), attribution.cue)
        if subject.kind == "crowd":
            return Speaker(role=OTHER, cue=attribution.cue or None)
        if attribution.cue in _RETORTS and subject.kind in ("latter", "pronoun"):
            rival = self._rival(subject.person, sentence)
            if rival is not None:
                return replace(rival, cue=attribution.cue)
        unnamed = subject.kind in ("pronoun", "latter") and subject.role is not None
        if (
            subject.person is None
            and not unnamed
            and subject.determiner not in ("een", "zijn", "haar", "hun")
        ):
            named = self._behind(sentence)
            if named.person is not None and self._can_be(subject, named.person):
                role = subject.role.role if subject.role else named.role
                return Speaker(named.name, role, named.team, attribution.cue or None, named.person)
        return self._of(subject, attribution.cue)

    def _body_before(self, sentence: int) -> Reference | None:
        """The club or federation that the sentence before is about: "Genk reageerde in een persbericht."."""
        if sentence == 0 or self._sentences[sentence].opens_line:
            return None
        body = self._sentences[sentence - 1].items[0].reference
        alone = body is not None and body.kind in ("club", "team") and self._subject_of(sentence - 1) is None
        return body if alone else None

    def _rival(self, person: int | None, sentence: int) -> Speaker | None:
        """Who spoke before the last speaker, when that is who would retort to himself."""
        last = self._spoken.get(sentence - 1)
        if last is None or last.person is None or last.person != person:
            return None
        earlier = (self._spoken.get(number) for number in range(sentence - 2, sentence - 5, -1))
        return next((s for s in earlier if s is not None and s.person not in (None, person)), None)

    def _can_be(self, subject: Reference, person: int) -> bool:
        """Whether somebody named only in the next sentence can be who "hij" or "de doelman" was."""
        profile = self._discourse.persons[person]
        if subject.kind == "pronoun":
            return profile.gender in ("", subject.gender)
        return subject.role is None or profile.role in (None, subject.role.role)

    def role_is_told(self, person: int) -> bool:
        """Whether the report itself says or shows what somebody is."""
        return self._discourse.role(person) is not None

    def note(self, sentence: int, speaker: Speaker) -> None:
        """Remember who spoke last in a sentence."""
        self._spoken[sentence] = speaker

    def in_context(self, sentence: int, is_first: bool, sounded: bool = False) -> Speaker:
        """The speaker of a quotation without attribution, or of one that just sounded ("klonk het")."""
        current = self._sentences[sentence]
        interviewee = self._interview.person
        if interviewee is not None and is_first and self._interview.answers(sentence):
            return replace(self._person(interviewee, None), rule="the person interviewed")
        if sentence in self._spoken:
            return replace(self._spoken[sentence], rule="the other quote of its sentence")
        here = self._subject_of(sentence)
        if here is not None:
            return replace(self._of(here, ""), rule="the subject of its sentence")
        if not current.opens_line and not (sounded and self._presents(sentence + 1)):
            before = self._before(sentence, current.line)
            if before.known:
                return before
        behind = NOBODY if sounded and not self._presents(sentence + 1) else self._behind(sentence)
        lead = self._before(sentence, None)
        if behind.known and not self._leads_in(sentence):
            return behind
        return lead

    # -- persons

    def _of(self, reference: Reference, cue: str) -> Speaker:
        if reference.person is not None:
            return self._person(reference.person, cue)
        role = reference.role.role if reference.role else None
        return Speaker(None, role, reference.team, cue or None)

    def _person(self, number: int, cue: str | None) -> Speaker:
        profile = self._discourse.persons[number]
        role = self._discourse.role(number)
        if role is None and (
            profile.told or profile.team or profile.origin or self._individual or self._matched
        ):
            beside = self._no_match and profile.told >= _AT_LENGTH
            role = OTHER if beside or goes_by_first_name(profile) else PLAYER
        return Speaker(profile.name, role, profile.team, cue or None, number)

    def _organisation(self, team: str | None, cue: str) -> Speaker:
        return Speaker(team, OTHER, team, cue or None)

    def _named_club(self, subject: Reference, sentence: int) -> str | None:
        if subject.kind == "team":
            return subject.team
        if self._text[subject.start : subject.end].casefold().endswith("bond"):
            return None
        if subject.origin:
            natives = {team for team in self._clubs_named() if _country(team) == _country(subject.origin)}
            return natives.pop() if len(natives) == 1 else None
        return self._club_near(sentence)

    def _clubs_named(self) -> Iterator[str]:
        """The clubs that the narrative names."""
        for sentence in self._sentences:
            for _, item in sentence.noted:
                if item.reference and item.reference.kind == "team" and item.reference.team:
                    yield item.reference.team

    def _club_near(self, sentence: int) -> str | None:
        """The club named last, else the report's own."""
        for number in range(sentence, max(-1, sentence - 4), -1):
            for item in reversed(self._sentences[number].items):
                if item.reference and item.reference.kind == "team" and not item.reference.governed:
                    return item.reference.team
        return self._club

    # -- context

    def _subject_of(self, sentence: int) -> Reference | None:
        """The first person of a sentence that no preposition governs, else somebody unnamed."""
        unnamed = None
        for item in self._sentences[sentence].items:
            reference = item.reference
            if reference is None or reference.kind not in _PERSONS or reference.governed:
                continue
            if reference.person is not None:
                opened = unnamed is not None and unnamed.determiner == "een" and reference.kind == "pronoun"
                return (
                    unnamed
                    if opened and unnamed is self._sentences[sentence].items[0].reference
                    else reference
                )
            if is_unnamed(reference):
                unnamed = unnamed or reference
        return unnamed

    def _before(self, sentence: int, line: int | None) -> Speaker:
        """Who spoke last, unless a later sentence has brought somebody else on."""
        for number in range(sentence - 1, max(-1, sentence - 6), -1):
            earlier = self._sentences[number]
            if line is not None and earlier.line != line:
                return NOBODY
            subject = self._subject_of(number)
            if self._hides(number):
                return Speaker(role=self._role_named(number), rule="somebody who wants no name")
            spoken = self._spoken.get(number)
            if spoken is not None and spoken.known:
                return replace(spoken, cue=None, rule="the quote before")
            if subject is not None:
                return replace(self._of(subject, ""), rule="the subject of the sentence before")
            agent = self._agent_of(number)
            if agent is not None:
                return replace(self._of(agent, ""), rule="the only person of the sentence before")
        return NOBODY

    def _hides(self, sentence: int) -> bool:
        """Whether somebody wants to speak without a name: "zijn naam niet in de krant"."""
        keys = {item.key for item in self._sentences[sentence].items}
        return not keys.isdisjoint(_ANONYMOUS) or ("naam" in keys and not keys.isdisjoint(_PRINT))

    def _role_named(self, sentence: int) -> str | None:
        """What a sentence says its unnamed subject is."""
        for item in self._sentences[sentence].items:
            if item.reference and item.reference.role and item.reference.person is None:
                return item.reference.role.role
            if item.key in ("elf", "spelers", "selectie", "kern"):
                return PLAYER
        return None

    def _agent_of(self, sentence: int) -> Reference | None:
        """ "Die kwam er via Fink": who acts, when nobody else is named."""
        people = [
            item.reference
            for _, item in self._sentences[sentence].noted
            if item.reference and item.reference.person is not None
        ]
        alone = len({reference.person for reference in people}) == 1
        return people[0] if alone and people[0].governed in _ACTING else None

    def _leads_in(self, sentence: int) -> bool:
        """Whether the line before ends in a quotation or announces one."""
        if sentence == 0:
            return False
        last = self._sentences[sentence - 1].items[-1]
        return last.kind == "quote" or last.key == ":"

    def _behind(self, sentence: int) -> Speaker:
        """“…” Fink was tevreden: the subject that opens the next sentence of the line."""
        if sentence + 1 >= len(self._sentences):
            return NOBODY
        following = self._sentences[sentence + 1]
        headed = any(earlier.refers or earlier.quoted for earlier in self._sentences[:sentence][:2])
        if (following.opens_line and (headed or sentence > 1 or following.quoted)) or not following.items:
            return NOBODY
        for item in following.items[:5]:
            reference = item.reference
            if reference and reference.kind in ("name", "role") and reference.person is not None:
                if reference.governed:
                    return NOBODY
                return replace(self._of(reference, ""), rule="the subject of the sentence behind")
        return NOBODY

    def _presents(self, sentence: int) -> bool:
        """ "“…”, klonk het naast ons. Het was Fink": whether a sentence tells who it was."""
        items = self._sentences[sentence].items[:3] if sentence < len(self._sentences) else []
        names = len(items) == 3 and items[2].reference is not None and items[2].reference.kind == "name"
        return names and items[0].key in ("het", "dat") and items[1].key in ("is", "was", "bleek")

    def holder(self, role: str | None, team: str) -> Speaker:
        """The one person the report knows in this role at this club, or nobody."""
        holders = [
            number
            for number, profile in enumerate(self._discourse.persons)
            if profile.role == role and profile.team in (None, team)
        ]
        return self._person(holders[0], None) if len(holders) == 1 else NOBODY

    def interviewed(self) -> Speaker:
        """The person interviewed, or nobody."""
        return NOBODY if self._interview.person is None else self._person(self._interview.person, None)
