"""The compiled word list: it fits its sources, and its rules know Dutch."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from searchapp.analysis.compiler import paradigms
from searchapp.analysis.compiler.compile import inputs_digest
from searchapp.analysis.compounds import Splitter, exceptions
from searchapp.lexicon.vocabulary import FILE, decode, encode, origin


def test_committed_file_is_made_from_the_committed_sources() -> None:
    """The data file carries the hash of all it was made from; `make lexicon` renews it."""
    found = origin(FILE.read_bytes())
    assert found["inputs"] == inputs_digest()
    assert "BSD-3-Clause" in found["provenance"]
    assert FILE.with_name("LICENSE-OpenTaal.txt").exists()


def test_loading_is_quick_and_small() -> None:
    """Decoding takes well under a second anywhere and at most 60 MB."""
    content = FILE.read_bytes()
    started = time.perf_counter()
    words = decode(content)
    assert time.perf_counter() - started < 1
    tracemalloc.start()
    again = decode(content)
    assert tracemalloc.get_traced_memory()[0] < 60_000_000
    tracemalloc.stop()
    assert again.entries.keys() == words.entries.keys()


def test_encoding_is_undone_by_decoding() -> None:
    """What is written is what is read."""
    words = decode(FILE.read_bytes())
    assert decode(encode(words, {"provenance": "", "inputs": ""})) == words


def test_asking_for_words_changes_nothing() -> None:
    """Forms are looked up and counted alike before and after others were asked for."""
    words = decode(FILE.read_bytes()).entries
    assert "doelpunten" in words
    assert not [form for form in ("", "qzx", "\u03b1\u03b2", "doelpuntenz") if form in words]
    assert words.get("qzx") is None
    assert len(words) == len(list(words)) == len(decode(FILE.read_bytes()).entries)


def test_stored_splits_are_those_of_the_splitter() -> None:
    """A listed word is split as the splitter would split it, with and without a capital."""
    words = decode(FILE.read_bytes())
    stored, fresh = Splitter(words, exceptions(), stored=True), Splitter(words, exceptions())
    for form in sorted(words.entries)[::500]:
        for capital in (False, True):
            assert stored.split(form, capital) == fresh.split(form, capital), form


@pytest.mark.parametrize(
    ("infinitive", "stem", "past", "participle"),
    [
        ("scoren", "scoor", "scoorde", "gescoord"),
        ("winnen", "win", "winde", "gewind"),
        ("leven", "leef", "leefde", "geleefd"),
        ("missen", "mis", "miste", "gemist"),
        ("eindigen", "eindig", "eindigde", "geëindigd"),
    ],
)
def test_weak_verbs_follow_the_spelling(infinitive: str, stem: str, past: str, participle: str) -> None:
    """Vowels, voicing and 't kofschip are right."""
    assert stem in paradigms.verb_stems(infinitive)
    assert past in paradigms.weak_past(stem, infinitive)
    bare = paradigms.weak_participle(stem, infinitive)
    assert participle in paradigms.participles("", bare)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("bal", "ballen"), ("brief", "brieven"), ("baas", "bazen"), ("idee", "ideeën"), ("museum", "musea")],
)
def test_plurals_are_among_the_possible_ones(noun: str, plural: str) -> None:
    """The spelling rules of plurals."""
    assert plural in set(paradigms.noun_plurals(noun))
