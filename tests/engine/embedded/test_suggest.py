"""What is proposed while somebody types, and what was meant instead of a typing error."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine import open_archive
from searchapp.engine.embedded import suggest
from searchapp.engine.embedded.names import Name, Names, key, other_phrases, own_phrases
from searchapp.engine.embedded.searcher import EmbeddedSearcher
from searchapp.engine.protocols import Archive, Searcher
from searchapp.model import Quote, Report, SearchOptions, Suggestion
from searchapp.query.parser import parse


def article(number: int, text: str, speaker: str = "", teams: Sequence[str] = (), **facts: str) -> Report:
    """A report whose last sentence is said by the speaker, if there is one."""
    start, end = text.rindex(". ") + 2 if speaker else 0, len(text)
    quotes = (Quote(text[start:], start, end, speaker),) if speaker else ()
    text += f", zei {speaker}." if speaker else ""
    speakers = (speaker,) if speaker else ()
    report = Report(f"r{number}", "s", text, teams=tuple(teams), quotes=quotes, speakers=speakers, **facts)
    return replace(report, origin=report.id)


NEWS = [
    article(1, "KAA Gent won de bekerfinale. Een mooie avond", "Hugo Vanderhaezebrouck", ["KAA Gent"]),
    article(
        2, "Gent verloor in Luik. Een slechte avond", "Hugo Vanderhaezebrouck", ["KAA Gent", "Standard Luik"]
    ),
    article(3, "Standard won van Gent. Zo hoort het", "Johan van den Brommert", ["Standard Luik"]),
    article(
        4, "De strafschop van Hrošovič was raak. Klasse", "Bram Dekeizer", competition="Beker van België"
    ),
    article(5, "Hrošovič mist de rode kaart en de bekerfinales. Jammer", "Éric Çağlar-N’Dri"),
    article(6, "De rode kaart en de play-offs. Genk kijkt toe.", teams=["KRC Genk"]),
]


def store(archive: Archive, reports: Sequence[Report]) -> None:
    """Add and commit."""
    with archive.writer() as writer:
        for report in reports:
            writer.add(report)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher over the news."""
    with closing(open_archive(tmp_path_factory.mktemp("nieuws"), create=True)) as archive:
        store(archive, NEWS)
        yield archive.searcher()


def labels(searcher: Searcher, typed: str, limit: int = 10) -> list[str]:
    """What is proposed."""
    return [suggestion.label for suggestion in searcher.suggest(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("van den b", "Johan van den Brommert"),
        ("brommert", "Johan van den Brommert"),
        ("JOHAN V", "Johan van den Brommert"),
        ("caglar", "Éric Çağlar-N’Dri"),
        ("caglar n'd", "Éric Çağlar-N’Dri"),
        ("buffalo", "KAA Gent"),
        ("rouche", "Standard Luik"),
        ("K.A.A. G", "KAA Gent"),
        ("croky", "Beker van België"),
        ("strafs", "strafschop"),
        ("STRAFS", "strafschop"),
        ("rode kaa", "rode kaart"),
    ],
)
def test_the_beginning_of_any_word_is_enough(searcher: Searcher, typed: str, first: str) -> None:
    """Surnames alone, other names of clubs, any case, without accents."""
    assert labels(searcher, typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vanderhaesebrouk", "Hugo Vanderhaezebrouck"),
        ("van der haesebrouck", "Hugo Vanderhaezebrouck"),
        ("hugo vanderhazebroek", "Hugo Vanderhaezebrouck"),
        ("vanderhaeseb", "Hugo Vanderhaezebrouck"),
        ("vandenbromert", "Johan van den Brommert"),
        ("dekeyser", "Bram Dekeizer"),
        ("de keizer", "Bram Dekeizer"),
        ("standrad luik", "Standard Luik"),
        ("beker van belgie", "Beker van België"),
        ("hrosovitsj", "hrosovic"),
        ("bekerfinael", "bekerfinale"),
        ("rode kaatr", "rode kaart"),
    ],
)
def test_typing_errors_are_forgiven(searcher: Searcher, typed: str, meant: str) -> None:
    """What was meant is among the first three."""
    assert meant in labels(searcher, typed)[:3]


