"""Does an empty result say what caused it, and lead to something?"""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from tests.web.test_pages import links, page, words


def ways(client: FlaskClient, path: str) -> dict[str, str]:
    """The ways out that a page offers: label and count -> link."""
    shown = client.get(path).text
    assert "Niets gevonden" in shown
    items = re.findall(r'<a href="([^"]*)" rel="nofollow">([^<]*)</a> <span class="count">([^<]*)', shown)
    return {html.unescape(f"{label}: {count}"): html.unescape(link) for link, label, count in items}


def test_the_word_that_is_nowhere_is_named(client: FlaskClient) -> None:
    """And the search without it is counted."""
    path = "/zoeken?q=bekerfinale+onvindbaarheid"
    assert "‘onvindbaarheid’ staat in geen enkel verslag." in client.get(path).text
    assert ways(client, path) == {"zonder ‘onvindbaarheid’: 2 verslagen": "/zoeken?q=bekerfinale"}


def test_words_that_only_clash_are_not_blamed(client: FlaskClient) -> None:
    """Both are in the archive, just not together: each is left out in turn, most first."""
    path = "/zoeken?q=blessure+bedwang"
    assert "geen enkel" not in client.get(path).text
    assert list(ways(client, path).items()) == [
        ("zonder ‘bedwang’: 14 verslagen", "/zoeken?q=blessure"),
        ("zonder ‘blessure’: 1 verslag", "/zoeken?q=bedwang"),
    ]


def test_the_filter_that_excludes_everything_is_found(client: FlaskClient) -> None:
    """Without it there are hits; the other filter stays."""
    found = ways(client, "/citaten?q=bekerfinale&role=coach&team=Ajax")
    assert found["zonder filter ‘Club: Ajax’: 1 citaat"] == "/citaten?q=bekerfinale&role=coach"
    assert found["zonder filters: 1 citaat"] == "/citaten?q=bekerfinale"
    assert "zonder filter ‘Rol: coach’" not in str(found)


def test_several_causes_together(client: FlaskClient) -> None:
    """When no single one is to blame, the known words are tried without filters."""
    found = ways(client, "/zoeken?q=bekerfinale+onvindbaarheid&team=Ajax&from=2030")
    assert found == {"alleen ‘bekerfinale’, zonder filters: 2 verslagen": "/zoeken?q=bekerfinale"}


@pytest.mark.parametrize(
    "q",
    [
        "onvindbaarheid",
        "-genk -ajax -utrecht",
        '"een twee drie" OF (vier -vijf)',
        "datum:1801..1802",
        "a b c d e f g h",
    ],
)
def test_every_kind_of_query_gets_an_answer(client: FlaskClient, q: str) -> None:
    """One word, exclusions, brackets, dates, many words; each way out finds what it promises."""
    answer = client.get("/zoeken", query_string={"q": q})
    assert answer.status_code == 200
    for label, link in ways(client, f"/zoeken?q={q.replace(' ', '+')}").items():
        count = label.rpartition(": ")[2]
        assert count in client.get(link).text


def test_a_question_without_answer_proposes_simpler_ones(client: FlaskClient) -> None:
    """“Wat zei X over Y na een nederlaag?” also where X never lost: each part is left out in turn."""
    shown = page(client, "/citaten?q=wat+zei+Wim+Terhaag+over+de+bekerfinale+na+een+nederlaag")
    assert "‘wat zei Wim Terhaag over bekerfinale?’ 1 citaat" in words(shown)
    path = next(link for link in links(shown) if "wat+zei+Wim+Terhaag+over+bekerfinale%3F" in link)
    assert "1 citaat" in words(page(client, path))
    assert "Niets gevonden" in words(page(client, "/citaten?q=wat+zei+Niemand+over+niks?&team=AZ"))


def test_a_question_about_nobody_says_so(client: FlaskClient) -> None:
    """Whoever isn't quoted here is named, and so is a subject that nobody spoke of."""
    shown = words(page(client, "/citaten?q=wat+zei+Niemand+over+onvindbaarheid"))
    assert "‘Niemand’ komt in dit archief niet aan het woord." in shown
    assert "‘onvindbaarheid’ staat in geen enkel citaat." in shown
    known = words(page(client, "/citaten?q=wat+zei+Wim+Terhaag+over+onvindbaarheid"))
    assert "niet aan het woord" not in known
    assert "‘onvindbaarheid’ staat in geen enkel citaat." in known
