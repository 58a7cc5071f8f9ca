"""Many short strings in one array: reading them from the index, merging, searching."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.codec import FlatCodec
from searchapp.engine.embedded.completion import Completions
from searchapp.engine.embedded.keys import LONGEST, Counted, merged, pack, starting
from searchapp.engine.embedded.manifest import read
from searchapp.engine.embedded.schema import REPORTS
from searchapp.engine.embedded.segments import segments_of
from searchapp.engine.embedded.storage import SafeStorage
from tests.engine.embedded.samples import filled

texts = st.text(st.sampled_from("ab é字"), max_size=12).map(str.strip)
phrases = st.lists(st.sampled_from(["van", "den", "vanaken", "brom", "de", "é"]), min_size=1, max_size=4)


def test_the_term_index_read_as_arrays_holds_what_whoosh_reads(tmp_path: Path) -> None:
    """Every field of every segment: the same terms in the same order, with the same counts."""
    filled(tmp_path, 30)
    filled(tmp_path, 10, start=30)
    opened = read(tmp_path)
    folder = tmp_path / opened.folder / REPORTS.name
    for segment in segments_of(folder, REPORTS, opened.tocs[REPORTS.name]):
        reader = FlatCodec().terms_reader(SafeStorage(str(folder)), segment)
        for field in (*REPORTS.fields, "nergens"):
            found = reader.dictionary(field)
            expected = [
                (term, info.doc_frequency())
                for (name, term), info in reader.items()
                if name == field and len(term) <= LONGEST
            ]
            assert list(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) == expected


@given(st.lists(st.dictionaries(texts.filter(bool), st.integers(1, 9)), max_size=4))
def test_merging_adds_up(dictionaries: list[dict[str, int]]) -> None:
    """Each key once, in order, with all its counts."""
    parts = []
    for held in dictionaries:
        encoded = sorted((text.encode(), count) for text, count in held.items())
        keys = pack(text.decode() for text, _ in encoded)
        parts.append(Counted(keys, np.array([count for _, count in encoded], np.int64)))
    found = merged(parts)
    expected: Counter[bytes] = Counter()
    for held in dictionaries:
        expected.update({text.encode()[:LONGEST]: count for text, count in held.items()})
    assert list(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) == sorted(expected.items())


@given(st.lists(phrases.map(" ".join), max_size=12), phrases.map(" ".join), st.integers(0, 9))
def test_ranges_hold_just_what_begins_so(held: list[str], typed: str, cut: int) -> None:
    """Whole words first, then longer words, nothing else."""
    keys, beginning = np.sort(pack(held)), typed[: len(typed) - cut].encode()[:LONGEST]
    first, whole, end = starting(keys, beginning)
    for place, key in enumerate(keys.tolist()):
        assert (first <= place < end) == key.startswith(beginning)
        assert (first <= place < whole) == (key == beginning or key.startswith(beginning + b" "))


@given(
    st.lists(st.tuples(phrases.map(" ".join), st.integers(0, 20)), max_size=30),
    phrases.map(" ".join),
    st.integers(0, 9),
    st.integers(1, 5),
)
def test_completions_are_those_of_looking_at_every_key(
    held: list[tuple[str, int]], typed: str, cut: int, limit: int
) -> None:
    """The lowest numbers with the whole words, and the lowest of all."""
    beginning = typed[: len(typed) - cut]
    completions = Completions(pack(text for text, _ in held), np.array([n for _, n in held], np.int64))
    whole = {n for text, n in held if text == beginning or text.startswith(beginning + " ")}
    every = {n for text, n in held if text.startswith(beginning)}
    expected = sorted(whole)[:limit], sorted(every)[:limit]
    assert completions.starting(beginning.encode(), limit) == expected
