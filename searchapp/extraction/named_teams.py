"""Which clubs and national sides does a text name? From names to the teams they stand for here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from searchapp.extraction.article import Article, once
from searchapp.extraction.brackets import with_bracketed
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.places import is_host_by_town, is_international, is_place
from searchapp.extraction.sport import is_team_sport
from searchapp.extraction.strangers import with_strangers
from searchapp.lexicon import lexicon
from searchapp.lexicon.catalogue import plays, teams_of
from searchapp.lexicon.entities import Club, NationalTeam, Team
from searchapp.lexicon.gazetteer import Entry, Form, Hit, Names
from searchapp.lexicon.words import fold, word_set

_FORM_RANK: dict[Form, int] = {
    "name": 0,
    "alias": 1,
    "nickname": 2,
    "adjective": 3,
    "inhabitant": 4,
    "word": 5,
}
_TEAM_KINDS = frozenset((Club, NationalTeam))
_OPPOSING = frozenset(("tegen", "van", "versus", "vs"))
_MOST_NAMES = 20_000
_SURNAME_PARTICLES = word_set("Van De Den Der Vande Vanden Ter Ten El")
_SCORE_BEHIND = re.compile(r" ?[-–—] ?\d")
_PAIR_DASH = re.compile(r" ?[-–—] ?")
_SIDE = re.compile(
    r" (?:nationale |jonge )?(?:(?:vrouwen|mannen|dames|heren|jeugd)?(?:elftal|ploeg|team"
    r"|selectie)|vrouwen|mannen|dames|heren|nationale|voetballers|voetbalsters|volleyballers|volleybalsters"
    r"|handballers|handbalsters|hockeyers|hockeysters|basketballers|basketbalsters|waterpoloërs"
    r"|waterpolosters|korfballers|rugbyers|rugbyspelers|ijshockeyers|honkballers|softbalsters)\b"
)


@once
def team_mentions(article: Article) -> list[TeamMention]:
    """Clubs and national sides named in the text, in order, under their canonical names."""
    known = _resolved(article)
    if is_team_sport(article.sport):
        return with_strangers(article, known)
    return known if is_international(article) else with_bracketed(article, known)


@once
def _starts(article: Article) -> list[int]:
    return [mention.start for mention in team_mentions(article)]


def mentions_between(article: Article, start: int, end: int) -> list[TeamMention]:
    """The team mentions that begin at or behind `start` and before `end`."""
    starts = _starts(article)
    return team_mentions(article)[bisect_left(starts, start) : bisect_left(starts, end)]


def _resolved(article: Article) -> list[TeamMention]:
    """Every team mention that can be resolved; a shared nickname nobody claims is dropped."""
    international = is_international(article)
    whole = [hit if hit.last - hit.first == 1 else _without_score(article, hit) for hit in article.hits]
    hits = [hit for hit in whole if not hit.entries.kinds.isdisjoint(_TEAM_KINDS)]
    found = [(hit, _candidates(hit, article.sport, international)) for hit in hits]
    certain = _certain_teams(entries for _, entries in found)
    usual = _usual_country(certain)
    chosen = {entries: _choose(entries, certain, usual) for _, entries in found if entries}
    mentions: list[TeamMention] = []
    for hit, entries in found:
        entry = chosen.get(entries)
        if entry and not _in_person_name(article, hit) and not _opens_sentence_by_chance(article, hit):
            mentions.append(_mention(article, hit, entry))
    if international:
        mentions = [_national_side(article, mention) for mention in mentions]
    settled = [mention._replace(place=is_place(article, mention, international)) for mention in mentions]
    settled = _with_hosts_by_town(article, settled)
    pairs = zip_longest(settled, settled[1:])
    return [_pair_is_no_dateline(article.text, mention, after) for mention, after in pairs if mention]


def _with_hosts_by_town(article: Article, mentions: list[TeamMention]) -> list[TeamMention]:
    """Places where a result was made are teams, if the text names them as such or the only other team won."""
    teams = {mention.team for mention in mentions if not mention.place and mention.form != "adjective"}
    return [
        mention._replace(place=not (mention.team in teams or _is_only_opponent(article, mention, mentions)))
        if mention.place and is_host_by_town(article, mention)
        else mention
        for mention in mentions
    ]


def _is_only_opponent(article: Article, place: TeamMention, mentions: list[TeamMention]) -> bool:
    """Whether the sentence names at most one other team, and not as somebody's opponent."""
    number = article.sentence_number(place.start)
    others = [
        mention
        for mention in mentions
        if mention.team != place.team
        and mention.form != "adjective"
        and not mention.place
        and article.sentence_number(mention.start) == number
    ]
    return len({mention.team for mention in others}) <= 1 and not any(
        article.key_before(mention.word) in _OPPOSING for mention in others
    )


def _without_score(article: Article, hit: Hit) -> Hit:
    """The name without a number that begins a score: "PSV 2-1" isn't of the club's second team."""
    last = article.tokens[hit.last - 1]
    if hit.last - hit.first == 1 or not last.key.isdigit() or not _SCORE_BEHIND.match(article.text, last.end):
        return hit
    shorter = lexicon().gazetteer.find(article.text, article.tokens[hit.first : hit.last - 1])
    return shorter[0]._replace(first=hit.first, last=hit.last - 1) if len(shorter) == 1 else hit


def _national_side(article: Article, mention: TeamMention) -> TeamMention:
    """ "het Nederlands elftal" and "de Belgische vrouwen" name the side as its country does."""
    if mention.form == "adjective" and (side := _SIDE.match(article.text, mention.end)):
        return mention._replace(end=side.end(), form="alias")
    return mention


