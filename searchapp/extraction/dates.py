"""When a report was written: only what it says itself, with the precision it says it.

Header lines, datelines and stamps count wherever they stand; a full date in running text
counts when it opens the report or names its weekday, not when it tells of a birth, a
contract or an older match. A weekday alone, a competition year or a season is no date.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from typing import NamedTuple

from searchapp.extraction.article import Article
from searchapp.lexicon.words import fold
from searchapp.model import PartialDate, Report

_MONTH_NAMES = (
    ("januari", "jan", "janvier", "january"),
    ("februari", "feb", "febr", "février", "fevrier", "february"),
    ("maart", "mrt", "mars", "march"),
    ("april", "apr", "avril"),
    ("mei", "mai", "may"),
    ("juni", "jun", "juin", "june"),
    ("juli", "jul", "juillet", "july"),
    ("augustus", "aug", "août", "aout", "august"),
    ("september", "sept", "sep", "septembre"),
    ("oktober", "okt", "octobre", "october", "oct"),
    ("november", "nov", "novembre"),
    ("december", "dec", "décembre", "decembre"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_WEEKDAY_NAMES = (
    ("maandag", "ma", "lundi", "monday"),
    ("dinsdag", "di", "mardi", "tuesday"),
    ("woensdag", "wo", "mercredi", "wednesday"),
    ("donderdag", "do", "jeudi", "thursday"),
    ("vrijdag", "vr", "vendredi", "friday"),
    ("zaterdag", "za", "samedi", "saturday"),
    ("zondag", "zo", "dimanche", "sunday"),
)
_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names}
_MONTH_KEYS = frozenset(map(fold, _MONTHS))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_DAY_PARTS = "ochtend|voormiddag|middag|namiddag|avond|nacht"

_LEADING_MARK = re.compile(r"\A\ufeff?\s*date:?\s+(\d{4}(?:-\d\d){0,2})(?![\d-])", re.IGNORECASE)
_WRITTEN = re.compile(
    rf"(?P<day>\d(?<!\w\d)\d?)(?:e|ste|de|er|st|nd|rd"
    rf"|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?,?(?:\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY})(?:{_DAY_PARTS})?\.?,?\s+(?:op\s+|le\s+)?\Z", re.IGNORECASE
)
_ENGLISH_MONTHS = frozenset(names[-1] for names in _MONTH_NAMES) | {"april", "october"}
_MONTH_FIRST = re.compile(
    r"\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY_FIRST_NUMERIC = re.compile(r"(\d(?<![\d./-]\d)\d?)([-/.])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)")
_ISO = re.compile(r"((?:1(?<![\d./-]1)9|2(?<![\d./-]2)0)\d\d)([-/.])(\d\d)\2(\d\d)(?![\d/-])")
_NUMERIC = re.compile(r"\d([-/.])\d\d?\1\d")
_ONLY_MONTH = re.compile(
    rf"(?:datum:?\s*)?(?P<month>{_MONTH})\.?\s+(?P<year>(?:19|20)\d\d)\.?", re.IGNORECASE
)
_ONLY_ISO_PARTIAL = re.compile(r"(?:datum:?\s*|date:?\s*)?((?:19|20)\d\d(?:-\d\d)?)", re.IGNORECASE)
_STAMP = re.compile(
    r"\b(?:datum|gepubliceerd|geplaatst|bijgewerkt|laatste update|update|verschenen|publicatie"
    r"|publié|published|posted)\b",
    re.IGNORECASE,
)
_DATELINE_END = re.compile(r"\s*(?:[-–—:|.)]|\(|$)")
_DATELINE_PLACE = re.compile(r"\A\W{0,2}[A-ZÀ-Þ'’][\w'’ /.-]{1,40}(?:,|\s[-–—(])\s*\(?\Z")
_AT_HOUR = re.compile(r",? (?:om|rond|vanaf) \d\d?[.:u]\d\d")
_SEASON_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\s?[-/–]\s?(\d{4}|\d\d)\b)?")
_OTHER_DAY = re.compile(
    r"\b(?:tot|t\.e\.m|sinds|sedert|vanaf|tegen|voor|na|geboren|geb|contract|loopt|laatst"
    r"|laatste keer|destijds|toen|ooit"
    r"|debuteerde|overleed|overleden|opgericht|tussen|verjaardag|uiterlijk)(?:\s+(?:en met|op|het"
    r"|de|en|met))?\s*\Z",
    re.IGNORECASE,
)

_HEADER_LINES = 6
_HEADER_LENGTH = 110
_LEAD_SENTENCES = 4
_SHORT_LINE = 40
_FULL_YEAR = 4


class Day(NamedTuple):
    """A printed day at text[start:end], from its weekday on if it has one; without `date` it lacks a year."""

    start: int
    end: int
    date: PartialDate | None
    weekday: str
    day: str
    month: str


def date(article: Article, report: Report) -> PartialDate | None:
    """The report's date, or None when it doesn't say."""
    days = _printed_days(article.text, article.keys)
    header = _header_date(article, days)
    if header and header.day:
        return header
    running = _running_date(article, days)
    if header:
        return _refined(header, running, days)
    return running or _without_year(days, _years_named(article) if days else set())


def _header_date(article: Article, days: list[Day]) -> PartialDate | None:
    """A date in a leading mark, header line, dateline or stamp."""
    text = article.text
    mark = _LEADING_MARK.match(text)
    if mark:
        return _partial(mark.group(1))
    starts = [day.start for day in days]
    for number, (start, end) in enumerate(article.lines if days else article.lines[:_HEADER_LINES]):
        line = text[start : min(end, start + _HEADER_LENGTH + 1)]
        inside = days[bisect_left(starts, start) : bisect_left(starts, min(end, start + _HEADER_LENGTH))]
        signed = inside and len(line) <= _SHORT_LINE and inside[0].start == start
        stamped = signed or (inside and len(line) <= _HEADER_LENGTH and _STAMP.search(line))
        if number >= _HEADER_LINES and not stamped:
            continue
        found = _date_of_line(line, start, inside)
        if found:
            return found
    return None


def _date_of_line(line: str, offset: int, days: list[Day]) -> PartialDate | None:
    if len(line) <= _SHORT_LINE:
        alone = _ONLY_ISO_PARTIAL.fullmatch(line)
        if alone:
            return _partial(alone.group(1))
        month = _ONLY_MONTH.fullmatch(line)
        if month:
            return _checked(month["year"], month["month"], None)
    for day in days:
        if day.date and _is_header(line, day.start - offset, day.end - offset):
            return day.date
    return None


def _is_header(line: str, begin: int, end: int) -> bool:
    """Whether a date in a line dates the line itself: alone, a stamp, a dateline."""
    before, after = line[:begin].strip(), line[end:]
    if not before and (not after.strip() or _DATELINE_END.match(after) or after.lstrip()[:1] == ","):
        return True
    if _STAMP.search(line[:begin]) and begin < _HEADER_LENGTH // 2:
        return True
    if _DATELINE_PLACE.match(line[:begin]) and _DATELINE_END.match(after):
        return True
    no_sentence = len(line) <= _HEADER_LENGTH and line[-1:] not in ".!?”\"'"
    return no_sentence and bool(re.match(r"\W*(?:(?:om|à|at)\s)?\W*\d{1,2}[:.uh]\d\d|\W*\Z", after))


def _printed_days(text: str, keys: frozenset[str]) -> list[Day]:
    """Every day with its month, by position."""
    days = []
    for match in _WRITTEN.finditer(text) if keys & _MONTH_KEYS else ():
        weekday = _WEEKDAY_BEFORE.search(text, max(0, match.start() - 28), match.start())
        found = _checked(match["year"], match["month"], match["day"]) if match["year"] else None
        start = weekday.start() if weekday else match.start()
        days.append(
            Day(
                start, match.end(), found, weekday["weekday"] if weekday else "", match["day"], match["month"]
            )
        )
    for match in _MONTH_FIRST.finditer(text) if keys & _ENGLISH_MONTHS else ():
        found = _checked(match["year"], match["month"], match["day"])
        days.append(Day(match.start(), match.end(), found, "", match["day"], match["month"]))
    if not _NUMERIC.search(text):
        return sorted(days, key=lambda day: day.start)
    for match in _ISO.finditer(text):
        found = _checked(match[1], match[3], match[4])
        days.append(Day(match.start(), match.end(), found, "", match[4], match[3]))
    for match in _DAY_FIRST_NUMERIC.finditer(text):
        year = match[4] if len(match[4]) == _FULL_YEAR else f"20{match[4]}"
        if len(match[4]) == _FULL_YEAR or match[2] != ".":
            found = _checked(year, match[3], match[1])
            days.append(Day(match.start(), match.end(), found, "", match[1], match[3]))
    return sorted(days, key=lambda day: day.start)


def _running_date(article: Article, days: list[Day]) -> PartialDate | None:
    """The first full date in running text that can be the day of the report."""
    text = article.text
    for day in days:
        if not day.date or _OTHER_DAY.search(text[max(0, day.start - 40) : day.start]):
            continue
        in_lead = article.rank(day.start) <= _LEAD_SENTENCES
        timed = _AT_HOUR.match(text, day.end) and article.frame_at(day.start) != "ahead"
        if in_lead or timed or (day.weekday and _fits_weekday(day.date, day.weekday)):
            return day.date
    return None


def _refined(header: PartialDate, running: PartialDate | None, days: list[Day]) -> PartialDate:
    """A header's year or month made precise by a day in the text that agrees with it."""
    for found in (running, _without_year(days, {header.year})):
        if found and found.year == header.year and header.month in (0, found.month):
            return found
    return header


