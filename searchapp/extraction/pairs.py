"""Which two teams belong together: how much each stands out, and what joins each pair.

A team counts by where it is named (headline, lead, body, tail), by what form of its name
and by the time its clause speaks of; a pair by the sentences, dashes and verbs that join it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple, TypeVar

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention, venue_mentions
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.timeframe import Frame
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import NationalTeam
from searchapp.lexicon.words import word_set

Pair = tuple[str, str]
Salience = dict[str, float]
Links = dict[frozenset[str], float]
_Key = TypeVar("_Key", str, frozenset[str])

FORM_WEIGHT = {"name": 1.0, "alias": 1.0, "nickname": 0.8, "adjective": 0.5, "inhabitant": 0.5, "word": 0.0}
FRAME_WEIGHT: dict[Frame, float] = {"now": 1.0, "before": 0.3, "ahead": 0.35}
UPCOMING_WEIGHT: dict[Frame, float] = {"now": 0.8, "before": 0.3, "ahead": 1.0}
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT, TAIL_WEIGHT = 3.0, 2.0, 1.0, 0.6
TAIL = 0.85
"""The tail of a report is what stands behind this share of it."""
STADIUM_WEIGHT = 0.6
TABLE_WEIGHT = 0.2
SECOND_WEIGHT, LINK_WEIGHT = 1.5, 1.5
LINE_BONUS, SCORED_LINE_BONUS = 4.0, 6.0
LINK_STRENGTH = {"together": 1.0, "verb": 1.0, "score": 0.5, "opponent": 0.5, "between": 1.5}
"""What a sentence adds to a pair: both in it, a verb of meeting, a score, "tegen", "tussen A en B"."""
LEAD = 5
"""The lead is this many sentences, headline included."""

_JOIN = word_set(
    "tegen versus vs ontving ontvingen ontvangt ontvangen versloeg versloegen verslaat verslagen klopte",
    "klopten",
    "klopt geklopt won wint winnen wonnen gewonnen verloor verloren verliest verliezen bij bezoek sterk",
    "pakte",
    "stunt stuntte houdt hield huis vloer gelijk afgedroogd troefde rolde verpletterde onderuit opzij",
    "uitgeschakeld schakelde schakelt elkaar punten tussen treft trof treffen bekampt mindere meerdere duel",
    "evenwicht overklaste klop baas winst zege nederlaag langs overwinning verdeelden deelden tegenover",
)
_DASH = re.compile(r"\s?[-–—]\s?\Z")
_LINE_SCORE = re.compile(r"\s*(?:\([^()]{0,20}\)\s*)?[:,]?\s*(\d{1,3})\s?[-–—]\s?(\d{1,3})(?!\d|-\d)")
_GAP_SCORE = re.compile(r" (\d{1,3}) ?[-–—] ?(\d{1,3}) ")
_GAP_FIRST = re.compile(r" (\d{1,3}) ?[-–—] ?")
_TRAILING_NUMBER = re.compile(r" (\d{1,3})(?![\d:-])")
_IN_TABLE = re.compile(
    r"\b(?:punt|punten|lengte|lengtes|plaats|plaatsen|plek|leidersplaats over|zege|zeges|onder|boven|over"
    r"|wipt|wippen|springt|springen)\b[^.;,]{0,14}\b(?:van|op|achter|voor|boven|onder|na|dan|over) \Z"
    r"|\b(?:loopt|lopen|liep|liepen) (?:\w+ ){0,2}(?:uit|in|weg) (?:op|van|bij) \Z"
    r"|\b(?:blijft|blijven|staat|staan)(?: \w+){0,3} (?:onder|boven|achter|voor) \Z",
    re.IGNORECASE,
)
_PASSES = re.compile(r"[^.;,\n]{0,30}\b(?:wipt|wippen|springt|springen|sprong|heen|klimt)\b")
_TABLE_PREPOSITIONS = word_set("van op achter voor boven onder na dan over")
_OPPONENT_PREPOSITIONS = word_set("van tegen bij op over versus vs")
_ANY_SCORE = re.compile(r"\d(?<![\d.:/-]\d)\d{0,2} ?[-–] ?\d{1,3}(?![\d:/-])")
_LONGEST_GAP, _ABREAST = 8, 2
_RANKED = 8


class Line(NamedTuple):
    """A printed line "HOME - AWAY" with its score, if any."""

    start: int
    home: str
    away: str
    score: tuple[int, int] | None


class Prominence(NamedTuple):
    """How much each team stands out, and how strongly each pair is joined."""

    salience: Salience
    links: Links

    def main(self) -> str | None:
        """The team that stands out most."""
        return max(self.salience, key=lambda team: self.salience[team], default=None)

    def share(self) -> float:
        """The part of all salience that the two foremost teams have."""
        total = sum(self.salience.values())
        return sum(sorted(self.salience.values(), reverse=True)[:2]) / total if total else 0.0


def score_lines(article: Article) -> list[Line]:
    """Printed pairs "HOME - AWAY" or "HOME 2-1 AWAY", in text order."""
    text = article.text
    lines = []
    for left, right in pairwise(team_mentions(article)):
        if right.start - left.end > _LONGEST_GAP or left.team == right.team:
            continue
        if "adjective" not in (left.form, right.form):
            gap = text[left.end : right.start]
            line = _line(text, gap, left, right)
            if line:
                lines.append(line)
    return lines


def _line(text: str, gap: str, left: TeamMention, right: TeamMention) -> Line | None:
    between = _GAP_SCORE.fullmatch(gap)
    if between:
        return Line(left.start, left.team, right.team, (int(between[1]), int(between[2])))
    apart = _GAP_FIRST.fullmatch(gap)
    if apart and (last := _TRAILING_NUMBER.match(text, right.end)):
        return Line(left.start, left.team, right.team, (int(apart[1]), int(last[1])))
    if not _DASH.fullmatch(gap):
        return None
    score = _LINE_SCORE.match(text, right.end)
    return Line(left.start, left.team, right.team, (int(score[1]), int(score[2])) if score else None)


class Traces(NamedTuple):
    """What the text says of teams and pairs, before it is known which time matters: (who, weight, time)."""

    teams: list[tuple[str, float, Frame]]
    pairs: list[tuple[frozenset[str], float, Frame]]


def traces(article: Article) -> Traces:
    """Every mention, stadium and sentence that speaks for a team or joins a pair."""
    by_sentence = _by_sentence(article)
    standing = {m.start: _standing(article, m) for mentions in by_sentence.values() for m in mentions}
    teams = [
        (
            mention.team,
            bare_weight(article, mention.start) * standing[mention.start] * FORM_WEIGHT[mention.form],
            article.frame_at(mention.start),
        )
        for mentions in by_sentence.values()
        for mention in mentions
    ]
    teams += _hosts(article, {team for team, _, _ in teams})
    salience = _summed(teams, FRAME_WEIGHT)
    foremost = sorted(salience, key=lambda team: -salience[team])[:2]
    pairs = [
        (pair, strength * bare_weight(article, offset), article.frame_at(offset))
        for number, mentions in by_sentence.items()
        for pair, (strength, offset) in _sentence_links(
            article, number, [m for m in mentions if standing[m.start] == 1.0], foremost
        ).items()
    ]
    return Traces(teams, pairs)


def prominence(found: Traces, upcoming: bool) -> Prominence:
    """The salience of all teams and the links of all pairs; `upcoming` heeds what is still to come."""
    weights = UPCOMING_WEIGHT if upcoming else FRAME_WEIGHT
    return Prominence(_summed(found.teams, weights), _summed(found.pairs, weights))


def _summed(found: list[tuple[_Key, float, Frame]], weights: dict[Frame, float]) -> dict[_Key, float]:
    sums: dict[_Key, float] = defaultdict(float)
    for key, weight, time in found:
        sums[key] += weight * weights[time]
    return sums


def _hosts(article: Article, named: set[str]) -> list[tuple[str, float, Frame]]:
    """What the stadiums of named teams add."""
    found = []
    for venue in venue_mentions(article):
        hosts = {club for entity in venue.entities for club in entity.clubs}
        if len(hosts) == 1 and (host := hosts.pop()) in named:
            weight = STADIUM_WEIGHT * bare_weight(article, venue.start)
            found.append((host, weight, article.frame_at(venue.start)))
    return found


def bare_weight(article: Article, offset: int) -> float:
    """How much a name at this offset counts by its place alone."""
    rank = article.rank(offset)
    if rank == 0:
        return TITLE_WEIGHT
    if rank < LEAD:
        return LEAD_WEIGHT
    return TAIL_WEIGHT if offset > TAIL * len(article.text) else BODY_WEIGHT


def best_pair(article: Article, found: Prominence, lines: list[Line]) -> tuple[Pair | None, Line | None]:
    """The two teams that stand out together, and the line that prints them as a pair."""
    bonus: Links = defaultdict(float)
    for number, line in enumerate(lines):
        weight = (
            (SCORED_LINE_BONUS if line.score else LINE_BONUS) * bare_weight(article, line.start) / LEAD_WEIGHT
        )
        bonus[frozenset((line.home, line.away))] += weight / (1 + number)
    ranked = sorted(found.salience, key=lambda team: -found.salience[team])[:_RANKED]
    best, best_weight = None, 0.0
    for position, first in enumerate(ranked):
        for second in ranked[position + 1 :]:
            if not _comparable(first, second):
                continue
            pair = frozenset((first, second))
            weight = found.salience[first] + SECOND_WEIGHT * found.salience[second]
            weight += LINK_WEIGHT * found.links.get(pair, 0.0) + bonus.get(pair, 0.0)
            if weight > best_weight:
                best, best_weight = (first, second), weight
    printed = next((line for line in lines if best and {line.home, line.away} == set(best)), None)
    return best, printed


def _comparable(first: str, second: str) -> bool:
    teams = lexicon().teams
    return isinstance(teams.get(first), NationalTeam) == isinstance(teams.get(second), NationalTeam)


def _by_sentence(article: Article) -> dict[int, list[TeamMention]]:
    """The mentions that can be of a playing team, by sentence; places are none."""
    sentences: dict[int, list[TeamMention]] = defaultdict(list)
    for mention in team_mentions(article):
        if not mention.place:
            sentences[article.sentence_number(mention.start)].append(mention)
    return sentences


def _standing(article: Article, mention: TeamMention) -> float:
    """Little for a team that is only a mark in the table: "op één punt van Go Ahead Eagles"."""
    before = article.key_before(mention.word)
    if before not in _TABLE_PREPOSITIONS:
        return 1.0
    if before == "over" and _PASSES.match(article.text, mention.end):
        return TABLE_WEIGHT
    return TABLE_WEIGHT if _IN_TABLE.search(article.before(mention.start, 45)) else 1.0


def _sentence_links(
    article: Article, number: int, mentions: list[TeamMention], foremost: list[str]
) -> dict[frozenset[str], tuple[float, int]]:
    """The pairs that one sentence joins; a lone team is joined to the foremost other one."""
    named = [m for m in mentions if m.form != "adjective"]
    teams = {mention.team for mention in named}
    links: dict[frozenset[str], tuple[float, int]] = {}
    if not named:
        return links
    verb = not _JOIN.isdisjoint(article.sentence_keys(number))
    scored = bool(_ANY_SCORE.search(article.text, *article.sentences[number])) * LINK_STRENGTH["score"]
    if len(teams) == 1 and not (verb or scored):
        return links
    strength = LINK_STRENGTH["together"] + verb * LINK_STRENGTH["verb"]
    if len(teams) == 1:
        team = named[0].team
        other = next((name for name in foremost if name != team), team)
        if team == foremost[0] and not scored:
            return links
        return {frozenset((other, team)): (LINK_STRENGTH["together"] + 2 * scored, named[0].start)}
    opponent = named[0]
    absent = next((name for name in foremost if name not in teams), None)
    if scored and absent == foremost[0] and article.key_before(opponent.word) in ("van", "tegen"):
        total = strength + scored + LINK_STRENGTH["opponent"]
        links[frozenset((absent, opponent.team))] = (total, opponent.start)
    for left, right in pairwise(named):
        if left.team == right.team:
            continue
        near = article.key_before(right.word) in _OPPONENT_PREPOSITIONS
        between = article.key_before(left.word) == "tussen" and article.key_before(right.word) == "en"
        if len(teams) == _ABREAST or near or between:
            total = strength + scored + near * LINK_STRENGTH["opponent"] + between * LINK_STRENGTH["between"]
            pair = frozenset((left.team, right.team))
            links[pair] = max(links.get(pair, (0.0, 0)), (total, right.start))
    return links
