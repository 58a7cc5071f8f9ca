"""Editors' own word lists beside the archive: synonyms at once, no-split after a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.analysis import dutch
from searchapp.engine import open_archive
from searchapp.engine.embedded.archive import EmbeddedArchive
from searchapp.errors import ArchiveDamaged, WordListError
from searchapp.model import Report, SearchOptions, SearchResult
from searchapp.query import parse
from tests.contract.archives import fill

TEXTS = (
    "De sluitpost stopte alles.",
    "Hij gaf een goede voorzet.",
    "De assist was mooi.",
    "Het voetbalduel.",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[EmbeddedArchive]:
    """An archive of a few reports."""
    found = open_archive(tmp_path / "archief", create=True)
    assert isinstance(found, EmbeddedArchive)
    fill(found, tuple(Report(f"r{n}", f"r{n}", text) for n, text in enumerate(TEXTS)))
    yield found
    found.close()
    dutch.leave_whole(frozenset())


def edit(archive: EmbeddedArchive, name: str, text: str) -> Path:
    """Write a list."""
    path = Path(archive.location, "lexicon", name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def search(archive: EmbeddedArchive, query: str, **options: bool) -> SearchResult:
    """What a query finds."""
    return archive.searcher().search_reports(parse(query).query, SearchOptions(**options))


def test_shipped_synonyms_are_searched_and_told(archive: EmbeddedArchive) -> None:
    """The notice and the field name what was searched for; both switches turn them off."""
    result = search(archive, "keeper")
    assert [hit.report.id for hit in result.hits] == ["r0"]
    assert result.notices == (
        "Ook gezocht op: doelman, doelwachter, goalie, sluitpost, doelvrouw, keepster.",
    )
    assert result.also_searched == ("doelman", "doelwachter", "goalie", "sluitpost", "doelvrouw", "keepster")
    assert ("sluitpost", True) in result.hits[0].snippet.fragments
    for options in ({"synonyms": False}, {"exact": True}):
        result = search(archive, "keeper", **options)
        assert (result.total, result.also_searched) == (0, ())


def test_synonyms_of_editors_count_at_once(archive: EmbeddedArchive) -> None:
    """A group is added; a shipped group is taken out by any form of a member; the rest stays."""
    assert search(archive, "assist").total == 1
    edit(archive, "synonyms.txt", "# eigen\nvoorzet, assist\n\n-keepers\n")
    result = search(archive, "voorzetten")
    assert (result.total, result.also_searched) == (2, ("assist",))
    assert search(archive, "keeper").total == 0
    assert "penalty" in search(archive, "strafschop").also_searched
    edit(archive, "synonyms.txt", "")
    assert search(archive, "keeper").total == 1


def test_a_line_that_cannot_be_read_is_told(archive: EmbeddedArchive) -> None:
    """The other lines count; the reader gets the number, `check` the file, the line and the reason."""
    path = edit(archive, "synonyms.txt", "voorzet, assist\neenzaam\n…, goal\n")
    result = search(archive, "voorzet")
    assert result.total == 2
    assert "De regels 2 en 3 van lexicon/synonyms.txt tellen niet mee" in result.notices[1]
    assert [finding.partition(": ")[0] for finding in archive.check()] == [f"{path}:2", f"{path}:3"]
    path.write_bytes(b"caf\xe9, bar\n")
    assert "`searchapp check`" in search(archive, "voorzet").notices[0]


def test_no_split_words_ask_for_a_rebuild(archive: EmbeddedArchive) -> None:
    """A changed list is refused by a new process with a clear message; rebuilding makes it count."""
    assert search(archive, "voetbal").total == 1
    path = edit(archive, "no-split.txt", "Voetbalduel\n")
    assert search(archive, "voetbal").total == 1
    with pytest.raises(ArchiveDamaged, match=r"no-split\.txt has changed.*searchapp rebuild"):
        open_archive(archive.location).searcher()
    assert search(archive, "voetbal").total == 1
    open_archive(archive.location).rebuild()
    assert search(archive, "voetbal").total == 0
    assert search(archive, "voetbalduels").total == 1
    assert archive.check() == []
    path.unlink()
    with pytest.raises(ArchiveDamaged, match="searchapp rebuild"):
        open_archive(archive.location).searcher()


def test_a_bad_no_split_list_names_file_and_line(archive: EmbeddedArchive) -> None:
    """Nothing is indexed with half a list."""
    path = edit(archive, "no-split.txt", "voetbalduel\ntwee woorden\n")
    with pytest.raises(WordListError, match=f"{path}:2: 'twee woorden' is not one word"):
        open_archive(archive.location).searcher()
    assert archive.check()[0].startswith(f"{path}:2: ")
