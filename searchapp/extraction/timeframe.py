"""Does a clause speak of the match itself, of earlier days or of what is still to come?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import compress, count
from typing import Literal

from searchapp.lexicon.words import word_set

Frame = Literal["now", "before", "ahead"]

_DAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|namiddag|avond|nacht)?|weekend)"
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_PERIOD = (
    rf"(?:week|weekend|maand|ronde|seizoen|wedstrijd|match|speeldag|tegenstander|duel|opdracht"
    rf"|opponent|afspraak|{_DAY})"
)
_PRESENT = (
    r"(?:trekt|trekken|speelt|spelen|gaat|gaan|ontvangt|ontvangen|komt|komen|krijgt|krijgen|treft"
    r"|treffen|neemt|nemen|moet"
    r"|moeten|mag|mogen|reist|reizen|staat|staan|wordt|kan|kunnen|begint|wil|willen|hervat|rijdt|zit|bekampt"
    r"|bekampen|oefent|oefenen|rekent|rekenen|hoopt|hopen|trapt|mist|missen|start|starten|gastheer|verwelkomt|valt|bezoekt|volgt|wacht)"
)
_AHEAD = re.compile(
    rf"\b(?:volgende {_PERIOD}|komende?|eerstkomende|aanstaande|eerstvolgende|straks|overmorgen"
    rf"|binnenkort|wacht|wachten|volgt|volgen"
    rf"|loting|zal|zullen|inhaalduel|op de vooravond|daags voor|op het programma|op de kalender|afwachten"
    rf"|(?:ronde|finales?) (?:neemt|nemen|treft|treffen|speelt|spelen|ontvangt|bekampt)"
    rf"|(?:neemt|nemen) [^.;,]{{0,45}} op tegen"
    rf"|next (?:week|month|season|round)"
    rf"|morgen (?:{_PRESENT}|tegen|in)|{_PRESENT} (?:pas )?morgen)\b",
    re.IGNORECASE,
)
_WEEKDAY_AHEAD = re.compile(
    rf"\b(?:(?<!van ){_DAY}(?: \d{{1,2}} {_MONTH}(?: \d{{4}})?)?"
    rf"(?: \([^()]{{1,20}}\)| om [\w.:]+(?: uur)?)?,? {_PRESENT}"
    rf"|{_PRESENT} (?:[\w-]+ ){{0,5}}{_DAY}|in {_MONTH} {_PRESENT}"
    rf"|{_DAY} \(\d\d?[.:u]\d\d[^()]{{0,8}}\)|{_DAY},? (?:vanaf|om) \d[\d.:u]*(?: uur)?"
    rf"|{_DAY} (?:[\w-]+ ){{1,7}}{_PRESENT}(?=[,.;:]|\s*\Z))(?!\w)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:won|wonnen|wint|verloor|verloren|versloeg|versloegen|verslaat|klopte|klopten|verslagen"
    r"|gewonnen|opzijgezet|gelijkgespeeld|onderuit)\b"
    r"|\d ?[-–] ?\d",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:vorige?|destijds|toenmalige?"
    rf"|(?:dag|dagen|week|weken|weekend|maand|maanden|jaar|uur|seizoen|seizoenen|tijd|eeuw) geleden"
    rf"|afgelopen|ooit|onlangs|reguliere competitie|{_DAY} nog (?:met|thuis|in|bij)"
    rf"|(?:week|dagen|weken|maand|maanden|jaar|uur|seizoen) eerder|eerder (?:dit|deze|in|op(?! de (?:dag"
    rf"|avond)))"
    rf"|laatste keer|vroegere?"
    rf"|in {_MONTH}\b(?! {_PRESENT})|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_LEG_NAMED = re.compile(
    r"\b(?:heen(?:wedstrijd|match|duel|partij|ronde)|eerste (?:duel|wedstrijd|confrontatie|ontmoeting"
    r"|leg))\b",
    re.IGNORECASE,
)
_RETURN_NAMED = re.compile(
    r"\b(?:return(?:wedstrijd|match|duel)?|terug(?:wedstrijd|match|duel|partij))\b", re.IGNORECASE
)
_IN_LEG = re.compile(
    r"\b(?:in|tijdens) (?:de|het|een|zijn|haar|hun) \Z|\b(?:heeft|hebben|is|zijn)\b", re.IGNORECASE
)
_PLAYS_LEG = re.compile(r"\b(?:speelt|spelen|wint|verliest)\b[^.;]{0,30} \Z", re.IGNORECASE)
_RETURN_AHEAD = re.compile(
    rf"\b(?:return\w*|terug(?:wedstrijd|match|duel|partij)) (?:is|volgt|wordt|staat|vindt|gaat)\b"
    rf"[^.;]{{0,40}}\b(?:volgende|komende|over (?:een|twee|drie) we|{_DAY}|in \w+ gespeeld)"
    rf"|\b(?:volgende|komende) {_PERIOD}\b[^.;]{{0,40}}\breturn\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"\b(?:geleden|vorige?|eerder|nadat|had|hadden|na|nog|destijds)\b", re.IGNORECASE)
_FIRST_LEG = re.compile(
    r"\b(?:won|wint|wonnen|verloor|verliest|speelde|klopte|versloeg|kwam|boekte"
    r"|pakte)\b[^.;]{0,60}\bin (?:de|het|zijn|haar|hun) heen(?:wedstrijd|match|duel|partij)\b",
    re.IGNORECASE,
)
_AFTER_FIRST_LEG = re.compile(
    r"\bna (?:de|het|een) [^,;.]{0,40}\bheen\w{0,10} [^,;.]{0,80}\d ?[-–] ?\d", re.IGNORECASE
)
_AFTER_EARLIER = re.compile(
    rf"\s*na (?:de|het|een) [^,;.]{{0,50}}\b(?:vorige|afgelopen) {_PERIOD}\b", re.IGNORECASE
)
_AFTER_RESULT = re.compile(
    r"\s*[Nn]a (?:de|het|een|drie|twee|vier|vijf)\b[^.;]{0,40}?"
    r"(?:zeges?|nederla(?:ag|gen)|overwinning(?:en)?|winst|verlies|triomf|gelijkspel|uitschakeling|stunt"
    r"|afgang|\d ?[-–] ?\d)\b"
)
_VERB_AHEAD = re.compile(rf" {_PRESENT} ")
_EARLIER = re.compile(r"\b(?:vorige?|geleden|eerder)\b", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\b(?:had|hadden)\b", re.IGNORECASE)
_PARTICIPLE = r"(?:\w{0,9}ge\w{2,14}(?:d|t|en)|ver(?:loren|slagen)|behaald|geleden)"
_EARLIER_RESULT = re.compile(
    rf"\b(?:had|hadden)\b[^,;.]{{0,70}}\b{_PARTICIPLE}\b|\b{_PARTICIPLE} (?:had|hadden)\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"[,;:\s](?:(?<=[,;:]) "
    r"|(?<=\s)(?=(?:maar|terwijl|waardoor|waarna|zodat|want|die|dat|nadat|toen|waarin)\s)|(?<=\s)[–-]\s)"
)
_INSERTED_DAY = re.compile(rf"{_DAY},? (?:vanaf|om|\() ?\d", re.IGNORECASE)
_INSERTION = 34
_THIS_DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)


def frame(clause: str, keys: Sequence[str], first_leg: bool = False) -> Frame:
    """The time a clause speaks of; a result told first outweighs what is to come.

    `keys` are its folded words, which tell what needs a closer look. With `first_leg` the
    report's own match is a first leg, so that naming one is no look back.
    """
    if _SIGNS.isdisjoint(keys):
        return "now"
    ahead = None if _AHEAD_SIGNS.isdisjoint(keys) else _AHEAD.search(clause)
    if not ahead and _may_name_day_ahead(clause, keys):
        ahead = _WEEKDAY_AHEAD.search(clause)
    if ahead and not _told_before(clause, keys, ahead.start()):
        return "ahead"
    if not _HAD.isdisjoint(keys) and _JUST.isdisjoint(keys) and _EARLIER_RESULT.search(clause):
        return "before"
    if not _looks_back(clause, keys, first_leg):
        return "now"
    if _after_earlier(clause):
        return "now"
    return "now" if is_own_first_leg(clause) or _AFTER_FIRST_LEG.search(clause) else "before"


def _may_name_day_ahead(clause: str, keys: Sequence[str]) -> bool:
    """Whether a day or month is named, with a verb in the present or a time, and no verb in the past."""
    if _DAY_SIGNS.isdisjoint(keys) or not _PAST_VERBS.isdisjoint(keys):
        return False
    return not _PRESENT_VERBS.isdisjoint(keys) or bool(_DIGIT.search(clause))


def _after_earlier(clause: str) -> bool:
    """Whether what lies back only opens the clause: "na de 2-0 van vorige week verloor"."""
    earlier = _AFTER_EARLIER.match(clause)
    return bool(earlier and _RESULT.search(clause, earlier.end()))


def _told_before(clause: str, keys: Sequence[str], offset: int) -> bool:
    """Whether a result stands in front of what is to come."""
    if _PAST_VERBS.isdisjoint(keys):
        return False
    played = _RESULT.search(clause)
    return bool(played and played.start() < offset)


def _looks_back(clause: str, keys: Sequence[str], first_leg: bool) -> bool:
    if not first_leg and not _LEG_SIGNS.isdisjoint(keys):
        return True
    day = "nog" in keys and not _DAY_SIGNS.isdisjoint(keys)
    signed = day or not _BEFORE_SIGNS.isdisjoint(keys) or not _YEARS.isdisjoint(keys)
    return signed and bool(_BEFORE.search(clause))


def _tells_result(clause: str, keys: Sequence[str]) -> bool:
    return not _RESULT_VERBS.isdisjoint(keys) or bool(_PRINTED_SCORE.search(clause))


def opens_with_first_leg(text: str, start: int, end: int) -> bool:
    """Whether the opening text[start:end] tells of a first leg as the match itself, with no return",
    "played since."""
    named = _LEG_NAMED.search(text, start, end)
    if not named:
        return False
    sentence = max(text.rfind(". ", start, named.start()), text.rfind("\n", start, named.start()), start)
    stop = text.find(". ", named.end(), end)
    if _LOOKS_BACK.search(text, sentence, stop if stop > 0 else end):
        return False
    if _RETURN_NAMED.search(text, start, named.start()):
        return False
    own = _IN_LEG.search(text, sentence, named.start()) or _PLAYS_LEG.search(text, sentence, named.start())
    return bool(own or _RETURN_AHEAD.search(text, named.end()))


