"""A quote that is printed in several places is one quote, whatever comes and goes around it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine import open_archive
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Archive
from searchapp.model import PartialDate, Quote, Report, SearchOptions
from searchapp.query.ast import Everything
from tests.contract.oracle import quote_records, repeated
from tests.engine.embedded.dying import dies_at_step

WORDS = "Wij laten ons hart op het veld"
SAYINGS = [WORDS, "wij laten ons hart, op het veld!", "Ik ben blij", "Morgen wacht een heel andere match"]
SPEAKERS = ["Jan Klaassen", "Klaassen", "Piet Klaassen", "Mia de Bruin", None]
ALL = SearchOptions(per_page=100)


def report(name: str, date: str | None, *said: tuple[str, str | None]) -> Report:
    """A report of that date in which people say something."""
    text, quotes = f"Verslag {name}.", []
    for words, speaker in said:
        start = len(text) + 2
        text += f" “{words}” klonk het."
        quotes.append(Quote(words, start, start + len(words), speaker))
    day = PartialDate.parse(date) if date else None
    return Report(id=name, source=name, text=text, date=day, quotes=tuple(quotes))


def places(archive: Archive) -> dict[str, list[str]]:
    """Each quote that is shown, with where else it is."""
    result = archive.searcher().search_quotes(Everything(), ALL)
    assert result.total == len(result.hits) == archive.searcher().overview().quotes
    return {hit.id: [f"{name}#{number}" for name, number in hit.also_in] for hit in result.hits}


def expected(reports: list[Report]) -> dict[str, list[str]]:
    """The same by comparing every quote with every other."""
    groups = repeated([record for each in reports for record in quote_records(each)])
    named = [[f"{record.report.id}#{record.number}" for record in group] for group in groups]
    return {first: others for first, *others in named}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Three reports of which two hold the same quote."""
    with closing(open_archive(tmp_path / "archief", create=True)) as archive:
        store(
            archive,
            report("b", "2024-03", (WORDS, "Jan Klaassen")),
            report("a", "2024-05", ("“Wij laten ons hart op het véld.”", "Klaassen")),
            report("c", "2024-01", ("Morgen wacht een heel andere match", None)),
        )
        yield archive


def store(archive: Archive, *reports: Report, gone: str = "") -> None:
    """One commit."""
    with archive.writer() as writer:
        for each in reports:
            writer.add(each)
        for name in gone:
            writer.remove(name)


def test_the_earliest_use_is_shown_with_the_others(archive: Archive) -> None:
    """Case, accents and punctuation don't matter; totals and facets count the quote once."""
    assert places(archive) == {"b#1": ["a#1"], "c#1": []}
    speakers = archive.searcher().search_quotes(Everything(), ALL).facets["speaker"]
    assert [(each.value, each.count) for each in speakers] == [("Jan Klaassen", 1), ("onbekend", 1)]


def test_an_earlier_use_takes_over_and_gives_back(archive: Archive) -> None:
    """A report of an earlier date comes first, until it goes or loses its date."""
    store(archive, report("d", "2023", (WORDS, None)))
    assert places(archive) == {"d#1": ["b#1", "a#1"], "c#1": []}
    store(archive, report("d", None, (WORDS, None)))
    assert places(archive) == {"b#1": ["a#1", "d#1"], "c#1": []}
    store(archive, gone="b")
    assert places(archive) == {"a#1": ["d#1"], "c#1": []}
    store(archive, report("a", "2024-05", ("Iets heel anders dan wat het was", "Klaassen")))
    assert places(archive) == {"d#1": [], "a#1": [], "c#1": []}
    assert archive.check() == []


def test_two_people_who_say_the_same_stay_two(archive: Archive) -> None:
    """Another person's quote is another quote; without a name it joins the first."""
    store(
        archive,
        report("e", "2024-06", (WORDS, "Mia de Bruin")),
        report("f", "2024-07", (WORDS, None)),
        report("g", "2024-08", (WORDS, "De Bruin")),
    )
    assert places(archive) == {"b#1": ["a#1", "f#1"], "e#1": ["g#1"], "c#1": []}


def test_few_words_need_the_same_person(archive: Archive) -> None:
    """ "Ik ben blij" is one quote only from the mouth of one named person."""
    store(
        archive,
        report("e", "2024-06", ("Ik ben blij", "Mia de Bruin"), ("Ik ben blij", None)),
        report("f", "2024-07", ("Ik ben blij!", "Mia De Bruin"), ("Ik ben blij", None), ("…", "Jan")),
    )
    found = places(archive)
    assert found["e#1"] == ["f#1"]
    assert set(found) == {"b#1", "c#1", "e#1", "e#2", "f#2", "f#3"}


