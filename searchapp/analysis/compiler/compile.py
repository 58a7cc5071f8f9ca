"""Compile the word lists into the data file that the package loads.

usage: python -m searchapp.analysis.compiler [--check]

With --check nothing is written; the exit code says whether the committed file is what the
sources give.
"""

from __future__ import annotations

import hashlib
import lzma
import sys
from pathlib import Path

from searchapp.analysis.compiler.lemmas import Lemmas, Sources
from searchapp.analysis.compiler.productivity import learn
from searchapp.analysis.compounds import Splitter, cuts_of, exceptions
from searchapp.analysis.normalize import fold
from searchapp.analysis.terms import LONG, terms_of
from searchapp.lexicon.tables import read_table
from searchapp.lexicon.vocabulary import FILE, Entries, Entry, Use, Vocabulary, encode, script
from searchapp.lexicon.wordlists import word_list

SOURCES = FILE.parent.with_name("sources")
PROVENANCE = (
    "Compiled and changed from the OpenTaal word lists (github.com/OpenTaal/opentaal-wordlist, b250510, "
    "February 2025), copyright OpenTaal and others, BSD-3-Clause; see LICENSE-OpenTaal.txt"
)


def read_source(name: str) -> frozenset[str]:
    """The words of a source that are written in small letters only; hyphens are left out."""
    content = lzma.decompress((SOURCES / f"{name}.txt.xz").read_bytes()).decode()
    words = (line.replace("-", "") for line in content.splitlines())
    return frozenset(word for word in words if word.isalpha() and word.islower())


def sources() -> Sources:
    """The OpenTaal lists and the project's own tables."""
    finite = {row["form"]: row["infinitive"] for row in read_table("finite_forms")}
    strong = {
        row["infinitive"]: (row["past"], row["past_plural"], row["participle"])
        for row in read_table("strong_verbs")
    }
    infinitives = (
        word for word in read_source("werkwoorden-infinitief") if word.endswith("n") and len(word) > 3
    )
    return Sources(
        base=read_source("basiswoorden-gekeurd"),
        inflected=read_source("flexies-ongekeurd"),
        verbs=frozenset(infinitives) | frozenset(finite.values()),
        adjectives=read_source("adjectieven-en-bijwoorden"),
        plurals=read_source("nouns-meervouden"),
        particles=word_list("particles"),
        strong=strong,
        finite=finite,
        irregular={row["form"]: row["word"] for row in read_table("irregular_forms")},
    )


def compile_vocabulary() -> Vocabulary:
    """The vocabulary with keys, uses and the productivity of parts."""
    lemmas = Lemmas(sources())
    entries: dict[str, Entry] = {}
    # Unaccented forms first: "zégt" is no word beside "zegt".
    for form in sorted(lemmas.known | lemmas.readings.keys(), key=lambda form: (not form.isascii(), form)):
        folded = fold(form)
        if folded not in entries:
            keys = dict.fromkeys(map(fold, lemmas.keys(form)))
            entries[folded] = Entry(tuple(script(folded, key) for key in keys), lemmas.use(form))
    grouped = Entries.of(entries)
    bare = Vocabulary(grouped, {}, {})
    left, heads = learn(bare, sorted(map(fold, lemmas.sources.base)), exceptions())
    separable = frozenset(map(fold, lemmas.separable_keys()))
    return _with_splits(_without_the_obvious(Vocabulary(grouped, left, heads, separable)))


def inputs_digest() -> str:
    """A hash of everything the data file is made from: sources, tables, rules."""
    package = FILE.parent.parent.parent
    names = (
        "strong_verbs.tsv",
        "finite_forms.tsv",
        "irregular_forms.tsv",
        *(f"{name}.txt" for name in exceptions()),
    )
    rules = ("analysis/compounds.py", "analysis/terms.py", "analysis/normalize.py", "lexicon/vocabulary.py")
    files = [
        *sorted(SOURCES.glob("*.xz")),
        *sorted(Path(__file__).parent.glob("*.py")),
        *(FILE.with_name(name) for name in names),
        *(package / name for name in rules),
    ]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _without_the_obvious(full: Vocabulary) -> Vocabulary:
    """Leave out the long words that have the same terms when nobody lists them."""
    short = {form: entry for form, entry in full.entries.items() if len(form) < LONG}
    small = Vocabulary(Entries.of(short), full.left, full.heads)
    splitter = Splitter(small, exceptions())
    kept = dict(short)
    for form, entry in full.entries.items():
        if len(form) >= LONG:
            keys = entry.keys(form)
            found, parts = terms_of(form, False, small, splitter)
            listed = not word_list("no_split").isdisjoint((form, *keys))
            if listed or keys[0] not in found or not parts:
                kept[form] = entry
    return Vocabulary(Entries.of(kept), full.left, full.heads, full.separable)


def _with_splits(words: Vocabulary) -> Vocabulary:
    """Store how each word is split, which saves the reader of a text most of the work."""
    splitter = Splitter(words, exceptions())
    entries = {}
    for form, entry in words.entries.items():
        if parts := splitter.split(form):
            firm = Use.FIRM if splitter.split(form, capital=True) else 0
            entry = Entry(entry.scripts, entry.use | firm, cuts_of(form, parts))
        entries[form] = entry
    return Vocabulary(Entries.of(entries), words.left, words.heads, words.separable)


def main(arguments: list[str]) -> int:
    """Write the data file, or check it."""
    content = encode(compile_vocabulary(), {"provenance": PROVENANCE, "inputs": inputs_digest()})
    if "--check" in arguments:
        return int(content != FILE.read_bytes())
    FILE.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()[:12]
    print(f"{FILE.name}: {len(content)} bytes, {digest}", file=sys.stderr)
    return 0
