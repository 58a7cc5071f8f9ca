"""Scores as printed, each with what it is: result, half-time, aggregate, shoot-out, first leg."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from searchapp.extraction.timeframe import is_own_first_leg
from searchapp.lexicon.words import word_set

if TYPE_CHECKING:
    from searchapp.extraction.article import Article

Label = Literal["plain", "half", "aggregate", "shootout", "leg"]

_SCORE = re.compile(r"(?<![\d.,:/–—+-])(\d{1,3})( ?[-–—] ?)(\d{1,3})(?![\d/%]|[.,:]\d| ?[-–—] ?\d|[’'])")
_GOALLESS = re.compile(
    r"\b(?:nul-nul|scoreloos|scoreloze|doelpuntloos|doelpuntloze|doelpuntenloos|brilscore|0 tegen 0)\b", re.I
)
_BETWEEN_TEAMS = re.compile(r"(?<![\d.,:–-])\b(\d{1,3})(?=[,\s])")
_HALF = re.compile(
    r"\b(?:(?:bij|aan|met|op) (?:de |het )?(?:rust|pauze|koffie|thee|halftime)|rust(?:stand"
    r"|achterstand|voorsprong)|halfweg|halverwege"
    r"|(?:eerste|tweede|derde) (?:kwart|set|periode|quarter|helft)|kwart|quarter|tussenstand"
    r"|setstanden|sets?cijfers|legs"
    r"|half-?time|ruststand)(?!\w)",
    re.IGNORECASE,
)
_AGGREGATE = re.compile(
    r"\b(?:over (?:de )?twee (?:wedstrijden|duels|matchen|matches|partijen)|(?:in )?totaal"
    r"|totaalscore|in het voordeel|samengeteld"
    r"|opgeteld|over het tweeluik|globaal|over beide|geaggregeerd|dubbele confrontatie|eindtotaal)\b",
    re.IGNORECASE,
)
_SHOOTOUT = re.compile(
    r"\b(?:strafschoppen|strafschoppenserie|penalty[’']?s|penalties|penaltyreeks|penaltyserie"
    r"|strafschoppenreeks|elfmeters?reeks|elfmeters"
    r"|n\.?s\.?|n\.?p\.?|wns|shoot-?outs?|van(?:op|af)? de stip|beslissende reeks|shootoutserie)(?!\w)",
    re.IGNORECASE,
)
_LEG = re.compile(
    r"\bheen(?:wedstrijd|match|duel|partij|ronde)?\b|\beerste (?:duel|wedstrijd|confrontatie"
    r"|ontmoeting|leg)\b",
    re.I,
)
_GOALLESS_KEYS = word_set("nul scoreloos scoreloze doelpuntloos doelpuntloze doelpuntenloos brilscore")
_SUFFIX = re.compile(r"\A-\w+")
_BOUNDARY = re.compile(r"[,;:().]\s|[()]|\bmaar\b|\bwaarna\b")
_LIMITS = {
    "voetbal": (0, 15),
    "hockey": (0, 16),
    "ijshockey": (0, 20),
    "waterpolo": (0, 30),
    "handbal": (8, 60),
    "korfbal": (5, 50),
    "basketbal": (30, 170),
    "rugby": (0, 120),
    "volleybal": (0, 3),
    "darts": (0, 20),
    "tennis": (0, 5),
    "badminton": (0, 8),
    "tafeltennis": (0, 8),
}
_LEAST_SHOOTOUT, _MOST_GOALS = 5, 9
_THEREIN = re.compile(r"(?:daarin|daarbij|daar|in die (?:serie|reeks)|die) ", re.IGNORECASE)
_DEFAULT_LIMITS = (0, 60)


class Score(NamedTuple):
    """A score printed as `first`-`second` at text[start:end]."""

    start: int
    end: int
    first: int
    second: int
    label: Label

    @property
    def pair(self) -> tuple[int, int]:
        """The two numbers, higher first."""
        return max(self.first, self.second), min(self.first, self.second)


def find_scores(article: Article) -> list[Score]:
    """Every plausible score of the report's sport, in text order."""
    low, high = _LIMITS.get(article.sport or "", _DEFAULT_LIMITS)
    text = article.text
    scores = []
    for match in _SCORE.finditer(text):
        first, second = int(match[1]), int(match[3])
        spaced = match[2] not in ("-", "–")
        if not (low <= min(first, second) and max(first, second) <= high) or (
            len(match[1]) > 1 and match[1][0] == "0"
        ):
            continue
        if spaced and not text[max(0, match.start() - 1) : match.start()].isspace() and match.start():
            continue
        if article.sport == "volleybal" and max(first, second) != high:
            continue
        scores.append(
            Score(match.start(), match.end(), first, second, _label(article, match.start(), match.end()))
        )
    if low == 0 and article.keys & _GOALLESS_KEYS:
        for match in _GOALLESS.finditer(text):
            scores.append(
                Score(match.start(), match.end(), 0, 0, _label(article, match.start(), match.end()))
            )
    return sorted(scores)


def _label(article: Article, start: int, end: int) -> Label:
    """What the words of the same clause say the score is."""
    before, after = article.before(start, 70), article.after(end, 60)
    near_before = _SUFFIX.sub("", _BOUNDARY.split(_SCORE.split(before)[-1])[-1])
    near_after = _BOUNDARY.split(after.lstrip(" ),"), maxsplit=1)[0] if after[:1] not in ",)" else ""
    near_after = _SCORE.split(near_after)[0]
    joined = after[:30] if after[:1] == "-" else ""
    near = near_before[-45:] + " # " + near_after[:32]
    if _SHOOTOUT.search(near) or _SHOOTOUT.match(after.lstrip(" (")) or _ends_shootout(article, start, end):
        return "shootout"
    if _AGGREGATE.search(near):
        return "aggregate"
    if _LEG.search(before[-45:] + joined) or _LEG.search(near_after):
        first, last = article.sentences[article.sentence_number(start)]
        return "plain" if is_own_first_leg(article.text[first:last]) else "leg"
    if _HALF.search(near_before[-32:] + joined) or _HALF.match(near_after.lstrip("- ")):
        return "half"
    return "plain"


def _ends_shootout(article: Article, start: int, end: int) -> bool:
    """Whether "vanop de stip" earlier in the sentence leads to a score too high for a goal's."""
    numbers = [int(number) for number in re.findall(r"\d+", article.text[start:end])]
    if article.sport == "voetbal" and sum(numbers) > _MOST_GOALS and abs(numbers[0] - numbers[-1]) == 1:
        return True
    number = article.sentence_number(start)
    sentence = article.sentences[number][0]
    if number and _THEREIN.match(article.text, sentence):
        return bool(_SHOOTOUT.search(article.text, *article.sentences[number - 1]))
    return sum(numbers) >= _LEAST_SHOOTOUT and bool(
        _SHOOTOUT.search(_SCORE.split(article.before(start, 90))[-1])
    )
