"""What the query language makes of what editors type."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.analysis import dutch
from searchapp.model import PartialDate
from searchapp.query import exact, parse, to_text
from searchapp.query.ast import (
    And,
    DateRange,
    Everything,
    FacetMatch,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    Wildcard,
)
from searchapp.query.words import all_of, any_of


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("kansen gemist", And((Term("kansen"), Term("gemist")))),
        ("„een zin”", Phrase("een zin")),
        ("''een zin''", Phrase("een zin")),
        ("'een zin'", Phrase("een zin")),
        ("-strafschop", Not(Term("strafschop"))),
        ("NIET strafschop", Not(Term("strafschop"))),
        ("NIET NIET a", Term("a")),
        ("nederlag*", Wildcard("nederlag*")),
        ("a b OF c", Or((And((Term("a"), Term("b"))), Term("c")))),
        ("a (b OR c)", And((Term("a"), Or((Term("b"), Term("c")))))),
        ("a EN b", And((Term("a"), Term("b")))),
        ("club:Genk", FacetMatch("team", "Genk")),
        ("Spreker:„Van den Brom”", FacetMatch("speaker", "Van den Brom")),
        ("datum:2024-08..2025-05", DateRange(PartialDate(2024, 8), PartialDate(2025, 5))),
        ("datum:..2025", DateRange(None, PartialDate(2025))),
        ("titel:beker", Term("beker", title_only=True)),
        ("titel:beker*", Wildcard("beker*", title_only=True)),
        ('titel:"de beker"', Phrase("de beker", title_only=True)),
        ("play-offs", Or((Term("playoffs"), Phrase("play offs")))),
        ("-(a OF b)", Not(Or((Term("a"), Term("b"))))),
        ("-a/b", Not(And((Term("a"), Term("b"))))),
        ("2-1 K.V. zo'n", And((Term("2-1"), Term("K.V."), Term("zo'n")))),
        ("a - b", And((Term("a"), Term("b")))),
        ("Genk,", Term("Genk")),
    ],
)
def test_reading(text: str, tree: Query) -> None:
    """Every form of the grammar has its tree and no notice."""
    parsed = parse(text)
    assert parsed.query == tree
    assert parsed.notices == ()


@pytest.mark.parametrize(
    ("text", "tree", "notice"),
    [
        ("((a", Term("a"), "Haakje zonder partner"),
        ("a) b", And((Term("a"), Term("b"))), "Haakje zonder partner"),
        ('"open zin', And((Term("open"), Term("zin"))), "Aanhalingsteken zonder partner"),
        ("OF a", And((Term("of"), Term("a"))), "‘OF’ zonder woord"),
        ("a NIET", And((Term("a"), Term("niet"))), "‘NIET’ zonder woord"),
        ("trainer:Jan", And((Term("trainer"), Term("Jan"))), "Onbekend voorvoegsel"),
        ("datum:ooit", And((Term("datum"), Term("ooit"))), "‘datum:’ zonder bruikbare waarde"),
        ("x" * 3000, Term("x" * 2000), "afgebroken"),
    ],
)
def test_what_cannot_be_read_is_words(text: str, tree: Query, notice: str) -> None:
    """A slip of the pen never fails: it is read as words and the editor is told."""
    parsed = parse(text)
    assert parsed.query == tree
    assert any(notice in said for said in parsed.notices)


HOSTILE = ["[a TO " * 2000, "(" * 2000, "NOT " * 2000, "x" * 100_000, '"' * 100_000, "'a " * 30_000]
HOSTILE += ["*a" * 50_000, "(" * 900 + "a" + ")" * 900, "club:" * 20_000, "-" * 100_000, "a:" * 50_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_quick(text: str) -> None:
    """Queries made to hurt are read within 50 ms."""
    started = time.perf_counter()
    parse(text)
    assert time.perf_counter() - started < 0.05


PIECES = [
    "a",
    "Genk",
    "OF",
    "EN",
    "NIET",
    "-",
    "(",
    ")",
    '"',
    "„",
    "”",
    "'",
    "’s",
    "*",
    "b*",
    "club:",
    "datum:",
]
PIECES += ["2024", "..", "titel:", "2-1", "K.V.", "play-offs", ":", ".", ",", " ", " ", "''", "/", "1", "é"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60))
def test_printing_reads_back(text: str) -> None:
    """Any text has a tree, and the tree printed reads back as itself, without new notices."""
    tree = parse(text).query
    again = parse(to_text(tree))
    assert again.query == tree
    assert again.notices == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_term_is_one_word_to_the_analysis(text: str) -> None:
    """Every Term the parser makes stands for exactly one position in a text."""
    for term in terms(parse(text).query):
        assert [token.position for token in dutch.analyze(term.text)] == [0]


def terms(query: Query) -> list[Term]:
    """All Terms of a tree."""
    if isinstance(query, And | Or):
        return [term for child in query.children for term in terms(child)]
    if isinstance(query, Not):
        return terms(query.child)
    return [query] if isinstance(query, Term) else []


WORDS = st.sampled_from(["kansen", "Genk", "foto's", "2-1", "van"])
TITLE = st.booleans()
LEAVES = (
    st.builds(Term, WORDS, TITLE)
    | st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(" ".join), TITLE)
    | st.builds(Wildcard, st.sampled_from(["neder*", "*finale", "b*r"]), TITLE)
    | st.builds(
        FacetMatch, st.sampled_from(["team", "speaker", "season"]), st.sampled_from(["Genk", "Van den Brom"])
    )
    | st.builds(DateRange, st.just(PartialDate(2024, 8)), st.just(PartialDate(2025)) | st.none())
)


def grown(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    """Trees as the parser makes them: flat, and without a double Not."""
    several = st.lists(children, min_size=2, max_size=3)
    return (
        several.map(lambda found: all_of(found) or Everything())
        | several.map(lambda found: any_of(found) or Everything())
        | children.map(lambda child: child.child if isinstance(child, Not) else Not(child))
    )


@settings(deadline=None)
@given(st.recursive(LEAVES, grown, max_leaves=12))
def test_parse_undoes_print(tree: Query) -> None:
    """parse(print(tree)) is the tree."""
    assert parse(to_text(tree)).query == tree


def test_exact_asks_for_surface_forms() -> None:
    """Words become phrases; everything else stays, also below a Not."""
    tree = parse("kansen -gemist* OF (genk -wint)").query
    assert to_text(exact(tree)) == '"kansen" -gemist* OF "genk" -"wint"'
