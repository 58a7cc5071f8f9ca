"""The final score of a match, home side first, among all the scores a report prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from searchapp.extraction.article import Article
from searchapp.extraction.named_teams import mentions_between, team_mentions
from searchapp.extraction.scores import Score, find_scores
from searchapp.extraction.timeframe import Frame

_RESULT = re.compile(
    r"\b(?:won|wint|winnen|wonnen|winst|gewonnen|zeges?|\w{0,10}zege|\w{0,10}overwinning"
    r"|versl(?:oeg|oegen|aat|agen)|verloor|verliest|verloren"
    r"|verlies|\w{0,10}nederlaag|gelijkspel|gelijk|klopten?|klopt|geklopt|eind(?:igde|igt|stand"
    r"|uitslag|score)|uitslag|(?:slot)?cijfers|afgedroogd"
    r"|opzij(?:gezet)?|onderuit|ten onder|bleef|blijft|op het scorebord|te sterk|boekte|het hield"
    r"|pakte|werd het|het werd|het wordt|steken"
    r"|triomf|hield(?:en)? .{0,20}evenwicht|af|zegevierde|geklopt|stunt\w*|achter|overklast"
    r"|ingeblikt|met|afloop|scorebord|impos[ée]+s?|inclin[ée]+s?|battus?|victoire|beat|beaten|defeat|won)\b",
    re.IGNORECASE,
)
_WIN = re.compile(
    r"\b(?:won|wint|winnen|wonnen|gewonnen|versl(?:oeg|oegen|aat)|klopten?|klopt|zegevierden?"
    r"|stunt\w*|troefden?|rekenden? af|boekten?|boekt"
    r"|pakten? (?:de )?(?:drie|volle|zege)|was te sterk|te sterk|afgedroogd|overklasten?"
    r"|haalden? het|zette .{0,30} opzij|droogden?)\b",
    re.IGNORECASE,
)
_LOSE = re.compile(
    r"\b(?:verloor|verliest|verloren|verliezen|ging(?:en)? .{0,40}onderuit|onderuit|ten onder"
    r"|moest(?:en)? .{0,25}(?:buigen|de duimen)"
    r"|boog het hoofd|bleef .{0,25}achter|beet in het zand|de boot in)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\bw(?:erd|erden|ordt|orden)\b.{0,80}?\b(?:opzijgezet|verslagen|geklopt|afgedroogd|ingeblikt"
    r"|vernederd|overklast|uitgeschakeld|weggespeeld)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:van|tegen|bij|op|in|naar|met|uit|voor|aan|door|over)(?: (?:de|het|een))?(?: [a-zé-]+)? ?\Z", re.I
)
_RETURN = re.compile(r"\b(?:return|terug(?:wedstrijd|match|duel|partij))\b", re.I)
_INVERTED = re.compile(r"(?:won|wonnen|wint|winnen|verloor|verloren|verliest)(?: ook| dus| de| het)? ", re.I)
_PRONOUN_SUBJECT = re.compile(
    r"(?:versloeg(?:en)?|verslaat|klopten?|klopt) (?:het|hij|ze|zij|de ploeg|het team)\b", re.IGNORECASE
)
_SIDE_OF = re.compile(
    r"\b(?:vrouwen|mannen|spelers|speelsters|ploeg|elftal|jongens|dames|team|equipe|troepen|elf"
    r"|formatie) van $",
    re.I,
)
_PARTICIPLE = re.compile(r"(?:ge|ver|af|op)\w+(?:en|d|t)\b", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:duel|wedstrijd|match|treffen|partij|nederlaag|zege|overwinning|verlies|winst|gelijkspel)"
    r" (?:met|tegen|op|bij|van)(?: de| het)? \Z|\btegen(?: de| het)? \Z"
    r"|\bw(?:on|onnen|int)\b[^.;,]{0,25} van(?: de| het)? \Z",
    re.IGNORECASE,
)
_OTHER_FACTOR = 0.25
_MOST_SCORES = 200
_FRAME_WEIGHT: dict[Frame, float] = {"now": 1.0, "before": 0.25, "ahead": 0.1}
_NAMING = frozenset(("name", "alias", "nickname"))
_LEAD_SENTENCES = 5
_REACH = 300
_DUEL_SENTENCES = 7
_LABELS = frozenset(("plain", "state", "aside"))
_LABEL_WEIGHT = {"plain": 1.0, "leg": 1.0, "state": 0.45, "aside": 0.2}
_ENOUGH = 0.5
_RESULT_BONUS, _MAXIMUM_BONUS, _EXCEEDED_PENALTY = 2.0, 2.0, 0.7


class Evidence(NamedTuple):
    """A printed score, how much it counts, and whether words of a result stand beside it."""

    score: Score
    weight: float
    result: bool
    now: bool


class Result(NamedTuple):
    """A score, home side first, and how plainly the report tells it: 1 in its lead, 0.5 elsewhere, 0.2",
    "looking back, 0 not."""

    score: tuple[int, int] | None
    strength: float


