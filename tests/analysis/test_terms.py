"""Which words count as the same, and which compounds fall apart."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.analysis import dutch, fingerprint
from searchapp.analysis.terms import compound_parts, word_terms

SPORTS = Path(__file__).with_name("sports_compounds.tsv")


@pytest.mark.parametrize(
    "forms",
    [
        "kans kansen kansje",
        "winnen wint won wonnen gewonnen winnend",
        "verliezen verliest verloor verloren",
        "nederlaag nederlagen",
        "bekerfinale bekerfinales",
        "stad steden",
        "mooi mooie mooier mooiste",
        "goed beter beste",
        "uitleggen uitlegt uitlegde uitgelegd",
        "terugkomen terugkwam teruggekomen",
        "oktoberdip oktoberdips",
        "geïnspireerd geinspireerd inspireren",
        "match matches",
        "Vanaken vanaken",
        "Hrošovský hrosovsky",
        "Kortrijk kortrijk",
        "Westerlo westerlo",
        "hertackelen hertackelde hertackelden",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    """All forms share a key with the first."""
    first, *others = forms.split()
    for other in others:
        assert set(dutch.keys(first)) & set(dutch.keys(other)), other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brugge", "brug"),
        ("finale", "finaal"),
        ("zo'n", "zon"),
        ("kans", "kan"),
        ("bal", "ballet"),
        ("beker", "bek"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Words that a stemmer confuses have no key in common."""
    assert not set(dutch.keys(one)) & set(dutch.keys(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bekerfinales", {"beker", "finale"}),
        ("terugwedstrijd", {"terug", "wedstrijd"}),
        ("scheidsrechtersbeslissing", {"scheidsrechter", "beslissing"}),
        ("groepsfase", {"groep", "fase"}),
        ("puntenklassement", {"punt", "klassement"}),
        ("halvefinaleplaats", {"finale", "plaats"}),
        ("zandbak", {"zand", "bak"}),
        ("zandbakken", {"zand", "bak"}),
    ],
)
def test_compounds_have_their_parts(word: str, parts: set[str]) -> None:
    """The parts are keys, without linking elements."""
    assert parts <= set(dutch.parts(word))


WHOLE = ["donderdag", "wedstrijd", "doelpunt", "overwinning", "kampioenschap", "Vandereycken", "Anderlecht"]
WHOLE += [
    "uitleggen",
    "seizoen",
    "belangrijk",
    "nederlaag",
    "trainers",
    "daarnaast",
    "standaards",
    "waardelozer",
]


@pytest.mark.parametrize("word", WHOLE)
def test_some_words_are_read_whole(word: str) -> None:
    """Lexicalised words, names and separable verbs have no parts."""
    assert dutch.parts(word) == ()


def test_words_that_an_editor_leaves_whole() -> None:
    """A word of the editor's own list is read as one, in its forms and within longer words."""
    assert "beker" in dutch.parts("bekerfinales")
    dutch.leave_whole(frozenset({"bekerfinale"}))
    try:
        assert dutch.parts("bekerfinales") == ()
        assert set(dutch.parts("bekerfinaleplaats")) == {"bekerfinale", "plaats"}
        assert dutch.parts("groepsfase") == ("groep", "fase")
    finally:
        dutch.leave_whole(frozenset())
    assert "beker" in dutch.parts("bekerfinales")


def test_components_are_words_to_search_for() -> None:
    """Each letter of a compound belongs to one component, whatever its parts share."""
    assert dutch.components("wereldbekerwedstrijden") == ("wereld", "beker", "wedstrijden")
    assert dutch.components("oud-speler") == ("oud", "speler")
    assert dutch.components("kans") == ()


def test_a_list_of_sports_words_is_read_well() -> None:
    """Of hand-made compounds nearly all parts are found; few other words fall apart."""
    found = parts = wrong = whole = 0
    for row in csv.DictReader(
        SPORTS.read_text("utf-8").splitlines()[3:], ("word", "kind", "parts"), delimiter="\t"
    ):
        if row["kind"] == "split":
            gold = [set(dutch.keys(part)) for part in row["parts"].split("+")]
            parts += len(gold)
            found += sum(bool(keys & set(dutch.parts(row["word"]))) for keys in gold)
        else:
            whole += 1
            wrong += bool(dutch.parts(row["word"]))
    assert found / parts > 0.93
    assert wrong / whole < 0.03


@pytest.mark.parametrize(("name", "word"), [("Maarten", "maart"), ("Steven", "stijven"), ("Bergen", "berg")])
def test_names_are_not_inflected(name: str, word: str) -> None:
    """A capitalised name has nothing in common with the word it looks like."""
    assert not set(dutch.keys(name)) & set(dutch.keys(word))
    assert set(dutch.keys(name)) & set(dutch.keys(name.lower()))


def test_parts_know_their_places() -> None:
    """Part spans point into the printed word, also behind accents and soft hyphens."""
    (token,) = dutch.analyze("beker\u00adfinale’s")
    spans = {key: token.text[start:end] for start, end, key in dutch.part_spans(token)}
    assert spans["finale"] == "finale"
    assert compound_parts("kans") == []


@settings(deadline=None)
@given(st.text(alphabet="abdefgiklmnoprstuvzéAB'", min_size=1, max_size=30))
def test_every_word_has_terms(word: str) -> None:
    """Any string of letters has a key, and no key or part is empty."""
    keys, parts = word_terms(word)
    assert keys
    assert all((*keys, *parts))


@settings(deadline=None)
@given(st.text(alphabet="abdeghiklnorstvw", min_size=3, max_size=16))
def test_a_name_is_found_in_small_letters(word: str) -> None:
    """However a word is typed, it shares a key with itself capitalised."""
    assert set(dutch.keys(word)) & set(dutch.keys(word.capitalize()))


def test_fingerprint_is_stable() -> None:
    """The same analysis has the same fingerprint."""
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16