def test_kinds_come_in_order_with_exact_counts(searcher: Searcher) -> None:
    """People and clubs by how much there is, then competitions, then words."""
    assert searcher.suggest("van", 10)[:2] == (
        Suggestion("Johan van den Brommert", 1, "speaker"),
        Suggestion("Hugo Vanderhaezebrouck", 2, "speaker"),
    )
    assert searcher.suggest("beker", 10) == (
        Suggestion("Beker van België", 1, "competition"),
        Suggestion("bekerfinale", 2),
    )
    assert [suggestion.kind for suggestion in searcher.suggest("gent", 2)] == ["club", "woord"]


def test_words_are_completed_only_to_what_can_be_found(searcher: Searcher) -> None:
    """After the words before them; one form of each word."""
    assert labels(searcher, "gent bekerf") == ["gent bekerfinale"]
    assert labels(searcher, "genk bekerf") == []
    assert labels(searcher, "bekerfin") == ["bekerfinale"]


@pytest.mark.parametrize("typed", ["", " ", "…", "*", "\0", "zzzzzz", "-", '"', "\ud800", "x" * 100_000])
def test_there_may_be_nothing_to_propose(searcher: Searcher, typed: str) -> None:
    """Never an error."""
    assert labels(searcher, typed) == []
    assert labels(searcher, "gent", 0) == []


def test_what_went_is_proposed_no_more(tmp_path: Path) -> None:
    """Suggestions are those of the newest commit."""
    with closing(open_archive(tmp_path, create=True)) as archive:
        assert labels(archive.searcher(), "gent") == []
        store(archive, NEWS)
        assert labels(archive.searcher(), "hugo") == ["Hugo Vanderhaezebrouck", "hugo"]
        with archive.writer() as writer:
            writer.remove("r1")
            writer.remove("r2")
        assert labels(archive.searcher(), "hugo") == []
        assert labels(archive.searcher(), "standard l") == ["Standard Luik"]


def test_a_large_archive_answers_from_the_earlier_tables_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody who types waits for a new generation, and soon it's there."""
    monkeypatch.setattr(suggest, "_PATIENCE", 0.0)
    with closing(open_archive(tmp_path, create=True)) as archive:
        store(archive, NEWS[:5])
        assert "KRC Genk" not in labels(archive.searcher(), "krc")
        assert labels(archive.searcher(), "hugo v") == ["Hugo Vanderhaezebrouck"]
        store(archive, NEWS[5:])
        deadline = time.monotonic() + 10
        assert labels(archive.searcher(), "hugo v") == ["Hugo Vanderhaezebrouck"]
        while "KRC Genk" not in labels(archive.searcher(), "krc") and time.monotonic() < deadline:
            time.sleep(0.01)
        assert labels(archive.searcher(), "krc")[0] == "KRC Genk"