def _candidates(hit: Hit, sport: str | None, international: bool) -> Names:
    """The teams a name can stand for in this sport; a country's name is a club's only among clubs."""
    return _fitting(hit.entries, hit.last - hit.first > 1, sport, international)


@lru_cache(maxsize=_MOST_NAMES)
def _fitting(names: Names, several_words: bool, sport: str | None, international: bool) -> Names:
    entries = [
        entry for entry in teams_of(names) if plays(team_of(entry), sport) and entry.sport in ("", sport)
    ]
    if not entries and several_words:
        entries = [entry for entry in teams_of(names) if _is_full_name(entry)]
    if len(entries) > 1:
        preferred = NationalTeam if international else Club
        entries = [entry for entry in entries if isinstance(entry.entity, preferred)] or entries
    return Names(entries)


def _is_full_name(entry: Entry) -> bool:
    """Whether a club is named in full, so that it is meant in a report on another sport too."""
    return entry.form == "name" and isinstance(entry.entity, Club)


def _in_person_name(article: Article, hit: Hit) -> bool:
    """Whether the name is a surname: "Joris Van Lommel", "Enner Valencia"."""
    words, text = article.tokens, article.text
    if hit.last - hit.first > 1:
        return False
    before, word = words[hit.first - 1], words[hit.first]
    if word.key in lexicon().given_names and _surname_follows(article, hit):
        return True
    if text[before.end : word.start] != " ":
        return False
    if before.text == "De" and _opens_sentence(article, before.start):
        return False
    return before.text in _SURNAME_PARTICLES or (
        before.text[0].isupper() and before.key in lexicon().given_names
    )


def _surname_follows(article: Article, hit: Hit) -> bool:
    """Whether a capitalised word stands right behind: "Milan Vrancken"."""
    if hit.last >= len(article.tokens):
        return False
    word, after = article.tokens[hit.last - 1], article.tokens[hit.last]
    return article.text[word.end : after.start] == " " and after.text[0].isupper()


def _opens_sentence_by_chance(article: Article, hit: Hit) -> bool:
    """Whether the name is a common word that only a sentence's start capitalises ("Namen")."""
    word = article.tokens[hit.first]
    if hit.last - hit.first > 1 or word.key not in lexicon().common_words:
        return False
    return _opens_sentence(article, word.start)


def _opens_sentence(article: Article, offset: int) -> bool:
    start = article.sentences[article.sentence_number(offset)][0]
    return not any(char.isalnum() for char in article.text[start:offset])


def _pair_is_no_dateline(text: str, mention: TeamMention, after: TeamMention | None) -> TeamMention:
    """In "Genk - Brugge" the first name is a team, whatever a dateline looks like."""
    if mention.place and after and _PAIR_DASH.fullmatch(text, mention.end, after.start):
        return mention._replace(place=False)
    return mention


def _certain_teams(found: Iterable[Names]) -> Counter[str]:
    """How often each team is named by a name that can mean no other."""
    certain: Counter[str] = Counter()
    for entries in found:
        team = _certain_team(entries)
        if team:
            certain[team] += 1
    return certain


@lru_cache(maxsize=_MOST_NAMES)
def _certain_team(entries: Names) -> str | None:
    named = {team_of(entry).name for entry in entries if entry.form in ("name", "alias")}
    return named.pop() if len(named) == 1 else None


def _usual_country(certain: Counter[str]) -> str | None:
    """The country of most certain mentions."""
    countries: Counter[str] = Counter()
    teams = lexicon().teams
    for team, count in certain.items():
        countries[teams[team].country] += count
    return countries.most_common(1)[0][0] if countries else None


def _choose(entries: Names, certain: Counter[str], usual: str | None) -> Entry | None:
    """The entry that fits the report's other teams best; None when several fit alike."""
    best = min(entries, key=lambda entry: _FORM_RANK[entry.form])
    rivals = [entry for entry in entries if _FORM_RANK[entry.form] == _FORM_RANK[best.form]]
    if len({team_of(entry) for entry in rivals}) == 1 and best.form != "nickname":
        return best
    claimed = [entry for entry in entries if certain[team_of(entry).name]]
    if claimed:
        return max(claimed, key=lambda entry: (certain[team_of(entry).name], -_FORM_RANK[entry.form]))
    if not any(any(entry.case) for entry in entries):
        return None
    if all(isinstance(entry.entity, NationalTeam) for entry in entries):
        return best if len({team_of(entry) for entry in entries}) == 1 else None
    if len({team_of(entry) for entry in entries}) == 1 and _is_part_of_name(best):
        return best
    local = [entry for entry in entries if usual in (None, team_of(entry).country)]
    return local[0] if len({team_of(entry) for entry in local}) == 1 else None


def _is_part_of_name(entry: Entry) -> bool:
    """Whether a nickname is a telling part of the team's own name: "Santos" of Santos FC."""
    parts = {fold(part) for part in team_of(entry).name.split()}
    return entry.key in parts and entry.key not in lexicon().common_words


def team_of(entry: Entry) -> Team:
    """The team an entry names. Raises TypeError for entries of other kinds."""
    if not isinstance(entry.entity, Club | NationalTeam):
        raise TypeError(f"not a team: {entry.entity}")
    return entry.entity


def _mention(article: Article, hit: Hit, entry: Entry) -> TeamMention:
    words = article.tokens
    return TeamMention(
        words[hit.first].start, words[hit.last - 1].end, team_of(entry).name, entry.form, word=hit.first
    )
