"""People and direct quotes of a report: the steps that tie spans, cues and speakers together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from searchapp.extraction.article import Article
from searchapp.extraction.attribution import Attribution, behind, in_front, is_integral
from searchapp.extraction.discourse import Discourse, noted_words
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.names import find_people
from searchapp.extraction.narrative import Sentence, narrate
from searchapp.extraction.spans import Span, find_spans
from searchapp.extraction.speakers import NOBODY, Speaker, Speakers
from searchapp.extraction.speech import is_question_put, is_sentence, is_trap, speaks_for_itself, words_of
from searchapp.extraction.voices import own_role
from searchapp.lexicon import lexicon
from searchapp.model import Person, Quote, Report

_OVERLAP = 0.6
_MOST_COMPARED = 200
_MOST_SPANS = 20_000
"""No report has more quotations: what follows them is not read for people and quotes."""
_BRITISH = frozenset(["EN", "SC", "WA", "NI", "IE"])
"""Countries whose managers are coaches."""
_FOREIGN = frozenset(["fr", "en"])
"""Languages whose attribution is not read: no quote is better than one without its speaker."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read once: its spans, its sentences and what is known of its people."""

    spans: list[Span]
    sentences: list[Sentence]
    discourse: Discourse


class Decision(NamedTuple):
    """A span found to be speech, whose it is, and the attribution that tells so, if there is one."""

    span: Span
    speaker: Speaker
    sentence: int
    attribution: Attribution | None


class Judged(NamedTuple):
    """All decisions of one report with the sentences they were made in."""

    decisions: list[Decision]
    sentences: list[Sentence]


@lru_cache(maxsize=1)
def read(article: Article) -> Reading:
    """Read an article; the steps of one report share the result."""
    spans = find_spans(article.text, _MOST_SPANS)
    if len(spans) == _MOST_SPANS:
        article = Article(article.text[: spans[-1].outer_end], article.sport)
    people = find_people(article)
    sentences = narrate(article, people, spans, noted_words())
    named = map(lexicon().teams.get, {mention.team for mention in team_mentions(article)})
    british = article.sport == "voetbal" and any(team and team.country in _BRITISH for team in named)
    return Reading(spans, sentences, Discourse(people, sentences, article.sport, british))


def people(article: Article, report: Report) -> tuple[Person, ...]:
    """The persons the report names, with role and team where it gives them."""
    persons = read(article).discourse.persons
    return tuple(
        Person(profile.name, profile.role or ("speler" if profile.plays else None), profile.team)
        for profile in persons
        if len(profile.keys) > 1 or profile.role
    )


def quotes(article: Article, report: Report) -> tuple[Quote, ...]:
    """The direct quotes in text order; text == report.text[start:end] for each."""
    reading = read(article)
    if not reading.spans or report.language in _FOREIGN:
        return ()
    decisions = _Judge(article, report, reading).decisions()
    return tuple(_quote(article.text, decision.span, decision.speaker) for decision in decisions)


def judge(article: Article, report: Report) -> Judged:
    """The quotes once more, with what decided them."""
    reading = read(article)
    if not reading.spans or report.language in _FOREIGN:
        return Judged([], reading.sentences)
    return Judged(_Judge(article, report, reading).decisions(), reading.sentences)


def _quote(text: str, span: Span, speaker: Speaker) -> Quote:
    return Quote(
        text[span.start : span.end],
        span.start,
        span.end,
        speaker.name,
        speaker.role,
        speaker.team,
        speaker.cue,
    )


def _is_paired(sentence: Sentence, place: int) -> bool:
    """Whether "en", "of" or ", maar" joins a quotation to the one before."""
    items = sentence.items
    if place < 2 or items[place - 1].key not in ("en", "of", "maar"):
        return False
    comma = place > 2 and items[place - 2].key == ","
    return items[place - 3 if comma else place - 2].kind == "quote"


def _goes_on(sentence: Sentence, place: int) -> bool:
    """Whether the part at `place` goes on with a quotation its attribution has split."""
    if place == 0:
        return True
    before = sentence.items[place - 1]
    return before.kind in ("mark", "ref") or before.key in ("en", "maar", "want", "dus")


