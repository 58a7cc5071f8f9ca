"""What a report is: the story of a match, a look ahead to one, or neither.

Each of the three gets points for what speaks for it; the weights stand in `POINTS`.
"""

from __future__ import annotations

import re

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.named_teams import mentions_between
from searchapp.extraction.pairs import LEAD, Line, Pair, Prominence
from searchapp.extraction.scores import find_scores
from searchapp.lexicon.words import word_set

POINTS = {
    "telling word": 0.5,
    "score told as result in the lead": 3.0,
    "score told": 1.5,
    "printed line with score": 4.0,
    "result verb in the lead": 1.5,
    "told by the minute": 4.0,
    "joined": 0.4,
    "printed line ahead": 2.0,
    "headline looks ahead": 2.0,
    "look ahead": 2.0,
    "joined ahead": 0.6,
    "hour of the match": 1.5,
    "word of a preview": 0.8,
    "nothing": 3.5,
    "word of news": 2.0,
    "interview": 3.0,
    "questions": 2.0,
}
"""How much each sign counts for its kind of report; "nothing" is what a match must outweigh."""
MOST_TELLING, MOST_JOINED, MOST_NEWS, MOST_PREVIEW = 8, 5.0, 3, 3

_TELLING = word_set(
    "minuut minuten rust pauze doelman keeper doelvrouw keepster kopte scoorde trapte schoot voorzet",
    "hoekschop corner trap lat paal gelijkmaker openingsdoelpunt treffer doelpunt doelpunten helft",
    "strafschop kwartier invaller set scheidsrechter kwart worp driepunter slotfase tribune aftrap",
    "voorsprong achterstand thuisploeg bezoekers zege nederlaag rebound score zoemer strafworp",
    "goal goals penalty tikte ruststand blessuretijd eindsignaal affluiten afgelopen invalbeurt strafcorner",
    "verlenging verlengingen strafschoppen bezoekende gasten partij bedrijf toegevoegde",
    "but buts gardien corner rencontre pause marquoir mi-temps journee visiteurs barre poteau",
    "goalkeeper header headed striker second-half visitors equaliser minute minutes",
)
_RESULT_VERB = word_set(
    "won wint wonnen gewonnen versloeg versloegen verslagen klopte klopten geklopt verloor verliest verloren",
    "gelijkgespeeld onderuit gelijk zegevierde uitgeschakeld schakelde verslaat klopt pakt pakte deelden",
    "stunt",
    "stuntte zege nederlaag overwinning winst gelijkspel evenwicht afgedroogd geplaatst mindere scoreloos",
    "gestaakt voorbij wurggreep langs opzij ingeblikt overklaste triomfeert deelt delen",
    "gagne impose imposes imposee battu battus victoire defaite incline inclines",
    "beat beaten defeated victory defeat drew",
)
_NEWS_WORDS = word_set(
    "ontslaat ontslagen ontslag ontsloeg afscheid voorgesteld huurt huurde gehuurd tekent tekende",
    "contract transfer",
    "verlengt verlengde verlengd aangesteld opgestapt vertrekt versterkt aanwinst samenwerking zwaait",
    "pensioen",
    "boete disciplinaire veroordeeld tuchtcommissie licentie gescheurde kruisband geopereerd operatie",
    "herstel revalidatie hamstringblessure overname investeerder",
    "faillissement schulden stadionverbod benoemd benoemt hoofdtrainer opvolger opvolgt huurbasis",
    "transfersom aangetrokken aankoop overgang loting geloot overleden jubileum",
)
_NEWS_PHRASES = re.compile(
    r"\b(?:aan de deur|uit elkaar|stelt .{0,20}voor|nieuwe (?:trainer|coach|hoofdtrainer|voorzitter)"
    r"|stapt op|op straat|niet langer (?:hoofd)?(?:trainer|coach)|per direct|huis gehaald"
    r"|voor \w+ (?:duels|wedstrijden|matchen|speeldagen) geschorst|(?:duels|wedstrijden|speeldagen) schorsing"
    r"|op non-actief|weken zonder|rest van (?:het|dit) seizoen|komt over van)\b",
    re.IGNORECASE,
)
_IN_NEWS_PHRASES = word_set(
    "deur elkaar stelt nieuwe stapt straat langer direct gehaald geschorst schorsing actief weken rest komt"
)
"""One of these stands in each of the phrases."""
_PREVIEW = word_set(
    "vooravond voorbeschouwing vooruitblik vooruitblikken twijfelachtig onzeker beschikken selectie",
    "kaarten favoriet",
    "underdog opstelling vermoedelijke aftrap uitverkocht onbeschikbaar wacht verwacht verwachten rekent",
    "persconferentie geschorst uitgesteld afgelast verplaatst",
)
_HOUR = re.compile(r"\b(?:om |vanaf |\()\d{1,2}(?:[.:u]\d\d)?(?: uur|u)?\b", re.IGNORECASE)
_MINUTE = re.compile(
    r"^(?:\d{1,2}|90 ?\+ ?\d|45 ?\+ ?\d)(?:['’′](?: ?\+ ?\d)?|e minuut|ste minuut)", re.MULTILINE
)
_MANY_MINUTES = 3
_FIRST_SENTENCES, _OPENING, _AHEAD_SENTENCES = 2, 4, 7
_TOLD = 0.5
_MANY_QUESTIONS, _SOME_QUESTIONS = 3, 2
_MEETS = word_set(
    "ontvangt ontvangen trekt trekken bekampen bekampt neemt nemen treft treffen bezoek afspraak speelt",
    "spelen",
    "staat staan gaat tussen tegen krijgt wacht duel groepsduel wedstrijd match finale kwartfinale derby",
    "topper",
    "confrontatie treffen aftrap affiche kraker clash return terugwedstrijd terugmatch heenwedstrijd",
    "heenmatch",
)
_TITLE_AHEAD = word_set("ontvangt treft bekampt trekt wacht")


