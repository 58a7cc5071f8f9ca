"""Names of towns and countries that stand for the place, not for its team."""

from __future__ import annotations

import re

from searchapp.extraction.article import Article, once
from searchapp.extraction.mentions import TeamMention, competition_mentions
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Club, Competition, NationalTeam
from searchapp.lexicon.words import word_set

_IN_PLACE = re.compile(
    r"\b(?:in|te|uit|rond|nabij|vanuit|richting|rondom|omgeving van|buiten|binnen|heel|hartje|stad"
    r"|gemeente|inwoners van|burgemeester van"
    r"|geboren in|(?:ben|bent|is|afkomstig) van|dorp|station|ziekenhuis van|provincie|centrum van"
    r"|stadje|till|until)(?: het| de)? (?:['’])?\Z",
    re.IGNORECASE,
)
_IN_COUNTRY = re.compile(
    r"\b(?:in|uit|naar|te|vanuit|richting|heel|rond|binnen|buiten|door|doorheen|noorden van"
    r"|zuiden van|gastland|kampioen van|in heel)(?: het)? \Z",
    re.IGNORECASE,
)
_TO_PLACE = re.compile(r" tot [A-ZÀ-Þ]")
_FROM_PLACE = re.compile(r"\b[Vv]an [A-ZÀ-Þ][\w'-]{1,20} tot \Z")
_COMES_TO = re.compile(r"\b[Kk]om(?:t|en) [^.;,]{0,10}[A-ZÀ-Þ][^.;,]{1,30} naar \Z")
_AGAINST = re.compile(r"\b(?:tegen|versus|versloeg|klopte|ontvangt|ontving)(?: het)? \Z", re.IGNORECASE)
_RESULT_BEHIND = re.compile(r" \(\d{1,3}-\d{1,3}\)")
_RESULT_IN = re.compile(
    r"\b(?:won|wint|winnen|wonnen|gewonnen|winst|verloor|verliest|verliezen|verloren|punt(?:en)?|zeges?"
    r"|overwinning|nederlaag|gelijk(?:spel)?|onderuit|ten onder|stunt(?:te)?|\d{1,2}-\d{1,2})"
    r"(?: [\w-]+){0,3} in \Z",
    re.IGNORECASE,
)
_WAS_THERE = re.compile(
    r" (?:werd|bleef|eindigde|stond|is|was) (?:het|het duel|de wedstrijd|de match|de topper|de derby)\b"
    r"[^.;]{0,25}?\d{1,2}-\d"
)
_HOST_COUNTRY = re.compile(r",? (?:als )?(?:gastland|organisator)", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?: \([^()\n]{1,20}\))?(?:, ?(?:\w+dag,? )?\d|\s?[–—-] |, [A-ZÀ-Þ][\w ]{2,20} ?[–—-] )"
)
_INTERNATIONAL = word_set(
    "interland interlands bondscoach bondstrainer kwalificatiegroep kwalificatieduel landenploeg",
    "captain keuzeheer selectieheer interlandbreak interlandvoetbal nationale elftal",
)
_PLACE_PREPOSITIONS = word_set(
    "in te uit rond nabij vanuit richting rondom van buiten binnen heel hartje stad gemeente geboren",
    "dorp station provincie stadje naar door doorheen gastland tot till until",
)
_LEAD = 5
_ENOUGH_SIGNS = 2.0
_ABBREVIATION = 4


@once
def is_international(article: Article) -> bool:
    """Whether the report is about national sides: their competitions, nicknames and words."""
    sport = lexicon().sports.get(article.sport or "")
    signs = 0.0
    for mention in competition_mentions(article):
        if any(_national(entity, article.sport) for entity in mention.entities):
            lead = article.rank(mention.start) < _LEAD
            signs += (
                (1.0 if lead else 0.3)
                if sport is None or sport.team_sport
                else 2.0 * lead * _tie(mention.entities)
            )
    if sport and not sport.team_sport:
        return signs >= _ENOUGH_SIGNS
    words = article.tokens
    for hit in article.hits_of(NationalTeam):
        if any(e.form == "nickname" and isinstance(e.entity, NationalTeam) for e in hit.entries):
            lead = article.rank(words[hit.first].start) < _LEAD
            unique = all(isinstance(e.entity, NationalTeam) for e in hit.entries)
            signs += (1.5 if lead else 0.5) * unique
    signs += 0.8 * len(article.keys & _INTERNATIONAL)
    return signs >= _ENOUGH_SIGNS or (signs > 0.0 and signs + _lead_signs(article) >= _ENOUGH_SIGNS)


