"""The match a report tells of or looks forward to: who plays, who is at home, the result.

Each team gets a salience from where and how it is named, each pair of teams a link from the
sentences that join them. A printed score line ("Genk - Brugge 2-1") decides at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from searchapp.extraction.home import home_first
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.result import duel_score, final_score
from searchapp.extraction.timeframe import Frame
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import NationalTeam
from searchapp.lexicon.words import word_set

if TYPE_CHECKING:
    from searchapp.extraction.article import Article

Kind = Literal["match", "preview", "roundup", "none"]
Pair = tuple[str, str]
Pairing = frozenset[str]
Salience = dict[str, float]
Links = dict[Pairing, float]

_FORM_WEIGHT = {"name": 1.0, "alias": 1.0, "nickname": 0.8, "adjective": 0.5, "inhabitant": 0.5, "word": 0.0}
_FRAME_WEIGHT: dict[Frame, float] = {"now": 1.0, "before": 0.3, "ahead": 0.35}
_UPCOMING_WEIGHT: dict[Frame, float] = {"now": 0.8, "before": 0.3, "ahead": 1.0}
_TITLE_WEIGHT, _LEAD_WEIGHT, _BODY_WEIGHT, _TAIL_WEIGHT = 3.0, 2.0, 1.0, 0.6
_LEAD = 5
_JOIN = re.compile(
    r"\b(?:tegen|versus|vs|ontv(?:ing|angt|angen|ingen)|versl(?:oeg|aat|agen)|klopte?n?|klopt|won"
    r"|wint|winnen|gewonnen|verlo(?:or|ren)"
    r"|verliest|verliezen|bij|op (?:het veld van|bezoek)|te sterk|pakte|stunt|houdt|hield"
    r"|naar huis|over de vloer|gelijk|afgedroogd"
    r"|troefde|rolde|verpletterde|onderuit|opzij)\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s?[-–—]\s?\Z")
_LINE_SCORE = re.compile(r"\s*(?:\([^()]{0,20}\)\s*)?[:,]?\s*(\d{1,3})\s?[-–—]\s?(\d{1,3})(?!\d|-\d)")
_NARRATIVE = word_set(
    "minuut minuten rust pauze doelman keeper doelvrouw keepster kopte scoorde trapte schoot voorzet",
    "hoekschop corner trap lat paal gelijkmaker openingsdoelpunt treffer doelpunt doelpunten helft",
    "strafschop kwartier invaller set scheidsrechter kwart worp driepunter slotfase tribune",
    "voorsprong achterstand thuisploeg bezoekers zege nederlaag rebound score zoemer strafworp",
)
_GAP_SCORE = re.compile(r" (\d{1,3}) ?[-–—] ?")
_TRAILING_NUMBER = re.compile(r" (\d{1,3})(?![\d:-])")
_NEWS = re.compile(
    r"\b(?:ontsla(?:at|gen|g)|aan de deur|uit elkaar|afscheid|voorgesteld|stelt .{0,20}voor|huurt?"
    r"|tekent|contract|transfer|verlengt|aangesteld"
    r"|nieuwe (?:trainer|coach)|opgestapt|stapt op|vertrekt|versterkt|huis gehaald|aanwinst"
    r"|samenwerking|zwaait|pensioen|persconferentie)\b",
    re.IGNORECASE,
)
_IN_TABLE = re.compile(
    r"\b(?:punt|punten|lengte|lengtes|plaats|plaatsen|leidersplaats over|zege"
    r"|zeges)\b[^.;,]{0,14}\b(?:van|op|achter|voor|boven|onder|na|dan) \Z",
    re.I,
)
_TABLE_PREPOSITIONS = word_set("van op achter voor boven onder na dan")
_ANY_SCORE = re.compile(r"(?<![\d.:/-])\d{1,3} ?[-–] ?\d{1,3}(?![\d:/-])")
_OPPONENT = re.compile(r"\b(?:van|tegen|bij|op|over|versus|vs)(?: de| het)? \Z", re.IGNORECASE)
_MEETS = re.compile(
    r"\b(?:ontvang(?:t|en)|trek(?:t|ken)|bekampen|neemt het op|nemen het op|treft|treffen"
    r"|op bezoek|afspraak|speelt|spelen|staat|gaat)\b",
    re.I,
)
_STORY, _CLEAR_STORY = 4, 9
_AHEAD_SENTENCES, _LINE_SENTENCES = 7, 3
_FULL_SHARE = 0.6
_RANKED = 8
_DUELS = word_set("darts snooker biljart badminton tafeltennis squash padel")


class Match(NamedTuple):
    """What was found: `teams` home first, in pairs for a round-up, one club without a match."""

    kind: Kind
    teams: tuple[str, ...] = ()
    score: tuple[int, int] | None = None


class Line(NamedTuple):
    """A printed line "HOME - AWAY" with its score, if any."""

    start: int
    home: str
    away: str
    score: tuple[int, int] | None


def find_match(article: Article) -> Match:
    """The match, or for a report without one the club it is about."""
    sport = lexicon().sports.get(article.sport or "")
    if sport and not sport.team_sport and not _team_tie(article):
        return Match("none", (), duel_score(article) if sport.name in _DUELS else None)
    lines = score_lines(article)
    salience, links = _weigh(article, upcoming=False)
    rounds = _roundup(lines, salience)
    if rounds:
        return Match("roundup", rounds)
    pair, line = _best_pair(salience, links, lines)
    if line and line.score and article.rank(line.start) < _LINE_SENTENCES:
        return Match("match", (line.home, line.away), line.score)
    played = _played(article, pair, line) if pair else None
    return played or _preview(article, lines) or Match("none", _main_team(salience))


def _main_team(salience: Salience) -> tuple[str, ...]:
    main = max(salience, key=lambda team: salience[team], default=None)
    return (main,) if main and salience[main] > 0 else ()


def score_lines(article: Article) -> list[Line]:
    """Printed pairs "HOME - AWAY" with or without score, in text order."""
    mentions, text = article.team_mentions, article.text
    lines = []
    for left, right in pairwise(mentions):
        if left.team == right.team or "adjective" in (left.form, right.form):
            continue
        gap = text[left.end : right.start]
        if len(gap) > 8:
            continue
        apart = _GAP_SCORE.fullmatch(gap)
        if apart and (last := _TRAILING_NUMBER.match(text, right.end)):
            lines.append(Line(left.start, left.team, right.team, (int(apart[1]), int(last[1]))))
        elif _DASH.fullmatch(gap):
            score = _LINE_SCORE.match(text, right.end)
            numbers = (int(score[1]), int(score[2])) if score else None
            lines.append(Line(left.start, left.team, right.team, numbers))
    return lines


def _weigh(article: Article, upcoming: bool) -> tuple[Salience, Links]:
    """How much each team stands out, and how strongly sentences join each pair."""
    salience: Salience = defaultdict(float)
    by_sentence = _by_sentence(article)
    for mentions in by_sentence.values():
        for mention in mentions:
            weight = _weight(article, mention.start, upcoming) * _standing(article, mention)
            salience[mention.team] += weight * _FORM_WEIGHT[mention.form]
    for venue in article.venue_mentions:
        hosts = {club for entity in venue.entities for club in entity.clubs}
        if len(hosts) == 1:
            salience[hosts.pop()] += 0.6 * _weight(article, venue.start, upcoming)
    main = max(salience, key=lambda team: salience[team], default="")
    links: Links = defaultdict(float)
    for number, mentions in by_sentence.items():
        for pairing, (strength, offset) in _sentence_links(article, number, mentions, main).items():
            links[pairing] += strength * _weight(article, offset, upcoming)
    return salience, links


def _standing(article: Article, mention: TeamMention) -> float:
    """Little for a team that is only a mark in the table: "op één punt van Go Ahead Eagles"."""
    if article.key_before(mention.word) not in _TABLE_PREPOSITIONS:
        return 1.0
    return 0.2 if _IN_TABLE.search(article.before(mention.start, 45)) else 1.0


def _sentence_links(
    article: Article, number: int, mentions: list[TeamMention], main: str
) -> dict[Pairing, tuple[float, int]]:
    """The pairs that one sentence joins; a lone opponent with a score is joined to the main team."""
    start, end = article.sentences[number]
    verb = bool(_JOIN.search(article.text, start, end))
    scored = bool(_ANY_SCORE.search(article.text, start, end))
    named = [
        mention for mention in mentions if mention.form != "adjective" and _standing(article, mention) == 1.0
    ]
    teams = list(dict.fromkeys(mention.team for mention in named))
    links: dict[Pairing, tuple[float, int]] = {}
    if len(teams) == 1 and teams[0] != main and verb:
        links[frozenset((main, teams[0]))] = (1.0 + scored, named[0].start)
    for left, right in pairwise(named):
        if left.team != right.team:
            near = bool(_OPPONENT.search(article.text[max(left.end, right.start - 12) : right.start]))
            if len(teams) == 2 or near:
                strength = 1.0 + verb + 0.5 * scored + 0.5 * near
                pairing = frozenset((left.team, right.team))
                links[pairing] = max(links.get(pairing, (0.0, 0)), (strength, right.start))
    return links


def _by_sentence(article: Article) -> dict[int, list[TeamMention]]:
    """The mentions that can be of a playing team, by sentence; places are none."""
    sentences: dict[int, list[TeamMention]] = defaultdict(list)
    for mention in article.team_mentions:
        if not mention.place:
            sentences[article.sentence_number(mention.start)].append(mention)
    return sentences


def _weight(article: Article, offset: int, upcoming: bool) -> float:
    """How much a name at this offset counts, by its place and the time its clause speaks of."""
    weight, rank = _BODY_WEIGHT, article.rank(offset)
    if rank == 0:
        weight = _TITLE_WEIGHT
    elif rank < _LEAD:
        weight = _LEAD_WEIGHT
    elif offset > 0.85 * len(article.text):
        weight = _TAIL_WEIGHT
    return weight * (_UPCOMING_WEIGHT if upcoming else _FRAME_WEIGHT)[article.frame_at(offset)]


def _roundup(lines: list[Line], salience: Salience) -> tuple[str, ...]:
    """The teams of several score lines, in pairs, unless one pair fills the report."""
    scored = [line for line in lines if line.score]
    pairs = list(dict.fromkeys((line.home, line.away) for line in scored))
    if len(pairs) < 2:
        return ()
    first_two = sum(sorted(salience.values(), reverse=True)[:2])
    if first_two > _FULL_SHARE * sum(salience.values()):
        return ()
    return tuple(dict.fromkeys(team for pair in pairs for team in pair))


def _best_pair(salience: Salience, links: Links, lines: list[Line]) -> tuple[Pair | None, Line | None]:
    """The two teams that stand out together, and the line that prints them as a pair."""
    bonus: Links = defaultdict(float)
    for number, line in enumerate(lines):
        bonus[frozenset((line.home, line.away))] += (6.0 if line.score else 4.0) / (1 + number)
    ranked = sorted(salience, key=lambda team: -salience[team])[:_RANKED]
    best, best_weight = None, 0.0
    for position, first in enumerate(ranked):
        for second in ranked[position + 1 :]:
            if not _comparable(first, second):
                continue
            pair = frozenset((first, second))
            weight = (
                salience[first] + 1.5 * salience[second] + 1.5 * links.get(pair, 0.0) + bonus.get(pair, 0.0)
            )
            if weight > best_weight:
                best, best_weight = (first, second), weight
    printed = next((line for line in lines if best and {line.home, line.away} == set(best)), None)
    return best, printed


def _comparable(first: str, second: str) -> bool:
    teams = lexicon().teams
    return isinstance(teams.get(first), NationalTeam) == isinstance(teams.get(second), NationalTeam)


def _played(article: Article, pair: Pair, line: Line | None) -> Match | None:
    """The match of the pair, when the report tells how it went."""
    home, away = (line.home, line.away) if line else home_first(article, *pair, upcoming=False)
    score = final_score(article, home, away)
    stories = _stories(article, bool(score))
    if (score and stories >= _STORY) or stories >= _CLEAR_STORY:
        return Match("match", (home, away), score)
    return None


def _preview(article: Article, lines: list[Line]) -> Match | None:
    """The match to come, when the opening says that two teams are to meet."""
    if _NEWS.search(article.text, *_opening(article)) or not _ahead_at(
        article, *_opening(article, _AHEAD_SENTENCES)
    ):
        return None
    salience, links = _weigh(article, upcoming=True)
    pair, line = _best_pair(salience, links, lines)
    if not pair or not _looks_ahead(article, pair):
        return None
    return Match("preview", (line.home, line.away) if line else home_first(article, *pair, upcoming=True))


def _ahead_at(article: Article, begin: int, end: int) -> bool:
    return any(begin <= start < end and kind == "ahead" for start, kind in article.frames)


def _stories(article: Article, scored: bool) -> int:
    """How much the report reads as the story of a match: telling words, less for news and interviews."""
    begin, end = _opening(article)
    stories = len(article.keys & _NARRATIVE)
    if scored and _ANY_SCORE.search(article.text, begin, end):
        stories += 4
    if _NEWS.search(article.text, begin, end):
        stories -= 5
    return stories - 3 * (_questions(article) >= 3)


def _opening(article: Article, count: int = 4) -> tuple[int, int]:
    """The span of headline and first sentences."""
    sentences = article.sentences[article.first_sentence : article.first_sentence + count]
    return (sentences[0][0], sentences[-1][1]) if sentences else (0, 0)


def _questions(article: Article) -> int:
    """How many lines are questions, as an interviewer prints them."""
    return sum(article.text[end - 1] == "?" for _, end in article.lines)


def _looks_ahead(article: Article, pair: Pair) -> bool:
    """Whether the opening names both and says of one, or of its stadium, what is to come."""
    early = [m for m in article.team_mentions if article.rank(m.start) < _AHEAD_SENTENCES and not m.place]
    named = {mention.team for mention in early}
    if not named >= set(pair):
        return False
    begin, end = _opening(article, _AHEAD_SENTENCES)
    meets = any(
        article.frame_at(match.start()) == "ahead" for match in _MEETS.finditer(article.text, begin, end)
    )
    return meets or any(m.team in pair and article.frame_at(m.start) == "ahead" for m in early)


def _team_tie(article: Article) -> bool:
    """Whether sides meet in a sport of persons, as in the Davis Cup."""
    return any(entity.kind == "national" for m in article.competition_mentions for entity in m.entities)
