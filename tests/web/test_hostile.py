"""Does every one of some hundreds of hostile texts appear as text, wherever it comes in?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from searchapp.engine import open_archive
from searchapp.indexing import index_paths
from searchapp.web import create_app
from tests.web.hostile import PAYLOADS, hostile_report
from tests.web.newsroom import stored

ACTIVE = re.compile(r"on\w+|style|srcdoc|http-equiv", re.IGNORECASE)
FOREIGN = {"img", "iframe", "style", "object", "embed", "base", "math", "marquee", "font"}
SAFE_LINK = re.compile(r"(?:/(?!/)|#|https?://|\Z)")


class Reader(HTMLParser):
    """Reads a page as a browser does: what is text, and what would act."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note elements and attributes that are never ours."""
        names = dict(attrs)
        foreign_script = tag == "script" and not (names.get("src") or "").startswith("/static/")
        if tag in FOREIGN or foreign_script or (tag == "b" and not names):
            self.acting.append(tag)
        self.acting += [f"{tag} {name}" for name in names if ACTIVE.fullmatch(name)]
        for name in ("href", "src", "action", "formaction"):
            if not SAFE_LINK.match(names.get(name) or ""):
                self.acting.append(f"{tag} {name}={names[name]}")
        self.text += [value for value in names.values() if value]

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """There are no comments in our pages."""
        self.acting.append(f"<!--{data}")


def plain(text: str) -> str:
    """Text without white space and without what no page can hold."""
    return re.sub(r"[\s\x00\ufffd]+", "", text)


def read(page: str) -> str:
    """The text of a page in which nothing acts."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.acting == []
    return plain("".join(reader.text))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over an archive in which every field of every report is hostile."""
    reports = [hostile_report(bad, number) for number, bad in enumerate(PAYLOADS)]
    archive = stored(tmp_path_factory.mktemp("vijandig"), reports)
    yield create_app(archive).test_client()
    archive.close()


def test_there_are_enough_of_them() -> None:
    """At least two hundred, all different."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 200


@pytest.mark.parametrize("path", ["/zoeken", "/citaten"])
def test_as_title_quote_name_and_facet_value(hostile: FlaskClient, path: str) -> None:
    """Lists of hits and the whole lists of facet values show every payload as it is."""
    pages = range(1, -(-len(PAYLOADS) // 100) + 1)
    asked = [{"per_page": "100", "page": str(page), "facet_limit": "500"} for page in pages]
    shown = "".join(read(hostile.get(path, query_string=each).text) for each in asked)
    assert [bad for bad in PAYLOADS if plain(bad) not in shown] == []


def test_as_query(hostile: FlaskClient) -> None:
    """The page repeats what was asked, harmlessly, found or not, in either language."""
    for number, bad in enumerate(PAYLOADS):
        path, lang = ("/zoeken", "nl") if number % 2 else ("/citaten", "en")
        asked = {"q": bad, "lang": lang, "facet_limit": "2", "per_page": "1"}
        answer = hostile.get(path, query_string=asked)
        assert answer.status_code == 200
        assert plain(bad) in read(answer.text), bad


def test_as_chosen_value(hostile: FlaskClient) -> None:
    """As a filter that is chosen, excluded or unreadable, with nothing found and that explained."""
    for bad in PAYLOADS[::3]:
        asked = {"q": f"genk {bad}", "team": bad, "not_speaker": bad, "from": bad, "facet_limit": "2"}
        answer = hostile.get("/zoeken", query_string=asked)
        assert answer.status_code == 200
        assert plain(bad) in read(answer.text), bad


@pytest.mark.parametrize("prefix", ["/verslag/", "/spreker/", "/club/", "/competitie/", "/"])
def test_as_part_of_an_address(hostile: FlaskClient, prefix: str) -> None:
    """An id or a name in the address; also addresses that are none of ours."""
    for bad in PAYLOADS[:: 1 if prefix == "/verslag/" else 6]:
        answer = hostile.get(prefix + quote(bad, safe=""))
        assert answer.status_code in (200, 302, 308, 400, 404, 501), bad
        assert "evil" not in answer.headers.get("Location", "").partition("?")[0][:8]
        if "html" in answer.mimetype:
            read(answer.text)


def test_as_remembered_quote(hostile: FlaskClient) -> None:
    """The page that checks quotes repeats what was pasted."""
    for bad in PAYLOADS[::5]:
        read(hostile.get("/citaatcheck", query_string={"text": f"Wij {bad} wonnen de wedstrijd"}).text)


def test_in_the_feed(hostile: FlaskClient) -> None:
    """The feed stays well-formed, and its texts are texts."""
    for bad in PAYLOADS[::5]:
        answer = hostile.get("/feed.atom", query_string={"q": f"genk OF {bad}", "team": bad})
        assert answer.status_code == 200
        ElementTree.fromstring(answer.data)


def test_as_file_name(tmp_path: Path) -> None:
    """A file's stem is the id of its report, and its path the source that the page shows."""
    folder = tmp_path / "map"
    folder.mkdir()
    names = []
    for bad in PAYLOADS[::4]:
        name = re.sub(r"[/\x00]", "_", bad)[:80]
        if name.strip(". ") and not (folder / f"{name}.txt").exists():
            (folder / f"{name}.txt").write_text(f"Kop {bad}\n\nGenk won {bad}.", encoding="utf-8")
            names.append(name)
    archive = open_archive(str(tmp_path / "archief"), create=True)
    index_paths(archive, [str(folder)])
    client = create_app(archive).test_client()
    for name in names:
        answer = client.get(f"/verslag/{quote(name, safe='')}")
        assert answer.status_code == 200, name
        assert plain(name) in read(answer.text)
    archive.close()
