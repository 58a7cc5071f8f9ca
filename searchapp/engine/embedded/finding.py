"""What does a query find, after all that is tried for it? Synonyms first, parts of compounds last."""

from __future__ import annotations

from typing import NamedTuple

from searchapp.engine.embedded import compile as compiling
from searchapp.engine.embedded.evaluate import Evaluation, Matches
from searchapp.engine.embedded.thesaurus import EditedThesaurus
from searchapp.engine.embedded.view import View
from searchapp.model import Notice, SearchOptions
from searchapp.query.ast import Query


class Found(NamedTuple):
    """The query as it was answered in the end, what it matches, and what the reader should know."""

    query: Query
    matches: Matches
    notices: tuple[str, ...]
    also_searched: tuple[str, ...]


def find(view: View, query: Query, options: SearchOptions, thesaurus: EditedThesaurus) -> Found:
    """What the query matches; when that's nothing at all, its compounds are tried as their parts."""
    found = _evaluate(view, query, options, thesaurus)
    if not len(found.matches.ids) and not options.exact:
        wider, notices = compiling.split_compounds(query)
        if notices:
            second = _evaluate(view, wider, options, thesaurus)
            if len(second.matches.ids):
                return second._replace(notices=(*notices, *second.notices))
    return found


class Expanded(NamedTuple):
    """A query with the synonyms of its words, which those are, and what the reader should know."""

    query: Query
    also_searched: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def expand(query: Query, options: SearchOptions, thesaurus: EditedThesaurus) -> Expanded:
    """The query as it is searched, unless the options want the typed words alone."""
    if options.exact or not options.synonyms:
        return Expanded(query)
    words, notices = thesaurus.current()
    expanded, also = words.expand(query)
    if also:
        notices = (Notice("Ook gezocht op: {words}.", words=", ".join(also)), *notices)
    return Expanded(expanded, also, notices)


def _evaluate(view: View, query: Query, options: SearchOptions, thesaurus: EditedThesaurus) -> Found:
    expanded = expand(query, options, thesaurus)
    evaluation = Evaluation(view)
    matches = evaluation.run(compiling.prepare(expanded.query, options.exact))
    return Found(expanded.query, matches, (*expanded.notices, *evaluation.notices), expanded.also_searched)
