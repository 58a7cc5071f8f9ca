"""The judged collection: small documents and sample reports, and what an archive of them finds.

FOLDER/documents.ndjson   `id, title, body`, one a line (the ending keeps it out of `index FOLDER`)
FOLDER/reports.lst        names of text files in the folder above that belong to it as well
FOLDER/queries.tsv        judged queries (see `searchapp.evaluation.ranking`)
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from searchapp.engine import open_archive
from searchapp.engine.protocols import Searcher
from searchapp.errors import IngestError
from searchapp.evaluation.ranking import Evaluation, JudgedQuery, Search, read_queries
from searchapp.extraction import extract
from searchapp.ingest import read
from searchapp.model import Report, SearchOptions
from searchapp.query.parser import parse

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Collection:
    """Reports, not yet extracted, and the queries that were judged against all of them."""

    reports: tuple[Report, ...]
    queries: tuple[JudgedQuery, ...]

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher over a temporary archive of the collection."""
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(open_archive(Path(folder) / "archive", create=True)) as archive,
        ):
            with archive.writer() as writer:
                for report in self.reports:
                    writer.add(extract(report))
            yield archive.searcher()

    def searching(self, searcher: Searcher, synonyms: bool = True, did_you_mean: bool = True) -> Search:
        """What an editor finds: the hits of the query, then those of the suggested query, if any."""
        options = SearchOptions(
            sort="relevance", per_page=len(self.reports), facet_limit=1, synonyms=synonyms
        )

        def search(text: str) -> list[str]:
            result = searcher.search_reports(parse(text).query, options)
            found = [hit.report.id for hit in result.hits]
            if did_you_mean and result.suggestion:
                better = searcher.search_reports(parse(result.suggestion).query, options)
                found += [hit.report.id for hit in better.hits]
            return list(dict.fromkeys(found))

        return search


def read_collection(folder: Path) -> Collection:
    """Read a judged collection; raises IngestError for a report that can't be read."""
    documents = (folder / "documents.ndjson").read_text(encoding="utf-8").splitlines()
    listed = (folder / "reports.lst").read_text(encoding="utf-8").split()
    reports = [_document(folder, number, line) for number, line in enumerate(documents, 1)]
    for item in read([str(folder.parent / f"{name}.txt") for name in listed]):
        if isinstance(item, IngestError):
            raise item
        reports.append(item)
    return Collection(tuple(reports), read_queries(folder / "queries.tsv"))


def _document(folder: Path, number: int, line: str) -> Report:
    record = json.loads(line)
    identity, title = record["id"], record["title"]
    origin = f"{folder / 'documents.ndjson'}:{number}"
    text = f"{title}\n\n{record['body']}"
    return Report(identity, origin, text, title, origin=origin, given=frozenset(("id", "title")))


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """All of it as plain values, for JSON and for the golden file."""
    return {
        "queries": len(evaluation.found),
        "kinds": {
            kind: {name: round(value, _DIGITS) for name, value in asdict(means).items()}
            for kind, means in evaluation.by_kind().items()
        },
        "imperfect": [
            {"kind": query.kind, "query": query.text, "missed": missed, "false": false}
            for query, (missed, false) in evaluation.imperfect().items()
        ],
    }
