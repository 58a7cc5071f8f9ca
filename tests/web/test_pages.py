"""What does an editor see?"""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.web import create_app
from tests.web.newsroom import GENK, SHORT_NEWS, TERHAAG, filled, report

ODD_QUERIES = ("(a", '"zin zonder einde', "[a TO ", "NIET", "-", "***", "a" * 5000, "\0", "\ufffd", "%")


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    """The HTML at a path."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def words(page: str) -> str:
    """What a reader reads: text without tags, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def links(page: str) -> list[str]:
    """Where a page leads to."""
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', page)]


def test_the_start_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    """Totals, years and the newest report; and each example search finds something."""
    shown = page(client, "/")
    assert "17 verslagen" in words(shown)
    assert "3 citaten" in words(shown)
    assert "Genk wipt Club Brugge uit de beker" in shown
    examples = re.search(r'<div class="examples">.*?</div>', shown, re.DOTALL)
    assert examples
    found = links(examples[0])
    assert len(found) == 3
    for link in found:
        assert "Niets gevonden" not in page(client, link)


def test_an_empty_archive_explains_how_to_fill_it(tmp_path: Path) -> None:
    """The first page that a new user sees names the command."""
    archive = filled(tmp_path, [])
    client = create_app(archive).test_client()
    assert "searchapp index" in page(client, "/")
    assert "0 verslagen" in words(page(client, "/zoeken"))
    archive.close()


def test_a_result_is_a_complete_line(client: FlaskClient) -> None:
    """Headline, date, competition and stage, match with score, marked snippet, speakers."""
    shown = page(client, "/zoeken?q=bekerfinales")
    read = words(shown)
    assert "2 verslagen voor ‘bekerfinales’" in read
    assert "5 februari 2025 Beker van België, halve finale KRC Genk – Club Brugge 2-1" in read
    assert "<mark>bekerfinale</mark>" in shown
    assert "Aan het woord: Wim Terhaag (coach), Koen Verloo (speler)" in read


def test_a_report_without_headline_is_not_shown_twice(client: FlaskClient) -> None:
    """Its first sentence is the title, so the snippet goes on from there."""
    shown = words(page(client, "/zoeken?q=bekerfinale&team=KV+Kortrijk"))
    assert shown.count("lonkt voor Genk") == 1


def test_facets_narrow_and_chips_widen_again(client: FlaskClient) -> None:
    """A value is a link that chooses it; chosen, it stands first, and its chip lets it go."""
    link = next(link for link in links(page(client, "/zoeken")) if "team=FC+Utrecht" in link)
    narrowed = page(client, link)
    assert "1 verslag" in words(narrowed)
    chosen = re.search(r'<h3>Club</h3>.*?<a href="([^"]*)"[^>]*class="chosen"', narrowed, re.DOTALL)
    assert chosen
    chip = re.search(r'class="chips".*?href="([^"]*)"[^>]*>Club: FC Utrecht', narrowed, re.DOTALL)
    assert chip
    assert chip[1] == chosen[1] == "/zoeken"


def test_two_clubs_lead_to_their_meetings_in_a_click(client: FlaskClient) -> None:
    """With both chosen there is a link to the matches between them."""
    shown = page(client, "/zoeken?team=KRC+Genk&team=Club+Brugge")
    link = next(link for link in links(shown) if "match=all" in link)
    assert "1 verslag" in words(page(client, link))


def test_months_appear_within_a_year(client: FlaskClient) -> None:
    """The panel stays short until a year is chosen."""
    assert "<h3>Maand</h3>" not in page(client, "/zoeken")
    assert "maart 2023" in page(client, "/zoeken?year=2023")


def test_long_lists_have_pages(client: FlaskClient) -> None:
    """Ten a page; the links keep the search; beyond the end there is a way back."""
    first = page(client, "/zoeken?team=Ajax")
    assert f"{SHORT_NEWS} verslagen" in words(first)
    second = next(link for link in links(first) if "page=2" in link)
    assert "team=Ajax" in second
    assert page(client, second).count('class="report-hit"') == SHORT_NEWS - 10
    assert "Naar de eerste pagina" in page(client, "/zoeken?team=Ajax&page=9")


def test_nothing_found_shows_ways_on(client: FlaskClient) -> None:
    """Without the filters, and among the quotes."""
    shown = page(client, "/zoeken?q=buitenspelval&team=Ajax")
    assert "Niets gevonden" in shown
    assert "/zoeken?q=buitenspelval" in links(shown)
    assert "/citaten?q=buitenspelval&team=Ajax" in links(shown)


def test_quotes_are_whole_and_lead_to_their_spot(client: FlaskClient) -> None:
    """Words, speaker, role, club, match; the link ends at the very quote."""
    shown = page(client, "/citaten?q=bekerfinale")
    read = words(shown)
    assert f"“{TERHAAG}”" in read
    assert "Wim Terhaag coach, KRC Genk" in read
    assert "KRC Genk – Club Brugge 2-1" in read
    link = next(link for link in links(shown) if "#citaat-" in link)
    assert link == "/verslag/genk-brugge?q=bekerfinale&list=quotes#citaat-1"
    assert 'id="citaat-1"' in page(client, link.partition("#")[0])


