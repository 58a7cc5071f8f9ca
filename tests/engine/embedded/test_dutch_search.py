"""Dutch as it is typed and as it is printed meet in a real archive."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.highlighting import to_html
from searchapp.model import Quote, Report, SearchOptions
from searchapp.query import parse
from tests.contract.archives import fill

FAR = "Er gebeurde verder niets. " * 1500
TEXTS = {
    "namen": "KV Kortrijk won dankzij Vanaken en Đoković’s vriend Van Hoof.",
    "accent": "Eén geïnspireerde spits; hij was écht in vorm.",
    "verlies": "Twee nederlagen op rij, en weinig kansen.",
    "beker": "De bekerfinale was spannend.",
    "ver": FAR + "Eindelijk viel de beslissing: een hakbal met strafschop.",
    "citaat": "Trainer Bas Noorman baalde. “Die kansen moeten erin”, zei hij. Meer kwam er niet.",
    "vrij": "Vrije trappen waren zijn wapen, niet de vrije avond.",
    "scheidbaar": "De coach legde de wissel na afloop uit.",
}


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one report for each text, with one quote."""
    folder = tmp_path_factory.mktemp("archief")
    archive = open_archive(folder, create=True)
    start = TEXTS["citaat"].index("Die kansen")
    quote = Quote("Die kansen moeten erin", start, start + 22, "Bas Noorman", "coach")
    fill(
        archive,
        tuple(Report(name, name, text, quotes=(quote,) * (name == "citaat")) for name, text in TEXTS.items()),
    )
    archive.close()
    return folder


def found(location: Path, query: str, **options: bool) -> dict[str, str]:
    """The ids that a query finds, each with its snippet as HTML."""
    archive = open_archive(location)
    result = archive.searcher().search_reports(parse(query).query, SearchOptions(**options))
    archive.close()
    return {hit.report.id: to_html(hit.snippet) for hit in result.hits}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kortrijk", "namen"),
        ("vanaken", "namen"),
        ("djokovic", None),
        ("dokovic", "namen"),
        ("Đoković's", "namen"),
        ("„van hoof”", "namen"),
        ("een geinspireerde", "accent"),
        (unicodedata.normalize("NFD", "Eén geïnspireerde"), "accent"),
        ("«echt in vorm»", "accent"),
        ("nederlaag", "verlies"),
        ("nederlag*", "verlies"),
        ("*lagen", "verlies"),
        ("uitleggen", "scheidbaar"),
        ("vrijschop", "vrij"),
    ],
)
def test_what_is_typed_finds_what_is_printed(location: Path, typed: str, expected: str | None) -> None:
    """Small letters, accents, marks, inflection, patterns, verbs apart, synonyms of several words."""
    assert list(found(location, typed)) == ([expected] if expected else [])


def test_exact_means_the_surface_form(location: Path) -> None:
    """With the switch or in quotation marks, only case and accents are folded."""
    assert list(found(location, "nederlaag", exact=True)) == []
    assert list(found(location, '"nederlaag"')) == []
    assert list(found(location, "Nederlagen", exact=True)) == ["verlies"]
    assert list(found(location, "geinspireerde", exact=True)) == ["accent"]
    assert list(found(location, "finale", exact=True)) == []


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("kans", "verlies", "<mark>kansen</mark>"),
        ("finale", "beker", "beker<mark>finale</mark> was"),
        ("bekerfinales", "beker", "<mark>bekerfinale</mark>"),
        ("strafschoppen", "ver", "<mark>strafschop</mark>"),
        ("kans", "citaat", "“Die <mark>kansen</mark> moeten erin”, zei hij."),
        ('"die kansen moeten"', "citaat", "“<mark>Die kansen moeten</mark> erin”"),
        ("vrijschop", "vrij", "<mark>Vrije trappen</mark> waren zijn wapen, niet de vrije avond."),
        ("nederlag*", "verlies", "<mark>nederlagen</mark>"),
        ("uitleggen", "scheidbaar", "<mark>legde</mark>"),
    ],
)
def test_what_was_found_is_marked(location: Path, typed: str, name: str, marked: str) -> None:
    """The surface form, the part alone, far into a text, inside quotes, a phrase as one mark."""
    assert marked in found(location, typed)[name]


def test_a_quote_is_marked_whole_in_its_own_snippet(location: Path) -> None:
    """Quotes are shown in full with their marks."""
    archive = open_archive(location)
    (hit,) = archive.searcher().search_quotes(parse("kans").query, SearchOptions()).hits
    archive.close()
    assert to_html(hit.snippet) == "Die <mark>kansen</mark> moeten erin"


def test_a_compound_without_hits_is_tried_as_its_components(location: Path) -> None:
    """The notice names the words that the compound is made of, not runs of them."""
    archive = open_archive(location)
    query = parse("nederlaagkans").query
    result = archive.searcher().search_reports(query, SearchOptions(synonyms=False))
    archive.close()
    assert [hit.report.id for hit in result.hits] == ["verlies"]
    assert result.notices == (
        "Niets gevonden voor ‘nederlaagkans’; gezocht op de delen ‘nederlaag’ en ‘kans’.",
    )
