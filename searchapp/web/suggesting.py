"""Suggestions as browsers expect them (the suggestions extension of OpenSearch)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from searchapp.model import Suggestion
from searchapp.web.numbers import counted
from searchapp.web.results import QUOTES, REPORTS
from searchapp.web.texts import named
from searchapp.web.urls import SearchRequest, facet_url, search_url

MEDIA_TYPE = "application/x-suggestions+json"
MOST = 10


def suggestions_json(typed: str, found: Sequence[Suggestion], base: str = "") -> list[Any]:
    """`[typed, [label, …], [kind and count, …], [url, …]]`; each url is a search that finds so many."""
    return [
        typed,
        [each.label for each in found],
        [f"{named(each.kind)}, {counted(_counts(each), each.count)}" for each in found],
        [base + _path(each) for each in found],
    ]


def _counts(suggestion: Suggestion) -> str:
    return "quotes" if suggestion.facet == "speaker" else "reports"


def _path(suggestion: Suggestion) -> str:
    """The quotes of a speaker, the reports with anything else."""
    if suggestion.facet is None:
        return search_url(REPORTS, SearchRequest(q=suggestion.label))
    path = QUOTES if suggestion.facet == "speaker" else REPORTS
    return facet_url(path, suggestion.facet, suggestion.label)
