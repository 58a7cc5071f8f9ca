"""Round-ups: several matches told in one report, in pairs."""

from __future__ import annotations

import re
from itertools import pairwise

from searchapp.extraction.article import Article
from searchapp.extraction.home import home_first
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.named_teams import team_mentions
from searchapp.extraction.pairs import Line, Pair, Prominence
from searchapp.extraction.scores import find_scores

_IN_TOWN = re.compile(r"\bin (?:het )?\Z", re.IGNORECASE)
_LISTED, _TOLD = 2, 3
_LISTED_SHARE, _TOLD_SHARE = 0.6, 0.55
"""Where two teams have more than this share of all salience, the report is theirs."""


def roundup(article: Article, lines: list[Line], found: Prominence) -> tuple[str, ...]:
    """The teams of several matches in pairs, home first; () where one match fills the report."""
    listed = list(dict.fromkeys((line.home, line.away) for line in lines if line.score))
    share = found.share()
    if len(listed) >= _LISTED and share <= _LISTED_SHARE:
        return tuple(dict.fromkeys(team for pair in listed for team in pair))
    if share > _TOLD_SHARE:
        return ()
    told = _told(article)
    return tuple(team for pair in told for team in pair) if len(told) >= _TOLD else ()


def _told(article: Article) -> list[Pair]:
    """Pairs told one after the other, each with a score of its own."""
    pairs: list[Pair] = []
    taken: set[str] = set()
    waiting: TeamMention | None = None
    for sentence, mentions in _named(article).items():
        end = article.sentences[sentence][1]
        free = [mention for mention in mentions if mention.team not in taken]
        couples = [(a, b) for a, b in pairwise(free) if a.team != b.team] if len(free) > 1 else []
        if len(free) == 1 and waiting and free[0].team != waiting.team:
            couples = [(waiting, free[0])]
        for first, second in couples:
            if {first.team, second.team} & taken:
                continue
            behind = next((m.start for m in mentions if m.start > second.start), end)
            if _scored(article, max(first.start, article.sentences[sentence][0]), behind):
                within = (min(first.start, article.sentences[sentence][0]), behind)
                pairs.append(home_first(article, first.team, second.team, False, within))
                taken |= {first.team, second.team}
        waiting = next((mention for mention in reversed(free) if mention.team not in taken), None)
    return pairs


def _named(article: Article) -> dict[int, list[TeamMention]]:
    """The mentions by name that speak of the day itself, by sentence."""
    sentences: dict[int, list[TeamMention]] = {}
    for mention in team_mentions(article):
        playing = mention.form != "adjective" and (not mention.place or _is_ground(article, mention))
        if playing and article.frame_at(mention.start) == "now":
            sentences.setdefault(article.sentence_number(mention.start), []).append(mention)
    return sentences


def _is_ground(article: Article, mention: TeamMention) -> bool:
    """Whether a club's town is where a match was played: "in Volendam"."""
    return mention.form in ("alias", "nickname") and bool(_IN_TOWN.search(article.before(mention.start, 12)))


def _scored(article: Article, start: int, end: int) -> bool:
    return any(start <= score.start < end and score.label == "plain" for score in find_scores(article))
