"""Which of the competitions a report names is the match's own.

Each mention counts by its place, its sentence's time and the words before it ("op de
zesde speeldag van de" speaks for it, "de nummer vier van de" against); a competition
in which the playing teams can't meet hardly counts.
"""

from __future__ import annotations

import re
from collections import defaultdict

from searchapp.extraction.article import Article
from searchapp.extraction.match import find_match
from searchapp.extraction.mentions import Mention, competition_mentions
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Competition, NationalTeam
from searchapp.lexicon.gazetteer import Entry
from searchapp.lexicon.leagues import common_leagues
from searchapp.lexicon.words import fold, word_set
from searchapp.model import Report

_OWN = re.compile(
    r"\b(?:speeldag|speelronde|ronde|finales?|poule|groep|groepsfase|poulefase|competitiefase"
    r"|ligafase|duel|match|wedstrijd|topper|kraker"
    r"|derby|play-offs?|zestien|acht|vier|editie|manche|rit|etappe|partij|treffen|affiche"
    r"|competitiewedstrijd|return|seizoen|titel|leider"
    r"|tweede|derde|vierde|eerste|vijfde|zesde|plaats|klassement|laureaat|winnaar|winnares|won"
    r"|wint|overwinning|zege) (?:van|in|uit|voor) (?:de |het |deze )?\Z",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:nummers? \w+|kampioen|topschutter|subtopper|middenmoter|hekkensluiter|tegenstander"
    r"|afvallers?|deelname|ticket|promotie|degradatie"
    r"|promoveerde|degradeerde|debuut|verleden|ervaring|sterkhouder|speler|club|clubs|team|ploeg"
    r"|kwalificatie|zicht op|gewonnen|vertrok"
    r"|vertrekt|actief|uitkomend|uitkomt|speelde ooit|winnaar|wedstrijden|matchen|goals"
    r"|doelpunten)\b[^.;]{0,14}\b(?:van|uit|in|aan|voor|naar)(?: de| het)? \Z"
    r"|\b(?:zak(?:t|te|ken)|degradeer(?:t|de)|promoveer(?:t|de)|stijgt|tuimelt)\b[^.;]{0,35}"
    r"\bnaar (?:de |het )?\Z",
    re.IGNORECASE,
)
_FRIENDLY = re.compile(
    r"\b(?:oefen(?:wedstrijd|duel|match|interland|partij|galop|campagne|pot)\w*|vriendschappelijke?)\b", re.I
)
_CUP = re.compile(
    r"\bbeker(?:wedstrijd|match|duel|avond|tweeluik|finale|finales|ronde|stunt|droom|avontuur"
    r"|voetbal|toernooi|strijd)?\b",
    re.I,
)
_QUALIFYING = re.compile(r"\b(?:kwalificatie|voorronde|plaatsing)\w*", re.IGNORECASE)
_MAJOR = re.compile(r"\b([WE]K)\b")
_NATIONAL_CUPS = {"BE": "Beker van België", "NL": "KNVB-beker"}
_FRAME_WEIGHT = {"now": 1.0, "before": 0.4, "ahead": 0.3}
_WOMENS = word_set(
    "vrouwen vrouwenteam vrouwenploeg vrouwenelftal dames damesploeg damesteam speelster speelsters",
    "keepster doelvrouw aanvalster verdedigster middenveldster bezoeksters gastvrouwen ploeggenotes",
    "leeuwinnen flames voetbalsters handbalsters hockeysters volleybalsters basketbalsters",
)
_A_PAIR, _OFTEN = 2, 2
_LEAD = 5
_ENOUGH, _FITS, _MISFITS = 0.5, 1.5, 0.05
_OWN_BONUS, _FOREIGN_FACTOR = 1.5, 0.2


def competition(article: Article, report: Report) -> str | None:
    """The lasting name of the competition, or None: unnamed, a friendly, or no match at all."""
    team_sport = _team_sport(report)
    if team_sport and find_match(article).kind == "none":
        return None
    opening_end = article.sentences[min(3, len(article.sentences) - 1)][1] if article.sentences else 0
    if _FRIENDLY.search(article.text, 0, opening_end):
        return None
    weights: dict[str, float] = defaultdict(float)
    for mention in competition_mentions(article):
        found = _meant(article, mention, report)
        if found:
            weights[found.name] += _weight(article, mention, found, report)
    best = max(weights, key=lambda name: weights[name], default=None)
    if best and weights[best] >= _ENOUGH:
        return _qualifying(article, _series_of(best, weights) if report.sport == "motorsport" else best)
    if not team_sport:
        return _league_of(report.mentioned_teams, report) if len(report.mentioned_teams) >= _A_PAIR else None
    return _unnamed_cup(article, report) or _unnamed_league(article, report)


def _series_of(name: str, weights: dict[str, float]) -> str:
    """The championship that a race counts for, if the report names it: MXGP, not the Grand Prix."""
    known = lexicon().competitions
    series = [other for other in weights if any(found.kind == "series" for found in known[other])]
    if name in series or not series:
        return name
    return max(series, key=lambda other: weights[other])


