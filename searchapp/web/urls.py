"""Request parameters <-> query and options: a URL holds all state of a search.

The same parameters serve the pages, the API and the options of `searchapp search`. They
are read strictly (UsageError names the parameter) or leniently (what can't be read is
left out, with a Dutch notice).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode
from urllib.parse import quote as percent_encoded

from searchapp.errors import UsageError
from searchapp.fields import FACET, FACETS
from searchapp.model import Notice, PartialDate, SearchOptions
from searchapp.query.ast import Everything, Query
from searchapp.query.parser import MAX_LENGTH, parse
from searchapp.query.question import read_question

Pairs = list[tuple[str, str]]

SORTS = ("relevance", "-date", "date")
LANGUAGES = ("nl", "en")
MAX_PER_PAGE = 100
MAX_DEPTH = 10_000
MAX_FACET_LIMIT = 10_000
_DUTCH_DATE = re.compile(r"(?:([0-9]{1,2})[-/.])?([0-9]{1,2})[-/.]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One request parameter: `kind` is text, date, flag, number or choice."""

    name: str
    kind: str
    help: str
    repeatable: bool = False
    choices: tuple[str, ...] = ()


def _facet_parameters() -> tuple[Parameter, ...]:
    chosen = [
        Parameter(facet.name, "text", f"only this {facet.name.replace('_', ' ')}", repeatable=True)
        for facet in FACETS
    ]
    excluded = [
        Parameter(
            f"not_{facet.name}", "text", f"without this {facet.name.replace('_', ' ')}", repeatable=True
        )
        for facet in FACETS
    ]
    return (*chosen, *excluded)


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("q", "text", "the query"),
    *_facet_parameters(),
    Parameter("match", "choice", "'all': repeated teams must all play", choices=("any", "all")),
    Parameter("from", "date", "from this date on (2025, 2025-02 or 2025-02-05)"),
    Parameter("to", "date", "up to and including this date"),
    Parameter("exact", "flag", "surface forms only"),
    Parameter("synonyms", "flag", "search synonyms too"),
    Parameter("sort", "choice", "order of the hits", choices=SORTS),
    Parameter("page", "number", "page of the hits, from 1"),
    Parameter("per_page", "number", f"hits a page, at most {MAX_PER_PAGE}"),
    Parameter("facet_limit", "number", "values a facet"),
    Parameter("lang", "choice", "language of the interface", choices=LANGUAGES),
)
_BY_NAME: Mapping[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What was asked: the typed `q`, its tree, the options and the notices so far."""

    q: str = ""
    query: Query = field(default_factory=Everything)
    options: SearchOptions = field(default_factory=SearchOptions)
    lang: str = "nl"
    notices: tuple[str, ...] = ()

    def with_options(self, **changes: object) -> SearchRequest:
        """The same search with other options, back on its first page."""
        return replace(self, options=replace(self.options, **{"page": 1, **changes}))  # type: ignore[arg-type]

    def toggled(self, facet: str, value: str, excluded: bool = False) -> SearchRequest:
        """The search with a facet value chosen, or no longer when it was."""
        name = "excludes" if excluded else "filters"
        chosen: Mapping[str, tuple[str, ...]] = getattr(self.options, name)
        values = chosen.get(facet, ())
        left = tuple(v for v in values if v != value) if value in values else (*values, value)
        changed = {**chosen, facet: left}
        return self.with_options(**{name: {key: kept for key, kept in changed.items() if kept}})


def read_request(pairs: Iterable[tuple[str, str]], strict: bool) -> SearchRequest:
    """The request that `pairs` (names may repeat) make.

    Strict: UsageError for an unknown parameter, an unreadable value or a repeated
    parameter that isn't repeatable. Lenient: those are left out.
    """
    reader = _Reader(strict)
    for name, value in pairs:
        reader.take(name, value)
    return reader.request()


class _Reader:
    """Collects parameters one by one."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.texts: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.notices: list[str] = []

    def take(self, name: str, value: str) -> None:
        parameter = _BY_NAME.get(name)
        if parameter is None:
            if self.strict:
                raise UsageError(f"unknown parameter '{name}'", name)
        elif parameter.repeatable:
            if value and value not in self.lists.setdefault(name, []):
                self.lists[name].append(value)
        elif name in self.texts and self.strict:
            raise UsageError(f"'{name}' can be given once only", name)
        else:
            self.texts[name] = value

    def refuse(self, name: str, value: str, reason: str) -> None:
        """Raise when strict, else note that the value is ignored."""
        if self.strict:
            raise UsageError(f"'{name}': {reason}", name)
        notice = Notice("‘{value}’ past niet bij ‘{name}’ en is genegeerd.", value=value[:40], name=name)
        self.notices.append(notice)

    def date(self, name: str) -> PartialDate | None:
        value = self.texts.get(name, "").strip()
        if not value:
            return None
        try:
            return PartialDate.parse(value if self.strict else _iso(value))
        except ValueError as error:
            self.refuse(name, value, str(error))
            return None

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.texts.get(name, "").strip()
        if not value:
            return default
        if value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most:
            return int(value)
        self.refuse(name, value, f"must be a whole number from {least} to {most}")
        return default

    def choice(self, name: str, default: str | None) -> str | None:
        value = self.texts.get(name, "").strip()
        if not value:
            return default
        if value in _BY_NAME[name].choices:
            return value
        self.refuse(name, value, f"must be one of {', '.join(_BY_NAME[name].choices)}")
        return default

    def flag(self, name: str, default: bool) -> bool:
        value = self.texts.get(name, "").strip()
        if value in ("0", "1"):
            return value == "1"
        if value:
            self.refuse(name, value, "must be 0 or 1")
        return default

    def page(self, per_page: int) -> int:
        page = self.number("page", 1, 1, MAX_DEPTH)
        if page * per_page > MAX_DEPTH:
            self.refuse("page", str(page), f"page x per_page can be at most {MAX_DEPTH}")
            return 1
        return page

    def chosen(self, prefix: str) -> dict[str, tuple[str, ...]]:
        return {name: tuple(self.lists[prefix + name]) for name in FACET if self.lists.get(prefix + name)}

    def request(self) -> SearchRequest:
        # One more than is read, so that the notice about it stays; a page repeats the query in each link.
        q = self.texts.get("q", "").strip()[: MAX_LENGTH + 1]
        parsed = read_question(q) or parse(q)
        per_page = self.number("per_page", 10, 1, MAX_PER_PAGE)
        options = SearchOptions(
            filters=self.chosen(""),
            excludes=self.chosen("not_"),
            match_all=self.choice("match", "any") == "all",
            date_from=self.date("from"),
            date_to=self.date("to"),
            exact=self.flag("exact", False),
            synonyms=self.flag("synonyms", True),
            sort=self.choice("sort", None),
            page=self.page(per_page),
            per_page=per_page,
            facet_limit=self.number("facet_limit", 50, 0, MAX_FACET_LIMIT),
        )
        lang = self.choice("lang", "nl") or "nl"
        return SearchRequest(q, parsed.query, options, lang, (*self.notices, *parsed.notices))


def _iso(value: str) -> str:
    """A date as one writes it in Dutch, as ISO; anything else as it is.

    >>> _iso("31/8/2024"), _iso("08-2024"), _iso("2024-08")
    ('2024-08-31', '2024-08', '2024-08')
    """
    match = _DUTCH_DATE.fullmatch(value)
    if not match:
        return value
    day, month, year = match.groups()
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def to_pairs(request: SearchRequest) -> Pairs:
    """The parameters that give this request again; what is default is left out."""
    options, default = request.options, SearchOptions()
    pairs: Pairs = [("q", request.q)] if request.q else []
    for prefix, chosen in (("", options.filters), ("not_", options.excludes)):
        pairs += [(prefix + facet, value) for facet in FACET for value in chosen.get(facet, ())]
    singles: list[tuple[str, object, object]] = [
        ("match", "all" if options.match_all else None, None),
        ("from", options.date_from, None),
        ("to", options.date_to, None),
        ("exact", int(options.exact), 0),
        ("synonyms", int(options.synonyms), 1),
        ("sort", options.sort, None),
        ("page", options.page, default.page),
        ("per_page", options.per_page, default.per_page),
        ("facet_limit", options.facet_limit, default.facet_limit),
        ("lang", request.lang, "nl"),
    ]
    return pairs + [(name, str(value)) for name, value, usual in singles if value != usual]


def to_query_string(request: SearchRequest) -> str:
    """`?…` for a link, or "" when everything is default."""
    pairs = to_pairs(request)
    return f"?{urlencode(pairs)}" if pairs else ""


def search_url(path: str, request: SearchRequest) -> str:
    """The address below the site's root that gives this search: `path` is /zoeken or /citaten."""
    return path + to_query_string(request)


def with_parameter(path: str, name: str, value: str | None) -> str:
    """The path with one parameter set in the place of any other of that name; None takes it away.

    >>> with_parameter("/zoeken?q=genk#a", "lang", "en")
    '/zoeken?q=genk&lang=en#a'
    """
    rest, hash_sign, fragment = path.partition("#")
    rest, _, query = rest.partition("?")
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]
    if value is not None:
        pairs.append((name, value))
    return rest + (f"?{urlencode(pairs)}" if pairs else "") + hash_sign + fragment


