"""Quoted spans: what stands between quotation marks, or behind a leading dash.

All pairs in use are read (“ ” „ ” ” ” ‘ ’ « » » « " ' '' ,, ''), apostrophes are not.
Of nested marks only the outermost pair counts. A mark that is never closed recovers at
the end of its line. Whether a span is speech is decided elsewhere.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from searchapp.extraction.cues import cues
from searchapp.extraction.roles import role_of
from searchapp.lexicon.word_classes import word_class


class Span(NamedTuple):
    """text[start:end] is what is quoted; the marks included it is text[outer_start:outer_end].

    `style` is double, single, angle or dash; `closed` is False where the closing mark is missing.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    style: str
    closed: bool = True


class _Mark(NamedTuple):
    position: int
    end: int
    family: str
    opens: bool
    closes: bool
    weak: bool = False


_MARK = re.compile(r"''|‘‘|’’|´´|``|,,|[\"“”„‟«»‹›‘’‚‛'`´]")
_LINE = re.compile(r"[^\r\n\u2028\x85]+")
_APOSTROPHE_WORD = re.compile(r"(?:[tskmnrTSK]|ns|em|ie|tis|twas|\d\d)(?![\w'’])")
_BOUNDARY_BEFORE = frozenset(" \t\u00a0\u202f\u2009([{–—-/|:>*“”„\"'‘’«»,\u200b")
_BOUNDARY_AFTER = frozenset(" \t\u00a0\u202f\u2009)]}.,;:!?…–—-/|<*“”„\"'‘’«»\u200b")
_SPACES = frozenset(" \t\u00a0\u202f\u2009")
_FAMILIES = {"«": "angle", "»": "angle", "‹": "angle", "›": "angle"} | dict.fromkeys("‘’‚‛'`´", "single")
_ONLY_OPEN = frozenset(["„", "‟", ",,", "‚"])
_BLANKS = " \t\u00a0\u202f\u2009\u200b\r\n\u2028\x85"
_CONTINUATION_LINES = 4
_LOOKAHEAD = 60
_CROWDED = 600
_MOST_MARKS = 4000
_LONGEST_LOST = 5000
_SHORTEST_INVERSION = 8
"""Bounds that keep hostile text linear; a line of more marks than these is no prose."""
_DASH = re.compile(r"[–—−-]{1,2}[ \t\u00a0]+(?=\S)")
_INVERSION = re.compile(r"([,?!…])[ \u00a0]+([^\W\d_]+)[ \u00a0]+(?=(\S+))")
_CLAUSE_END = re.compile(r"[,.!?…](?=\s|$)")
_SUBJECT_STARTS = word_class("subject_starts")
_PRONOUN_SUBJECTS = (["ze"], ["zij"], ["hij"])
_LINKS = frozenset(["en", "maar", "want", "dus"])
_FIRST_PERSON = re.compile(r"\b(?:ik|we|wij|mij|me|mijn|ons|onze|je|jullie|jij)\b", re.IGNORECASE)


def find_spans(text: str, most: int = sys.maxsize) -> list[Span]:
    """The first `most` quoted spans in text order; they never overlap."""
    if not _MARK.search(text) and not _DASH.search(text):
        return []
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text) if not match.group().isspace()]
    marked = _Marked(text, lines)
    found: list[Span] = []
    reached = 0
    for number, (start, end) in enumerate(lines):
        if end <= reached:
            continue
        if len(found) >= most:
            return found[:most]
        marks = [mark for mark in marked[number] if mark.position >= reached]
        dash = _DASH.match(text, _indent(text, start)) if not marks or marks[0].family == "single" else None
        if dash and start >= reached:
            found.extend(_dashed(text, dash.end(), end, lines, number, bool(found)))
            continue
        found.extend(_line_spans(text, marks, lines, marked, number))
        if found:
            reached = found[-1].outer_end
    return found[:most]


class _Marked(dict[int, list[_Mark]]):
    """The marks of each line, read when first asked for."""

    def __init__(self, text: str, lines: list[tuple[int, int]]) -> None:
        self._text, self._lines = text, lines

    def __missing__(self, number: int) -> list[_Mark]:
        marks = self[number] = list(islice(_marks(self._text, *self._lines[number]), _MOST_MARKS))
        return marks