def test_a_caption_does_not_hide_who_said_it(archive: Archive) -> None:
    """Within a report the use that names its speaker is shown, though the caption stands first."""
    store(archive, report("e", "2022", (WORDS, None), (WORDS, "Jan Klaassen")))
    assert places(archive) == {"e#2": ["e#1", "b#1", "a#1"], "c#1": []}


def test_what_is_stored_but_not_indexed_is_caught_up(archive: Archive) -> None:
    """After a crash between store and index the first uses are right as well."""
    place = Path(archive.location)
    archive.close()
    with closing(Store(place / "store.sqlite")) as stored:
        stored.put(report("d", "2023", (WORDS, None)))
        stored.commit()
        stored.remove("d")
        stored.remove("b")
        stored.commit()
    with closing(open_archive(place)) as again:
        assert places(again) == {"a#1": [], "c#1": []}
        assert again.check() == []


def test_reader_of_an_older_generation_sees_its_own_places(archive: Archive) -> None:
    """Places are those of the generation that a searcher serves."""
    before = archive.searcher()
    store(archive, report("d", "2023", (WORDS, None)), gone="a")
    hits = before.search_quotes(Everything(), ALL).hits
    assert {hit.id: hit.also_in for hit in hits} == {"b#1": (("a", 1),), "c#1": ()}
    assert places(archive) == {"d#1": ["b#1"], "c#1": []}


def test_rebuilding_chooses_the_same(archive: Archive) -> None:
    """The index is made anew with the same quotes in the same places."""
    before = places(archive)
    archive.rebuild()
    assert places(archive) == before
    assert archive.check() == []


@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
def test_death_while_a_first_use_goes_is_all_or_nothing(archive: Archive, tmp_path: Path) -> None:
    """Whenever the writer dies, the quote is shown once: before the change or after it."""
    archive.close()
    step, died = 0, True
    while died:
        folder = Path(shutil.copytree(archive.location, tmp_path / str(step)))
        died = dies_at_step(folder, step, _remove_first)
        with closing(open_archive(folder)) as again:
            assert places(again) in ({"b#1": ["a#1"], "c#1": []}, {"a#1": [], "c#1": []})
            assert again.check() == []
        step += 1
    assert step > 5


def _remove_first(folder: Path) -> None:
    store(open_archive(folder), gone="b")


def test_archive_of_the_first_format_is_upgraded(archive: Archive) -> None:
    """It asks for a rebuild, which finds the repeated quotes and loses nothing."""
    place, before, reports = Path(archive.location), places(archive), list(archive.reports())
    archive.close()
    with closing(sqlite3.connect(place / "store.sqlite")) as old:
        old.executescript(
            "DROP TABLE shown; DROP TABLE corrections; DROP TABLE tokens; DROP INDEX repeated;"
            "DROP TABLE former_texts; ALTER TABLE reports DROP COLUMN checksum;"
            "ALTER TABLE quotes DROP COLUMN quote_key; ALTER TABLE reports DROP COLUMN original;"
            "ALTER TABLE reports DROP COLUMN first_day; ALTER TABLE reports DROP COLUMN last_day;"
            "PRAGMA user_version = 1"
        )
    manifest = place / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"fingerprint": "2-', '"fingerprint": "1-'))
    with closing(open_archive(place)) as again:
        assert "searchapp rebuild" in again.check()[0]
        again.rebuild()
        assert places(again) == before
        assert list(again.reports()) == reports
        assert again.check() == []


spoken = st.tuples(st.sampled_from(SAYINGS), st.sampled_from(SPEAKERS))
dates = st.sampled_from([None, "2023", "2024", "2024-01", "2024-01-31"])
changes = st.lists(
    st.one_of(
        st.builds(
            lambda name, date, said: report(name, date, *said),
            st.sampled_from("abcd"),
            dates,
            st.lists(spoken, max_size=3),
        ),
        st.sampled_from("abcd"),
    ),
    max_size=5,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, min_size=1, max_size=4), st.booleans())
def test_any_changes_in_any_commits_show_each_quote_once(
    commits: list[list[Report | str]], rebuilt: bool
) -> None:
    """After updates and removals the quotes and their places are those of the simple comparison."""
    held: dict[str, Report] = {}
    with tempfile.TemporaryDirectory() as folder, closing(open_archive(folder, create=True)) as archive:
        for commit in commits:
            with archive.writer() as writer:
                for change in commit:
                    if isinstance(change, Report):
                        writer.add(change)
                        held[change.id] = change
                    else:
                        assert writer.remove(change) == (held.pop(change, None) is not None)
            assert places(archive) == expected(list(held.values()))
        if rebuilt:
            archive.rebuild()
            assert places(archive) == expected(list(held.values()))
        assert archive.check() == []
