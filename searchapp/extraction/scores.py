"""Scores as printed, each with what it is: result, half-time, aggregate, shoot-out, first leg."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal, NamedTuple

from searchapp.extraction.article import Article, once
from searchapp.extraction.timeframe import is_own_first_leg
from searchapp.lexicon.remembered import Remembered
from searchapp.lexicon.words import word_set

Label = Literal["plain", "state", "aside", "series", "half", "aggregate", "shootout", "leg"]
"""What a score is: a result, a stand in between, another match's in parentheses, one of a row,
half-time, aggregate, shoot-out, first leg."""

# The digit comes first so that other text is passed over quickly; what may not stand before it is next.
_SCORE = re.compile(r"(\d(?<![\d.,:/–—+-]\d)\d{0,2})( ?[-–—] ?)(\d{1,3})(?![\d/%]|[.,:]\d| ?[-–—] ?\d|[’'])")
_GOALLESS = re.compile(
    r"\b(?:nul-nul|scoreloos|scoreloze|doelpuntloos|doelpuntloze|doelpuntenloos|brilscore|0 tegen 0)\b", re.I
)
_BETWEEN_TEAMS = re.compile(r"(?<![\d.,:–-])\b(\d{1,3})(?=[,\s])")
_REST = re.compile(
    r"\b(?:(?:bij|aan|met|op|voor|tot|tegen) (?:de |het )?(?:rust|pauze|koffie|thee)"
    r"|(?:de|het) (?:rust|pauze) (?:\w+ ){0,3}met)(?!\w)",
    re.IGNORECASE,
)
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
    r"|from the spot|(?:on|after|by) penalties|aux? tirs au but|tirs au but"
    r"|n\.?s\.?|n\.?p\.?|wns|shoot-?outs?|serie|van(?:op|af)? de stip|beslissende reeks|shootoutserie)(?!\w)",
    re.IGNORECASE,
)
_LEG = re.compile(
    r"\bheen(?:wedstrijd|match|duel|partij|ronde)?\b|\beerste (?:duel|wedstrijd|confrontatie"
    r"|ontmoeting|leg)\b",
    re.I,
)
_GOALLESS_KEYS = word_set("nul scoreloos scoreloze doelpuntloos doelpuntloze doelpuntenloos brilscore")
_STATE = re.compile(
    r"\b(?:leidde|leidden|leidt|leiden|leidend|voorsprong|achterstand|kwam(?:en)?(?: \w+){0,3} (?:op|tot"
    r"|terug|langszij)"
    r"|liep(?:en)? (?:\w+ ){0,3}uit|keek(?: \w+)? tegen|(?<!het )bij(?: een)?|van|vanaf|milderde"
    r"|aansluitingstreffer"
    r"|verdubbelde|op weg naar)"
    r"(?: (?:met|een|tot|naar|op|van|de|al|zelfs|vroege|snelle|comfortabele))* ?\Z",
    re.IGNORECASE,
)
_OWN_STATE_AFTER = re.compile(
    r"[ -]?(?:voorsprong|achterstand|(?:voor|achter)(?=[.,;]| (?:na|via|toen|dankzij|door)\b))", re.IGNORECASE
)
_MISSED = re.compile(
    r"\b(?:kans(?:en)? op|zocht(?:en)? naar|dicht bij|bijna|ga(?:an|at)? voor)(?: de| een)? ?\Z",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(r"\b(?:dag|dagen|week|weken|maand|maanden) na (?:de|het|een) \Z", re.IGNORECASE)
_AFTER = re.compile(r"\bna (?:de|het|een) \Z", re.IGNORECASE)
_OF_EARLIER = re.compile(
    r"[\w-]* (?:van|op) (?:vorige|vorig|afgelopen|eerder"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:avond|middag)?)\b",
    re.IGNORECASE,
)
_ROW_BEFORE = re.compile(r"\d ?[-–] ?\d{1,3}(?: \(\d+\))?,? (?:en |of )?\Z|\d ?[-–] ?\d{1,3}, \Z")
_ROW_AFTER = re.compile(r"(?: \(\d+\))?(?:,? (?:en|of) |, )\d{1,3} ?[-–] ?\d")
_ASIDE_BEFORE = re.compile(r"[\w.'’]\s\(\Z")
_TWO_IN_BRACKETS = re.compile(r", ?\d{1,2}-\d{1,2}(?: \w+){0,4}\)")
_IN_SETS = re.compile(r"(?: in)? sets?\b")
_JOINED_RESULT = re.compile(r"-(?:thuis|uit)?(?:zege|overwinning|winst|nederlaag|verlies|gelijkspel)\b")
_DOUBLE = re.compile(r"\b(?:heen|terug|return|totaal|globa|opgeteld|strafschop|penalt)", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"\b(?:heeft|hebben|is|zijn)\b[^;]{0,60}\b(?:gewonnen|verloren|gepakt|behaald|geboekt|gespeeld|geleden)\b[^.;,]*\Z",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\A-\w+")
_BOUNDARY = re.compile(r"[,;:().]\s|[()]|\bmaar\b|\bwaarna\b")
_SIGN = re.compile(
    r"rust\w*|pauze|koffie|thee|half\w*|halverwege|\w*helft|kwart|quarter|sets?\w*|periode|tussenstand|legs?"
    r"|wedstrijd(?:en)?|duels?|match(?:en|es)?|partijen|totaal\w*|voordeel|samengeteld|opgeteld|tweeluik"
    r"|globaal|beide|geaggregeerd|confrontatie|ontmoeting|eindtotaal|strafschop\w*|penalt\w*|elfmeter\w*"
    r"|spot|tirs?|[np]|n[sp]|wns|shoot\w*|serie|stip|reeks|heen\w*|daar(?:in|bij)?|die"
)
_is_sign = Remembered(lambda key: bool(_SIGN.match(key) and _SIGN.fullmatch(key.partition("'")[0])))
_MOST_SCORES = 10_000
"""No report prints more: a bound on what hostile input can cost."""
_NEAR = 100
"""How far from a score a word can stand that tells what it is."""
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


@once
def find_scores(article: Article) -> list[Score]:
    """Every plausible score of the report's sport, in text order."""
    low, high = _LIMITS.get(article.sport or "", _DEFAULT_LIMITS)
    text = article.text
    scores = []
    for match in islice(_SCORE.finditer(text), _MOST_SCORES):
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
        scores.append(_labelled(article, match, first, second))
    if low == 0 and article.keys & _GOALLESS_KEYS:
        scores += [_labelled(article, match, 0, 0) for match in _GOALLESS.finditer(text)]
    return sorted(scores)


