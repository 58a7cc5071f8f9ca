"""Does the archive find the quote that somebody remembers badly, and say so when there is none?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchapp.engine import open_archive
from searchapp.engine.protocols import Searcher
from searchapp.model import Quote, Report

SAID = (
    "We hebben de bekerfinale verdiend, want na rust was er maar één ploeg.",
    "De scheidsrechter zag iets wat niemand in het stadion gezien had.",
    "Een punt is een punt, en vanavond ben ik daar blij mee.",
    "Volgende week staan er elf anderen, dat beloof ik de supporters.",
)
COACH = (
    "Zonder druk geen diamant.",
    "De druk ligt bij hen.",
    "Druk hoort erbij, druk is een voorrecht.",
    "Wie druk voelt, leeft nog.",
)


def spoken(identity: str, said: tuple[str, ...], speaker: str) -> Report:
    """A report that holds nothing but these quotes."""
    quotes, text = [], ""
    for words in said:
        start = len(text) + 1
        quotes.append(Quote(words, start, start + len(words), speaker))
        text += f"“{words}” "
    return Report(identity, "bron", text, quotes=tuple(quotes), speakers=(speaker,), origin=identity)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Two people, four quotes each."""
    archive = open_archive(str(tmp_path_factory.mktemp("citaten")), create=True)
    with archive.writer() as writer:
        writer.add(spoken("a", SAID, "Wim Terhaag"))
        writer.add(spoken("b", COACH, "Bas Olthof"))
    yield archive.searcher()
    archive.close()


@pytest.mark.parametrize("words", SAID)
def test_a_quote_finds_itself_first(searcher: Searcher, words: str) -> None:
    """Word for word, it is wholly the same."""
    found = searcher.check(words, 3)
    assert (found[0].hit.quote.text, found[0].similarity) == (words, 1.0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("we hebben deze bekerfinale verdiend na rust was er één ploeg", SAID[0]),
        ("Niemand in het stadion had gezien wat de scheidsrechter zag", SAID[1]),
        ("daar ben ik vanavond blij mee", SAID[2]),
    ],
)
def test_a_badly_remembered_quote_is_found(searcher: Searcher, typed: str, said: str) -> None:
    """Missing, changed, reordered, or only a part of it."""
    assert searcher.check(typed, 3)[0].hit.quote.text == said


@pytest.mark.parametrize("typed", ["Het regende pijpenstelen in Kerkrade", "de het een", "…", "", "\0" * 50])
def test_nothing_near_is_said(searcher: Searcher, typed: str) -> None:
    """No quote at all, rather than one that has nothing to do with it."""
    assert searcher.check(typed, 3) == ()


def test_as_many_as_asked_for(searcher: Searcher) -> None:
    """Never more than the limit."""
    assert len(searcher.check("druk", 2)) <= 2
    assert searcher.check(SAID[0], 0) == ()


def test_typical_words_are_the_speakers_own(searcher: Searcher) -> None:
    """What one says in every quote and the other never; small archives have few such words."""
    assert searcher.typical_words("speaker", "Bas Olthof", 5)[:1] == ("druk",)
    assert "druk" not in searcher.typical_words("speaker", "Wim Terhaag", 5)
    assert searcher.typical_words("speaker", "Jan Niemand", 5) == ()
