"""The round or phase of the match, told apart from rounds still to come and rounds gone by.

"De eerste finalist is bekend" and "naar de finale" tell of the round before: where
no round is named as the match's own, it is the one before the round it leads to.
"""

from __future__ import annotations

import re
from collections import defaultdict

from searchapp.extraction.article import Article
from searchapp.extraction.match import find_match
from searchapp.extraction.mentions import Mention, stage_mentions
from searchapp.extraction.occasion import opening
from searchapp.extraction.timeframe import Frame
from searchapp.lexicon import lexicon
from searchapp.lexicon.catalogue import STAGE_ORDER
from searchapp.lexicon.entities import Stage
from searchapp.lexicon.words import word_set
from searchapp.model import Report

_NEXT_BEFORE = re.compile(
    r"(?:\b(?:naar|richting|voor|tot|bereikt?e?n?|haalt|haalde|halen|verzekerd van|ticket|zicht op"
    r"|loting|wacht|op weg|bereiken|missen|mist|misliep"
    r"|plek in|plaats in|stek in|opmaken|dromen?|droomt|hoopt|tegenstander in|zitje in|staat in"
    r"|stond in|plaatst zich|winnaar|treft in|tegen in"
    r"|(?:neemt|nemen|neem) het in|treffen in|wachten in|bekampen in|virtueel in|wie het in"
    r"|speelt in|spelen in)(?: (?:de|het|een|haar|hun|zijn))?(?: \w+)?|\bop in de"
    r"|\b(?:treft|treffen|ontmoet)\b[^.;,]{0,40}\bin de|\b(?:stond|staat"
    r"|staan|stonden|zit|zitten)\b[^.;,]{0,40}\bin de) \Z",
    re.IGNORECASE,
)
_NEXT_AFTER = re.compile(
    r"[^.;,]{0,35}\b(?:lonk(?:t|en)|wacht(?:en)?|in zicht|gehaald|bereikt|verzekerd|staat klaar"
    r"|volgt|neemt|treft|tegenstander|wordt geloot|speelt|kan|nog niet)\b",
    re.I,
)
_FINALISTS = frozenset(("finalist", "finaliste", "finalisten"))
_TWO_LEGS = word_set(
    "heenwedstrijd heenmatch heenduel heenpartij terugwedstrijd terugmatch terugduel terugpartij",
    "return",
)
_GROUP_LETTER = re.compile(r" [A-L]\b")
_OWN_BEFORE = re.compile(
    r"\b(?:in|tijdens|van|op|uit) (?:de|het|een|deze|hun|zijn|haar)(?: \w+)? \Z", re.IGNORECASE
)
_IN_GROUP = re.compile(
    r"\bin (?:groep|poule) [A-L]\b|\b(?:in|van|uit) (?:zijn|haar|hun|deze|de|dezelfde)"
    r" (?:poule|groep)(?= (?:van de|met)|[.,;]| [A-L]\b)",
    re.IGNORECASE,
)
_OF_LEG = re.compile(
    r"\b(?:heen|terug)(?:wedstrijd|match|duel|partij) (?:van|in|uit) (?:de|het) (?:\w+ )?\Z", re.IGNORECASE
)
_QUOTE_MARKS = frozenset("'\"‘’“”„«")
_LOOSE = word_set("groep poule poules kwarts final kwalificaties kwalificatietoernooi")
_FRAME_WEIGHT = {"now": 1.0, "before": 0.2, "ahead": 0.3}
_PREVIEW_WEIGHT: dict[Frame, float] = {"ahead": 1.3, "now": 1.0, "before": 0.2}
_WON = re.compile(
    r"\b(?:won|wonnen|versloeg|schakelde|klopte|uitgeschakeld|verslagen|overleefde|verloor)\b", re.IGNORECASE
)
_PRIZE = re.compile(
    r"\b(?:treft|winnaar|wie wint|volgende ronde|plaats(?: in)?|plek|ticket voor|wacht|zicht op"
    r"|droomt)\b[^.;]{0,25}\Z|\bnaar (?:de |een )?\Z",
    re.IGNORECASE,
)
_LEAGUE_STAGES = frozenset(("play-offs", "halve finale", "finale", "kwartfinale"))
_LEAD, _ENOUGH = 5, 0.9
_FIRST_PLAYOFFS = 2022
_BELGIAN_CUP = "Beker van België"


def stage(article: Article, report: Report) -> str | None:
    """One of the twelve stages, or None."""
    if find_match(article).kind == "none" and not _individual(report):
        return None
    own, ahead = _weigh(article)
    own["groepsfase"] += _named_group(article, report)
    if article.keys & _TWO_LEGS and "play-offs" not in own:
        ahead["finale"] += own.pop("finale", 0.0)
    for found in sorted(own, key=lambda name: (-round(own[name], 1), _order(name))):
        if own[found] < _ENOUGH:
            break
        if _allowed(found, report):
            return found
    if _individual(report) and not report.teams:
        return None
    return _group_phase(ahead, report) or _before(article, ahead, report)