def final_score(article: Article, home: str, away: str) -> Result:
    """The result of home against away, without score when the report prints none.

    A score called that of the first leg will do, where there is no other and no return is told of.
    """
    evidence = _evidence(article, {home, away})
    usable = [item for item in evidence if item.score.label in _LABELS]
    found = _likeliest(article, usable, home, away)
    if found.score or len(usable) == len(evidence) or _second_leg(article):
        return found
    return _likeliest(article, evidence, home, away)


def _likeliest(article: Article, usable: list[Evidence], home: str, away: str) -> Result:
    """The score that most speaks for."""
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for item in usable:
        weights[item.score.pair] += item.weight
    told = [item.score for item in usable if item.now]
    if told:
        highest = max(sum(score.pair) for score in told)
        for pair in {score.pair for score in told if sum(score.pair) == highest}:
            weights[pair] += _MAXIMUM_BONUS
    pairs = {score.pair for score in told}
    for pair in weights:
        exceeding = {other for other in pairs if other[0] > pair[0] or other[1] > pair[1]}
        weights[pair] -= _EXCEEDED_PENALTY * len(exceeding)
    best = max(weights, key=lambda pair: (weights[pair], sum(pair)), default=None)
    if best is None or weights[best] < _ENOUGH:
        return Result(None, 0.0)
    items = [item for item in usable if item.score.pair == best]
    return Result(_oriented(article, best, items, home, away), _strength(article, items))


def _strength(article: Article, items: list[Evidence]) -> float:
    plain = any(
        item.result
        and item.now
        and item.score.label in ("plain", "leg")
        and article.rank(item.score.start) < _LEAD_SENTENCES
        for item in items
    )
    if plain:
        return 1.0
    return 0.5 if any(item.now for item in items) else 0.2


def duel_score(article: Article) -> tuple[int, int] | None:
    """The result of a duel between persons, as printed: winner first, where the opening tells it."""
    found = [
        item
        for item in _evidence(article, set())
        if item.result and item.score.label == "plain" and article.rank(item.score.start) < _DUEL_SENTENCES
    ]
    return (found[0].score.first, found[0].score.second) if found else None


def _evidence(article: Article, teams: set[str]) -> list[Evidence]:
    found = []
    for score in find_scores(article):
        if score.label not in _LABEL_WEIGHT or _nearest_is_other(article, score, teams):
            continue
        position = 2.0 if article.rank(score.start) < _LEAD_SENTENCES else 1.0
        around = article.before(score.start, 55) + "#" + article.after(score.end, 50)
        result = bool(_RESULT.search(around))
        weight = (
            (1.0 + (_RESULT_BONUS if result else 0.0))
            * position
            * _FRAME_WEIGHT[article.frame_at(score.start)]
            * _LABEL_WEIGHT[score.label]
        )
        if result and _of_other_match(article, score, teams):
            weight *= _OTHER_FACTOR
            result = False
        now = score.label != "aside" and article.frame_at(score.start) == "now"
        found.append(Evidence(score, weight, result, now))
    return found


def _nearest_is_other(article: Article, score: Score, teams: set[str]) -> bool:
    """Whether the score stands nearer to another team than to either of the match's own."""
    start, end = article.sentences[article.sentence_number(score.start)]
    own, other = [_REACH], [_REACH]
    for mention in mentions_between(article, max(start, score.start - _REACH), min(end, score.end + _REACH)):
        if mention.form in _NAMING and not mention.place:
            distance = min(abs(mention.start - score.end), abs(score.start - mention.end))
            (own if mention.team in teams else other).append(distance)
    return min(other) < min(own)