def _without_year(days: list[Day], years: set[int]) -> PartialDate | None:
    """ "woensdag 5 februari" in the year, of those named, in which that day is a Wednesday."""
    for day in days:
        if day.date or not day.weekday:
            continue
        dates = [_checked(str(year), day.month, day.day) for year in sorted(years, reverse=True)]
        fitting = [date for date in dates if date and _fits_weekday(date, day.weekday)]
        if fitting:
            return fitting[0]
    return None


def _years_named(article: Article) -> set[int]:
    """The latest year the text names, with the end of a season "2024-2025"."""
    years: set[int] = set()
    for match in _SEASON_YEAR.finditer(article.text):
        years.add(int(match[1]))
        if match[2]:
            years.add(int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2]))
    return {year for year in years if year >= max(years) - 1} if years else set()


def _fits_weekday(day: PartialDate, weekday: str) -> bool:
    return day.first_day.weekday() == _WEEKDAYS[weekday.casefold()]


def _checked(year: str, month: str, day: str | None) -> PartialDate | None:
    number = _MONTHS.get(month.casefold().rstrip(".")) or (int(month) if month.isdigit() else 0)
    try:
        datetime.date(int(year), number, int(day or 1))
    except ValueError:
        return None
    return PartialDate(int(year), number, int(day or 0))


def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