def download_url(path: str, asked: SearchRequest, quotes: bool) -> str:
    """The address below the site's root of a download of this search, from its first hit."""
    pairs = [pair for pair in to_pairs(asked.with_options()) if pair[0] != "per_page"]
    pairs += [("kind", "quotes")] if quotes else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def facet_url(path: str, facet: str, value: str) -> str:
    """The search for everything with one facet value."""
    return f"{path}?{urlencode([(facet, value)])}"


_PORTRAITS = {"speaker": "spreker", "speaker_team": "club", "team": "club", "competition": "competitie"}


def portrait_url(facet: str, name: str) -> str:
    """The page about a speaker, a team or a competition.

    >>> portrait_url("team", "KRC Genk")
    '/club/KRC%20Genk'
    """
    return f"/{_PORTRAITS[facet]}/{percent_encoded(name, safe='')}"


def amend_url(report_id: str, number: int | None = None) -> str:
    """The page on which a report, or its quote `number` (from 1), is corrected."""
    return f"/verbeteren/{percent_encoded(report_id, safe='')}" + (f"#citaat-{number}" if number else "")


def report_url(
    report_id: str,
    number: int | None = None,
    request: SearchRequest | None = None,
    listed: str = "",
) -> str:
    """The page of a report, or of its quote `number` (from 1).

    With a request its words are marked there and its list of hits can be walked through;
    `listed` is "quotes" when that is a list of quotes.

    >>> report_url("genk/1", 2)
    '/verslag/genk%2F1#citaat-2'
    """
    state = to_pairs(request) if request else []
    state += [("list", listed)] if state and listed else []
    query = f"?{urlencode(state)}" if state else ""
    anchor = f"#citaat-{number}" if number else ""
    return f"/verslag/{percent_encoded(report_id, safe='')}{query}{anchor}"
