"""What does an editor's query mean? Our own small grammar; every text has a tree.

    query       = [ disjunction ] ;
    disjunction = conjunction { ( "OF" | "OR" ) conjunction } ;
    conjunction = factor { [ "EN" | "AND" ] factor } ;        (* side by side means EN *)
    factor      = ( "NIET" | "NOT" | "-" ) factor | primary ;
    primary     = "(" disjunction ")" | phrase | field | wildcard | word | "*" ;
    field       = facet ":" ( phrase | word )                 (* club:Genk, spreker:"Van den Brom" *)
                | "datum:" ( date [ ".." [ date ] ] | ".." date )
                | "titel:" ( phrase | wildcard | word ) ;
    facet       = "club" | "competitie" | "spreker" | "rol" | "sport" | "seizoen" ;
    date        = year [ "-" month [ "-" day ] ] ;
    phrase      = mark text mark ;                            (* " “ ” „ « » '' or a pair ‘ ’ ' *)
    wildcard    = word with "*" in it ;                       (* nederlag*, *finale *)

EN binds more tightly than OF; operators are in capitals, "-" touches what it excludes.
A word with hyphens means the word written together or apart. What can't be read as an
operator is read as words, with a Dutch notice. Reading takes linear time, within bounds:
length, depth of brackets, number of clauses and of wildcards.
"""

from __future__ import annotations

import unicodedata

from searchapp.model import Notice
from searchapp.query.ast import Everything, Not, ParsedQuery, Query, Term
from searchapp.query.lexer import Lexeme, Lexer
from searchapp.query.words import all_of, any_of

MAX_LENGTH = 2000
MAX_DEPTH = 20


def parse(text: str) -> ParsedQuery:
    """The tree and the notices of any text at all; an empty query matches everything.

    >>> parse("-strafschop").query
    Not(child=Term(text='strafschop', title_only=False))
    """
    notices: dict[str, None] = {}
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notices[Notice("De zoekvraag is afgebroken na {most} tekens.", most=str(MAX_LENGTH))] = None
    lexer = Lexer(unicodedata.normalize("NFC", text.replace("\0", " ")))
    parser = _Parser(_matched(lexer.lexemes, lexer.notices), lexer.notices)
    query = parser.disjunction()
    return ParsedQuery(query or Everything(), (*notices, *lexer.notices))


def _matched(lexemes: list[Lexeme], notices: dict[str, None]) -> list[Lexeme]:
    """The lexemes without brackets that have no partner or lie too deep."""
    lonely: set[int] = set()
    too_deep: set[int] = set()
    open_brackets: list[int] = []
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == "(":
            open_brackets.append(index)
        elif lexeme.kind == ")" and not open_brackets:
            lonely.add(index)
        elif lexeme.kind == ")":
            opening = open_brackets.pop()
            if len(open_brackets) >= MAX_DEPTH:
                too_deep |= {opening, index}
    lonely.update(open_brackets)
    if lonely:
        notices[Notice("Haakje zonder partner gelezen als tekst.")] = None
    if too_deep:
        notices[Notice("Haakjes die te diep genest zijn, zijn gelezen als tekst.")] = None
    dropped = lonely | too_deep
    return [lexeme for index, lexeme in enumerate(lexemes) if index not in dropped]


class _Parser:
    """Recursive descent over lexemes whose brackets match; depth is bounded by `_matched`."""

    def __init__(self, lexemes: list[Lexeme], notices: dict[str, None]) -> None:
        self._lexemes = lexemes
        self._notices = notices
        self._index = 0

    def _kind(self, ahead: int = 0) -> str:
        index = self._index + ahead
        return self._lexemes[index].kind if index < len(self._lexemes) else "end"

    def disjunction(self) -> Query | None:
        branches: list[Query] = []
        while True:
            branch = self._conjunction()
            if branch is not None:
                branches.append(branch)
            if self._kind() != "or":
                return any_of(branches)
            self._index += 1

    def _conjunction(self) -> Query | None:
        """Factors up to an operator OF, a closing bracket or the end."""
        factors: list[Query] = []
        while (kind := self._kind()) not in ("end", ")"):
            if kind in ("and", "or"):
                joins = bool(factors) and self._kind(1) in ("leaf", "(", "not")
                if joins and kind == "or":
                    break
                if joins:
                    self._index += 1
                else:
                    factors.append(self._word())
                continue
            factor = self._factor()
            if factor is not None:
                factors.append(factor)
        meaningful = [factor for factor in factors if factor != Everything()]
        return all_of(meaningful or factors[:1])

    def _factor(self) -> Query | None:
        negative = False
        while self._kind() == "not":
            dangling = self._kind(1) not in ("leaf", "(", "not")
            if dangling and self._lexemes[self._index].text == "-":
                self._index += 1
                return None
            if dangling:
                return _negated(self._word(), negative)
            negative = not negative
            self._index += 1
        return _negated(self._primary(), negative)

    def _primary(self) -> Query | None:
        lexeme = self._lexemes[self._index]
        self._index += 1
        if lexeme.kind == "leaf":
            return lexeme.query
        inner = self.disjunction()
        self._index += 1
        return inner

    def _word(self) -> Query:
        """The operator here, which joins nothing, as a word."""
        lexeme = self._lexemes[self._index]
        self._index += 1
        notice = Notice("‘{sign}’ zonder woord ervoor of erna gelezen als tekst.", sign=lexeme.text)
        self._notices[notice] = None
        return Term(lexeme.text.lower())


def _negated(query: Query | None, negative: bool) -> Query | None:
    if query is None or not negative:
        return query
    return query.child if isinstance(query, Not) else Not(query)
