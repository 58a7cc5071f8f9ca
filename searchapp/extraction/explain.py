"""Which words decided a fact or a quote: for the person who checks, apart from extraction itself.

What was extracted is read back against the same shared reading of the text, so nothing is
kept for it while reports are extracted by the thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from searchapp.extraction.article import Article, Span
from searchapp.extraction.attribution import Attribution
from searchapp.extraction.mentions import competition_mentions, stage_mentions
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.narrative import Sentence
from searchapp.extraction.phrases import Reference
from searchapp.extraction.quotes import Judged, judge
from searchapp.extraction.scores import find_scores
from searchapp.extraction.speakers import Speaker
from searchapp.model import PartialDate, Report

_LEAD_SENTENCES = 5
_STANDINGS = (
    "in the first sentence, of the match itself",
    "in the lead, of the match itself",
    "further on, of the match itself",
    "in the first sentence, of another day",
    "in the lead, of another day",
    "further on, of another day",
)
_INFERRED = "inferred from"
_LABELS = {"state": ", a score on the way", "aside": ", said in passing", "leg": ", of one leg"}
_NEAREST = {
    "name": "named beside it",
    "role": "described beside it, by part or function",
    "origin": "described beside it, by where from",
    "pronoun": "the person in focus, of that gender",
    "latter": "the person named last",
    "colleague": "the other one in that role",
    "team": "the club speaks",
    "club": "the club speaks",
}
_MOST = 5
"""Places told for one value of a fact."""
_HEARD = {
    "said": "a word of speaking",
    "ascribed": "words put in somebody's mouth",
    "titled": "a name beside it",
}
_MONTHS = (
    *("", "januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_CONTEXT = "the people in focus around it"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words text[start:end] that speak for `value` of an attribute ("score", "quotes[0].speaker").

    `reason` is the kind of evidence; `weighed` what the deciding step made of it here: place and
    time of a fact's words, the rule that gave a quote its speaker.
    """

    attribute: str
    value: str
    start: int
    end: int
    words: str
    reason: str
    weighed: str = ""


def explain(report: Report) -> tuple[Evidence, ...]:
    """The evidence for what `extract` found in a report; what the source gave needs none."""
    article = Article(report.text, report.sport)
    found = [item for item in _facts(article, report) if item.attribute not in report.given]
    if "quotes" not in report.given:
        found += _quotes(article, report)
    return tuple(found)


def _facts(article: Article, report: Report) -> Iterator[Evidence]:
    """The words that the facts rest on, those that count most first, and how they stand in the text."""
    for attribute, value, spans, note in _places(article, report):
        for start, end in sorted(spans, key=lambda span: _standing(article, span[0]))[:_MOST]:
            standing = _STANDINGS[_standing(article, start)]
            reason = "inferred" if note.startswith(_INFERRED) else "printed"
            weighed = f"{standing}{note}" if reason == "printed" else note
            yield Evidence(attribute, value, start, end, article.text[start:end], reason, weighed)


def _places(article: Article, report: Report) -> Iterator[tuple[str, str, list[Span], str]]:
    """Each fact with the places that speak for it and a note on what they are."""
    if report.date:
        yield "date", str(report.date), list(_date_places(article, report.date)), ""
    clubs = [(m.start, m.end) for m in team_mentions(article) if m.team in report.teams]
    if report.competition:
        named = [
            m for m in competition_mentions(article) if any(c.name == report.competition for c in m.entities)
        ]
        note = "" if named else f"{_INFERRED} who plays"
        yield "competition", report.competition, [(m.start, m.end) for m in named] or clubs, note
    if report.stage:
        rounds = stage_mentions(article)
        own = [m for m in rounds if any(s.name == report.stage for s in m.entities)]
        note = "" if own else f"{_INFERRED} the rounds named"
        yield "stage", report.stage, [(m.start, m.end) for m in own or rounds], note
    if report.score:
        wanted = {report.score, "-".join(reversed(report.score.split("-")))}
        for score in find_scores(article):
            if f"{score.first}-{score.second}" in wanted:
                yield "score", report.score, [(score.start, score.end)], _LABELS.get(score.label, "")
    for team in report.teams:
        yield "teams", team, [(m.start, m.end) for m in team_mentions(article) if m.team == team], ""