NAME_WORDS = [
    "Jan",
    "jan",
    "Van",
    "van",
    "den",
    "Brom",
    "Brommer",
    "De",
    "Bruyne",
    "Gent",
    "K.V.",
    "N’Dri",
    "Ó",
]
names = st.one_of(
    st.builds(
        Name,
        st.lists(st.sampled_from(NAME_WORDS), min_size=1, max_size=4).map(" ".join),
        st.just("speaker"),
        st.integers(1, 5),
    ),
    st.builds(
        Name, st.sampled_from(["KAA Gent", "KRC Genk", "Ajax", "Gent"]), st.just("team"), st.integers(1, 5)
    ),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(names, max_size=12, unique_by=lambda name: name[:2]),
    names,
    st.integers(0, 6),
    st.integers(1, 10),
)
def test_completed_names_are_those_of_looking_at_every_name(
    held: list[Name], one: Name, cut: int, limit: int
) -> None:
    """By any of their words on: these very words first, then names, then other names; by count."""
    typed = key(one.label)
    typed = typed[: max(len(typed) - cut, 1)].strip()

    def place(name: Name) -> tuple[bool, bool, int, str, bool]:
        phrases = own_phrases(name) | other_phrases(name)
        whole = any(f"{phrase} ".startswith(f"{typed} ") for phrase in phrases)
        own = any(phrase.startswith(typed) for phrase in own_phrases(name))
        return not whole, not (whole or own), -name.records, name.label, name.facet == "speaker"

    beginning = [
        name
        for name in held
        if any(phrase.startswith(typed) for phrase in own_phrases(name) | other_phrases(name))
    ]
    assert Names(held).starting(typed, limit) == sorted(beginning, key=place)[:limit]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vanderhaesebrouk", "Vanderhaezebrouck"),
        ("van derhaesebrouck avond", "Vanderhaezebrouck avond"),
        ("vandenbromert", "van den Brommert"),
        ("hrosovitsj strafshop", "Hrošovič strafschop"),
        ("hrosovitsj -strafschop", "Hrošovič -strafschop"),
        ('"rode kaatr"', '"rode kaart"'),
        ("club:standart", 'club:"Standard Luik"'),
        ("spreker:bromert", 'spreker:"Johan van den Brommert"'),
        ("strafshop OF kaart", "strafschop OF kaart"),
        ("pley-offs", "play-offs"),
    ],
)
def test_unknown_words_are_corrected_and_known_ones_kept(searcher: Searcher, typed: str, meant: str) -> None:
    """As the archive writes them; joined, split, in phrases, names and alternatives."""
    assert searcher.search_reports(parse(typed).query, SearchOptions()).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    ["", "gent", "genk bekerfinale", "zzzzzzz", "-strafshop", "rod*", "bekerfinales OF gent", "play-offs"],
)
def test_nothing_is_corrected_that_is_known_or_beyond_guessing(searcher: Searcher, typed: str) -> None:
    """Known words that don't occur together are no typing error."""
    assert searcher.search_reports(parse(typed).query, SearchOptions()).suggestion is None


def test_corrections_of_quotes_are_words_of_quotes(searcher: Searcher) -> None:
    """A word that only reports know is no typing error, nor a correction for one."""
    assert searcher.search_quotes(parse("avnod").query, SearchOptions()).suggestion == "avond"
    assert searcher.search_quotes(parse("strafschop").query, SearchOptions()).suggestion is None
    assert searcher.search_quotes(parse("strafshop").query, SearchOptions()).suggestion is None


def test_a_page_of_nonsense_is_answered_soon(searcher: Searcher) -> None:
    """Only so many words of a query are looked up."""
    for text in ("strafshop " + "zwetsen " * 240, "club:gnet " * 100, "strafshop OF " * 150):
        started = time.perf_counter()
        assert searcher.search_reports(parse(text).query, SearchOptions()).suggestion
        assert time.perf_counter() - started < 2


def test_exact_words_are_corrected_to_exact_words(searcher: Searcher) -> None:
    """With `exact` a form that doesn't occur leads to one that does."""
    exact = SearchOptions(exact=True)
    assert searcher.search_reports(parse("strafschoppen").query, SearchOptions()).total == 1
    assert searcher.search_reports(parse("strafschopen").query, exact).suggestion == "strafschop"


def test_searchers_hand_over(searcher: Searcher) -> None:
    """Following an earlier searcher changes no answer."""
    assert isinstance(searcher, EmbeddedSearcher)
    before = labels(searcher, "van")
    searcher.follow(searcher)
    assert labels(searcher, "van") == before


def test_groups_share_the_places() -> None:
    """A crowd of names leaves a fifth of the places to competitions and as many to words."""
    crowd = [Suggestion(f"n{n}", 1, "speaker") for n in range(20)]
    few = [Suggestion(f"c{n}", 1, "competition") for n in range(3)]
    words = [Suggestion(f"w{n}", 1) for n in range(20)]
    found = suggest.shared_out([crowd, few, words], 10)
    assert [suggestion.label[0] for suggestion in found] == list("nnnnnnccww")
    assert len(suggest.shared_out([[], [], words], 10)) == 10
