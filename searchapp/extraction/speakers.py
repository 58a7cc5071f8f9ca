"""Who speaks: from a quotation's attribution, else from what the report has just told.

The order is: its own cue; the cue it shares with another part of the same sentence; the
sentence before; the quotation before; the sentence behind; in a question-and-answer
interview the person interviewed. Headlines borrow the speaker of the words they repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.extraction.attribution import Attribution
from searchapp.extraction.discourse import Discourse
from searchapp.extraction.narrative import Sentence
from searchapp.extraction.references import Reference
from searchapp.extraction.roles import OTHER, PLAYER
from searchapp.lexicon.word_classes import word_class

_TALKS = word_class("talks")
_PERSONS = frozenset(["name", "role", "origin", "pronoun", "colleague"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it; every part may be unknown. `known` is False when nothing points at anybody."""

    name: str | None = None
    role: str | None = None
    team: str | None = None
    cue: str | None = None
    person: int | None = None
    known: bool = True


NOBODY = Speaker(known=False)


class Speakers:
    """Finds the speaker of each quotation of one report, in reading order."""

    def __init__(
        self,
        discourse: Discourse,
        sentences: Sequence[Sentence],
        text: str,
        club: str | None,
        individual: bool,
    ) -> None:
        """`club` is whom "de club" means; `individual` tells that persons compete, not teams."""
        self._discourse = discourse
        self._sentences = sentences
        self._text = text
        self._club = club
        self._individual = individual
        self._spoken: dict[int, Speaker] = {}
        self._first_answer = next((n for n in range(len(sentences)) if self._asked(n)), None)
        self._interviewee = self._find_interviewee()

    def attributed(self, attribution: Attribution, sentence: int) -> Speaker:
        """The speaker an attribution names."""
        subject = attribution.subject
        if subject is None:
            if attribution.statement:
                return self._organisation(self._club_near(sentence), attribution.cue)
            return Speaker(cue=attribution.cue or None, known=False)
        if subject.kind in ("team", "club"):
            return self._organisation(self._named_club(subject, sentence), attribution.cue)
        if subject.kind == "crowd":
            return Speaker(role=OTHER, cue=attribution.cue or None)
        if subject.person is None and subject.determiner not in ("een", "zijn", "haar", "hun"):
            named = self._behind(sentence)
            if named.person is not None and self._can_be(subject, named.person):
                return Speaker(named.name, named.role, named.team, attribution.cue or None, named.person)
        return self._of(subject, attribution.cue)

    def _can_be(self, subject: Reference, person: int) -> bool:
        """Whether somebody named only in the next sentence can be who "hij" or "de doelman" was."""
        profile = self._discourse.persons[person]
        if subject.kind == "pronoun":
            return profile.gender in ("", subject.gender)
        return subject.role is None or profile.role in (None, subject.role.role)

    def note(self, sentence: int, speaker: Speaker) -> None:
        """Remember who spoke last in a sentence."""
        self._spoken[sentence] = speaker

    def in_context(self, sentence: int, is_first: bool) -> Speaker:
        """The speaker of a quotation without attribution."""
        current = self._sentences[sentence]
        if self._interviewee is not None and is_first and self._answers(sentence):
            return self._person(self._interviewee, None)
        if sentence in self._spoken:
            return self._spoken[sentence]
        here = self._subject_of(sentence)
        if here is not None:
            return self._of(here, "")
        if not current.opens_line:
            before = self._before(sentence, current.line)
            if before.known:
                return before
        behind = self._behind(sentence)
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
        role = profile.role
        if role is None and (
            profile.plays or profile.told or profile.team or profile.origin or self._individual
        ):
            role = PLAYER
        return Speaker(profile.name, role, profile.team, cue or None, number)

    def _organisation(self, team: str | None, cue: str) -> Speaker:
        return Speaker(team, OTHER, team, cue or None)

    def _named_club(self, subject: Reference, sentence: int) -> str | None:
        if subject.kind == "team":
            return subject.team
        if self._text[subject.start : subject.end].casefold().endswith("bond"):
            return None
        return self._club_near(sentence)

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
                return reference
            if reference.kind == "role" and reference.determiner in ("een", "zijn", "haar"):
                unnamed = unnamed or reference
        return unnamed

    def _before(self, sentence: int, line: int | None) -> Speaker:
        """Who spoke last, unless a later sentence has brought somebody else on."""
        for number in range(sentence - 1, max(-1, sentence - 6), -1):
            earlier = self._sentences[number]
            if line is not None and earlier.line != line:
                return NOBODY
            subject = self._subject_of(number)
            spoken = self._spoken.get(number)
            if spoken is not None and spoken.known:
                return Speaker(spoken.name, spoken.role, spoken.team, None, spoken.person)
            if subject is not None:
                return self._of(subject, "")
        return NOBODY

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
        if following.opens_line or not following.items:
            return NOBODY
        for item in following.items[:5]:
            reference = item.reference
            if reference and reference.kind in ("name", "role") and reference.person is not None:
                return NOBODY if reference.governed else self._of(reference, "")
        return NOBODY

    # -- interviews

    def _find_interviewee(self) -> int | None:
        """The person a question-and-answer interview is with, when two questions stand before answers."""
        first = self._first_answer
        if first is None or sum(map(self._asked, range(len(self._sentences)))) < 2:
            return None
        announced = self._announced(first)
        if announced is not None:
            return announced
        counts: Counter[int] = Counter()
        for sentence in self._sentences:
            for item, following in zip(sentence.items, [*sentence.items[1:], None], strict=True):
                reference = item.reference
                if reference is None or reference.person is None or reference.kind == "pronoun":
                    continue
                if following is None or following.reference is None:
                    counts[reference.person] += 2 if reference.kind == "name" else 1
        return max(counts, key=lambda person: (counts[person], -person)) if counts else None

    def _announced(self, first: int) -> int | None:
        """The person of "Drie vragen aan X" in the lines above the first question."""
        for number in range(first - 1, max(-1, first - 5), -1):
            items = self._sentences[number].items
            for talk, item in zip(items, items[2:], strict=False):
                if talk.key in _TALKS and item.reference and item.reference.governed in ("aan", "met"):
                    return item.reference.person
        return None

    def _asked(self, sentence: int) -> bool:
        """Whether a line is nothing but an answer to the question in the line before."""
        if not self._alone(sentence) or sentence == 0:
            return False
        last = self._sentences[sentence - 1].items[-1]
        return last.key == "?" and last.kind == "mark"

    def _alone(self, sentence: int) -> bool:
        """Whether a line opens with a quotation that has its sentence to itself."""
        current = self._sentences[sentence]
        return current.opens_line and len(current.items) == 1 and current.items[0].kind == "quote"

    def _answers(self, sentence: int) -> bool:
        """Whether a line is an answer of the interview, or goes on with one."""
        return self._alone(sentence) and self._first_answer is not None and sentence >= self._first_answer

    def interviewed(self) -> Speaker:
        """The person interviewed, or nobody."""
        return NOBODY if self._interviewee is None else self._person(self._interviewee, None)
