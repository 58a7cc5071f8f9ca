"""A query and options go in, one page of hits with counts comes out; nothing here writes."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from searchapp.analysis import dutch
from searchapp.engine.distributed import quoting, results
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.compile import (
    Values,
    facet_matches,
    scored,
    scored_leaves,
    weights_of,
)
from searchapp.engine.distributed.documents import address, load, place_of
from searchapp.engine.distributed.mapping import QUOTE, REPORT, facet_field
from searchapp.engine.distributed.requests import DEPTHS, check, search_body, sort_of
from searchapp.engine.distributed.suggest import Suggester
from searchapp.engine.distributed.survey import (
    Survey,
    names_body,
    read_names,
    read_survey,
    survey_body,
    unheard_notices,
)
from searchapp.engine.embedded import compile as compiling
from searchapp.engine.embedded.resemblance import aligned
from searchapp.engine.embedded.schema import QUOTES, REPORTS, Kind
from searchapp.lexicon.tables import DATA
from searchapp.lexicon.wordlists import read_lines
from searchapp.model import (
    UNKNOWN,
    Overview,
    QuoteHit,
    QuoteMatch,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
    Suggestion,
)
from searchapp.query.ast import FacetMatch, Phrase, Query, Term, Wildcard
from searchapp.query.synonyms import Thesaurus


class _Read(NamedTuple):
    """A query as it is searched, with what was asked about it before.

    marked: the tree to mark in texts. tree: the one to evaluate.
    """

    marked: Query
    tree: Query
    values: Values
    survey: Survey
    notices: tuple[str, ...]
    also_searched: tuple[str, ...]


class _Answered(NamedTuple):
    """OpenSearch's answer to the whole search, and what it was asked for."""

    read: _Read
    answer: Answer
    notices: tuple[str, ...]