class _Judge:
    """Decides for every span whether it is speech, and whose."""

    def __init__(self, article: Article, report: Report, reading: Reading) -> None:
        self._text = article.text
        self._spans = reading.spans
        self._sentences = reading.sentences
        known = lexicon().sports.get(report.sport or "")
        individual = known is not None and not known.team_sport
        self._speakers = Speakers(
            reading.discourse, reading.sentences, article.text, report.teams, individual
        )
        self._found: dict[int, Speaker] = {}
        self._reasons: dict[int, tuple[int, Attribution | None]] = {}

    def decisions(self) -> list[Decision]:
        """The spans that are speech with their speakers, in text order."""
        for number, sentence in enumerate(self._sentences):
            if sentence.quoted:
                self._judge(number, sentence)
        self._settle_headlines()
        self._settle_roles()
        return [
            Decision(self._spans[number], self._found[number], *self._reasons[number])
            for number in sorted(self._found)
        ]

    def _judge(self, number: int, sentence: Sentence) -> None:
        places = [place for place, item in enumerate(sentence.items) if item.kind == "quote"]
        given = {place: self._attribution(sentence, place) for place in places}
        shared = next((found for found in given.values() if found and found.strength == "said"), None)
        previous: tuple[Attribution | None, bool] = (None, False)
        for place in places:
            quote = sentence.items[place].number
            own = given[place]
            paired = _is_paired(sentence, place)
            if paired:
                own = own or previous[0]
            attribution = own or (shared if _goes_on(sentence, place) else None)
            asked = is_question_put(sentence.items, place, attribution, self._words(quote))
            trap = asked or (paired and previous[1]) or is_trap(sentence.items, place, attribution)
            previous = (own, trap)
            if trap:
                continue
            speaker = self._speaker(number, sentence, place, attribution)
            if speaker is not None:
                self._found[quote] = speaker
                self._reasons[quote] = (number, attribution)
                if speaker.known:
                    self._speakers.note(number, speaker)

    def _attribution(self, sentence: Sentence, place: int) -> Attribution | None:
        return behind(sentence.items, place) or in_front(sentence.items, place)

    def _speaker(
        self, number: int, sentence: Sentence, place: int, attribution: Attribution | None
    ) -> Speaker | None:
        """The speaker (perhaps unknown) when the span is speech, else None."""
        span = self._spans[sentence.items[place].number]
        words = self._text[span.start : span.end]
        if attribution:
            if attribution.strength == "titled" and not (is_sentence(words) or speaks_for_itself(words)):
                return None
            speaker = self._speakers.attributed(attribution, number)
            if speaker.known:
                return speaker
            context = self._speakers.in_context(number, place == 0, sounded=True)
            return replace(context, cue=attribution.cue or None)
        alone = place == 0 or sentence.items[place - 1].key == ":"
        if span.style == "dash" or (alone and self._is_utterance(sentence, place, words)):
            return self._speakers.in_context(number, place == 0)
        if place and sentence.items[place - 1].key == "–" and sentence.items[0].number in self._found:
            return self._found[sentence.items[0].number]
        if speaks_for_itself(words) and len(words_of(words)) > 2 and not is_integral(sentence.items, place):
            return self._speakers.in_context(number, place == 0)
        return None

    def _is_utterance(self, sentence: Sentence, place: int, words: str) -> bool:
        """Whether a span without attribution reads as a sentence of its own."""
        last = place == len(sentence.items) - 1
        if (
            not last
            and sentence.items[place + 1].key == "–"
            and any(item.kind == "quote" for item in sentence.items[place + 2 : place + 30])
        ):
            return True
        if not is_sentence(words):
            return False
        if last:
            return words[-1] in ".!?…" or len(words_of(words)) > 2 or speaks_for_itself(words)
        return speaks_for_itself(words) or words[-1] in ".!?…"

    def _settle_headlines(self) -> None:
        """Give quotations of headlines and teasers the speaker of the words they repeat."""
        only = self._only_speaker()
        holders: dict[tuple[str | None, str], Speaker] = {}
        for number, speaker in self._found.items():
            if speaker.name is None and speaker.team and speaker.role not in (None, "andere"):
                key = (speaker.role, speaker.team)
                if key not in holders:
                    holders[key] = self._speakers.holder(*key)
                holder = holders[key]
                self._found[number] = replace(holder, cue=speaker.cue) if holder.known else speaker
                continue
            if speaker.name is not None or speaker.cue is not None:
                continue
            twin = self._twin(number)
            if twin:
                self._found[number] = replace(twin, cue=None, rule="the quote whose words it repeats")
            elif not speaker.known:
                interviewed = self._speakers.interviewed()
                self._found[number] = interviewed if interviewed.known else only or NOBODY

    def _settle_roles(self) -> None:
        """Let those whose role the report doesn't tell have the one that their own words give."""
        told: dict[int, str] = {}
        for number, speaker in self._found.items():
            if speaker.person is not None and not self._speakers.role_is_told(speaker.person):
                role = own_role(self._words(number))
                if role:
                    told.setdefault(speaker.person, role)
        for number, speaker in self._found.items() if told else ():
            if speaker.person in told:
                self._found[number] = replace(speaker, role=told[speaker.person])

    def _twin(self, number: int) -> Speaker | None:
        """The speaker of the quotation that shares most words with this one."""
        if len(self._found) > _MOST_COMPARED:
            return None
        own = set(words_of(self._words(number)))
        best, share = None, _OVERLAP
        for other, speaker in self._found.items():
            if other == number or speaker.name is None or not own:
                continue
            overlap = len(own & set(words_of(self._words(other)))) / len(own)
            if overlap >= share:
                best, share = speaker, overlap
        return best

    def _words(self, number: int) -> str:
        span = self._spans[number]
        return self._text[span.start : span.end]

    def _only_speaker(self) -> Speaker | None:
        """The one person that all other quotations are from."""
        named = {speaker.name for speaker in self._found.values() if speaker.name}
        if len(named) != 1:
            return None
        speaker = next(speaker for speaker in self._found.values() if speaker.name)
        return replace(speaker, cue=None, rule="the only speaker of the report")