def _team_sport(report: Report) -> bool:
    sport = lexicon().sports.get(report.sport or "")
    return not sport or sport.team_sport or bool(report.teams)


def _meant(article: Article, mention: Mention[Competition], report: Report) -> Competition | None:
    """The one competition a name stands for, given sport, year and teams."""
    entries = [entry for entry in mention.entries if _possible(entry, report)]
    if not entries:
        return _of_other_sport(mention, report)
    fitting = [entry for entry in entries if _fit(_entity(entry), report) >= 1.0] or entries
    best = min(fitting, key=lambda entry: (entry.form != "name", *_unsaid(entry, article)), default=None)
    return _entity(best) if best else None


def _unsaid(entry: Entry, article: Article) -> tuple[int, int]:
    """How few of the further words of its name the report prints, how many not: "veldrijden" of a World",
    "Cup."""
    further = {fold(word) for word in _entity(entry).name.split()} - set(entry.key.split())
    said = len(further & article.keys)
    if "vrouwen" in further - article.keys and _of_women(article):
        said += 1
    return -said, len(further) - said


def _of_women(article: Article) -> bool:
    """Whether women play, whatever the word: "Oranjevrouwen", "speelsters", "Red Flames"."""
    told = sum(key in _WOMENS or key.endswith("vrouwen") for key in article.key_list)
    return told >= _OFTEN


def _of_other_sport(mention: Mention[Competition], report: Report) -> Competition | None:
    """In a volleyball report "EK" is the competition called "EK volleybal"."""
    for entity in mention.entities:
        known = lexicon().competitions.get(f"{entity.name} {report.sport}")
        if known:
            return known[0]
    return None


def _entity(entry: Entry) -> Competition:
    assert isinstance(entry.entity, Competition)
    return entry.entity


def _possible(entry: Entry, report: Report) -> bool:
    found = _entity(entry)
    in_time = report.date is None or entry.first <= report.date.year <= entry.last
    return in_time and found.sport in ("", report.sport)


def _fit(found: Competition, report: Report) -> float:
    """How well the playing teams fit: 1.5 where they belong, 1 unknown, next to nothing where they can't."""
    teams = [lexicon().teams[name] for name in report.teams if name in lexicon().teams]
    if not teams:
        return 1.0
    national = isinstance(teams[0], NationalTeam)
    if found.kind == "national" or national:
        return _FITS if national and found.kind == "national" else _MISFITS
    countries = {team.country for team in teams}
    if found.kind == "continental":
        return _FITS if len(countries) > 1 else 0.4
    if found.kind in ("league", "cup") and found.area not in ("EU", "INT"):
        return _FITS if countries == {found.area} else _MISFITS
    return 1.0


def _weight(article: Article, mention: Mention[Competition], found: Competition, report: Report) -> float:
    kind = article.frame_at(mention.start)
    rank = article.rank(mention.start)
    weight = 3.0 if rank == 0 else 2.0 if rank < _LEAD else 1.0
    weight *= 1.0 if find_match(article).kind == "preview" and kind == "ahead" else _FRAME_WEIGHT[kind]
    before = article.before(mention.start, 50)
    if _FOREIGN.search(before):
        weight *= _FOREIGN_FACTOR
    elif _OWN.search(before):
        weight += _OWN_BONUS * _FRAME_WEIGHT[kind]
    return weight * _fit(found, report)


def _qualifying(article: Article, name: str) -> str:
    """WK or EK turned to its qualification where the report speaks of that."""
    if name in ("WK", "EK") and _QUALIFYING.search(article.text) and "groepsfase" not in article.text:
        return f"{name}-kwalificatie"
    return f"{name} vrouwen" if name in ("WK", "EK") and _of_women(article) else name


def _unnamed_league(article: Article, report: Report) -> str | None:
    """The league in which the two clubs usually meet, where nothing speaks for another match of theirs."""
    if len(report.teams) != _A_PAIR or _of_women(article) or _FRIENDLY.search(article.text):
        return None
    return _league_of(report.teams, report)


def _league_of(clubs: tuple[str, ...], report: Report) -> str | None:
    year = report.date.year if report.date else None
    fitting = [
        name
        for name in common_leagues(clubs, year)
        if any(found.sport == report.sport for found in lexicon().competitions[name])
    ]
    return fitting[0] if len(fitting) == 1 else None


def _unnamed_cup(article: Article, report: Report) -> str | None:
    """The national cup, when the report speaks of "de beker" and both teams are of one country."""
    countries = {lexicon().teams[name].country for name in report.teams if name in lexicon().teams}
    if (
        len(report.teams) < 2
        or len(countries) != 1
        or isinstance(lexicon().teams.get(report.teams[0]), NationalTeam)
    ):
        return None
    cup = _NATIONAL_CUPS.get(countries.pop())
    if not cup or all(found.sport != report.sport for found in lexicon().competitions[cup]):
        return None
    preview = find_match(article).kind == "preview"
    times = {article.frame_at(match.start()) for match in _CUP.finditer(article.text)}
    return cup if "now" in times or (preview and "ahead" in times) else None