def _indent(text: str, start: int) -> int:
    while start < len(text) and text[start] in _SPACES:
        start += 1
    return start


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks of one line that can open or close a quotation."""
    position = start
    while match := _MARK.search(text, position, end):
        first, position = match.span()
        glyph = match.group()
        if len(glyph) == 2 and glyph != ",," and _APOSTROPHE_WORD.match(text, position):
            # A single mark before an apostrophe: ''t Was koud'.
            position -= 1
            glyph = glyph[0]
        mark = _read_mark(text, first, position, glyph, start, end)
        if mark.opens or mark.closes:
            yield mark


def _read_mark(text: str, first: int, last: int, glyph: str, start: int, end: int) -> _Mark:
    before = text[first - 1] if first > start else " "
    after = text[last] if last < end else " "
    family = "double" if len(glyph) == 2 else _FAMILIES.get(glyph, "double")
    opens = before in _BOUNDARY_BEFORE and after not in _SPACES and last < end
    closes = before not in _SPACES and first > start and (after in _BOUNDARY_AFTER or glyph in "”»")
    if family == "single":
        return _single(text, first, last, opens, closes)
    if glyph in _ONLY_OPEN:
        return _Mark(first, last, family, last < end, False)
    if glyph in "«»" and before in _SPACES and after in _BOUNDARY_AFTER:
        # French spacing: « Ja ».
        return _Mark(first, last, family, glyph == "«", glyph == "»")
    if before in _SPACES and first > start and after in ".,;:!?)":
        closes = True
    if not opens and not closes:
        # Spaces on both sides ("« Ja »"): the state decides.
        opens = closes = before in _SPACES and after in _SPACES
    if glyph == "“" and closes and opens:
        closes = False
    return _Mark(first, last, family, opens, closes)


def _single(text: str, first: int, last: int, opens: bool, closes: bool) -> _Mark:
    before, after = text[first - 1 : first] or " ", text[last : last + 1] or " "
    if opens and _APOSTROPHE_WORD.match(text, last):
        opens = False
    opens = opens and (after.isalnum() or after in "(…¿¡\"“„.'’‘")
    genitive = before in "sxzSXZ" or before.isdigit()
    weak = closes and genitive and after in _SPACES and text[last + 1 : last + 2].isalnum()
    return _Mark(first, last, "single", opens, closes, weak)


def _line_spans(
    text: str,
    marks: list[_Mark],
    lines: list[tuple[int, int]],
    marked: _Marked,
    number: int,
) -> Iterator[Span]:
    """The spans that open on one line; the last may close on a later one."""
    closers = _next_strong_closers(marks)
    reach = _LOOKAHEAD if len(marks) < _CROWDED else 4
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if not mark.opens:
            continue
        close = _closing(marks[index : index + reach], closers[index : index + reach], mark.family)
        if close is not None:
            index += close
            yield from _span(text, mark, marks[index].position, marks[index].end)
            index += 1
            continue
        resumed = _close_on_later_line(text, mark, marks[index : index + reach], lines, marked, number)
        if resumed:
            yield from _span(text, mark, resumed.position, resumed.end)
            return
        if mark.family == "single" and not _reopened(mark, lines, marked, number):
            continue
        limit = next(
            (m.position for m in marks[index : index + reach] if m.opens and m.family == mark.family),
            lines[number][1],
        )
        end = _recovered_end(text, mark.end, limit)
        yield from _span(text, mark, end, 0)
        while index < len(marks) and marks[index].position < end:
            index += 1


def _next_strong_closers(marks: list[_Mark]) -> list[bool]:
    """For each mark: whether a certain single closing mark follows before the next opening one."""
    answers = [False] * len(marks)
    ahead = False
    for index in range(len(marks) - 1, -1, -1):
        answers[index] = ahead
        mark = marks[index]
        if mark.family == "single":
            if mark.closes and not mark.weak and not mark.opens:
                ahead = True
            elif mark.opens:
                ahead = False
    return answers


def _closing(marks: list[_Mark], closers: list[bool], family: str) -> int | None:
    """The index of the mark that closes, with nested pairs of the family skipped."""
    depth = 0
    first = None
    for place, mark in enumerate(marks):
        if mark.family != family:
            continue
        if mark.closes and not (mark.weak and closers[place]):
            if depth == 0:
                return place
            first = place if first is None else first
            depth -= 1
        elif mark.opens:
            if family == "single":
                return None
            depth += 1
    # More openings than closings: a lost mark; the sentence-like reading is left to recovery.
    return first if first is not None and depth and marks[0].closes else None


def _span(text: str, mark: _Mark, end: int, outer_end: int) -> Iterator[Span]:
    start = mark.end
    while start < end and (text[start].isspace() or text[start] in _BLANKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _BLANKS):
        end -= 1
    if start < end:
        yield Span(start, end, mark.position, outer_end or end, mark.family, bool(outer_end))


def _close_on_later_line(
    text: str,
    mark: _Mark,
    rest: list[_Mark],
    lines: list[tuple[int, int]],
    marked: _Marked,
    number: int,
) -> _Mark | None:
    """The mark that closes a quotation running on over line ends without a new mark."""
    if any(other.opens and other.family == mark.family for other in rest):
        return None
    for later in range(number + 1, min(number + 1 + _CONTINUATION_LINES, len(lines))):
        for other in marked[later][:_LOOKAHEAD]:
            if other.family != mark.family or other.weak:
                continue
            if other.closes and not other.opens:
                return other
            if other.opens:
                return None
    return None


def _reopened(mark: _Mark, lines: list[tuple[int, int]], marked: _Marked, number: int) -> bool:
    """Whether the next line begins with the same kind of opening mark."""
    if number + 1 >= len(lines) or not marked[number + 1]:
        return False
    following = marked[number + 1][0]
    return following.opens and following.family == mark.family and following.position == lines[number + 1][0]


def _recovered_end(text: str, start: int, limit: int) -> int:
    """Where a quotation without closing mark ends: before its attribution, else at the limit."""
    if limit - start < _SHORTEST_INVERSION:
        return limit
    inversion = _inversion(text, start, min(limit, start + _LONGEST_LOST))
    return inversion[0] if inversion else limit


def _inversion(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """The first ", zei X" as (end of the speech, start of the verb)."""
    lexicon = cues()
    for match in _INVERSION.finditer(text, start, limit):
        verb, subject = match.group(2), match.group(3).rstrip(",.;:!?…")
        known = verb == "aldus" or lexicon.is_verb(verb) or verb in lexicon.split
        if known and (
            subject in _SUBJECT_STARTS or subject[:1].isupper() or verb == "aldus" or role_of(subject)
        ):
            return match.start() + (match.group(1) != ","), match.start(2)
    return None


def _dashed(
    text: str, start: int, end: int, lines: list[tuple[int, int]], number: int, earlier: bool
) -> Iterator[Span]:
    """The speech of a line that opens with a dash, without its attributions."""
    inversion = _inversion(text, start, end)
    if inversion:
        yield Span(start, inversion[0], start, inversion[0], "dash")
        yield from _after_attribution(text, inversion[1], end)
    elif _is_answer(text, start, end, lines, number):
        stop = len(text[start:end].rstrip()) + start
        yield Span(start, stop, start, stop, "dash")


def _after_attribution(text: str, start: int, end: int) -> Iterator[Span]:
    """What is said behind ", zegt ze,": the rest of the line when it speaks in the first person."""
    clause = _CLAUSE_END.search(text, start, end)
    if not clause:
        return
    first = clause.end()
    while first < end and text[first] in _BLANKS + "–—-":
        first += 1
    stop = len(text[first:end].rstrip()) + first
    resumed = clause.group() == "," and text[start : clause.start()].split()[1:] in _PRONOUN_SUBJECTS
    goes_on = text[first:stop].split(" ", 1)[0].casefold() in _LINKS
    if first < stop and (resumed or goes_on or _FIRST_PERSON.search(text, first, stop)):
        yield Span(first, stop, first, stop, "dash")


def _is_answer(text: str, start: int, end: int, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether an unattributed dash line is speech: an answer, or somebody speaking for himself."""
    if text[start:end].rstrip().endswith("?"):
        return False
    asked = number > 0 and text[slice(*lines[number - 1])].rstrip(_BLANKS + "\"”’'»*").endswith("?")
    return asked or bool(_FIRST_PERSON.search(text, start, end))