def _standing(article: Article, offset: int) -> int:
    """How much words here count: those of the match before other days', the lead before the rest."""
    rank = article.rank(offset)
    place = 0 if rank == 0 else 1 if rank < _LEAD_SENTENCES else 2
    return place + (0 if article.frame_at(offset) == "now" else 3)


def _date_places(article: Article, date: PartialDate) -> Iterator[Span]:
    """Where the year stands, with the month and the day next to it."""
    words = article.tokens
    parts = {
        f"{date.month:02}",
        str(date.month),
        f"{date.day:02}",
        str(date.day),
        *_MONTHS[date.month : date.month + 1],
    }
    for place, word in enumerate(words):
        if word.key != str(date.year):
            continue
        first = last = place
        while first > max(0, place - 2) and words[first - 1].key in parts and _near(article, first):
            first -= 1
        while (
            last + 1 < min(len(words), place + 3)
            and words[last + 1].key in parts
            and _near(article, last + 1)
        ):
            last += 1
        yield words[first].start, words[last].end


def _near(article: Article, word: int) -> bool:
    """Whether a word follows the one before with a blank, hyphen, dot or slash between."""
    return article.text[article.tokens[word - 1].end : article.tokens[word].start] in (
        " ",
        "-",
        "/",
        ".",
        ". ",
    )


def _quotes(article: Article, report: Report) -> Iterator[Evidence]:
    """Cue, speaker and role of every quote."""
    judged = judge(article, report)
    for number, decision in enumerate(judged.decisions):
        name = f"quotes[{number}]"
        speaker, attribution = decision.speaker, decision.attribution
        reason = _HEARD[attribution.strength] if attribution else _CONTEXT
        weighed = speaker.rule or _nearest(judged, attribution)
        if speaker.cue and attribution:
            for start, end in _cue_places(
                judged.sentences[decision.sentence], decision.span.start, speaker.cue
            ):
                words = article.text[start:end]
                yield Evidence(f"{name}.cue", speaker.cue, start, end, words, reason, weighed)
        for part, value, span in _speaker_places(judged, decision.span.start, speaker, attribution):
            words = article.text[slice(*span)]
            yield Evidence(f"{name}.{part}", value, *span, words, reason, weighed)


def _nearest(judged: Judged, attribution: Attribution | None) -> str:
    """How the subject of an attribution led to the speaker."""
    subject = attribution.subject if attribution else None
    if subject is None:
        return ""
    apposed = _references(judged, lambda other: other.kind == "name" and other.start == subject.end + 1)
    return _NEAREST.get("name" if apposed else subject.kind, "")


def _cue_places(sentence: Sentence, quote: int, cue: str) -> Iterator[Span]:
    """Where the words of a cue stand: the verb nearest to the quotation, then its particle."""
    reached = 0
    for word in cue.split(" … "):
        items = [item for item in sentence.items if item.key == word and item.start >= reached]
        if items:
            nearest = min(items, key=lambda item: abs(item.start - quote))
            reached = nearest.end
            yield nearest.start, nearest.end


def _speaker_places(
    judged: Judged, quote: int, speaker: Speaker, attribution: Attribution | None
) -> Iterator[tuple[str, str, Span]]:
    subject = attribution.subject if attribution else None
    if speaker.name and subject and subject.person in (speaker.person, None):
        yield "speaker", speaker.name, (subject.start, subject.end)
    if speaker.person is None:
        return
    ours = _references(judged, lambda reference: reference.person == speaker.person)
    if speaker.name and (subject is None or subject.kind != "name"):
        named = [reference for reference in ours if reference.kind == "name"]
        if named:
            nearest = max(
                (reference for reference in named if reference.start < quote),
                key=lambda reference: reference.start,
                default=named[0],
            )
            yield "speaker", speaker.name, (nearest.start, nearest.end)
    told = next((r for r in ours if r.role and r.role.role == speaker.role), None)
    if speaker.role and told:
        yield "role", speaker.role, (told.start, told.end)


def _references(judged: Judged, wanted: Callable[[Reference], bool]) -> list[Reference]:
    return [
        item.reference
        for sentence in judged.sentences
        for item in sentence.items
        if item.reference and wanted(item.reference)
    ]
