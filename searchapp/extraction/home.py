"""Which of two teams plays at home: stadiums, towns and the prepositions of visiting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention, venue_mentions
from searchapp.extraction.named_teams import mentions_between, team_mentions
from searchapp.extraction.result import away_winners
from searchapp.extraction.timeframe import Frame
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import City, Club, Venue
from searchapp.lexicon.gazetteer import Hit
from searchapp.lexicon.words import word_set

Patterns = tuple[tuple[re.Pattern[str], float], ...]

_GOVERNING = word_set(
    "van bij aan op tegen naar in thuisploeg thuisclub gastheer gastheren gastvrouwen ontving",
    "ontvingen ontvangt ontvangen verwelkomt verwelkomde verwelkomen verwelkomden bezoekers",
    "bezoekende bezoeksters gasten bezoeker versloeg versloegen verslaat klopte klopten klopt overklaste",
    "overklasten uit eigen tussen",
)
_BEHIND = word_set(
    "eigen thuis thuisploeg gastheer bezoek vloer verplaatsing gast buitenshuis",
    "ontving ontvangt ontvingen ontvangen verwelkomt verwelkomde",
)
"""One of these stands in each of the patterns for what follows a team."""
_HOST_BEFORE: Patterns = (
    (
        re.compile(
            r"\b(?:op het veld van|op bezoek (?:bij|aan)|te gast (?:bij|op)|uit (?:bij|tegen|naar)"
            r"|in en tegen"
            r"|(?:uitwedstrijd|uitmatch|uitduel|uitzege|uitnederlaag"
            r"|verplaatsing)\b[^.;]{0,25}\b(?:bij|tegen|naar|op|in|aan)"
            r"|thuis(?:wedstrijd|match|duel|zege|nederlaag|overwinning) van"
            r"|thuisploeg|thuisclub|gastheer|gastheren|gastvrouwen|het veld van|thuis bij) (?:de "
            r"|het )?(?:[a-zé-]+ )?\Z",
            re.IGNORECASE,
        ),
        3.0,
    ),
    (
        re.compile(
            r"\b(?:trok|trekt|trokken|reisde|reist|moest|moet|ging|gaat)\b[^.;,]{0,40}\bnaar (?:de |het )?\Z",
            re.I,
        ),
        2.5,
    ),
    (
        re.compile(
            r"(?:\b(?:won|wint|winnen|gewonnen|verloor|verliest|verloren|verliezen|zege"
            r"|overwinning|winst|nederlaag|gelijkspel|gelijk|punt"
            r"|punten|stunt|stuntte|onderuit|speel(?:de|t)|spelen|wedstrijd|duel|match|ten onder|wonnen"
            r"|stunten|raak|kwalificatie)"
            r"|\d)\b[^.;,]{0,25}\b(?:bij|op|in) (?:de |het )?\Z",
            re.IGNORECASE,
        ),
        2.0,
    ),
    (re.compile(r"\A(?:bij|op) (?:het )?\Z", re.I), 0.15),
    (re.compile(r"(?<!zich )\bin (?:het )?\Z", re.I), 1.0),
)
_GUEST_BEFORE: Patterns = (
    (
        re.compile(
            r"\b(?:(?:versloeg|klopte|versloegen|klopten|verslaat|klopt)\b[^.;,]{0,25}\b(?:in"
            r"|voor) (?:de |het )?eigen \w+"
            r"|ontv(?:ing|ingen|angt|angen)|verwelkom(?:t|de|en|den)"
            r"|thuis\b[^.;,]{0,30}\b(?:tegen|van)|eigen (?:huis|veld|publiek|volk|zaal|stadion|hal)"
            r"\b[^.;,]{0,30}\b(?:tegen|van)|thuis(?:wedstrijd|match|duel|zege|nederlaag"
            r"|overwinning)\b[^.;,]{0,25}\b(?:tegen|op)"
            r"|bezoekers|bezoeksters|bezoekende|gasten|bezoek van|komst van|bezoeker)"
            r" (?:de |het |van |\w+ )?\Z",
            re.IGNORECASE,
        ),
        3.0,
    ),
)
_HOST_AFTER: Patterns = (
    (
        re.compile(
            r"\W{1,2}(?:dat|die)?[^.;]{0,25}\b(?:in eigen (?:huis|stadion|zaal|hal)|voor eigen (?:volk"
            r"|publiek)"
            r"|op eigen veld|thuis)\b",
            re.I,
        ),
        1.5,
    ),
    (re.compile(r",? (?:de|het) (?:thuisploeg|gastheer)", re.I), 2.0),
)
_GUEST_AFTER: Patterns = (
    (re.compile(r"[^.;,]{0,30}\b(?:op|te) bezoek\b(?! (?:bij|aan|in))", re.I), 3.0),
    (re.compile(r"[^.;,]{0,25}\b(?:over de vloer|op verplaatsing|te gast\b(?! bij)|buitenshuis)", re.I), 2.0),
)
_BEATEN = re.compile(
    r"\b(?:versl(?:oeg|oegen|aat)|klopt(?:e|en)?|overklast(?:e|en)?|van|tegen)(?: de| het)? \Z", re.I
)
_AT = re.compile(r"\b[Bb]ij (?:de |het )?\Z")
_RESULT_AFTER = re.compile(
    r"[^.;,]{0,15}\b"
    r"(?:met \d|\d{1,3} ?[-–] ?\d|(?:onderuit|ten onder|zegevierden?|won(?:nen)?|verlo(?:or|ren))\b)"
)
_BEAT = re.compile(
    r"(?:(?:zeges?|overwinning|winst|triomf|stunt|revanche)(?: \w+)?"
    r"|\b(?:de|een|die) \d{1,2} ?[-–] ?\d{1,2}) op (?:de |het )?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\btussen (?:de |het )?\Z", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\bw(?:erd|erden|ordt|orden)\b.{0,80}?\b(?:opzijgezet|verslagen|geklopt|afgedroogd|ingeblikt"
    r"|uitgeschakeld)",
    re.I,
)
_RECEIVES = re.compile(r" (?:[\w-]+ ){0,4}(?:ontv(?:ing|angt|ingen|angen)|verwelkom(?:t|de))\b", re.I)
_RECEIVED_BEFORE = re.compile(
    r"\b(?:ontv(?:ing|ingen|angt|angen)|verwelkom(?:t|de|en|den)) \Z", re.IGNORECASE
)
_OPPOSED = frozenset(("tegen", "versus", "vs"))
_FRAME_VOTE: dict[Frame, float] = {"now": 1.0, "before": 0.15, "ahead": 0.15}
_UPCOMING_VOTE: dict[Frame, float] = {"now": 0.4, "before": 0.1, "ahead": 1.0}
_DATED = re.compile(r"(?:,[^.\n]{0,40}|\s?\([^)\n]{0,30}\))?\s?[-–—]\s|\. ")
_IN_CITY = re.compile(r"\b(?:in|te)(?: het)? \Z", re.I)
_GROUND_KINDS = frozenset((Venue, Club, City))
_LEAD, _BOTH, _NEAR, _FAR = 5, 2, 4, 30
_REACH = 300
_MOST_MENTIONS = 500
_STADIUM_VOTE = 3.0
_CITY_VOTE, _LATE_CITY_VOTE = 1.5, 0.4
_FIRST_NAMED_VOTE = 0.6
_AWAY_WINNER_VOTE = 1.5
_AT_VOTE, _BETWEEN_VOTE, _DATELINE_VOTE = 1.5, 2.0, 1.0


def home_first(
    article: Article, first: str, second: str, upcoming: bool, within: tuple[int, int] | None = None
) -> tuple[str, str]:
    """The two teams with the home side first; `upcoming` heeds what is still to come.

    `within` limits the look to a part of the text, for reports of several matches.
    """
    begin, end = within or (0, len(article.text))
    votes = {first: 0.0, second: 0.0}
    votes[_first_named(article, first, second)] = _FIRST_NAMED_VOTE
    other = {first: second, second: first}
    for mention in mentions_between(article, begin, end)[:_MOST_MENTIONS]:
        if mention.team in votes and mention.form != "adjective":
            if mention.place and _DATED.match(article.text, mention.end):
                votes[mention.team] += _DATELINE_VOTE
            weight = _vote_weight(article, mention.start, upcoming)
            for team, vote in _mention_votes(article, mention, other[mention.team]).items():
                votes[team] += weight * vote
    for venue in venue_mentions(article):
        hosts = {club for entity in venue.entities for club in entity.clubs if club in votes}
        if len(hosts) == 1 and begin <= venue.start < end:
            votes[hosts.pop()] += _STADIUM_VOTE * _vote_weight(article, venue.start, upcoming)
    for winner in away_winners(article, first, second, begin, end):
        votes[other[winner]] += _AWAY_WINNER_VOTE
    for team, vote in _city_votes(article, first, second, upcoming).items():
        votes[team] += vote
    return (first, second) if votes[first] >= votes[second] else (second, first)


def _vote_weight(article: Article, offset: int, upcoming: bool) -> float:
    early = 1.5 if article.rank(offset) < _LEAD else 1.0
    kind = article.frame_at(offset)
    if upcoming:
        return early * _UPCOMING_VOTE[kind]
    return early * _FRAME_VOTE[kind]


def _mention_votes(article: Article, mention: TeamMention, other: str) -> dict[str, float]:
    """Votes that the words round one mention give: team -> weight."""
    governed = not _GOVERNING.isdisjoint(article.key_list[max(0, mention.word - _NEAR) : mention.word])
    before = article.before(mention.start, 70) if governed else ""
    team, votes = mention.team, {mention.team: 0.0, other: 0.0}
    guest = _first_weight(_GUEST_BEFORE, before) if before else 0.0
    if guest and _RECEIVED_BEFORE.search(before) and _first_of_two(article, mention, other):
        votes[team] += guest
    else:
        votes[other] += guest
    if before and not guest and not _BEAT.search(before):
        hosts = _first_weight(_HOST_BEFORE, before)
        votes[team] += hosts
        if not hosts and _AT.search(before) and article.frame_at(mention.start) == "ahead":
            votes[team] += _AT_VOTE
        if _AT.search(before) and _RESULT_AFTER.match(article.after(mention.end)):
            votes[team] += _AT_VOTE
        if _BETWEEN.search(before):
            votes[team] += _BETWEEN_VOTE
    if _BEHIND.isdisjoint(article.key_list[mention.word : mention.word + _FAR]):
        return votes
    after = article.after(mention.end)
    hosting = next((weight for pattern, weight in _HOST_AFTER if pattern.match(after)), 0.0)
    votes[other if hosting and _BEATEN.search(before) else team] += hosting
    receives = _RECEIVES.match(after)
    if receives:
        votes[team if _named_later(article, mention, other) or receives.end() > 12 else other] += 2.0
    else:
        votes[other] += next((weight for pattern, weight in _GUEST_AFTER if pattern.match(after)), 0.0)
    return votes


def _first_of_two(article: Article, mention: TeamMention, other: str) -> bool:
    """Whether the other team follows in the sentence and doesn't stand before."""
    start = article.sentences[article.sentence_number(mention.start)][0]
    earlier = mentions_between(article, max(start, mention.start - _REACH), mention.start)
    return all(m.team != other for m in earlier) and _named_later(article, mention, other)