def played_points(article: Article, pair: Pair, found: Prominence, line: Line | None, scored: float) -> float:
    """What speaks for the story of a match of this pair; `scored` is the strength of its result."""
    points = POINTS["telling word"] * min(MOST_TELLING, len(article.keys & _TELLING))
    if scored >= _TOLD:
        points += POINTS["score told as result in the lead" if scored == 1.0 else "score told"]
    if line and line.score:
        points += POINTS["printed line with score"]
    if len(_MINUTE.findall(article.text)) >= _MANY_MINUTES:
        points += POINTS["told by the minute"]
    if _verb_in_lead(article):
        points += POINTS["result verb in the lead"]
    return points + POINTS["joined"] * min(MOST_JOINED, found.links.get(frozenset(pair), 0.0))


def looks_ahead(article: Article) -> bool:
    """Whether the opening speaks of what is to come at all."""
    begin, end = opening(article, _AHEAD_SENTENCES)
    return _title_looks_ahead(article) or any(
        begin <= start < end and time == "ahead" for start, time in article.frames
    )


def opens_ahead(article: Article, pair: Pair) -> bool:
    """Whether the very first sentence tells of a meeting of the pair still to come, before any result."""
    begin, end = opening(article, _FIRST_SENTENCES)
    if any(begin <= score.start < end for score in find_scores(article)):
        return False
    return {
        m.team for m in mentions_between(article, begin, end) if article.frame_at(m.start) == "ahead"
    } == set(pair)


def upcoming_points(article: Article, pair: Pair, found: Prominence, line: Line | None) -> float:
    """What speaks for a look ahead to a match of this pair."""
    begin, end = opening(article, _AHEAD_SENTENCES)
    named = [m for m in mentions_between(article, begin, end) if not m.place]
    others = _of_others(article, named, pair)
    early = [m for m in named if m.team in pair]
    ahead = {
        m.team
        for m in early
        if article.frame_at(m.start) == "ahead" and article.sentence_number(m.start) not in others
    }
    meets = any(
        word.key in _MEETS
        and article.frame_at(word.start) == "ahead"
        and article.sentence_number(word.start) not in others
        for word in article.words_between(begin, end)
    )
    if not (ahead or meets or line or _title_looks_ahead(article)) or {
        m.team for m in early if not m.place
    } < set(pair):
        return 0.0
    points = POINTS["look ahead"] * (len(ahead) + meets)
    if line and not line.score and line.start < end:
        points += POINTS["printed line ahead"]
    if _title_looks_ahead(article):
        points += POINTS["headline looks ahead"]
    hours = (article.frame_at(match.start()) == "ahead" for match in _HOUR.finditer(article.text, begin, end))
    points += POINTS["hour of the match"] * any(hours)
    words = sum(word.key in _PREVIEW for word in article.words_between(begin, end))
    points += POINTS["word of a preview"] * min(MOST_PREVIEW, words)
    return points + POINTS["joined ahead"] * min(MOST_JOINED, found.links.get(frozenset(pair), 0.0))


def _of_others(article: Article, named: list[TeamMention], pair: Pair) -> set[int]:
    """The sentences that tell of one of the pair and some other team: its match is not theirs."""
    teams: dict[int, set[str]] = {}
    for mention in named:
        if mention.form != "adjective":
            teams.setdefault(article.sentence_number(mention.start), set()).add(mention.team)
    return {number for number, found in teams.items() if found - set(pair) and len(found & set(pair)) == 1}


def nothing_points(article: Article) -> float:
    """What speaks for a report without a match: news of a club, an interview."""
    begin, end = opening(article, _OPENING)
    news = sum(word.key in _NEWS_WORDS for word in article.words_between(begin, end))
    first = sum(word.key in _NEWS_WORDS for word in article.words_between(*opening(article, 1)))
    news += first
    if not _IN_NEWS_PHRASES.isdisjoint(article.keys_between(begin, end)):
        news += len(_NEWS_PHRASES.findall(article.text, begin, end))
    points = POINTS["nothing"] + POINTS["word of news"] * min(MOST_NEWS, news)
    asked = sum(article.text[end - 1] == "?" for _, end in article.lines)
    if asked >= _MANY_QUESTIONS:
        points += POINTS["interview"]
    elif asked >= _SOME_QUESTIONS:
        points += POINTS["questions"]
    return points


def opening(article: Article, count: int) -> tuple[int, int]:
    """The span of headline and first sentences."""
    sentences = article.sentences[article.first_sentence : article.first_sentence + count]
    return (sentences[0][0], sentences[-1][1]) if sentences else (0, 0)


def _title_looks_ahead(article: Article) -> bool:
    """Whether the headline has two teams meet in the present tense and tells no result."""
    keys = {word.key for word in article.words_between(*opening(article, 1))}
    return not keys.isdisjoint(_TITLE_AHEAD) and keys.isdisjoint(_RESULT_VERB)


def _verb_in_lead(article: Article) -> bool:
    words = article.words_between(*opening(article, LEAD))
    return any(word.key in _RESULT_VERB and article.frame_at(word.start) == "now" for word in words)