def _lead_signs(article: Article) -> float:
    """What the lead's names say: countries speak for national sides where no club is named."""
    countries: set[str] = set()
    clubs = 0
    for hit in article.hits:
        if article.rank(article.tokens[hit.first].start) >= _LEAD:
            break
        entities = {entry.entity for entry in hit.entries if entry.form in ("name", "alias")}
        national = [entity for entity in entities if isinstance(entity, NationalTeam)]
        countries.update(entity.name for entity in national)
        clubs += not national and any(isinstance(entity, Club) for entity in entities)
    return 0.5 * (len(countries) > 1) + 0.5 * (not clubs)


def _national(competition: Competition, sport: str | None) -> bool:
    return competition.kind == "national" and competition.sport in ("", sport)


def _tie(competitions: tuple[Competition, ...]) -> bool:
    return any(competition.name in TEAM_TIES for competition in competitions)


TEAM_TIES = frozenset(
    (
        "Davis Cup",
        "Billie Jean King Cup",
        "ATP Cup",
        "United Cup",
        "Hopman Cup",
        "World Cup of Darts",
        "Ryder Cup",
        "Thomas Cup",
        "Uber Cup",
    )
)
"""Competitions in which countries meet though persons play."""


def is_place(article: Article, mention: TeamMention, international: bool) -> bool:
    """Whether the name stands for the town or country itself."""
    prepositional = article.key_before(mention.word) in _PLACE_PREPOSITIONS
    if isinstance(lexicon().teams[mention.team], NationalTeam):
        if mention.form == "nickname":
            return False
        before = article.before(mention.start, 30)
        if not international:
            return not (mention.form == "name" and _AGAINST.search(before))
        in_country = prepositional and bool(_IN_COUNTRY.search(before))
        return in_country or bool(_HOST_COUNTRY.match(article.text, mention.end))
    if _opens_dateline(article, mention):
        return True
    printed = article.text[mention.start : mention.end]
    if (" " in printed and not printed.startswith("t ")) or (
        printed.isupper() and len(printed) <= _ABBREVIATION
    ):
        return False
    if _RESULT_BEHIND.match(article.text, mention.end):
        return False
    if not prepositional:
        return False
    return bool(_IN_PLACE.search(article.before(mention.start, 30))) or _is_on_the_way(article, mention)


def is_host_by_town(article: Article, mention: TeamMention) -> bool:
    """Whether a place is where a result was made, so that its club is meant: "een punt gestolen in Genk"."""
    if mention.form not in ("name", "alias", "nickname"):
        return False
    before = article.before(mention.start, 70)
    return bool(_RESULT_IN.search(before)) or (
        before == "In " and bool(_WAS_THERE.match(article.text, mention.end))
    )


def _is_on_the_way(article: Article, mention: TeamMention) -> bool:
    """Whether somebody goes there: "van Oss tot Emmen", "komt PSV naar Eindhoven"."""
    word = article.tokens[mention.word - 1].key
    if word == "van":
        return bool(_TO_PLACE.match(article.text, mention.end))
    pattern = {"tot": _FROM_PLACE, "naar": _COMES_TO}.get(word)
    return bool(pattern and pattern.search(article.before(mention.start, 60)))


def _opens_dateline(article: Article, mention: TeamMention) -> bool:
    """Whether the name begins a line as in "GENK, 5 februari 2025 -"."""
    text, start = article.text, mention.start
    line_start = start == 0 or text[start - 1] in "\r\n"
    if not line_start:
        return False
    in_capitals = text[start : mention.end].isupper() and text[mention.end : mention.end + 2] == ". "
    return in_capitals or bool(_DATELINE.match(text, mention.end))
