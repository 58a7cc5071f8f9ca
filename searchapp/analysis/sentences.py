"""Where do the sentences of a report begin and end?

>>> text = "„Dat was J. Jansen.” De coach, dr. Peeters, zweeg. 's Avonds volgde het vervolg."
>>> [text[start:end] for start, end in sentences(text)]
['„Dat was J. Jansen.”', 'De coach, dr. Peeters, zweeg.', "'s Avonds volgde het vervolg."]
"""

from __future__ import annotations

import re

from searchapp.lexicon.wordlists import word_list

# Every match is taken whole, so no position is looked at twice.
_STOP = re.compile(r"[.!?…]+[\"'”“’»›)\]]*|\n\s*")
_AFTER = re.compile(r"\s*([\"'“”„‘’«‹(\[–—-]*)\s*(\w*)")
_OPENING = "\"'“”„‘’«‹(["
_REACH = 40
"""How far a decision looks round a full stop."""

_LETTERED = frozenset(
    ("groep", "poule", "serie", "reeks", "categorie", "klasse", "vak", "blok", "plan", "ploeg")
)
_AFTER_NUMBER = frozenset(("fc", "bundesliga", "liga", "divisie", "klasse"))
_CLITICS = frozenset("stnkm")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, in order, without the white space round them.

    Line breaks end a sentence unless the next line goes on in lower case. Linear.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.end() > start and _ends(text, start, match):
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    passage = text[start:end]
    stripped = passage.strip()
    if stripped:
        begin = start + passage.index(stripped[0])
        spans.append((begin, begin + len(stripped)))


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with this stop."""
    mark, end = stop.group(), stop.end()
    if mark[0] != "\n" and end < len(text) and not text[end].isspace():
        return False
    if mark == "." and _plainly_ends(text, start, stop.start(), end):
        return True
    following = _AFTER.match(text, end, end + _REACH)
    assert following is not None  # every part of the pattern may be empty
    opening, word = following.groups()
    if mark[0] == "\n":
        return mark.count("\n") > 1 or bool(opening) or not word[:1].islower()
    if word[:1].islower():
        return _starts_with_clitic(text, following)
    return mark[0] != "." or mark[:2] == ".." or not _abbreviates(text, start, stop.start(), word.lower())


def _plainly_ends(text: str, start: int, dot: int, end: int) -> bool:
    """Whether a full stop ends a sentence at first sight: behind a whole word, before a capital."""
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    begin = max(start, dot - _REACH)
    word = text[text.rfind(" ", begin, dot) + 1 if " " in text[begin:dot] else begin : dot]
    return len(word) > 1 and word.isalpha() and word.lower() not in word_list("abbreviations")


def _starts_with_clitic(text: str, following: re.Match[str]) -> bool:
    """Whether the next sentence starts as "'s Avonds" does."""
    if following[1][-1:] not in ("'", "’", "‘") or following[2] not in _CLITICS:
        return False
    return text[following.end() : following.end() + 2].lstrip()[:1].isupper()


def _abbreviates(text: str, start: int, dot: int, following: str) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation, initial or ordinal."""
    earlier, _, before = text[max(start, dot - _REACH) : dot].rpartition(" ")
    before = before.lstrip(_OPENING)
    previous = earlier.rpartition(" ")[2]
    last = before.rpartition(".")[2]
    if len(last) == 1 and last.isupper():
        return len(before) > 1 or previous.lower() not in _LETTERED
    if before.isdigit():
        return following in _AFTER_NUMBER or not text[start : dot - len(before)].strip()
    return before.lower() in word_list("abbreviations")
