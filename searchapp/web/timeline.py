"""When do the hits fall? A small chart whose bars narrow the search to their period.

Years at first; months as soon as the hits lie within few years, because the search was
narrowed. The counts are those of the facets, so the picture costs no search of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from searchapp.model import UNKNOWN, FacetCount, PartialDate
from searchapp.web import wording
from searchapp.web.numbers import counted
from searchapp.web.pages import Link, Slot, Timeline
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, search_url

WIDTH, HEIGHT = 640.0, 56.0
MOST_MONTHS = 48
"""More bars than this would be too narrow to point at (and facets list fifty values)."""
_MOST_YEARS = 60
_FEWEST_BARS = 2
_GAP = 0.18
"""The part of a bar's width that stays empty."""
_LEAST_HEIGHT = 2.0
_WIDEST = 36.0
"""Two bars that share the whole width would be a wall."""

Facets = Mapping[str, Sequence[FacetCount]]


def timeline(path: str, what: str, request: SearchRequest, facets: Facets) -> Timeline | None:
    """The chart of a result, or None when its hits fall in one period or none is dated.

    what: reports or quotes.
    """
    counts = _counts(facets.get("month", ())) if _asks_for_months(request) else {}
    months = _MOST_YEARS * 12 > len(counts) >= _FEWEST_BARS and len(list(_span(counts))) <= MOST_MONTHS
    if not months:
        counts = _counts(facets.get("year", ()))
    periods = list(_span(counts))[-_MOST_YEARS:]
    if len(periods) < _FEWEST_BARS:
        return None
    heading = "timeline.months" if months else "timeline.years"
    return Timeline(
        title=text(heading, what=text(f"timeline.{what}")),
        slots=_slots(path, what, request, [(period, counts.get(period, 0)) for period in periods]),
        first=wording.date(periods[0]),
        last=wording.date(periods[-1]),
        whole=_whole(path, request),
    )


def _asks_for_months(request: SearchRequest) -> bool:
    """Months only mean something once the reader looks at a part of the archive."""
    options = request.options
    return bool(
        options.date_from or options.date_to or options.filters.get("year") or options.filters.get("month")
    )


def _counts(counts: Sequence[FacetCount]) -> dict[PartialDate, int]:
    found = {}
    for count in counts:
        if count.value != UNKNOWN and (count.count or count.selected):
            try:
                found[PartialDate.parse(count.value)] = count.count
            except ValueError:
                continue
    return found


def _span(counts: Mapping[PartialDate, int]) -> Iterator[PartialDate]:
    """Every year or month from the first to the last, also those without hits."""
    if not counts:
        return
    here, last = min(counts), max(counts)
    while here <= last:
        yield here
        if not here.month:
            here = PartialDate(here.year + 1)
        else:
            here = PartialDate(here.year + here.month // 12, here.month % 12 + 1)


def _slots(
    path: str, what: str, request: SearchRequest, counts: Sequence[tuple[PartialDate, int]]
) -> list[Slot]:
    step = WIDTH / len(counts)
    width = min(step * (1 - _GAP), _WIDEST)
    highest = max(1, *(count for _, count in counts))
    found = []
    for index, (period, count) in enumerate(counts):
        height = max(_LEAST_HEIGHT, count / highest * HEIGHT) if count else 0.0
        found.append(
            Slot(
                period=str(period),
                label=text("timeline.bar", period=wording.date(period), count=counted(what, count)),
                path=search_url(path, within(request, period, period)) if count else "",
                chosen=_chosen(request, period),
                x=round((index + 0.5) * step - width / 2, 2),
                y=round(HEIGHT - height, 2),
                width=round(width, 2),
                height=round(height, 2),
            )
        )
    return found


def within(request: SearchRequest, first: PartialDate | None, last: PartialDate | None) -> SearchRequest:
    """The search within a period, in the place of any other choice of dates."""
    kept = {name: v for name, v in request.options.filters.items() if name not in ("year", "month")}
    return request.with_options(filters=kept, date_from=first, date_to=last)


def _chosen(request: SearchRequest, period: PartialDate) -> bool:
    """Whether the reader's choice of dates covers this bar; without a choice none stands out."""
    options = request.options
    years, months = options.filters.get("year", ()), options.filters.get("month", ())
    if months and period.month:
        return str(period) in months
    if years:
        return f"{period.year:04d}" in years
    if not (options.date_from or options.date_to):
        return False
    after = options.date_from is None or period.last_day >= options.date_from.first_day
    return after and (options.date_to is None or period.first_day <= options.date_to.last_day)


def _whole(path: str, request: SearchRequest) -> Link | None:
    if not _asks_for_months(request):
        return None
    return Link(text("timeline.whole"), search_url(path, within(request, None, None)))