def test_a_report_reads_as_written(client: FlaskClient) -> None:
    """Every word in order, headline first, the query's words marked, facts beside it."""
    shown = page(client, "/verslag/genk-brugge?q=bekerfinales")
    article = re.search(r"<article>(.*?)</article>", shown, re.DOTALL)
    assert article
    spaced = re.sub(r"</(p|h1)>", " ", article[1])
    assert words(spaced) == " ".join(f"{GENK['title']} {GENK['body']}".split())
    assert "2 treffers voor ‘bekerfinales’" in words(shown)
    assert article[1].count("<mark") == 2
    assert "https://krant.example/genk-brugge" in links(shown)
    assert "/zoeken?stage=halve+finale" in links(shown)


def test_the_date_line_stays_above_the_headline(client: FlaskClient) -> None:
    """A report that begins with its date has it there, and its first sentence as headline."""
    shown = page(client, "/verslag/kortrijk-genk")
    above = shown.index("date 2018")
    assert (
        above < shown.index("<h1") < shown.index("De bekerfinale lonkt", above) < shown.index("Meer volgt.")
    )


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/verslag/weg", 404, "Dit archief bevat geen verslag ‘weg’"),
        ("/niets", 404, "Deze pagina is er niet"),
        ("/spreker/Jan%20Niemand", 404, "niemand en niets met de naam ‘Jan Niemand’"),
        ("/club/KVC%20Nergens", 404, "Zoek naar ‘KVC Nergens’"),
        ("/competitie/Straatbeker", 404, "Zoek naar ‘Straatbeker’"),
    ],
)
def test_errors_are_dutch_and_lead_on(client: FlaskClient, path: str, status: int, says: str) -> None:
    """A sentence, a way on, and never a traceback."""
    shown = page(client, path, status)
    assert says in words(shown)
    assert "Traceback" not in shown


@pytest.mark.parametrize("query", ODD_QUERIES)
@pytest.mark.parametrize("path", ["/zoeken", "/citaten", "/verslag/genk-brugge"])
def test_no_query_breaks_a_page(client: FlaskClient, path: str, query: str) -> None:
    """Any string gives a page."""
    assert client.get(path, query_string={"q": query}).status_code == 200


def test_pages_forgive_unknown_parameters(client: FlaskClient) -> None:
    """They are ignored; an unreadable value is told in a notice."""
    assert "17 verslagen" in words(page(client, "/zoeken?kleur=rood"))
    assert "genegeerd" in words(page(client, "/zoeken?from=gisteren"))


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/zoeken?q=genk", "/citaten", "/verslag/genk-brugge?q=bekerfinale", "/niets"),
        *("/citaatcheck", "/citaatcheck?text=een+punt+is+een+goed+punt", "/spreker/Wim%20Terhaag"),
        *("/club/KRC%20Genk", "/competitie/Eredivisie"),
    ],
)
def test_pages_are_well_built(client: FlaskClient, path: str) -> None:
    """One h1, headings without gaps, unique ids, a label for each field, a skip link that leads somewhere."""
    shown = client.get(path).text
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    for field in re.findall(r"<input (?![^>]*hidden)[^>]*>", shown):
        identity = re.search(r'id="([^"]+)"', field)
        assert identity
        assert f'for="{identity[1]}"' in shown
    assert all(link[1:] in ids for link in links(shown) if link.startswith("#"))


@pytest.mark.parametrize("typed", ["1/2/2025", "01-02-2025", "2-2025", "2.2025"])
def test_a_date_can_be_typed_as_one_writes_it_in_dutch(client: FlaskClient, typed: str) -> None:
    """Day first, with any sign between; the form then shows it as the address spells it."""
    shown = page(client, "/zoeken?q=bekerfinale&from=" + typed.replace("/", "%2F"))
    assert "1 verslag" in words(shown)
    assert "genegeerd" not in words(shown)
    assert "from=2025-02" in " ".join(links(shown))


def test_a_question_among_the_reports_leads_to_its_quotes(client: FlaskClient) -> None:
    """Who asks what somebody said wants to read the quotes, also from the box on the start page."""
    question = "q=wat+zei+Wim+Terhaag+over+de+bekerfinale"
    assert f"/citaten?{question}" in links(
        page(client, f"/zoeken?{question}").partition('class="notices"')[2]
    )
    assert 'class="notices"' not in page(client, "/zoeken?q=kaarten+kopen")


def test_a_quote_without_match_names_its_report(tmp_path: Path) -> None:
    """An interview has no teams to know it by."""
    said = ("Thuis ben ik baas", "Jan Peeters", "speler", None)
    archive = filled(tmp_path, [report("Op zondag", f"“{said[0]}”, zei Jan Peeters.", [said], id="zondag")])
    shown = page(create_app(archive).test_client(), "/citaten?q=thuis")
    archive.close()
    assert re.search(r"<a data-primary [^>]*>Op zondag</a>", shown)
