"""Names found in running text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.lexicon.entities import Club, Stage
from searchapp.lexicon.gazetteer import Entry, Gazetteer
from searchapp.lexicon.words import fold, split_words

GENK = Club("KRC Genk", "BE", ("voetbal",))
STVV = Club("Sint-Truidense VV", "BE", ("voetbal",))
AZ = Club("AZ", "NL", ("voetbal",))
FINAL = Stage("finale")


def gazetteer() -> Gazetteer:
    """Three clubs and a stage."""
    names = Gazetteer()
    for phrase, entity in (
        ("KRC Genk", GENK),
        ("Genk", GENK),
        ("Sint-Truiden", STVV),
        ("AZ", AZ),
        ("finale", FINAL),
    ):
        names.add(phrase, Entry(entity, "alias"))
    return names


def found(text: str) -> list[str]:
    """The names found, as printed."""
    words = split_words(text)
    return [text[words[hit.first].start : words[hit.last - 1].end] for hit in gazetteer().find(text, words)]


def test_the_longest_name_wins() -> None:
    """ "KRC Genk" is one name, not "Genk" within it."""
    assert found("Vanavond speelt KRC Genk thuis.") == ["KRC Genk"]


def test_inflected_and_joined_names_are_found() -> None:
    """Genitives and compounds with a hyphen hold the name."""
    assert found("Genks trainer, de Genk-coach en ex-Genk") == ["Genks", "Genk", "Genk"]
    assert found("Sint Truiden, AZ's spits") == ["Sint Truiden", "AZ's"]


def test_names_need_their_capitals() -> None:
    """A name in small letters is no name; one in capitals is; lower-case phrases are found in any case."""
    assert found("genk Az KRC GENK Finale FINALE") == ["KRC GENK", "Finale", "FINALE"]


def test_words_are_folded() -> None:
    """Case, accents, apostrophes and dots don't matter for keys."""
    assert fold("Škoda’s") == "skoda's"
    assert fold("K.V.") == "kv"
    assert [word.text for word in split_words("K.V. Kortrijk-Genk, 2-1")] == [
        "K.V.",
        "Kortrijk",
        "Genk",
        "2",
        "1",
    ]


@given(st.text())
def test_words_lie_where_they_say(text: str) -> None:
    """Offsets of words are verbatim for any text, and finding names never fails."""
    words = split_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    gazetteer().find(text, words)
