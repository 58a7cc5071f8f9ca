"""Can an editor put a report right in the browser, and nobody else?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.web import create_app
from tests.web.hostile import PAYLOADS
from tests.web.newsroom import GENK, TERHAAG, UTRECHT, filled
from tests.web.test_pages import links, page, words

FORM = "/verbeteren/genk-brugge"
TALK = (
    "KRC Genk won met 2-1 van KV Kortrijk.\n\n“We gaven nooit op”, zei trainer Wim Terhaag.\n\n"
    "“Het was een dreun”, verklaarde aanvoerder Koen Verloo."
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive that editors may change."""
    plain = {
        "id": "los",
        "title": "Oud-Heverlee",
        "body": "Leuven won zondag 5 mei 2024 met 2-1 van KV Kortrijk.",
    }
    talk = {"id": "gesprek", "title": "Gesprek", "body": TALK}
    with closing(filled(tmp_path, [GENK, UTRECHT, plain, talk])) as archive:
        yield archive


@pytest.fixture
def browser(desk: Archive) -> FlaskClient:
    """A browser without JavaScript, so to say."""
    return create_app(desk).test_client()


@pytest.fixture
def token(desk: Archive) -> str:
    """What opens the door."""
    return desk.tokens.add("redactie")


def fields(shown: str) -> dict[str, str]:
    """What a browser would send when nothing is touched."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', shown))
    found = {name: value for name, value in found.items() if not name.endswith(".none")}
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</textarea>', shown))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', shown, re.DOTALL):
        found[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return {name: html.unescape(value) for name, value in found.items()}


def send(browser: FlaskClient, changed: dict[str, str], path: str = FORM, **more: Any) -> Any:
    """Fill the form in and send it."""
    form = {name: value for name, value in fields(page(browser, path)).items() if name not in ("q", "undo")}
    return browser.post(path, data={**form, **changed}, **more)


def test_what_was_changed_is_corrected_at_once(browser: FlaskClient, token: str) -> None:
    """Facts and speakers, in one go; the report says that it was kept and who corrected it."""
    changed = {"fact.score": "3-1", "fact.stage": "", "quote.2.speaker": "Koen Verlo", "quote.2.team": ""}
    answer = send(browser, {**changed, "token": token})
    assert answer.status_code == 303
    shown = words(page(browser, answer.headers["Location"]))
    assert "De verbetering is bewaard" in shown
    assert "Uitslag 3-1 verbeterd door redactie" in shown
    listed = browser.get("/api/v1/reports/genk-brugge").get_json()
    assert [each["attribute"] for each in listed["corrections"]] == ["score", "stage", "speaker", "team"]
    assert (listed["stage"], listed["quotes"][1]["speaker"], listed["quotes"][1]["team"]) == (
        None,
        "Koen Verlo",
        None,
    )
    assert "De verbetering is bewaard" not in page(browser, "/verslag/genk-brugge?bewaard=1")


def test_an_untouched_form_changes_nothing(browser: FlaskClient, token: str) -> None:
    """What is shown is what is known: sending it back isn't a correction."""
    answer = send(browser, {"token": token})
    assert answer.status_code == 400
    assert "Er is niets veranderd." in words(answer.text)


def test_quotes_are_taken_away_and_added(browser: FlaskClient, token: str) -> None:
    """A passage that is no quote, and one that was not found."""
    words_said = "Het won woensdag met 2-1 van Club Brugge."
    changed = {"quote.1.none": "1", "add.words": words_said, "add.speaker": "An Peeters", "add.role": "coach"}
    assert send(browser, {**changed, "token": token}).status_code == 303
    quotes = browser.get("/api/v1/reports/genk-brugge").get_json()["quotes"]
    assert TERHAAG not in [quote["text"] for quote in quotes]
    (added,) = [quote for quote in quotes if quote["text"] == words_said]
    assert (added["speaker"], added["role"]) == ("An Peeters", "coach")


def test_a_correction_is_taken_back(browser: FlaskClient, token: str) -> None:
    """The list under the form has a button for each that holds."""
    send(browser, {"fact.venue": "Veld 2", "token": token})
    assert "niets → Veld 2" in words(page(browser, FORM))
    assert send(browser, {"undo": "1", "token": token}).status_code == 303
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["venue"] is None
    assert "teruggenomen" in words(page(browser, FORM))
    assert send(browser, {"undo": "1", "token": token}).status_code == 400


@pytest.mark.parametrize("secret", ["", "verkeerd", "é\0"])
def test_without_a_token_nothing_is_kept(browser: FlaskClient, secret: str) -> None:
    """What was typed stays in the form, but never the token."""
    answer = send(browser, {"fact.score": "9-0", "token": secret})
    assert answer.status_code == 403
    assert fields(answer.text)["fact.score"] == "9-0"
    assert 'id="token-wrong"' in answer.text
    assert "verkeerd" not in answer.text
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["corrections"] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("fact.date", "ooit", "Dit is geen datum."),
        ("fact.score", "drie", "Dit is geen uitslag."),
        ("fact.stage", "ergens", "Deze fase is niet bekend."),
        ("fact.season", "2024-2026", "Dit is geen seizoen."),
        ("fact.venue", "x" * 300, "Dit is te lang"),
        ("quote.1.role", "trainer", "Deze rol bestaat niet."),
        ("quote.1.speaker", "a\x07b", "tekens die niet te lezen zijn"),
        ("add.words", "Dit staat er niet", "Deze woorden staan zo niet in het verslag."),
        ("add.speaker", "Iemand", "Deze woorden staan zo niet in het verslag."),
    ],
)
def test_a_mistake_is_told_in_dutch_beside_its_field(
    browser: FlaskClient, token: str, name: str, value: str, said: str
) -> None:
    """And at the top, with a link to the field; nothing is kept, also not what was right."""
    answer = send(browser, {name: value, "fact.competition": "Eredivisie", "token": token})
    assert answer.status_code == 400
    place = name.replace(".", "-") if name != "add.speaker" else "add-words"
    assert f"#{place}" in links(answer.text)
    wrong = re.search(rf'id="{place}-wrong">([^<]*)', answer.text)
    assert wrong
    assert said in html.unescape(wrong[1])
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["corrections"] == []