class DistributedSearcher:
    """Answers from the index as it was last refreshed; see `searchapp.engine.protocols.Searcher`."""

    def __init__(self, cluster: Cluster, index: str, generation: int, suggester: Suggester) -> None:
        """`index` is its name or alias; the suggester is shared by all generations."""
        self._cluster, self._index, self._generation = cluster, index, generation
        self._suggester = suggester

    @property
    def generation(self) -> int:
        """Grows with every commit."""
        return self._generation

    def search_reports(self, query: Query, options: SearchOptions) -> SearchResult[ReportHit]:
        """Reports ranked, with exact total and facet counts."""
        started = time.perf_counter()
        found = self._answer(REPORTS, query, options)
        hits = results.report_hits(found.answer, found.read.marked, options.exact)
        return SearchResult(
            results.total(found.answer),
            hits,
            results.facets(found.answer, REPORTS, options),
            found.notices,
            took_ms=(time.perf_counter() - started) * 1000,
            also_searched=found.read.also_searched,
        )

    def search_quotes(self, query: Query, options: SearchOptions) -> SearchResult[QuoteHit]:
        """Quotes ranked, with exact total and facet counts."""
        started = time.perf_counter()
        found = self._answer(QUOTES, query, options)
        ids = dict.fromkeys(hit["_source"]["id"] for hit in found.answer["hits"]["hits"])
        hits = results.quote_hits(found.answer, self._reports(list(ids)), found.read.marked, options.exact)
        return SearchResult(
            results.total(found.answer),
            hits,
            results.facets(found.answer, QUOTES, options),
            found.notices,
            took_ms=(time.perf_counter() - started) * 1000,
            also_searched=found.read.also_searched,
        )

    def report(self, report_id: str) -> Report | None:
        """The stored report, or None."""
        return self._reports([report_id]).get(report_id)

    def overview(self) -> Overview:
        """What the archive holds."""
        body = {
            "size": 0,
            "aggs": {
                "kinds": {"terms": {"field": "kind"}},
                "reports": {
                    "filter": {"term": {"kind": REPORT}},
                    "aggs": {"years": {"terms": {"field": facet_field("year"), "size": 10_000}}},
                },
            },
        }
        counts = self._search(body)["aggregations"]
        kinds = {bucket["key"]: bucket["doc_count"] for bucket in counts["kinds"]["buckets"]}
        years = {bucket["key"]: bucket["doc_count"] for bucket in counts["reports"]["years"]["buckets"]}
        known = sorted(int(year) for year in years if year.isdigit())
        return Overview(
            reports=kinds.get(REPORT, 0),
            quotes=kinds.get(QUOTE, 0),
            first_year=known[0] if known else None,
            last_year=known[-1] if known else None,
            undated=years.get(UNKNOWN, 0),
            generation=self.generation,
            size_bytes=self._size(),
        )

    def suggest(self, typed: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Names that begin with the typed text, or else look or sound like it; words not yet."""
        return self._suggester.suggest(typed, limit, self.generation)

    def check(self, text: str, limit: int) -> tuple[QuoteMatch, ...]:
        """The quotes that come near a sentence as remembered, the nearest first."""
        places = quoting.candidates(self._cluster, self._index, text)
        found = aligned(text, quoting.located(self._cluster, self._index, places), limit)
        named = [address(each.hit.report.id, each.hit.number) for each in found]
        sources = self._cluster.fetch(self._index, named, "id,number,also_in")
        also_in = {place_of(source): results.also_in(source) for source in sources}
        hits = (
            replace(each.hit, also_in=also_in.get((each.hit.report.id, each.hit.number), ()))
            for each in found
        )
        return tuple(replace(each, hit=hit) for each, hit in zip(found, hits, strict=True))

    def expanded(self, query: Query, options: SearchOptions) -> Query:
        """The tree with the synonyms that a search tries: what to mark in a text."""
        return _expanded(query, options)[0]

    def typical_words(self, facet: str, value: str, limit: int) -> tuple[str, ...]:
        """Words that quotes with this facet value hold far more often than all others."""
        return quoting.typical_words(self._cluster, self._index, facet, value, limit)

    def _answer(self, kind: Kind, query: Query, options: SearchOptions) -> _Answered:
        """Match, narrow, count and order."""
        check(options)
        read = self._find(kind, query, options)
        ranked = scored(read.tree, kind, read.values, read.survey.statistics)
        for depth in DEPTHS:
            answer = self._search(search_body(ranked, kind, options, sort_of(query, options), depth))
            if not results.uncertain(answer):
                break
        return _Answered(read, answer, (*read.notices, *unheard_notices(read.survey)))

    def _find(self, kind: Kind, query: Query, options: SearchOptions) -> _Read:
        """The query; when it finds nothing at all, with its compounds tried as their parts."""
        read = self._read(kind, query, options)
        if not read.survey.found and not options.exact:
            wider, notices = compiling.split_compounds(query)
            if notices:
                second = self._read(kind, wider, options)
                if second.survey.found:
                    return second._replace(notices=(*notices, *second.notices))
        return read

    def _read(self, kind: Kind, query: Query, options: SearchOptions) -> _Read:
        expanded, also = _expanded(query, options)
        tree = compiling.prepare(expanded, options.exact)
        values = self._values(tree, kind)
        answer = self._search(survey_body(tree, kind, values, options))
        notices: tuple[str, ...] = (f"Ook gezocht op: {', '.join(also)}.",) if also else ()
        if _asks_for_titles_of_quotes(tree, kind):
            notices += ("‘titel:’ zoekt alleen in verslagen, niet in citaten.",)
        return _Read(expanded, tree, values, read_survey(answer, tree, kind, options), notices, also)

    def _values(self, tree: Query, kind: Kind) -> Values:
        """The facet values that the tree's names mean."""
        names: list[FacetMatch] = list(dict.fromkeys(facet_matches(tree)))
        return read_names(self._search(names_body(names, kind)), names) if names else {}

    def _search(self, body: Answer) -> Answer:
        return self._cluster.search(self._index, body)

    def _reports(self, ids: list[str]) -> dict[str, Report]:
        """The reports with these ids that are there."""
        sources = self._cluster.fetch(self._index, [address(report_id) for report_id in ids], "content")
        reports = (load(source["content"]) for source in sources)
        return {report.id: report for report in reports}

    def _size(self) -> int:
        answer = self._cluster.ask(lambda client: client.indices.stats(index=self._index, metric="store"))
        size: int = answer["_all"]["primaries"]["store"]["size_in_bytes"]
        return size


def _expanded(query: Query, options: SearchOptions) -> tuple[Query, tuple[str, ...]]:
    """The query with synonyms, unless the options want the typed words alone, and which those are."""
    if options.exact or not options.synonyms:
        return query, ()
    return _thesaurus().expand(query)


@lru_cache(maxsize=1)
def _thesaurus() -> Thesaurus:
    return Thesaurus(read_lines(DATA / "synonyms.txt"), dutch.keys)


def _asks_for_titles_of_quotes(tree: Query, kind: Kind) -> bool:
    leaves = (leaf for leaf in scored_leaves(tree) if isinstance(leaf, (Term, Phrase, Wildcard)))
    return not all(weights_of(leaf, kind) for leaf in leaves)