def _first_weight(patterns: Patterns, before: str) -> float:
    return next((weight for pattern, weight in patterns if pattern.search(before)), 0.0)


def _named_later(article: Article, mention: TeamMention, other: str) -> bool:
    """Whether the other team follows in the same sentence."""
    end = article.sentences[article.sentence_number(mention.start)][1]
    behind = mentions_between(article, mention.end, min(end, mention.end + _REACH))
    return any(later.team == other for later in behind)


def _first_named(article: Article, first: str, second: str) -> str:
    """The team named first in the earliest sentence that names both, the headline last, else in the text."""
    headline = None
    earliest: dict[str, None] = {}
    seen: dict[int, list[str]] = {}
    for mention in team_mentions(article):
        if mention.team in (first, second) and mention.form != "adjective":
            if article.key_before(mention.word) not in _OPPOSED:
                earliest[mention.team] = None
            named = seen.setdefault(article.sentence_number(mention.start), [])
            if mention.team in named:
                continue
            named.append(mention.team)
            if len(named) == _BOTH:
                number = article.sentence_number(mention.start)
                passive = _PASSIVE.search(article.text, *article.sentences[number])
                leader = named[1] if passive else named[0]
                rank = article.rank(mention.start)
                if 0 < rank < _LEAD:
                    return leader
                if rank == 0:
                    headline = headline or leader
    return headline or next(iter(earliest), first)