def is_own_first_leg(clause: str) -> bool:
    """Whether the first leg told of is this very match: "won woensdag in de heenwedstrijd"."""
    return bool(_FIRST_LEG.search(clause) and _THIS_DAY.search(clause) and not _EARLIER.search(clause))


_PRINTED_SCORE = re.compile(r"\d ?[-–] ?\d")
_RESULT_VERBS = word_set(
    "won wonnen wint verloor verloren versloeg versloegen verslaat klopte klopten verslagen gewonnen",
    "opzijgezet",
    "gelijkgespeeld onderuit",
)
_PAST_VERBS = word_set(
    "was waren had hadden werd werden won wonnen verloor verloren kwam kwamen ging gingen stond stonden",
    "kreeg",
    "kregen speelde speelden scoorde maakte versloeg klopte verslagen gewonnen moest moesten mocht",
    "mochten zag zagen",
)
_PRESENT_VERBS = frozenset(_PRESENT.strip("(?:)").split("|"))
_DIGIT = re.compile(r"\d")
_HAD = frozenset(("had", "hadden"))
_JUST = frozenset(("zojuist", "zonet", "zopas", "daarnet"))
_LEG_SIGNS = word_set("heenwedstrijd heenmatch heenduel heenpartij heenronde")
_MONTH_NAMES = word_set(
    "januari februari maart april mei juni juli augustus september oktober november december"
)
_AHEAD_SIGNS = word_set(
    "volgende komend komende eerstkomende aanstaande eerstvolgende straks overmorgen binnenkort wacht",
    "wachten",
    "neemt nemen treft treffen ronde finale finales next",
    "volgt volgen loting zal zullen inhaalduel programma kalender afwachten morgen vooravond daags",
)
_BEFORE_SIGNS = _MONTH_NAMES | word_set(
    "vorig vorige destijds toenmalig toenmalige geleden afgelopen ooit onlangs reguliere eerder keer vroeger",
    "vroegere",
)
_DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAY_PARTS = ("", "ochtend", "middag", "namiddag", "avond", "nacht")
_DAY_SIGNS = {day + part for day in _DAY_NAMES for part in _DAY_PARTS} | {"weekend"} | _MONTH_NAMES
_YEARS = frozenset(map(str, range(1900, 2100)))
_SIGNS = _AHEAD_SIGNS | _BEFORE_SIGNS | _DAY_SIGNS | _LEG_SIGNS | _HAD | _YEARS


