"""Everything around a list of hits: facets, chips, sorting, paging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from searchapp.fields import FACETS, Facet
from searchapp.model import UNKNOWN, FacetCount, SearchOptions
from searchapp.web import wording
from searchapp.web.pages import FacetChoice, FacetGroup, Link, Paging, Period
from searchapp.web.texts import text
from searchapp.web.urls import MAX_DEPTH, SORTS, SearchRequest, search_url, to_pairs

_SHOWN = 6
"""Values of a facet that stand there at once. A single one more is shown, not hidden."""

_OPEN: Mapping[str, frozenset[str]] = {
    "/zoeken": frozenset({"competition", "team", "speaker", "year", "month"}),
    "/citaten": frozenset({"speaker", "role", "speaker_team", "year", "month"}),
}
_WHOLE = 500
"""Values of a facet on a page that shows the whole list."""
_NEIGHBOURS = 2
"""Pages linked on either side of the current one."""


def facet_groups(
    path: str, request: SearchRequest, facets: Mapping[str, Sequence[FacetCount]]
) -> list[FacetGroup]:
    """The facets worth showing, in the order of the field table."""
    return [
        _group(path, request, facet, facets[facet.name])
        for facet in FACETS
        if _is_telling(facet, request.options, facets.get(facet.name, ()))
    ]


def _is_telling(facet: Facet, options: SearchOptions, counts: Sequence[FacetCount]) -> bool:
    """Months appear once a year is chosen; a facet where all is unknown only to undo a choice."""
    if options.excludes.get(facet.name):
        return True
    if facet.name == "month" and not (options.filters.get("year") or options.filters.get("month")):
        return False
    return any(count.value != UNKNOWN or count.selected for count in counts)


def _group(path: str, request: SearchRequest, facet: Facet, counts: Sequence[FacetCount]) -> FacetGroup:
    banned = request.options.excludes.get(facet.name, ())
    left = [count for count in counts if count.value not in banned]
    choices = [_excluded(path, request, facet.name, value) for value in banned]
    choices += [
        _choice(path, request, facet.name, count)
        for count in sorted(left, key=lambda count: not count.selected)
    ]
    decided = sum(choice.selected or choice.excluded for choice in choices)
    shown = max(_SHOWN, decided)
    if len(choices) == shown + 1:
        shown += 1
    is_open = bool(decided) or facet.name in _OPEN.get(path, frozenset())
    limit = request.options.facet_limit
    whole = search_url(path, _with_whole_lists(request)) if 0 < limit <= len(counts) < _WHOLE else ""
    label = wording.facet_label(facet.name)
    return FacetGroup(facet.name, label, choices[:shown], choices[shown:], is_open, whole)


def _with_whole_lists(request: SearchRequest) -> SearchRequest:
    """The same search with (nearly) all values of its facets."""
    return request.with_options(facet_limit=_WHOLE)


def _choice(path: str, request: SearchRequest, facet: str, count: FacetCount) -> FacetChoice:
    toggled = request.toggled(facet, count.value)
    excluded = request.toggled(facet, count.value, excluded=True)
    return FacetChoice(
        label=wording.facet_value(facet, count.value),
        count=count.count,
        path=search_url(path, toggled),
        exclude="" if count.selected else search_url(path, excluded),
        selected=count.selected,
        excluded=False,
        unknown=count.value == UNKNOWN,
    )


def _excluded(path: str, request: SearchRequest, facet: str, value: str) -> FacetChoice:
    return FacetChoice(
        label=wording.facet_value(facet, value),
        count=0,
        path=search_url(path, request.toggled(facet, value, excluded=True)),
        exclude="",
        selected=False,
        excluded=True,
        unknown=value == UNKNOWN,
    )


def chips(path: str, request: SearchRequest) -> list[Link]:
    """What narrows this search; each link takes one narrowing away."""
    return [Link(label, search_url(path, without)) for label, without in narrowings(request)]


def narrowings(request: SearchRequest) -> list[tuple[str, SearchRequest]]:
    """What narrows this search, each with the search without it."""
    options = request.options
    found: list[tuple[str, SearchRequest]] = []
    for excluded, chosen in ((False, options.filters), (True, options.excludes)):
        key = "chips.excluded" if excluded else "chips.facet"
        for facet in FACETS:
            for value in chosen.get(facet.name, ()):
                shown = wording.facet_value(facet.name, value)
                label = text(key, facet=wording.facet_label(facet.name), value=shown)
                found.append((label, request.toggled(facet.name, value, excluded)))
    if options.match_all:
        found.append((text("chips.match_all"), request.with_options(match_all=False)))
    if options.date_from:
        label = text("chips.from", date=wording.date(options.date_from))
        found.append((label, request.with_options(date_from=None)))
    if options.date_to:
        label = text("chips.to", date=wording.date(options.date_to))
        found.append((label, request.with_options(date_to=None)))
    if options.exact:
        found.append((text("chips.exact"), request.with_options(exact=False)))
    if not options.synonyms:
        found.append((text("chips.synonyms"), request.with_options(synonyms=True)))
    return found


def together(path: str, request: SearchRequest) -> Link | None:
    """With several clubs chosen: the link to the matches between them."""
    if len(request.options.filters.get("team", ())) < 2 or request.options.match_all:
        return None
    return Link(text("chips.together"), search_url(path, request.with_options(match_all=True)))


def cleared(request: SearchRequest) -> SearchRequest:
    """The same words without any narrowing."""
    fresh = SearchOptions(sort=request.options.sort, per_page=request.options.per_page)
    return SearchRequest(request.q, request.query, fresh, request.lang)


def sort_links(path: str, request: SearchRequest) -> list[Link]:
    """The orders to choose from; relevance only means something with a query."""
    usual = "relevance" if request.q else "-date"
    current = request.options.sort or usual
    return [
        Link(
            text(f"sort.{sort}"),
            search_url(path, request.with_options(sort=None if sort == usual else sort)),
            current=sort == current,
        )
        for sort in SORTS
        if request.q or sort != "relevance" or current == "relevance"
    ]


def period(request: SearchRequest) -> Period:
    """The form for a first and a last date."""
    options = request.options
    kept = request.with_options(date_from=None, date_to=None)
    return Period(str(options.date_from or ""), str(options.date_to or ""), to_pairs(kept))


def paging(path: str, request: SearchRequest, total: int) -> Paging | None:
    """Links to the pages that can be opened; None when all hits stand on one."""
    options = request.options
    last = min(-(-total // options.per_page), MAX_DEPTH // options.per_page)
    here = options.page
    if last <= 1 or here > last:
        return None

    def to(page: int) -> str:
        return search_url(path, request.with_options(page=page))

    near = {1, last, *range(here - _NEIGHBOURS, here + _NEIGHBOURS + 1)}
    wanted = sorted(page for page in near if 1 <= page <= last)
    numbers: list[Link | None] = []
    for before, page in zip([0, *wanted], wanted, strict=False):
        if page - before > 1:
            # A gap of a single page is that page.
            numbers.append(Link(str(page - 1), to(page - 1)) if page - before == 2 else None)
        numbers.append(Link(str(page), to(page), current=page == here))
    return Paging(
        previous=to(here - 1) if here > 1 else None,
        next=to(here + 1) if here < last else None,
        numbers=numbers,
    )
