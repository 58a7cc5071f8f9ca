"""Does a clause speak of the match itself, of earlier days or of what is still to come?"""

from __future__ import annotations

import re
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
    r"|bekampen|oefent|oefenen|gastheer|verwelkomt|valt|bezoekt|volgt|wacht)"
)
_AHEAD = re.compile(
    rf"\b(?:volgende {_PERIOD}|komende?|eerstkomende|aanstaande|eerstvolgende|straks|overmorgen"
    rf"|binnenkort|wacht|wachten|volgt|volgen"
    rf"|loting|zal|zullen|inhaalduel|op het programma|op de kalender|afwachten"
    rf"|morgen (?:{_PRESENT}|tegen|in)|{_PRESENT} (?:pas )?morgen)\b",
    re.IGNORECASE,
)
_WEEKDAY_AHEAD = re.compile(
    rf"\b(?:(?<!van ){_DAY}(?: \([^()]{{1,20}}\)| om \w+)?,? {_PRESENT}"
    rf"|{_PRESENT} (?:[\w-]+ ){{0,5}}{_DAY}|in {_MONTH} {_PRESENT}"
    rf"|{_DAY} \(\d\d?[.:u]\d\d[^()]{{0,8}}\))(?!\w)",
    re.IGNORECASE,
)
_PAST_VERB = re.compile(
    r"\b(?:was|waren|had|hadden|werd|werden|won|wonnen|verloor|verloren|kwam|kwamen|ging|gingen"
    r"|stond|stonden|kreeg|kregen|speelde|speelden"
    r"|scoorde|maakte|versloeg|klopte|verslagen|gewonnen|moest|moesten|mocht|mochten|zag|zagen)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:won|wonnen|wint|verloor|verloren|versloeg|versloegen|verslaat|klopte|klopten|verslagen"
    r"|gewonnen|opzijgezet|gelijkgespeeld|onderuit)\b"
    r"|\d ?[-–] ?\d",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:vorige?|destijds|heen(?:wedstrijd|match|duel|partij|ronde)|geleden|toenmalige?"
    rf"|afgelopen|ooit|sinds|sedert|reguliere competitie"
    rf"|(?:week|dagen|weken|maand|maanden|jaar|uur|seizoen) eerder|eerder (?:dit|deze|op|in)"
    rf"|laatste keer|vroegere?"
    rf"|in {_MONTH}\b(?! {_PRESENT})|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_FIRST_LEG = re.compile(
    r"\b(?:won|wint|wonnen|verloor|verliest|speelde|klopte|versloeg|kwam|boekte"
    r"|pakte)\b[^.;]{0,60}\bin (?:de|het|zijn|haar|hun) heen(?:wedstrijd|match|duel|partij)\b",
    re.IGNORECASE,
)
_AFTER_FIRST_LEG = re.compile(
    r"\bna (?:de|het|een) [^,;.]{0,40}\bheen\w{0,10} [^,;.]{0,80}\d ?[-–] ?\d", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:vorige?|geleden|eerder)\b", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\b(?:had|hadden)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:] |\s(?=(?:maar|terwijl|waardoor|waarna|zodat|want)\s)|\s[–-]\s")
_THIS_DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)


def frame(clause: str) -> Frame:
    """The time a clause or sentence speaks of; a result told first outweighs what is to come."""
    played = _RESULT.search(clause)
    past = _PAST_VERB.search(clause)
    ahead = _AHEAD.search(clause) or (None if past else _WEEKDAY_AHEAD.search(clause))
    if ahead and not (past and played and played.start() < ahead.start()):
        return "ahead"
    if not _BEFORE.search(clause):
        return "now"
    return "now" if is_own_first_leg(clause) or _AFTER_FIRST_LEG.search(clause) else "before"


def is_own_first_leg(clause: str) -> bool:
    """Whether the first leg told of is this very match: "won woensdag in de heenwedstrijd"."""
    return bool(_FIRST_LEG.search(clause) and _THIS_DAY.search(clause) and not _EARLIER.search(clause))


_DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAY_PARTS = ("", "ochtend", "middag", "namiddag", "avond", "nacht")
_SIGNS = word_set(
    "volgende komend komende eerstkomende aanstaande eerstvolgende straks overmorgen binnenkort wacht",
    "wachten volgt volgen loting zal zullen inhaalduel programma kalender afwachten morgen vorig",
    "vorige destijds geleden toenmalig toenmalige afgelopen ooit sinds sedert reguliere eerder keer",
    "vroeger vroegere weekend heenwedstrijd heenmatch heenduel heenpartij heenronde januari februari",
    "maart april mei juni juli augustus september oktober november december",
) | {day + part for day in _DAY_NAMES for part in _DAY_PARTS}


def is_sign(key: str) -> bool:
    """Whether a word can mark another time than the match itself; a clause without one is "now"."""
    return key in _SIGNS or (len(key) == 4 and key.isdigit())


def clause_frames(text: str, start: int, end: int) -> list[tuple[int, Frame]]:
    """Where in a sentence each time begins: (offset, time), the first at `start`.

    A clause without a sign keeps the time of the one before, unless it tells a result.
    """
    frames: list[tuple[int, Frame]] = []
    begin = start
    current: Frame = "now"
    bounds = [match.end() for match in _CLAUSE_END.finditer(text, start, end)]
    for stop in [*bounds, end]:
        clause = text[begin:stop]
        found = frame(clause)
        if found != "now" or (
            _RESULT.search(clause) and not (current == "before" and _PLUPERFECT.search(clause))
        ):
            current = found
        if not frames or frames[-1][1] != current:
            frames.append((begin, current))
        begin = stop
    return frames
