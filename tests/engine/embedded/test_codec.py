"""What is written as flat arrays comes back, through our reader and through Whoosh's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index, query

from searchapp.engine.embedded import codec
from searchapp.engine.embedded.flatfile import FlatFile
from searchapp.engine.embedded.postings import FieldPostings
from searchapp.engine.embedded.storage import SafeStorage
from tests.engine.embedded.flat import DOCUMENTS, Held, flat, held_fields, ranges, terms, written


@settings(max_examples=60, deadline=None)
@given(held_fields, held_fields, st.integers(0, 5), st.integers(1, 9))
def test_what_is_written_comes_back(text: Held, exact: Held, cut: int, most: int) -> None:
    """Fields written whole or in pieces are read as they were, in ranges of any size."""
    given_fields = {"text": flat(text, positional=False), "text_exact": flat(exact, positional=True)}
    with tempfile.TemporaryDirectory() as folder:
        segment = written(
            Path(folder), given_fields | {"text_exact": ranges(given_fields["text_exact"], cut)}
        )
        reader = codec.FlatCodec().terms_reader(SafeStorage(folder), segment)
        for name, chunks in codec.read_fields(reader, most).items():
            pieces = list(chunks)
            expected = given_fields[name]
            assert [term for piece in pieces for term in piece.terms] == list(expected.terms)
            for number in (2, 3, 4):
                if expected[number] is not None and pieces:
                    assert np.concatenate([piece[number] for piece in pieces]).tolist() == list(
                        expected[number]
                    )
            sizes = [size for piece in pieces for size in np.diff(piece.offsets).tolist()]
            assert sizes == np.diff(expected.offsets).tolist()


@settings(max_examples=60, deadline=None)
@given(held_fields, st.data())
def test_whoosh_reads_the_same(held: Held, data: st.DataObject) -> None:
    """Whoosh's own index, readers and matchers find every posting, position and prefix."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), {"text_exact": flat(held, positional=True)})
        with index.open_dir(folder).reader() as reader:
            assert list(reader.lexicon("text_exact")) == sorted(key.encode() for key in held)
            for key, documents in held.items():
                found = reader.postings("text_exact", key)
                seen = {}
                while found.is_active():
                    seen[found.id()] = found.value_as("positions")
                    found.next()
                assert seen == documents
                assert reader.doc_frequency("text_exact", key) == len(documents)
        prefix = data.draw(terms)[:2]
        with index.open_dir(folder).searcher() as searcher:
            found = set(searcher.docs_for_query(query.Prefix("text_exact", prefix)))
        assert found == {d for key, documents in held.items() if key.startswith(prefix) for d in documents}


def test_many_terms_in_the_term_index(tmp_path: Path) -> None:
    """A hundred thousand terms are all found where Whoosh looks for them, and no other."""
    keys = [f"{number:06d}".encode() for number in range(100_000)]
    field = FieldPostings(
        keys,
        np.arange(len(keys) + 1, dtype=np.uint64),
        np.arange(len(keys), dtype=np.uint32) % DOCUMENTS,
        np.full(len(keys), 300, np.uint32),
        None,
    )
    segment = written(tmp_path, {"text": field})
    reader = codec.FlatCodec().terms_reader(SafeStorage(str(tmp_path)), segment)
    assert all(reader.number("text", key) == number for number, key in enumerate(keys))
    assert reader.number("text", b"zeven") is None
    assert reader.term_info("text", b"000009").doc_frequency() == 1
    assert reader.term_info("text", b"000009").weight() == 300


def test_damage_is_noticed(tmp_path: Path) -> None:
    """A changed byte in a section is found on request, one in the directory on opening."""
    written(tmp_path, {"text": flat({"woord": {1: [2]}}, positional=False)})
    (path,) = tmp_path.glob("*.ids")
    assert FlatFile(path).damage() == []
    content = bytearray(path.read_bytes())
    content[64] ^= 1
    path.write_bytes(content)
    assert FlatFile(path).damage() == ["text"]
    content[-30] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        FlatFile(path)