def _named_group(article: Article, report: Report) -> float:
    """The weight of "in zijn poule" in a report on a European cup or a tournament."""
    known = lexicon().competitions.get(report.competition or "", ())
    if not any(found.kind in ("continental", "national", "tournament") for found in known):
        return 0.0
    begin, end = opening(article, _LEAD)
    return float(bool(_IN_GROUP.search(article.text, begin, end)))


def _order(name: str) -> int:
    """Rounds from first to last: a report of one names the next oftener than the one before."""
    return STAGE_ORDER.index(name) if name in STAGE_ORDER else len(STAGE_ORDER)


def _group_phase(ahead: dict[str, float], report: Report) -> str | None:
    """The group phase of which further matches are told, where a competition can have one."""
    known = lexicon().competitions.get(report.competition or "", ())
    if any(found.kind in ("continental", "national", "tournament") for found in known):
        for name in ("groepsfase", "competitiefase"):
            if ahead.get(name, 0.0) >= _ENOUGH and _allowed(name, report):
                return name
    return None


def _individual(report: Report) -> bool:
    sport = lexicon().sports.get(report.sport or "")
    return bool(sport and not sport.team_sport)


def _weigh(article: Article) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the stages told as the match's own, and of those it leads to."""
    own: dict[str, float] = defaultdict(float)
    ahead: dict[str, float] = defaultdict(float)
    for mention in stage_mentions(article):
        weight = _weight(article, mention)
        before, after = article.before(mention.start, 45), article.after(mention.end, 45)
        kind = "now" if _OF_LEG.search(before) else article.frame_at(mention.start)
        if find_match(article).kind == "preview":
            own[mention.entities[0].name] += weight * _preview_weight(article, mention, kind)
            continue
        reached = article.text[mention.start : mention.end].lower().startswith("bij de ")
        leads = reached or bool(_NEXT_BEFORE.search(before) or _NEXT_AFTER.match(after))
        if leads or kind == "ahead":
            ahead[mention.entities[0].name] += weight
        elif kind != "before":
            own[mention.entities[0].name] += weight * (1.3 if _OWN_BEFORE.search(before) else 1.0)
    finalists = (
        [word for word in article.tokens if word.key in _FINALISTS] if article.keys & _FINALISTS else []
    )
    ahead["finale"] += sum(article.rank(word.start) < _LEAD for word in finalists)
    return own, ahead


def _preview_weight(article: Article, mention: Mention[Stage], kind: Frame) -> float:
    """How much a stage counts where the match is still to come: rounds won or yet to be reached little."""
    start, end = article.sentences[article.sentence_number(mention.start)]
    if kind != "ahead" and _WON.search(article.text, start, end):
        return 0.2
    return 0.2 if _PRIZE.search(article.before(mention.start, 45)) else _PREVIEW_WEIGHT[kind]


def _weight(article: Article, mention: Mention[Stage]) -> float:
    printed = article.text[mention.start : mention.end].lower()
    if printed in _LOOSE and not _GROUP_LETTER.match(article.text, mention.end):
        return 0.2
    if article.text[mention.start - 1 : mention.start] in _QUOTE_MARKS:
        return 0.3
    return 2.0 if article.rank(mention.start) < _LEAD else 1.0


def _allowed(found: str, report: Report) -> bool:
    """Whether a match of this competition can be in this stage."""
    known = lexicon().competitions.get(report.competition or "", ())
    if not known:
        return found not in ("groepsfase", "competitiefase") or _individual(report)
    kinds = {competition.kind for competition in known}
    if "kwalificatie" in known[0].name or known[0].name == "Nations League":
        return found in STAGE_ORDER and found != "kwalificatieronde"
    if kinds == {"league"}:
        return found in _LEAGUE_STAGES
    return True


def _before(article: Article, ahead: dict[str, float], report: Report) -> str | None:
    """The knock-out round before the one most spoken of as next."""
    rounds = {name: weight for name, weight in ahead.items() if name in STAGE_ORDER and weight >= _ENOUGH}
    if not rounds or not report.competition:
        return None
    following = min(rounds, key=lambda name: STAGE_ORDER.index(name))
    position = STAGE_ORDER.index(following)
    if following == "achtste finale":
        return (
            "zestiende finale"
            if report.competition == _BELGIAN_CUP
            else _before_last_sixteen(article, report)
        )
    found = STAGE_ORDER[position - 1] if position > STAGE_ORDER.index("achtste finale") else None
    known = lexicon().competitions.get(report.competition, ())
    knockout = any(
        competition.kind in ("cup", "tournament", "national", "continental") for competition in known
    )
    return found if found and knockout else None


def _before_last_sixteen(article: Article, report: Report) -> str | None:
    """The European round of two legs before the last sixteen, which got another name in 2021-22."""
    known = lexicon().competitions.get(report.competition or "", ())
    continental = any(competition.kind == "continental" for competition in known)
    if not (continental and report.date and article.keys & _TWO_LEGS):
        return None
    return "zestiende finale" if report.date.year < _FIRST_PLAYOFFS else "tussenronde"
