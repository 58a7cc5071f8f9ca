"""Whoosh 2.7.4 as it comes, with its own codec, searcher and facets."""

from __future__ import annotations

import datetime
import shutil
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, highlight, index, query, sorting

from benchmarks.engines.plain import FACETS, FIELDS, HITS, MOST, Answer, Stems, records

_STEMS = Stems()
_FILTERS = {"team": "teams", "comp": "competition", "speaker": "speakers"}


def stem(word: str) -> str:
    """A named function, because Whoosh pickles the schema with its analyzer."""
    return _STEMS[word]


def schema() -> fields.Schema:
    """Title and body stemmed and stored, facets as columns."""
    text = fields.TEXT(
        analyzer=analysis.RegexTokenizer(r"\w+")
        | analysis.LowercaseFilter()
        | analysis.StemFilter(stemfn=stem, cachesize=-1),
        stored=True,
    )
    many, one = fields.KEYWORD(stored=True, commas=True), fields.ID(stored=True, sortable=True)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=text,
        body=text,
        teams=many,
        speakers=many,
        competition=one,
        ym=one,
        date=fields.DATETIME(stored=True),
    )


class Whoosh:
    """Vanilla Whoosh."""

    def build(self, path: str, n: int, folder: str, jobs: int) -> None:
        """With a gigabyte for its pool."""
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
        writer = index.create_in(folder, schema()).writer(limitmb=1024)
        for record in records(path, n):
            writer.add_document(
                id=record["id"],
                title=record["title"],
                body=record["body"],
                teams=",".join(record["teams"]),
                speakers=",".join(record["speakers"]),
                competition=record["competition"],
                ym=record["date"][:7],
                date=datetime.datetime.fromisoformat(record["date"]),
            )
        writer.commit()

    def open(self, folder: str) -> None:
        """Open the index."""
        self._searcher = index.open_dir(folder).searcher()

    def search(self, q: dict[str, Any]) -> Answer:
        """`groupedby` makes Whoosh collect all hits."""
        grouped = {
            name: sorting.FieldFacet(name, allow_overlap=name in ("teams", "speakers")) for name in FACETS
        }
        filters = [_filter(name, value) for name, value in q["filters"].items()]
        self._results = self._searcher.search(
            _tree(q),
            limit=HITS,
            filter=query.And(filters) if filters else None,
            groupedby=grouped,
            maptype=sorting.Count,
        )
        facets = {}
        for name in FACETS:
            counts = {value: count for value, count in self._results.groups(name).items() if value}
            facets[name] = dict(sorted(counts.items(), key=lambda each: -each[1])[:MOST])
        self._page = list(islice(self._results, HITS))
        return Answer(len(self._results), [hit["id"] for hit in self._page], facets)

    def snippets(self, q: dict[str, Any], result: Answer) -> list[str]:
        """Whoosh's own."""
        self._results.fragmenter = highlight.ContextFragmenter()
        return [hit.highlights("body", top=1) for hit in self._page]


def _tree(q: dict[str, Any]) -> query.Query:
    stems = [stem(word.lower()) for word in q["terms"]]
    found: query.Query
    if q["op"] == "phrase":
        found = query.Or([query.Phrase(name, stems) for name in FIELDS])
    elif q["op"] == "prefix":
        found = query.Or([query.Prefix(name, q["terms"][0]) for name in FIELDS])
    else:
        words = [query.Or([query.Term(name, each) for name in FIELDS]) for each in stems]
        found = query.And(words) if q["op"] == "and" else query.Or(words)
    if q["not_"]:
        unwanted = query.Or([query.Term(name, stem(q["not_"])) for name in FIELDS])
        found = query.And([found, query.Not(unwanted)])
    return found


def _filter(name: str, value: Any) -> query.Query:
    if name != "years":
        return query.Term(_FILTERS[name], value)
    first, last = (datetime.datetime(year, 1, 1) for year in (value[0], value[1] + 1))
    return query.DateRange("date", first, last, endexcl=True)
