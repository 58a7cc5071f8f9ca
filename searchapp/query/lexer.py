"""What pieces is a typed query made of?

One pass from left to right; every character is looked at a bounded number of times. What
doesn't fit the grammar is kept as words, with a Dutch notice.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from searchapp import fields
from searchapp.lexicon.spelling import APOSTROPHES, INVISIBLE, PART
from searchapp.model import Notice, PartialDate
from searchapp.query.ast import DateRange, Everything, FacetMatch, Phrase, Query, Term, Wildcard
from searchapp.query.words import all_of, has_word, word_queries

MAX_CLAUSES = 100
MAX_WILDCARDS = 8
MAX_STARS = 4

OPERATORS: dict[str, Kind] = {"OF": "or", "OR": "or", "EN": "and", "AND": "and", "NIET": "not", "NOT": "not"}
Kind = Literal["leaf", "(", ")", "and", "or", "not"]

_DOUBLE_MARKS = '"“”„‟«»″'
_OPENING = re.compile(rf"[{_DOUBLE_MARKS}]|''|,,")
_CLOSING = re.compile(rf"[{_DOUBLE_MARKS}]|''")
_SINGLE_CLOSING = re.compile(r"(?<=\S)['’‘](?![^\W_])")
_MARKS = re.compile(rf"[{_DOUBLE_MARKS}]|''+|,,+")
_CHUNK = re.compile(rf"[^\s(){_DOUBLE_MARKS}]+")
_SPACE = re.compile(r"\s*")
_PREFIX = re.compile(r"([^\W\d_]{2,20}):(?=\S|\s+[^\s()])")
_NEGATION = re.compile(r"-+(?=[^\s\-)])")
_HYPHEN = re.compile(rf"(?<!\d)[-‐‑{INVISIBLE}]|[-‐‑](?![\d*])")
_REPEATED = re.compile(rf"([*{APOSTROPHES}])[*{APOSTROPHES}]+")
_OF_PATTERN = re.compile(rf"(?:[^\W_]|[*{APOSTROPHES}]|(?<=\d)[-–/:.](?=[\d*]))+")


class Lexeme(NamedTuple):
    """A bracket, an operator with the word typed, or a leaf with its query."""

    kind: Kind
    text: str = ""
    query: Query | None = None


class Lexer:
    """Reads one text; afterwards `lexemes` and `notices` hold what was found."""

    def __init__(self, text: str) -> None:
        """Read the whole text."""
        self.lexemes: list[Lexeme] = []
        self.notices: dict[str, None] = {}
        self._text = text
        self._position = 0
        self._clauses = self._wildcards = 0
        self._no_closing: set[re.Pattern[str]] = set()
        while self._skip_space() < len(text):
            if self._clauses >= MAX_CLAUSES:
                self._too_many()
                break
            self._read()

    def _skip_space(self) -> int:
        match = _SPACE.match(self._text, self._position)
        self._position = match.end() if match else self._position
        return self._position

    def _read(self) -> None:
        """Read one lexeme at the current position, which holds no space."""
        here = self._text[self._position]
        if here in "()":
            self.lexemes.append(Lexeme("(" if here == "(" else ")"))
            self._position += 1
        elif negation := self._negation():
            self.lexemes.append(Lexeme("not", "-"))
            self._position = negation.end()
        elif (quoted := self._quoted()) is not None:
            self._leaf(_phrase(quoted))
        elif chunk := _CHUNK.match(self._text, self._position):
            self._read_chunk(chunk.group())
        else:
            self._position += 1

    def _negation(self) -> re.Match[str] | None:
        before = self._text[self._position - 1 : self._position]
        if before and not before.isspace() and before != "(":
            return None
        return _NEGATION.match(self._text, self._position)

    def _leaf(self, *queries: Query | None) -> None:
        """Keep what was typed as one: all of the queries together, as far as there is room."""
        room = MAX_CLAUSES - self._clauses
        found = [query for query in queries if query is not None]
        self._clauses += len(found)
        if len(found) > room:
            self._too_many()
        if together := all_of(found[:room]):
            self.lexemes.append(Lexeme("leaf", "", together))

    def _tell(self, template: str, /, **values: str) -> None:
        self.notices[Notice(template, **values)] = None

    def _too_many(self) -> None:
        self._tell("Alleen de eerste {most} zoekwoorden zijn gebruikt.", most=str(MAX_CLAUSES))

    def _read_chunk(self, chunk: str) -> None:
        prefix = _PREFIX.match(self._text, self._position)
        if prefix and self._read_prefixed(prefix):
            return
        self._position += len(chunk)
        negated = bool(self.lexemes) and self.lexemes[-1].text == "-"
        if chunk in OPERATORS and not negated:
            self.lexemes.append(Lexeme(OPERATORS[chunk], chunk))
        else:
            self._read_words(chunk)

    def _read_words(self, text: str, title_only: bool = False) -> None:
        if text == "*":
            self._leaf(Everything())
        elif "*" in text:
            self._leaf(*self._patterns(text, title_only))
        else:
            self._leaf(*_words(text, title_only))

    def _patterns(self, text: str, title_only: bool) -> list[Query]:
        """The wildcards and words of a text with a star in it."""
        found: list[Query] = []
        for match in _OF_PATTERN.finditer(_HYPHEN.sub("", text)):
            pattern = _REPEATED.sub(r"\1", match.group()).strip(APOSTROPHES)
            if "*" not in pattern:
                found += _words(pattern, title_only)
            elif not has_word(pattern):
                continue
            elif pattern.count("*") <= MAX_STARS and self._wildcards < MAX_WILDCARDS:
                self._wildcards += 1
                found.append(Wildcard(pattern, title_only))
            else:
                self._tell("Te veel sterretjes: de rest is gelezen als gewone woorden.")
                found += _words(pattern.replace("*", " "), title_only)
        return found

    def _quoted(self) -> str | None:
        """What stands between the quotation marks that open here; None when none do."""
        if opening := _OPENING.match(self._text, self._position):
            inner = self._until(_CLOSING, opening.end())
            if inner is None:
                self._tell("Aanhalingsteken zonder partner gelezen als tekst.")
            return inner
        here = self._text[self._position]
        if here in "'’‘‚" and not PART.match(self._text, self._position):
            return self._until(_SINGLE_CLOSING, self._position + 1)
        return None

    def _until(self, closing: re.Pattern[str], start: int) -> str | None:
        # Once no mark closes, none further on will: that keeps the whole pass linear.
        match = None if closing in self._no_closing else closing.search(self._text, start)
        if match is None:
            self._no_closing.add(closing)
            return None
        self._position = match.end()
        return self._text[start : match.start()]

    def _read_prefixed(self, prefix: re.Match[str]) -> bool:
        """Read `prefix:value`; False when it is no prefix, with the position unchanged."""
        name = prefix[1].lower()
        if name not in fields.FACET_BY_PREFIX and name not in (fields.DATE_PREFIX, fields.TITLE_PREFIX):
            if self._text[prefix.end()].isalnum():
                self._tell("Onbekend voorvoegsel ‘{prefix}:’ gelezen als tekst.", prefix=prefix[1])
            return False
        start = self._position
        self._position = prefix.end()
        self._skip_space()
        quoted = self._quoted()
        if quoted is None:
            chunk = _CHUNK.match(self._text, self._position)
            self._position = chunk.end() if chunk else self._position
            value = chunk.group() if chunk else ""
        else:
            value = quoted
        if self._read_value(name, value, quoted is not None):
            return True
        self._tell("‘{prefix}:’ zonder bruikbare waarde gelezen als tekst.", prefix=prefix[1])
        self._position = start
        return False

    def _read_value(self, name: str, value: str, quoted: bool) -> bool:
        if name == fields.DATE_PREFIX:
            dates = _date_range(value)
            self._leaf(dates)
            return dates is not None
        if not has_word(value):
            return False
        if name != fields.TITLE_PREFIX:
            self._leaf(
                FacetMatch(fields.FACET_BY_PREFIX[name].name, _plain(value if quoted else value.strip(",;")))
            )
        elif quoted:
            self._leaf(_phrase(value, title_only=True))
        else:
            self._read_words(value, title_only=True)
        return True


def _plain(text: str) -> str:
    """The text without quotation marks inside and with single spaces."""
    return " ".join(_MARKS.sub(" ", text).split())


def _phrase(text: str, title_only: bool = False) -> Query | None:
    plain = _plain(text)
    return Phrase(plain, title_only) if has_word(plain) else None


def _words(text: str, title_only: bool) -> list[Query]:
    """The words of a text; one typed like an operator that isn't one is written small."""
    return [
        Term(query.text.lower())
        if isinstance(query, Term) and not title_only and query.text in OPERATORS
        else query
        for query in word_queries(text, title_only)
    ]


def _date_range(text: str) -> DateRange | None:
    first, dots, last = text.strip(" ,;").partition("..")
    try:
        begin = PartialDate.parse(first) if first else None
        end = (PartialDate.parse(last) if last else None) if dots else begin
    except ValueError:
        return None
    if begin and end and begin.first_day > end.last_day:
        begin, end = end, begin
    return DateRange(begin, end) if begin or end else None
