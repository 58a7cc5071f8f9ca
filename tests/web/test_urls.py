"""Does a URL hold all state, and does reading it never fail?"""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import UsageError
from searchapp.fields import FACET
from searchapp.model import PartialDate, SearchOptions
from searchapp.web.urls import (
    PARAMETERS,
    SORTS,
    SearchRequest,
    read_request,
    report_url,
    to_pairs,
    to_query_string,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
VALUES = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple)
CHOSEN = st.dictionaries(
    st.sampled_from(sorted(FACET)),
    st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
    max_size=3,
)
DATES = st.none() | st.builds(PartialDate, st.integers(1900, 2100), st.integers(0, 12))
NAMES = st.sampled_from([parameter.name for parameter in PARAMETERS]) | st.text(max_size=8)
OPTIONS = st.builds(
    SearchOptions,
    filters=CHOSEN,
    excludes=CHOSEN,
    match_all=st.booleans(),
    date_from=DATES,
    date_to=DATES,
    exact=st.booleans(),
    synonyms=st.booleans(),
    sort=st.none() | st.sampled_from(SORTS),
    page=st.integers(1, 100),
    per_page=st.integers(1, 100),
    facet_limit=st.integers(0, 100),
)


@given(q=WORDS, options=OPTIONS)
def test_every_state_round_trips(q: str, options: SearchOptions) -> None:
    """What a search's own link is read as is that search again."""
    request = read_request([("q", q)], strict=True)
    asked = SearchRequest(request.q, request.query, options, "nl", request.notices)
    link = to_query_string(asked)
    assert read_request(parse_qsl(link.removeprefix("?"), keep_blank_values=True), strict=True) == asked


@given(
    st.lists(
        st.tuples(st.sampled_from([p.name for p in PARAMETERS]) | st.text(max_size=8), st.text(max_size=12))
    )
)
def test_pages_read_anything(pairs: list[tuple[str, str]]) -> None:
    """No address breaks a page, and what was read is a state like any other."""
    request = read_request(pairs, strict=False)
    assert read_request(to_pairs(request), strict=True).options == request.options


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kleur", "rood"),
        ("page", "0"),
        ("page", "²"),
        ("per_page", "101"),
        ("from", "2024-13"),
        ("to", "gisteren"),
        ("sort", "datum"),
        ("exact", "ja"),
        ("match", "both"),
        ("lang", "fr"),
    ],
)
def test_scripts_hear_of_their_mistakes(name: str, value: str) -> None:
    """Read strictly, an unknown name or unreadable value is an error that names it."""
    with pytest.raises(UsageError) as error:
        read_request([(name, value)], strict=True)
    assert error.value.parameter == name


def test_too_deep_a_page_is_refused() -> None:
    """Page times size is bounded, so that no request costs more than others."""
    with pytest.raises(UsageError, match="10000"):
        read_request([("page", "101"), ("per_page", "100")], strict=True)


def test_choosing_a_value_twice_lets_it_go() -> None:
    """A facet link toggles, and leads back to the first page."""
    request = read_request([("q", "genk"), ("page", "3")], strict=True)
    chosen = request.toggled("team", "Ajax")
    assert chosen.options.filters == {"team": ("Ajax",)}
    assert chosen.options.page == 1
    assert chosen.toggled("team", "Ajax") == request.with_options()


def test_a_report_link_carries_the_words() -> None:
    """The words to mark and the list it stands in go along, and any id fits in a path."""
    request = read_request([("q", "de finale"), ("exact", "1"), ("team", "Ajax")], strict=True)
    assert report_url("a/b c#1", 2, request) == (
        "/verslag/a%2Fb%20c%231?q=de+finale&team=Ajax&exact=1#citaat-2"
    )
