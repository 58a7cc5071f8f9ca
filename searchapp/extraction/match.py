"""The match a report tells of or looks forward to: who plays, who is at home, the result.

The teams come from `pairs`, the kind of report from the points of `occasion`, the home side
from `home` and the score from `result`. A printed score line ("Genk - Brugge 2-1") at the
head of a report decides at once.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from searchapp.extraction.article import Article, once
from searchapp.extraction.home import home_first
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.occasion import (
    looks_ahead,
    nothing_points,
    opening,
    opens_ahead,
    played_points,
    upcoming_points,
)
from searchapp.extraction.pairs import (
    Line,
    Pair,
    Traces,
    bare_weight,
    best_pair,
    prominence,
    score_lines,
    traces,
)
from searchapp.extraction.places import is_international
from searchapp.extraction.result import Result, duel_score, final_score
from searchapp.extraction.rounds import roundup
from searchapp.extraction.sport import is_team_sport
from searchapp.lexicon.words import word_set

Kind = Literal["match", "preview", "roundup", "none"]

_DUELS = word_set("darts snooker biljart badminton tafeltennis squash padel tennis")
_LINE_SENTENCES = 3
_ROLE_OF = re.compile(
    r"\b\w*(?:trainer|coach|voorzitter|voorzitster|speler|speelster|spits|doelman|keeper|middenvelder"
    r"|verdediger"
    r"|aanvaller|aanvoerder|kapitein|directeur|manager|baas|man|vrouwen|contract|dienst|datachef)"
    r"(?: \w+){0,3} (?:van|bij|voor|in)(?: de| het)? \Z",
    re.IGNORECASE,
)
_ACQUIRES = re.compile(
    r"\b(?:huurt|huurde|gehuurd|haalt|haalde|gehaald|koopt|kocht|gekocht|neemt|nam|overgenomen|over)\b",
    re.IGNORECASE,
)
_EMPLOYING = frozenset(("van", "bij", "voor", "in"))
_ROLE_BONUS, _FIRST_BONUS, _MAIN_SENTENCES = 2.0, 1.0, 5


class Match(NamedTuple):
    """What was found: `teams` home first, in pairs for a round-up, one club without a match."""

    kind: Kind
    teams: tuple[str, ...] = ()
    score: tuple[int, int] | None = None


@once
def find_match(article: Article) -> Match:
    """The match, or for a report without one the club it is about."""
    if not is_team_sport(article.sport) and not is_international(article):
        return Match("none", (), duel_score(article) if article.sport in _DUELS else None)
    lines = score_lines(article)
    found = traces(article)
    now = prominence(found, upcoming=False)
    rounds = roundup(article, lines, now)
    if rounds:
        return Match("roundup", rounds)
    pair, line = best_pair(article, now, lines)
    if line and line.score and article.rank(line.start) < _LINE_SENTENCES:
        return Match("match", (line.home, line.away), line.score)
    return _likeliest(article, lines, found, pair, line) or Match("none", _main_team(article))


def _likeliest(
    article: Article, lines: list[Line], found: Traces, pair: Pair | None, line: Line | None
) -> Match | None:
    """The match told, or the match to come, whichever has more points than a report without one."""
    told = _told(article, pair, line) if pair else None
    now, later = prominence(found, upcoming=False), prominence(found, upcoming=True)
    played = played_points(article, pair, now, line, told[1].strength) if pair and told else 0.0
    next_pair, next_line = best_pair(article, later, lines) if looks_ahead(article) or lines else (None, None)
    upcoming = upcoming_points(article, next_pair, later, next_line) if next_pair else 0.0
    if told and told[1].strength == 1.0 and not (next_pair and opens_ahead(article, next_pair)):
        upcoming /= 2
    if max(played, upcoming) < nothing_points(article):
        return None
    if told and played >= upcoming:
        return Match("match", told[0], told[1].score)
    if not next_pair:
        return None
    teams = (next_line.home, next_line.away) if next_line else home_first(article, *next_pair, upcoming=True)
    return Match("preview", teams)


def _told(article: Article, pair: Pair, line: Line | None) -> tuple[Pair, Result]:
    """The pair with its home side first, and its result."""
    home, away = (line.home, line.away) if line else home_first(article, *pair, upcoming=False)
    return (home, away), final_score(article, home, away)


def _main_team(article: Article) -> tuple[str, ...]:
    """The club a report without a match is about: named in its opening, most of all by whom it employs."""
    begin, end = opening(article, _MAIN_SENTENCES)
    named = [m for m in team_mentions(article) if not m.place and m.form != "adjective"]
    points = dict.fromkeys((m.team for m in named if begin <= m.start < end), 0.0)
    for mention in named:
        if mention.team in points:
            points[mention.team] += bare_weight(article, mention.start)
            employs = mention.start < end and article.key_before(mention.word) in _EMPLOYING
            if (
                employs
                and not _ACQUIRES.search(article.before(mention.start, 80))
                and _ROLE_OF.search(article.before(mention.start, 50))
            ):
                points[mention.team] += _ROLE_BONUS
    for team in list(points)[:1]:
        points[team] += _FIRST_BONUS
    main = max(points, key=lambda team: points[team], default=None)
    return (main,) if main else ()