def test_a_quote_that_is_none_has_no_speaker(browser: FlaskClient, token: str) -> None:
    """One of both must be meant."""
    answer = send(browser, {"quote.1.none": "1", "quote.1.speaker": "X", "token": token})
    assert "Kies één van beide." in words(answer.text)
    assert '<input id="quote-1-none" type="checkbox" name="quote.1.none" value="1" checked' in answer.text


def test_what_another_editor_changed_meanwhile_is_not_overwritten(browser: FlaskClient, token: str) -> None:
    """The second sees the form again, with what he typed."""
    seen = fields(page(browser, FORM))["seen"]
    assert send(browser, {"fact.score": "4-0", "token": token}).status_code == 303
    late = send(browser, {"fact.score": "5-0", "seen": seen, "token": token})
    assert late.status_code == 400
    assert "intussen veranderd" in words(late.text)
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["score"] == "4-0"


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_another_site_can_not_send_the_form(browser: FlaskClient, token: str, origin: str) -> None:
    """Not even with a token that its reader typed there."""
    answer = send(browser, {"fact.score": "4-0", "token": token}, headers={"Sec-Fetch-Site": origin})
    assert answer.status_code == 400
    assert browser.get("/api/v1/reports/genk-brugge").get_json()["score"] == "2-1"


def test_readers_without_a_token_learn_what_to_do(browser: FlaskClient) -> None:
    """A letter with the address of the report, which they send to whoever keeps the archive."""
    shown = page(browser, FORM)
    assert "Zonder sleutel" in words(shown)
    assert "http://localhost/verslag/genk-brugge" in words(shown)
    (mail,) = [link for link in links(shown) if link.startswith("mailto:")]
    assert "http%3A//localhost/verslag/genk-brugge" in mail
    assert browser.get("/verbeteren/weg").status_code == 404
    assert browser.post("/verbeteren/weg").status_code == 404


def test_the_report_leads_to_the_form(browser: FlaskClient) -> None:
    """In the language of the page, which the form keeps."""
    found = links(page(browser, "/verslag/genk-brugge"))
    assert {FORM, f"{FORM}#citaat-2"} <= set(found)
    assert f"{FORM}?lang=en" in links(page(browser, "/verslag/genk-brugge?lang=en"))
    assert "Without a key" in words(page(browser, f"{FORM}?lang=en"))
    assert "/verbeteren/utrecht%2Faz" in links(page(browser, "/verslag/utrecht%2Faz"))


def test_facts_stand_beside_the_words_that_decided_them(browser: FlaskClient) -> None:
    """Each leads to its place in the text; what the source gave says so."""
    shown = page(browser, "/verslag/los")
    places = dict(re.findall(r'<a href="#(bewijs-\d+)">“(?:<span class="nobr">)?([^<”]*)', shown))
    assert {"5 mei 2024", "2-1", "Kortrijk"} <= {word.removeprefix("KV ") for word in places.values()}
    for place, word in places.items():
        assert re.search(rf'<span id="{place}" class="evidence">(?:<span class="nobr">)?{word}', shown)
    assert "volgens de bron" in words(page(browser, "/verslag/genk-brugge"))


def test_what_an_editor_corrected_needs_no_words(browser: FlaskClient, token: str) -> None:
    """The evidence for another value is gone; after a quote is taken away none is shown for the wrong one."""
    path = "/verbeteren/gesprek"
    before = words(page(browser, "/verslag/gesprek"))
    assert "uit “zei”" in before
    send(browser, {"fact.score": "3-0", "quote.1.none": "1", "token": token}, path)
    shown = words(page(browser, "/verslag/gesprek"))
    assert "Uitslag 3-0 verbeterd door redactie" in shown
    assert "uit “zei”" not in shown


@pytest.mark.parametrize("bad", PAYLOADS[::9])
def test_hostile_texts_stay_text_in_the_form(browser: FlaskClient, token: str, bad: str) -> None:
    """In every field that comes back with a complaint."""
    names = (
        "fact.venue",
        "fact.teams",
        "quote.1.speaker",
        "quote.1.role",
        "add.words",
        "seen",
        "undo",
        "token",
    )
    answer = send(browser, {**dict.fromkeys(names, bad), "fact.date": bad})
    assert answer.status_code in (400, 403)
    assert "<script>window" not in answer.text
    assert "<img src=x" not in answer.text
    assert "onerror=window.pwned=1>" not in answer.text