def _city_votes(article: Article, first: str, second: str, upcoming: bool) -> dict[str, float]:
    """Votes of cities where just one of the two is at home, or that lie in its country."""
    teams = lexicon().teams
    country = {teams[name].country: name for name in (first, second) if name in teams}
    votes = {first: 0.0, second: 0.0}
    named: set[str] = set()
    for start, ground in _grounds(article):
        if ground.name in named:
            continue
        vote = (_CITY_VOTE if article.rank(start) < _LEAD else _LATE_CITY_VOTE) / (1 + len(named))
        named.add(ground.name)
        hosts = [name for name in votes if name in ground.clubs]
        if len(country) > 1 and not hosts:
            hosts = [name for land, name in country.items() if land == ground.country]
        if len(hosts) == 1:
            votes[hosts[0]] += vote * _vote_weight(article, start, upcoming)
    return votes


def _grounds(article: Article) -> Iterator[tuple[int, City]]:
    """Where the text says "in" a city, opens with one, or names a ground of no club: (offset, city)."""
    for hit in article.hits:
        if hit.entries.kinds.isdisjoint(_GROUND_KINDS):
            continue
        start, end = article.tokens[hit.first].start, article.tokens[hit.last - 1].end
        ground = _ground(hit)
        if isinstance(ground, Venue):
            yield start, City(ground.name, ground.country)
        elif ground:
            before = article.before(start, 12)
            if _IN_CITY.search(before) or (not before and _DATED.match(article.text, end)):
                yield start, ground


def _ground(hit: Hit) -> City | Venue | None:
    """The city or the ground of no club that a name stands for; a club's town is a city as well."""
    entities = [entry.entity for entry in hit.entries]
    venues = [found for found in entities if isinstance(found, Venue) and found.country and not found.clubs]
    cities = [found for found in entities if isinstance(found, City)]
    if venues or cities:
        return (venues or cities)[0]
    named = [e.entity for e in hit.entries if isinstance(e.entity, Club) and e.form in ("alias", "nickname")]
    return City(named[0].name, named[0].country) if named and hit.last - hit.first == 1 else None