def _labelled(article: Article, match: re.Match[str], first: int, second: int) -> Score:
    start, end = match.span()
    if article.sport == "voetbal" and first + second > _MOST_GOALS and abs(first - second) == 1:
        return Score(start, end, first, second, "shootout")
    before, after = article.before(start, 70), article.after(end, 90)
    label = _said(article, start, before, after, first + second) if _signed(article, start, end) else None
    return Score(start, end, first, second, label or _place_in_row(article, start, before, after))


def _signed(article: Article, start: int, end: int) -> bool:
    """Whether a word stands near that can make a score another than the result."""
    return any(map(_is_sign.__getitem__, article.keys_between(start - _NEAR, end + _NEAR)))


def _said(article: Article, start: int, before: str, after: str, goals: int) -> Label | None:
    """What the words of the same clause say the score is, if they do."""
    near_before = _clause_before(before)
    near_after = _BOUNDARY.split(after.lstrip(" ),"), maxsplit=1)[0] if after[:1] not in ",)" else ""
    near_after = _SCORE.split(near_after)[0]
    joined = after[:30] if after[:1] == "-" else ""
    near = near_before[-45:] + " # " + near_after[:32]
    if before.endswith(" een ") and _JOINED_RESULT.match(after) and not _DOUBLE.search(near_before[-32:]):
        return None
    if before[-1:] == "(" and _TWO_IN_BRACKETS.match(after):
        return "plain"
    if _IN_SETS.match(after):
        return "plain"
    if _SHOOTOUT.search(near) or _SHOOTOUT.match(after.lstrip(" (")) or _ends_shootout(article, start, goals):
        return "shootout"
    if _AGGREGATE.search(near):
        return "aggregate"
    if _LEG.search(before[-45:] + joined) or _LEG.search(near_after):
        first, last = article.sentences[article.sentence_number(start)]
        own = article.first_leg or is_own_first_leg(article.text[first:last])
        return "plain" if own else "leg"
    if (
        _REST.search(near_before)
        or _HALF.search(near_before[-32:] + joined)
        or _HALF.match(near_after.lstrip("- "))
    ):
        return "half"
    return None


def _clause_before(before: str) -> str:
    return _SUFFIX.sub("", _BOUNDARY.split(_SCORE.split(before)[-1])[-1])


def _place_in_row(article: Article, start: int, before: str, after: str) -> Label:
    """Whether a score is one of a row, stands in parentheses or is a stand in between."""
    if _ROW_BEFORE.search(before) or _ROW_AFTER.match(after):
        return "series"
    if before[-2:] == " (" or before == "(":
        if before[-3:-2].isdigit():
            return "half"
        opponent = article.opponent_before(start - 2)
        own = article.rank(start) <= 1 and _TOLD_BEFORE.search(before)
        return "aside" if opponent and not own else "plain"
    near_before = _clause_before(before)
    if _MISSED.search(near_before) or _of_earlier_day(near_before, after):
        return "aside"
    if _STATE.search(near_before) or _OWN_STATE_AFTER.match(after):
        return "state"
    return "plain"


def _of_earlier_day(before: str, after: str) -> bool:
    """Whether the score is one that this report comes after: "drie dagen na de 5-1-nederlaag"."""
    return bool(_DAYS_AFTER.search(before) or (_AFTER.search(before) and _OF_EARLIER.match(after)))


def _ends_shootout(article: Article, start: int, goals: int) -> bool:
    """Whether "vanop de stip" earlier in the sentence leads to a score too high for a goal's."""
    number = article.sentence_number(start)
    sentence = article.sentences[number][0]
    if number and _THEREIN.match(article.text, sentence):
        return bool(_SHOOTOUT.search(article.text, *article.sentences[number - 1]))
    return goals >= _LEAST_SHOOTOUT and bool(_SHOOTOUT.search(_SCORE.split(article.before(start, 90))[-1]))