def signs(keys: Sequence[str]) -> list[int]:
    """The numbers of the words that can mark another time than the match itself; without one a clause",
    "is "now"."""
    return list(compress(count(), map(_SIGNS.__contains__, keys)))


def _end_of_look_back(clause: str) -> int:
    """Where "na de nederlaag bij Gent" ends and "wacht Genk Club Brugge" begins; 0 without either."""
    behind = _AFTER_RESULT.match(clause)
    verb = _VERB_AHEAD.search(clause, behind.end()) if behind else None
    return verb.start() if verb else 0


def clause_frames(
    text: str,
    start: int,
    end: int,
    keys_between: Callable[[int, int], Sequence[str]],
    first_leg: bool = False,
) -> list[tuple[int, Frame]]:
    """Where in a sentence each time begins: (offset, time), the first at `start`.

    A clause without a sign keeps the time of the one before, unless it tells a result. A day
    or a time put in between commas speaks for the clauses on both sides.
    """
    frames: list[tuple[int, Frame]] = []
    current: Frame = "now"
    begin, inserted = start, False
    bounds = [match.end() for match in _CLAUSE_END.finditer(text, start, end)]
    for stop in [*bounds, end]:
        clause = text[begin:stop]
        keys = keys_between(begin, stop)
        found = frame(clause, keys, first_leg)
        if found == "ahead" and _INSERTED_DAY.match(clause) and len(frames) == 1 and frames[0][1] == "now":
            frames = [] if _RESULT.search(text, start, begin) else [(start, "ahead")]
        turn = _end_of_look_back(clause) if found == "ahead" else 0
        if turn:
            frames.append((begin if frames else start, "before"))
            begin += turn
        if found != "now":
            current = found
        elif current != "now" and not inserted and _tells_result(clause, keys):
            current = current if current == "before" and _PLUPERFECT.search(clause) else "now"
        if not frames or frames[-1][1] != current:
            frames.append((begin if frames else start, current))
        inserted = found == "before" and stop - begin <= _INSERTION and not _tells_result(clause, keys)
        begin = stop
    return frames
