"""tantivy through its Python binding: one pass for the hits, one for the facets."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from benchmarks.engines.plain import FACETS, FIELDS, HITS, MOST, Answer, records

_FILTERS = {"team": "teams", "comp": "competition", "speaker": "speakers"}
_MEGABYTES = 512


class Tantivy:
    """tantivy-py."""

    def __init__(self) -> None:
        """Title and body stemmed and stored, facets as fast fields."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in FIELDS:
            builder.add_text_field(name, stored=True, tokenizer_name="nl")
        for name in ("teams", "competition", "speakers", "ym"):
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("date", fast=True, indexed=True)
        self._schema = builder.build()
        words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
        self._analyzer = words.filter(Filter.stemmer("dutch")).build()

    def build(self, path: str, n: int, folder: str, jobs: int) -> None:
        """With half a gigabyte for each thread."""
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
        opened = tantivy.Index(self._schema, folder)
        opened.register_tokenizer("nl", self._analyzer)
        writer = opened.writer(heap_size=(_MEGABYTES << 20) * jobs, num_threads=jobs)
        for record in records(path, n):
            names = ("id", "title", "body", "teams", "competition", "speakers")
            document = tantivy.Document(**{name: record[name] for name in names}, ym=record["date"][:7])
            document.add_unsigned("date", int(record["date"].replace("-", "")))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: str) -> None:
        """Open the index."""
        opened = tantivy.Index(self._schema, folder)
        opened.register_tokenizer("nl", self._analyzer)
        opened.reload()
        self._searcher = opened.searcher()

    def search(self, q: dict[str, Any]) -> Answer:
        """Ten hits with their count, then the aggregation."""
        self._query = self._tree(q)
        found = self._searcher.search(self._query, HITS, count=True)
        asked = {name: {"terms": {"field": name, "size": MOST, "segment_size": 6_000}} for name in FACETS}
        counted = self._searcher.aggregate(self._query, asked)
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in FACETS
        }
        self._page = [self._searcher.doc(address) for _, address in found.hits]
        return Answer(found.count, [document["id"][0] for document in self._page], facets)

    def snippets(self, q: dict[str, Any], result: Answer) -> list[str]:
        """tantivy's own."""
        generator = tantivy.SnippetGenerator.create(self._searcher, self._query, self._schema, "body")
        return [generator.snippet_from_doc(document).to_html() for document in self._page]

    def _term(self, word: str) -> str:
        return str(self._analyzer.analyze(word)[0])

    def _anywhere(self, make: Any) -> Query:
        return Query.boolean_query([(Occur.Should, make(name)) for name in FIELDS])

    def _word(self, word: str) -> Query:
        term = self._term(word)
        return self._anywhere(lambda name: Query.term_query(self._schema, name, term, "freq"))

    def _tree(self, q: dict[str, Any]) -> Query:
        clauses = [(Occur.Must, self._words(q))]
        if q["not_"]:
            clauses.append((Occur.MustNot, self._word(q["not_"])))
        clauses += [(Occur.Must, self._filter(name, value)) for name, value in q["filters"].items()]
        return Query.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]

    def _words(self, q: dict[str, Any]) -> Query:
        if q["op"] == "phrase":
            terms = [self._term(word) for word in q["terms"]]
            return self._anywhere(lambda name: Query.phrase_query(self._schema, name, list(terms)))
        if q["op"] == "prefix":
            pattern = f"{q['terms'][0]}.*"
            return self._anywhere(lambda name: Query.regex_query(self._schema, name, pattern))
        occur = Occur.Must if q["op"] == "and" else Occur.Should
        return Query.boolean_query([(occur, self._word(word)) for word in q["terms"]])

    def _filter(self, name: str, value: Any) -> Query:
        if name == "years":
            first, last = value[0] * 10_000, value[1] * 10_000 + 1_231
            found = Query.range_query(self._schema, "date", tantivy.FieldType.Unsigned, first, last)
        else:
            found = Query.term_query(self._schema, _FILTERS[name], value, "basic")
        return Query.const_score_query(found, 0.0)
