"""Who plays, who is merely mentioned, the score and the venue."""

from __future__ import annotations

import re

from searchapp.extraction.article import Article
from searchapp.extraction.match import find_match
from searchapp.extraction.mentions import TeamMention, venue_mentions
from searchapp.extraction.named_teams import team_mentions
from searchapp.lexicon import lexicon
from searchapp.model import Report

_COMPOUND = re.compile(r"[ -]")
_NAMING = frozenset(("name", "alias", "nickname"))


def teams(article: Article, report: Report) -> tuple[str, ...]:
    """The playing teams, home first; without a match the club the report is about."""
    return find_match(article).teams


def mentioned_teams(article: Article, report: Report) -> tuple[str, ...]:
    """Every other team named, in order of first mention."""
    called = {mention.team for mention in team_mentions(article) if mention.form in ("name", "alias")}
    named = [
        mention
        for mention in team_mentions(article)
        if _names_team(mention) and (mention.team in called or f"Jong {mention.team}" not in report.teams)
    ]
    others = [mention for mention in named if mention.team not in report.teams]
    if not _named_by_sponsor(report):
        return tuple(dict.fromkeys(mention.team for mention in others))
    printed: dict[str, str] = {}
    for mention in others:
        form = article.text[mention.start : mention.end]
        if (
            form != f"{mention.team}s"
            and _COMPOUND.search(form)
            and len(form) > len(printed.get(mention.team, ""))
        ):
            printed[mention.team] = form
    return tuple(dict.fromkeys(printed.get(mention.team, mention.team) for mention in others))


def _named_by_sponsor(report: Report) -> bool:
    """Whether teams of this sport are called after their sponsors of the year, and so as printed."""
    sport = lexicon().sports.get(report.sport or "")
    return bool(sport and not sport.team_sport)


def score(article: Article, report: Report) -> str | None:
    """ "home-away", or None where there is no single result."""
    result = find_match(article).score
    if result is None:
        return None
    turned = report.teams[:2] == find_match(article).teams[1::-1] and len(report.teams) == 2
    first, second = reversed(result) if turned and report.teams != find_match(article).teams else result
    return f"{first}-{second}"


def venue(article: Article, report: Report) -> str | None:
    """The stadium or hall: one of the home side's, else the first named in a sentence on the match itself."""
    if find_match(article).kind == "none" and report.teams:
        return None
    home = report.teams[0] if report.teams else None
    own = [m for m in venue_mentions(article) if any(home in entity.clubs for entity in m.entities)]
    now = [m for m in venue_mentions(article) if article.frame_at(m.start) == "now"]
    best = (own or now)[:1]
    return best[0].entities[0].name if best else None


def _names_team(mention: TeamMention) -> bool:
    return mention.form in _NAMING and not mention.place
