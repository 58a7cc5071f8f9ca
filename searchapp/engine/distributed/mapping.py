"""How do records lie in the index? Derived from the field table and the two kinds of records.

Words come analysed: the terms of one position are joined by `|`, positions by spaces, and the
index takes them apart again, so that both engines see the same Dutch. Reports and quotes have
text fields of their own in one index. The similarity gives plain frequencies and every record
carries the lengths of its fields: the ranking formula is ours (`compile`).
"""

from __future__ import annotations

import hashlib
import json

from searchapp.analysis.fingerprint import fingerprint
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.location import Layout
from searchapp.engine.embedded.schema import QUOTES, REPORTS, Kind
from searchapp.fields import FACETS

REPORT, QUOTE, REPEAT = "report", "quote", "repeat"
"""Values of the field `kind`. A repeat is a quote that is shown with its first use."""
KIND_OF = {REPORTS.name: REPORT, QUOTES.name: QUOTE}
_ONE = Layout()
LONGEST_VALUE = 8_000
"""Characters of a facet value that can be searched; nothing real is as long."""


def text_field(kind: Kind, name: str) -> str:
    """Where the terms of a text field stand."""
    return f"{kind.name}.{name}"


def length_field(kind: Kind, name: str) -> str:
    """Where its number of words stands."""
    return f"lengths.{kind.name}_{name}"


def facet_field(name: str) -> str:
    """Where the values of a facet stand; "onbekend" stands for none."""
    return f"facet.{name}"


def words_field(name: str) -> str:
    """Where the words of the values of a facet stand."""
    return f"facet_words.{name}"


def index_body(layout: Layout = _ONE) -> Answer:
    """Settings and mapping of an index."""
    properties = {**_PLAIN, "facet": _object({facet.name: _VALUE for facet in FACETS})}
    properties["facet_words"] = _object({facet.name: _terms(positions=False) for facet in FACETS})
    lengths: Answer = {}
    for kind in (REPORTS, QUOTES):
        properties[kind.name] = _object({name: _terms(name in kind.exact) for name in kind.fields})
        lengths |= {f"{kind.name}_{name}": {"type": "integer", "index": False} for name in kind.fields}
    properties["lengths"] = _object(lengths)
    mappings = {
        "dynamic": "strict",
        # The stored report is the truth; its terms needn't be stored beside it.
        "_source": {"excludes": [f"{REPORTS.name}.*", "facet_words.*"]},
        "properties": properties,
    }
    settings = {
        "number_of_shards": layout.shards,
        "number_of_replicas": layout.replicas,
        "refresh_interval": "-1",
    }
    version = {"mapping": _hash(mappings), "analysis": fingerprint()}
    return {
        "settings": {"index": settings, "analysis": _ANALYSIS, "similarity": _SIMILARITY},
        "mappings": {**mappings, "_meta": version},
    }


def version_of_mapping() -> dict[str, str]:
    """What an index must have been made with, so that this version can search it."""
    version: dict[str, str] = index_body()["mappings"]["_meta"]
    return version


def _hash(mappings: Answer) -> str:
    return hashlib.sha256(
        json.dumps([mappings, _ANALYSIS, _SIMILARITY], sort_keys=True).encode()
    ).hexdigest()[:16]


def _object(properties: Answer) -> Answer:
    return {"properties": properties}


def _terms(positions: bool) -> Answer:
    return {
        "type": "text",
        "analyzer": "terms",
        "search_analyzer": "asked",
        "similarity": "frequency",
        "norms": False,
        "index_options": "positions" if positions else "freqs",
    }


_KEYWORD: Answer = {"type": "keyword"}
_VALUE: Answer = {"type": "keyword", "ignore_above": LONGEST_VALUE}
_STORED: Answer = {"type": "keyword", "index": False, "doc_values": False}
_PLAIN: Answer = {
    "kind": _KEYWORD,
    "id": _KEYWORD,
    "number": {"type": "integer"},
    "origin": _KEYWORD,
    "content_hash": _STORED,
    "content": _STORED,
    "original": _STORED,
    "dated": {"type": "boolean"},
    "first_day": {"type": "integer"},
    "last_day": {"type": "integer"},
    "quote_key": _KEYWORD,
    "speaker": _STORED,
    "also_in": {"type": "object", "enabled": False},
}
_ANALYSIS: Answer = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 100_000}},
    "filter": {"stacked": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]}},
    "analyzer": {
        "terms": {"type": "custom", "tokenizer": "spaces", "filter": ["stacked"]},
        "asked": {"type": "custom", "tokenizer": "spaces"},
    },
}
_SIMILARITY: Answer = {
    "frequency": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
}
