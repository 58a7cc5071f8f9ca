"""The index is a real Whoosh index: Whoosh itself opens it and finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from whoosh import index, query

from searchapp.analysis import dutch
from searchapp.engine.embedded import manifest
from searchapp.model import SearchOptions
from searchapp.query.ast import Phrase, Query, Term, Wildcard
from tests.engine.embedded.samples import filled, sample


def whoosh_total(folder: Path, kind: str, asked: query.Query) -> int:
    """How many documents Whoosh's own matchers find in the newest generation."""
    opened = index.open_dir(str(folder / manifest.read(folder).folder / kind))
    with opened.searcher() as searcher:
        return len(set(searcher.docs_for_query(asked)))


@pytest.mark.parametrize(
    ("ours", "kind", "theirs"),
    [
        (Term("Genk", title_only=True), "reports", query.Term("title", "genk")),
        (
            Term("coach"),
            "reports",
            query.Or([query.Term(f, dutch.keys("coach")[0]) for f in ("title", "lead", "body")]),
        ),
        (
            Phrase("bekerfinale won Genk"),
            "reports",
            query.Phrase("body_exact", ["bekerfinale", "won", "genk"]),
        ),
        (Phrase("won bekerfinale"), "reports", query.Phrase("body_exact", ["won", "bekerfinale"])),
        (Wildcard("span*"), "reports", query.Prefix("body_exact", "span")),
        (Wildcard("hebb*"), "quotes", query.Prefix("text_exact", "hebb")),
        (Phrase("alles aan"), "quotes", query.Phrase("text_exact", ["alles", "aan"])),
    ],
)
def test_whoosh_finds_the_same(tmp_path: Path, ours: Query, kind: str, theirs: query.Query) -> None:
    """Terms, phrases and prefixes match as many documents, after updates and a removal too."""
    archive = filled(tmp_path, 12)
    with archive.writer() as writer:
        writer.remove("r3")
        writer.add(sample(4, "heel ruim"))
    searcher = archive.searcher()
    search = searcher.search_reports if kind == "reports" else searcher.search_quotes
    total = search(ours, SearchOptions()).total
    assert total in (0, 11)
    assert whoosh_total(tmp_path, kind, theirs) == total
