"""Question-and-answer interviews: whose answers they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from searchapp.extraction.discourse import Discourse
from searchapp.extraction.narrative import Sentence
from searchapp.extraction.phrases import Reference
from searchapp.lexicon.word_classes import word_class

_TALKS = word_class("talks")
_QUESTIONS_NEEDED = 2
_INTRODUCTION = 5

WEIGHTS = {
    "introduced": 2.0,  # the first person named in the lines above the first question
    "named above": 1.0,  # each further time there
    "spoken of above": 0.25,
    "aged": 2.0,  # "(28)" behind the name
    "asked about": -1.0,  # named in a question: the interviewer says "u" to the other
    "named below": 0.25,
}
"""What makes somebody the one interviewed."""


class Interview:
    """Whether a report is an interview, with whom, and which lines are answers.

    `person` is None when it is none, or when the report doesn't tell with whom.
    """

    def __init__(self, discourse: Discourse, sentences: Sequence[Sentence]) -> None:
        """Find the questions, then the person."""
        self._discourse = discourse
        self._sentences = sentences
        asked = [number for number in range(1, len(sentences)) if self._answers_question(number)]
        self._first = asked[0] if len(asked) >= _QUESTIONS_NEEDED else None
        self.person = self._find(self._first) if self._first is not None else None
        if self.person is not None:
            discourse.persons[self.person].asked = True

    def answers(self, sentence: int) -> bool:
        """Whether a line is an answer of the interview, or goes on with one."""
        return self._first is not None and sentence >= self._first and self._alone(sentence)

    def _find(self, first: int) -> int | None:
        announced = self._announced(first)
        if announced is not None and announced.person is not None:
            return announced.person
        scores: defaultdict[int, float] = defaultdict(float)
        for number, sentence in enumerate(self._sentences):
            for item, following in zip(sentence.items, [*sentence.items[1:], None], strict=True):
                reference = item.reference
                if reference is None or reference.person is None:
                    continue
                is_first = not scores
                scores[reference.person] += self._weight(reference, number, first - 1, is_first)
                if following is not None and following.key == "(" and number < first:
                    scores[reference.person] += WEIGHTS["aged"]
        if not scores:
            return None
        best = max(scores, key=lambda person: (scores[person], -person))
        if announced is not None and announced.role is not None:
            self._discourse.describe(best, announced)
        return best

    def _weight(self, reference: Reference, number: int, question: int, is_first: bool) -> float:
        if number < question:
            if reference.kind != "name":
                return WEIGHTS["spoken of above"]
            return WEIGHTS["introduced" if is_first else "named above"]
        if self._sentences[number].items[-1].key == "?":
            return WEIGHTS["asked about"]
        return WEIGHTS["named below"]

    def _announced(self, first: int) -> Reference | None:
        """The person of "Drie vragen aan X" in the lines above the first question."""
        for number in range(first - 1, max(-1, first - _INTRODUCTION), -1):
            items = self._sentences[number].items
            for place, talk in enumerate(items):
                if talk.key not in _TALKS:
                    continue
                for item in items[place + 1 : place + 1 + _INTRODUCTION]:
                    if item.reference and item.reference.governed in ("aan", "met", "voor"):
                        return item.reference
        return None

    def _answers_question(self, sentence: int) -> bool:
        """Whether a line is nothing but an answer to the question in the line before."""
        last = self._sentences[sentence - 1].items[-1]
        return self._alone(sentence) and last.key == "?" and last.kind == "mark"

    def _alone(self, sentence: int) -> bool:
        """Whether a line opens with a quotation that has its sentence to itself."""
        current = self._sentences[sentence]
        return current.opens_line and len(current.items) == 1 and current.items[0].kind == "quote"
