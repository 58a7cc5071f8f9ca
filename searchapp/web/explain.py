"""Why did a search find nothing, and what would find something?

Only asked after an empty result: each word and each filter is left out in turn, and the
search counted again. The work of these searches together is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from searchapp.model import SearchOptions, SearchResult
from searchapp.query.ast import And, Everything, Not, Or, Query, Synonyms, Wildcard
from searchapp.query.parser import parse
from searchapp.query.printer import to_text
from searchapp.query.question import Question, question_of, read_question
from searchapp.web import panel
from searchapp.web.numbers import counted
from searchapp.web.pages import Explanation, WayOut
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, search_url

Search = Callable[[Query, SearchOptions], SearchResult[Any]]
_Wider = tuple[str, SearchRequest]

_MOST_WORDS = 6
_MOST_FILTERS = 6
_MOST_WAYS = 8
_MOST_WORK = 120
"""Words that are looked up at most, in all searches together."""
_WORK_OF_WILDCARD = 15
"""A pattern costs as much as so many words."""
_LONGEST = 60
"""Code points of a word or filter that an explanation repeats."""


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts what a request would find."""

    search: Search

    def __call__(self, request: SearchRequest) -> int:
        options = replace(request.options, page=1, per_page=1, facet_limit=0)
        return self.search(request.query, options).total


def explain(path: str, what: str, request: SearchRequest, search: Search) -> Explanation:
    """Which words are nowhere, and what is found without each word or filter, most first.

    what: reports or quotes; `search` is the engine's search for those.
    """
    count = _Counter(search)
    question = question_of(request.q)
    if question:
        ways = _counted(path, what, _simpler(request, question), count)
        return Explanation(_nowhere(what, request, question, count), ways[:_MOST_WAYS])
    tries = _MOST_WORK // max(_work(request.query), 1)
    clauses = _clauses(request.query) if tries else ()
    unknown = [
        clause for clause in clauses if not isinstance(clause, Not) and not count(_only(request, clause))
    ]
    ways = _counted(path, what, islice(_wider(request, clauses), tries), count)
    if not ways and tries:
        known = [clause for clause in clauses if clause not in unknown]
        ways = _counted(path, what, _last_resort(request, known), count)
    return Explanation(
        unknown=[text(f"ways.{what}.unknown", word=_short(to_text(clause))) for clause in unknown],
        ways=ways[:_MOST_WAYS],
    )


def _nowhere(what: str, request: SearchRequest, question: Question, count: _Counter) -> list[str]:
    """What of a question is nowhere in the archive: its speaker, its subject."""
    causes: list[str] = []
    asked = read_question(f"wat zei {question.who}?")
    if asked and not count(_only(request, asked.query)):
        causes.append(text("ways.silent", who=_short(question.who)))
    if question.subject and not count(_only(request, parse(question.subject).query)):
        causes.append(text(f"ways.{what}.unknown", word=_short(question.subject)))
    return causes


def _counted(path: str, what: str, wider: Iterable[_Wider], count: _Counter) -> list[WayOut]:
    """The wider searches that find something, most first."""
    found = [(count(request), label, request) for label, request in wider]
    found.sort(key=lambda way: -way[0])
    return [
        WayOut(label, counted(what, total), search_url(path, request))
        for total, label, request in found
        if total
    ]


def _simpler(request: SearchRequest, question: Question) -> Iterator[_Wider]:
    """The same question about less, with these filters and without any."""
    for typed in (*question.shorter(), question.typed()):
        query = (read_question(typed) or parse(typed)).query
        asked = replace(request.with_options(), q=typed, query=query, notices=())
        if typed != question.typed():
            yield text("ways.question", question=_short(typed)), asked
        if panel.narrowings(request):
            yield text("ways.question.plain", question=_short(typed)), panel.cleared(asked)


def _clauses(query: Query) -> Sequence[Query]:
    """The parts that must all hold; none when there are too many to try."""
    if isinstance(query, Everything):
        return ()
    clauses = query.children if isinstance(query, And) else (query,)
    return clauses if len(clauses) <= _MOST_WORDS else ()


def _work(query: Query) -> int:
    """What a search for it costs, in words to look up."""
    if isinstance(query, (And, Or)):
        return sum(map(_work, query.children))
    if isinstance(query, Synonyms):
        return _work(query.typed) + sum(map(_work, query.others))
    if isinstance(query, Not):
        return _work(query.child)
    return _WORK_OF_WILDCARD if isinstance(query, Wildcard) else 1


def _only(request: SearchRequest, clause: Query) -> SearchRequest:
    """One part of the query by itself, without filters."""
    plain = SearchOptions(exact=request.options.exact, synonyms=request.options.synonyms)
    return replace(request, query=clause, options=plain)


def _wider(request: SearchRequest, clauses: Sequence[Query]) -> Iterator[_Wider]:
    """The searches that leave one thing out, each with its label."""
    if len(clauses) > 1:
        for left_out in clauses:
            rest = [clause for clause in clauses if clause is not left_out]
            yield text("ways.word", word=_short(to_text(left_out))), _with_words(request, rest)
    narrowings = panel.narrowings(request)
    for label, wider in narrowings[:_MOST_FILTERS]:
        yield text("ways.filter", filter=_short(label)), wider
    if len(narrowings) > 1:
        yield text("ways.filters"), panel.cleared(request)


def _last_resort(request: SearchRequest, known: Sequence[Query]) -> Iterator[_Wider]:
    """The words that the archive has, each filter left out."""
    if known:
        wider = panel.cleared(_with_words(request, known))
        yield text("ways.known", words=_short(wider.q)), wider


def _with_words(request: SearchRequest, clauses: Sequence[Query]) -> SearchRequest:
    """The same search for these parts of its query."""
    words = to_text(And(tuple(clauses)) if len(clauses) > 1 else clauses[0])
    return replace(request.with_options(), q=words, query=parse(words).query, notices=())


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
