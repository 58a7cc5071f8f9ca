"""What do somebody's quotes hold, and which quote was meant? Questions about quotes as texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from searchapp import alignment
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.compile import carrying
from searchapp.engine.distributed.documents import Place, address, load
from searchapp.engine.distributed.mapping import length_field, text_field
from searchapp.engine.distributed.requests import SORTS, of_kind
from searchapp.engine.embedded.resemblance import CANDIDATES
from searchapp.engine.embedded.schema import QUOTES
from searchapp.engine.embedded.typical import SAMPLE, Spoken
from searchapp.model import Report

FIELD = text_field(QUOTES, "text")
_MOST_WORDS = 64
_SURELY = 0.01
"""What a word counts at least that stands in every quote."""


def typical_words(cluster: Cluster, index: str, facet: str, value: str, limit: int) -> tuple[str, ...]:
    """The most typical words of the newest quotes with a facet value, as mostly written there."""
    body = {
        "size": SAMPLE,
        "query": {"bool": {"filter": [of_kind(QUOTES), carrying(facet, [value])]}},
        "sort": SORTS["-date"],
        "_source": ["id", "number"],
    }
    hits = cluster.search(index, body)["hits"]["hits"]
    places = [(hit["_source"]["id"], hit["_source"]["number"]) for hit in hits]
    texts = [report.quotes[number - 1].text for report, number in located(cluster, index, places)]
    spoken = Spoken.of(texts)
    everywhere, quotes = frequencies(cluster, index, list(spoken.counts))
    return spoken.most_typical(everywhere, quotes, limit)


def frequencies(cluster: Cluster, index: str, keys: Sequence[str]) -> tuple[dict[str, int], int]:
    """How many quotes hold each index term, and how many quotes there are."""
    counts = {f"key{number}": {"filter": {"term": {FIELD: key}}} for number, key in enumerate(keys)}
    body = {"size": 0, "track_total_hits": True, "query": of_kind(QUOTES), "aggs": counts}
    answer = cluster.search(index, body if keys else {**body, "aggs": {}})
    found = answer.get("aggregations", {})
    held = {key: found[f"key{number}"]["doc_count"] for number, key in enumerate(keys)}
    return held, answer["hits"]["total"]["value"]


def candidates(cluster: Cluster, index: str, text: str) -> list[Place]:
    """The quotes that share most with the words of a text, rare words counting most.

    Among equals those whose length is nearest to the typed one win.
    """
    typed = alignment.words(text)
    keys = list(dict.fromkeys(key for token in typed for key in token.keys))
    held, quotes = frequencies(cluster, index, keys)
    rarest = sorted((count, key) for key, count in held.items() if count)[:_MOST_WORDS]
    if not rarest:
        return []
    body = {
        "size": CANDIDATES,
        "query": {"bool": {"filter": [of_kind(QUOTES)], "should": _worths(rarest, quotes)}},
        "min_score": _SURELY / 2,
        "sort": [{"_score": "desc"}, _distance(len(typed)), {"id": "asc"}, {"number": "asc"}],
        "_source": ["id", "number"],
    }
    hits = cluster.search(index, body)["hits"]["hits"]
    return [(hit["_source"]["id"], hit["_source"]["number"]) for hit in hits]


def _worths(rarest: Sequence[tuple[int, str]], quotes: int) -> list[Answer]:
    return [
        {
            "constant_score": {
                "filter": {"term": {FIELD: key}},
                "boost": max(math.log(1 + (quotes - count + 0.5) / (count + 0.5)), _SURELY),
            }
        }
        for count, key in rarest
    ]


def _distance(words: int) -> Answer:
    field = length_field(QUOTES, "text")
    script = {
        "lang": "expression",
        "source": f"abs(doc['{field}'].value - words)",
        "params": {"words": words},
    }
    return {"_script": {"type": "number", "script": script, "order": "asc"}}


def located(cluster: Cluster, index: str, places: Sequence[Place]) -> list[tuple[Report, int]]:
    """The quotes at these places with their reports; those that went meanwhile are left out."""
    addresses = list(dict.fromkeys(address(report_id) for report_id, _ in places))
    reports = [load(source["content"]) for source in cluster.fetch(index, addresses, "content")]
    known = {report.id: report for report in reports}
    return [
        (known[report_id], number)
        for report_id, number in places
        if report_id in known and number <= len(known[report_id].quotes)
    ]
