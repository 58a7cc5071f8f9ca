"""Does a person, a club or a competition have a page that shows what the archive knows?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.web import create_app
from tests.web.newsroom import TERHAAG, VERLOO, filled, report
from tests.web.test_pages import links, page, words

YEARS = range(2018, 2025)


def said(year: int, speaker: str, team: str, what: str) -> dict[str, object]:
    """A report of that year in which one person says one thing."""
    body = f"{speaker} keek terug op de wedstrijd. “{what}”, zei hij in {year}."
    spoken = [(what, speaker, "coach", team)]
    facts = {"date": f"{year}-03-01", "teams": [team, "Ajax"], "competition": "Eredivisie"}
    return report(f"Terugblik {year} {speaker}", body, spoken, id=f"{year}-{speaker}", **facts)


@pytest.fixture(scope="module")
def long_career(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A coach who speaks of pressure every year at two clubs, and one who speaks of luck."""
    reports = []
    for year in YEARS:
        team = "PSV" if year < 2021 else "FC Utrecht"
        reports.append(said(year, "Gijs Talsma", team, f"In {year} voelden we de druk elke dag"))
        reports.append(said(year, "Rein Bouma", "AZ", f"Geluk hoort bij voetbal, ook in {year}"))
    archive = filled(tmp_path_factory.mktemp("loopbaan"), reports)
    yield create_app(archive).test_client()
    archive.close()


def test_a_speaker_has_all_quotes_newest_first(long_career: FlaskClient) -> None:
    """Through time, by club and role, with a picture whose bars narrow the page itself."""
    shown = page(long_career, "/spreker/Gijs%20Talsma")
    read = words(shown)
    assert "7 citaten" in read
    assert read.index("In 2024 voelden") < read.index("In 2018 voelden")
    assert "Citaten per jaar" in read
    bar = next(link for link in links(shown) if "from=2020&to=2020" in link)
    assert bar.startswith("/spreker/Gijs%20Talsma?")
    assert "1 citaat" in words(page(long_career, bar))
    club = next(link for link in links(shown) if "speaker_team=PSV" in link)
    assert "3 citaten" in words(page(long_career, club))


def test_oldest_first_is_a_click_away(long_career: FlaskClient) -> None:
    """The order can be turned round."""
    shown = page(long_career, "/spreker/Gijs%20Talsma")
    turned = words(page(long_career, next(link for link in links(shown) if "sort=date" in link)))
    assert turned.index("In 2018 voelden") < turned.index("In 2024 voelden")


def test_typical_words_lead_to_their_quotes(long_career: FlaskClient) -> None:
    """What one says more than others; the words of everybody are not typical."""
    shown = page(long_career, "/spreker/Gijs%20Talsma")
    link = next(link for link in links(shown) if link.endswith("q=druk"))
    assert "7 citaten" in words(page(long_career, link))
    assert not any(link.endswith("q=geluk") for link in links(shown))


def test_long_lists_have_pages(client: FlaskClient, long_career: FlaskClient) -> None:
    """A portrait pages through its quotes like any list."""
    second = words(page(long_career, "/spreker/Gijs%20Talsma?per_page=5&page=2"))
    assert "In 2019 voelden" in second
    assert "In 2024 voelden" not in second


def test_a_club_shows_reports_people_and_words(client: FlaskClient) -> None:
    """Its newest reports, what its people said, who they are."""
    shown = page(client, "/club/KRC%20Genk")
    read = words(shown)
    assert "2 verslagen" in read
    assert TERHAAG in read
    assert "/spreker/Wim%20Terhaag" in links(shown)
    assert any(link.startswith("/verslag/kortrijk-genk") for link in links(shown))


def test_a_competition_leads_to_its_clubs(client: FlaskClient) -> None:
    """Small, with the way to every club in it."""
    shown = page(client, "/competitie/Eredivisie")
    assert {"/club/Ajax", "/club/AZ", "/club/FC%20Utrecht"} <= set(links(shown))
    assert "15 verslagen" in words(shown)


def test_a_nickname_leads_to_the_club(client: FlaskClient) -> None:
    """The lexicon knows what Genk is called in full; the prefix of a proxy stays."""
    answer = client.get("/club/Genk")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/club/KRC%20Genk"


def test_hits_lead_to_portraits(client: FlaskClient) -> None:
    """From a quote to its speaker and club, from a report to its clubs and competition."""
    assert {"/spreker/Wim%20Terhaag", "/club/KRC%20Genk"} <= set(links(page(client, "/citaten")))
    read = set(links(page(client, "/verslag/genk-brugge")))
    assert {"/club/Club%20Brugge", "/competitie/Beker%20van%20Belgi%C3%AB"} <= read


def test_a_report_leads_to_its_like(long_career: FlaskClient) -> None:
    """Other meetings of the same clubs, but never the report itself."""
    shown = page(long_career, "/verslag/2019-Gijs%20Talsma")
    assert "Andere ontmoetingen" in words(shown)
    found = [link for link in links(shown) if link.startswith("/verslag/")]
    assert "/verslag/2020-Gijs%20Talsma" in found
    assert "/verslag/2019-Gijs%20Talsma" not in found


def test_a_report_knows_its_place_in_the_list(client: FlaskClient) -> None:
    """Across the pages of the list, and back to the page it stands on."""
    tenth = page(client, "/verslag/kort-01?team=Ajax")
    assert "10 van 14" in words(tenth)
    following = next(link for link in links(tenth) if link.startswith("/verslag/") and "page=2" in link)
    eleventh = page(client, following)
    assert "11 van 14" in words(eleventh)
    assert "/zoeken?team=Ajax&page=2" in links(eleventh)
    assert "/verslag/kort-01?team=Ajax" in links(eleventh)


def test_a_report_outside_the_list_still_leads_back(client: FlaskClient) -> None:
    """A link that was kept while the archive grew has no place any more."""
    shown = page(client, "/verslag/genk-brugge?team=Ajax")
    assert "Terug naar de lijst" in words(shown)
    assert " van 14" not in words(shown)


def test_the_context_of_a_quote_is_what_stands_around_it(client: FlaskClient) -> None:
    """The sentence before and the attribution after, as printed."""
    shown = words(page(client, "/citaten?speaker=Wim+Terhaag"))
    assert f"Het won woensdag met 2-1 van Club Brugge. “{TERHAAG}” Dat zei coach Wim Terhaag" in shown


def test_the_same_quote_in_another_report_is_told(tmp_path: Path) -> None:
    """A quote that two papers printed stands there once, and names the other place."""
    words_said = "Vandaag hebben we vooral van onszelf verloren"
    paper = said(2024, "Gijs Talsma", "PSV", words_said)
    archive = filled(tmp_path, [paper, {**paper, "id": "andere krant", "date": "2024-03-02"}])
    shown = page(create_app(archive).test_client(), "/citaten")
    archive.close()
    assert shown.count("<blockquote><p>") == 1
    assert "Ook in Terugblik 2024 Gijs Talsma (2 maart 2024)" in words(shown)
    assert "/verslag/andere%20krant#citaat-1" in links(shown)


def test_outcomes_read_as_one_would_say_them(client: FlaskClient) -> None:
    """Quotes can be narrowed to those after a defeat."""
    shown = page(client, "/citaten")
    link = next(link for link in links(shown) if "outcome=verlies" in link and "not_" not in link)
    assert "na een nederlaag" in words(shown)
    assert VERLOO in page(client, link)