def _of_other_match(article: Article, score: Score, teams: set[str]) -> bool:
    """Whether one of the two meets a third team there: "het duel met Rangers, dat PSV met 3-1 won"."""
    start, end = article.sentences[article.sentence_number(score.start)]
    own: set[str] = set()
    other = False
    for mention in mentions_between(article, max(start, score.start - _REACH), min(end, score.end + _REACH)):
        if mention.form not in _NAMING or mention.place:
            continue
        if mention.team in teams:
            own.add(mention.team)
        elif article.frame_at(mention.start) == article.frame_at(score.start):
            other = other or bool(_MET.search(article.before(mention.start, 40)))
    return other and len(own) == 1


def _oriented(
    article: Article, pair: tuple[int, int], items: list[Evidence], home: str, away: str
) -> tuple[int, int]:
    """The pair as home-away: as printed lower first, else by who won, else as printed."""
    high, low = pair
    if high == low or any(item.score.first < item.score.second for item in items if item.weight >= 0.5):
        return (low, high) if high != low else pair
    if any(score.label == "shootout" for score in find_scores(article)):
        return items[0].score.first, items[0].score.second
    winner = _winner(article, home, away)
    return (low, high) if winner == away else (high, low)


def _winner(article: Article, home: str, away: str) -> str | None:
    votes = {home: 0.0, away: 0.0}
    other = {home: away, away: home}
    told = {article.sentence_number(m.start) for m in team_mentions(article) if m.team in votes}
    for start, end in (article.sentences[number] for number in sorted(told)):
        sentence = article.text[start:end]
        weight = 2.0 if article.rank(start) < _LEAD_SENTENCES else 1.0
        passive = _PASSIVE.search(sentence)
        win, lose = _WIN.search(sentence), _LOSE.search(sentence)
        verb = passive or win or lose
        if not verb or article.frame_at(start + verb.start()) != "now":
            continue
        subject = _subject(article, start, end, start + verb.start(), votes)
        if subject:
            votes[subject if verb is win else other[subject]] += weight
    if votes[home] == votes[away]:
        return None
    return max(votes, key=lambda team: votes[team])


def away_winners(article: Article, first: str, second: str, begin: int, end: int) -> Iterator[str]:
    """Who of the two is told to win with the lower number in front: "won met 1-2"."""
    votes = {first: 0.0, second: 0.0}
    for score in find_scores(article)[:_MOST_SCORES]:
        if not (begin <= score.start < end and score.label == "plain" and score.first < score.second):
            continue
        if article.frame_at(score.start) != "now" or _nearest_is_other(article, score, set(votes)):
            continue
        start, stop = article.sentences[article.sentence_number(score.start)]
        start, stop = max(start, begin, score.start - _REACH), min(stop, end, score.end + _REACH)
        own = (m.start for m in mentions_between(article, start, score.start) if m.team in votes)
        start = next(own, start)
        win = _WIN.search(article.text, start, stop)
        subject = _subject(article, start, stop, win.start(), votes) if win else None
        if subject and not _PASSIVE.search(article.text, start, stop):
            yield subject


def _subject(article: Article, start: int, end: int, verb: int, teams: dict[str, float]) -> str | None:
    """The team that does what the verb at `verb` says: named before it, else right behind."""
    participle = bool(_PARTICIPLE.match(article.text, verb))
    impersonal = bool(_PRONOUN_SUBJECT.match(article.text, verb))
    before, after, defeated = None, None, None
    for mention in mentions_between(article, max(start, verb - _REACH), min(end, verb + _REACH)):
        if mention.form == "adjective" or mention.team not in teams:
            continue
        if _is_object(article.text[max(start, mention.start - 30) : mention.start]):
            defeated = next((team for team in teams if team != mention.team), None)
            continue
        if mention.start < verb:
            before = before if before and participle else mention.team
        elif _INVERTED.fullmatch(article.text, verb, mention.start):
            return mention.team
        elif after is None:
            others = [team for team in teams if team != mention.team]
            after = others[0] if impersonal and others else mention.team
    return before or after or defeated


def _is_object(before: str) -> bool:
    """Whether the words before a team make it the verb's object; "de vrouwen van" do not."""
    return bool(_PREPOSITION.search(before)) and not _SIDE_OF.search(before)


def _second_leg(article: Article) -> bool:
    """Whether the opening speaks of a return match, so that the first leg is another match."""
    sentences = article.sentences[article.first_sentence :][:_LEAD_SENTENCES]
    return bool(sentences and _RETURN.search(article.text, sentences[0][0], sentences[-1][1]))
