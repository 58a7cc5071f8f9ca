"""From query and options to one search with hits, exact total and facet counts: pure functions.

Values of one facet are alternatives, so a facet is counted without its own choice: choices go
into the post filter, which counts don't see, and each count filters by the others' choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.compile import carrying, overlapping
from searchapp.engine.distributed.mapping import KIND_OF, facet_field
from searchapp.engine.embedded.schema import QUOTES, Kind
from searchapp.errors import UsageError
from searchapp.fields import FACET, FACETS, Facet
from searchapp.model import UNKNOWN, SearchOptions
from searchapp.query.ast import Everything, Query

ALL_OF = "team"
"""The facet that `match_all` is about."""
DEPTHS = (500, 10_000, 60_000)
"""Values of a facet that each shard tells of, until counts are certain to be exact."""
_NEWEST: list[Answer] = [{"first_day": "desc"}, {"last_day": "desc"}]
_OLDEST: list[Answer] = [{"dated": "desc"}, {"first_day": "asc"}, {"last_day": "asc"}]
_TIES: list[Answer] = [{"_score": "desc"}, *_NEWEST, {"id": "asc"}, {"number": "asc"}]
SORTS: dict[str, list[Answer]] = {
    "relevance": _TIES,
    "-date": [*_NEWEST, *_TIES],
    "date": [*_OLDEST, *_TIES],
}


def check(options: SearchOptions) -> None:
    """Raise UsageError for a facet or an order that doesn't exist."""
    for name in (*options.filters, *options.excludes):
        if name not in FACET:
            raise UsageError(f"there is no facet {name!r}", name)
    if options.sort and options.sort not in SORTS:
        raise UsageError(f"there is no order {options.sort!r}", "sort")


def sort_of(typed: Query, options: SearchOptions) -> str:
    """The order that is asked for, or that suits the query as it was typed."""
    return options.sort or ("-date" if isinstance(typed, Everything) else "relevance")


def of_kind(kind: Kind) -> Answer:
    """All records of a kind."""
    return {"term": {"kind": KIND_OF[kind.name]}}


def facets_of(kind: Kind) -> list[Facet]:
    """The facets that are counted."""
    return [facet for facet in FACETS if facet.on_reports or kind is QUOTES]


def search_body(query: Answer, kind: Kind, options: SearchOptions, sort: str, depth: int) -> Answer:
    """The whole search; `query` is compiled, with scores."""
    per_page = max(options.per_page, 0)
    filters = [of_kind(kind), *_dates(options)]
    excluded = [carrying(name, values) for name, values in options.excludes.items() if values]
    return {
        "query": {"bool": {"must": [query], "filter": filters, "must_not": excluded}},
        "post_filter": _all(_choices(options)),
        "aggs": {facet.name: _count(facet, options, depth) for facet in facets_of(kind)},
        "sort": SORTS[sort],
        "from": (max(options.page, 1) - 1) * per_page,
        "size": per_page,
        "track_total_hits": True,
        "track_scores": True,
        "_source": ["id", "number", "also_in", "content"],
    }


def _dates(options: SearchOptions) -> list[Answer]:
    if not (options.date_from or options.date_to):
        return []
    return [overlapping(options.date_from, options.date_to)]


def _choices(options: SearchOptions, without: str | None = None) -> Iterator[Answer]:
    """What the chosen values ask for, one filter for each facet."""
    for name, values in options.filters.items():
        if not values or name == without:
            continue
        if options.match_all and name == ALL_OF:
            yield _all(carrying(name, [value]) for value in values)
        else:
            yield carrying(name, values)


def _all(filters: Iterable[Answer]) -> Answer:
    return {"bool": {"filter": list(filters)}}


def _count(facet: Facet, options: SearchOptions, depth: int) -> Answer:
    """The first values in the facet's order, and the chosen ones wherever they stand."""
    selected = options.filters.get(facet.name, ())
    own = None if options.match_all and facet.name == ALL_OF else facet.name
    size = max(options.facet_limit, 0) + 1
    field = facet_field(facet.name)
    first: Answer = {"field": field, "size": size}
    if facet.by_value:
        # "onbekend" comes first here and last in the list: there is room for it.
        first["order"] = {"_key": "desc"}
    else:
        first["shard_size"] = max(depth, size)
    chosen = list(dict.fromkeys([*selected, UNKNOWN]))
    return {
        "filter": _all(_choices(options, without=own)),
        "aggs": {
            "first": {"terms": first},
            "chosen": {"terms": {"field": field, "include": chosen, "size": len(chosen)}},
        },
    }
