"""Synonyms are searched for as well, with care."""

from __future__ import annotations

import pytest

from searchapp.analysis import dutch
from searchapp.highlighting import matches
from searchapp.lexicon.tables import DATA
from searchapp.lexicon.wordlists import read_lines
from searchapp.query import exact, parse, to_text
from searchapp.query.ast import FacetMatch, Synonyms, Term
from searchapp.query.synonyms import Thesaurus

LINES = read_lines(DATA / "synonyms.txt")
THESAURUS = Thesaurus(LINES, dutch.keys)


def also(text: str) -> tuple[str, ...]:
    """What a query searches for besides what was typed."""
    return THESAURUS.expand(parse(text).query)[1]


def test_any_form_of_a_member_finds_its_group() -> None:
    """Inflected, capitalised and hyphenated words find their synonyms."""
    assert "doelman" in also("Keepers")
    assert {"penalty", "elfmeter"} <= set(also("strafschoppen"))
    assert "assistent-trainer" in also("hulptrainers")
    assert "hulptrainer" in also("assistent-trainers")


def test_members_of_several_words() -> None:
    """Words typed side by side are looked up together, longest first."""
    assert also("rode kaart van Dongen") == ("uitsluiting",)
    assert "vrije trap" in also("vrijschop")


@pytest.mark.parametrize(
    ("typed", "club"),
    [
        ("rouches", "Standard Luik (club)"),
        ("buffalo’s", "KAA Gent (club)"),
        ("KVK ontslag", "KV Kortrijk (club)"),
        ("racing genk wint", "KRC Genk (club)"),
        ("kielse ratten OF malinwa", "KV Mechelen (club)"),
    ],
)
def test_a_name_of_a_club_finds_the_club(typed: str, club: str) -> None:
    """Nicknames and aliases that one club has, however they are typed."""
    assert club in also(typed)


@pytest.mark.parametrize(
    "typed",
    ["blauw-zwart", "paars-wit", "sporting", "Boeren", "club", "kerels", "Ajax", "gent", "genk", "kv"],
)
def test_doubtful_names_of_clubs_stay_words(typed: str) -> None:
    """Names that several clubs share, cities and ordinary words ask for no club."""
    assert also(typed) == ()


def test_a_club_is_sought_in_the_facets_of_teams() -> None:
    """The club that plays and the club that is mentioned, but not for a word of the title."""
    expanded, _ = THESAURUS.expand(parse("rouches").query)
    clubs = tuple(FacetMatch(facet, "Standard Luik") for facet in ("team", "mentioned_team"))
    assert expanded == Synonyms(Term("rouches"), clubs)
    assert also("titel:rouches") == ()


def test_members_of_several_words_match_in_any_form() -> None:
    """ "vrijschop" finds "vrije trappen" too, and marks it once; the words apart are not marked."""
    expanded, _ = THESAURUS.expand(parse("vrijschop").query)
    text = "Vrije trappen zijn trappen die vrije spelers nemen."
    assert [text[start:end] for start, end in matches(text, expanded)] == ["Vrije trappen"]


def test_names_of_a_club_are_marked() -> None:
    """A report found by its club shows where it names the club."""
    expanded, _ = THESAURUS.expand(parse("rouches").query)
    text = "De Luikse aanvaller van Standard scoorde, zodat de Rouches wonnen."
    assert [text[start:end] for start, end in matches(text, expanded)] == ["Standard", "Rouches"]


@pytest.mark.parametrize(
    ("typed", "risky"),
    [("voorzet", "assist"), ("cross", "voorzet"), ("lat", "dwarsligger"), ("loting", "draw")],
)
def test_words_that_only_seem_to_be_synonyms(typed: str, risky: str) -> None:
    """Related is not the same."""
    assert risky not in also(typed)


def test_phrases_and_excluded_words_stay() -> None:
    """What is meant literally, or not meant, has no synonyms."""
    assert also('"keeper" -penalty keep*') == ()


def test_groups_are_not_chained() -> None:
    """A synonym brings in nothing by itself."""
    thesaurus = Thesaurus(["a, b", "b, c"], dutch.keys)
    assert thesaurus.expand(Term("a")) == (Synonyms(Term("a"), (Term("b"),)), ("b",))


def test_an_expanded_query_prints_as_typed() -> None:
    """Links and exact search show and use the words of the editor."""
    expanded, _ = THESAURUS.expand(parse("keeper rode kaart").query)
    assert to_text(expanded) == "keeper rode kaart"
    assert exact(expanded) == exact(parse("keeper rode kaart").query)


def test_synonyms_are_marked() -> None:
    """The words that were found are marked, whichever they are."""
    expanded, _ = THESAURUS.expand(parse("keeper").query)
    text = "De doelwachter redde, de keepers juichten."
    assert [text[start:end] for start, end in matches(text, expanded)] == ["doelwachter", "keepers"]


def test_the_list_is_in_order() -> None:
    """Groups are sorted and unique, and no word says the same twice in its group."""
    assert sorted(set(LINES)) == LINES
    for line in LINES:
        members = line.split(", ")
        assert len(members) == len(set(members)) > 1
