"""Is a report's text shown whole and in order, whatever its quotes and matches are?"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Quote, Report
from searchapp.web.pages import Paragraph, ReportPage, Run
from searchapp.web.reading import report_page
from searchapp.web.urls import read_request


def printed(runs: Sequence[Run]) -> str:
    """The text of some runs."""
    return "".join(piece.text for run in runs for piece in run.pieces)


def text_of(page: ReportPage) -> str:
    """All text of a page in reading order, without white space."""
    paragraphs: list[Paragraph] = [*page.above, Paragraph(page.headline), *page.body]
    return "".join("".join(printed(paragraph.runs) for paragraph in paragraphs).split())


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports whose title stands in the text and whose quotes lie anywhere, overlapping too."""
    text = draw(st.text("ab ge.\n\r“”", min_size=1, max_size=120))
    quotes = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        quotes.append(Quote(text[start:end], start, end))
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = draw(st.sampled_from(["", first_line]))
    return Report(id="x", source="x", text=text, title=title, quotes=tuple(quotes))


@given(reports(), st.sampled_from(["", "a", "ge OF ab"]))
def test_every_character_is_shown_once_and_in_order(report: Report, q: str) -> None:
    """Cutting at paragraphs, quotes and matches loses and repeats nothing."""
    page = report_page(report, read_request([("q", q)], strict=True))
    if report.title and report.title in report.text:
        assert text_of(page) == "".join(report.text.split())
    else:
        assert text_of(page).endswith("".join(report.text.split()))


@given(reports())
def test_every_quote_can_be_linked_to(report: Report) -> None:
    """Each quote with words in it has its anchor exactly once."""
    page = report_page(report, read_request([], strict=True))
    runs = [*page.headline, *(run for paragraph in [*page.above, *page.body] for run in paragraph.runs)]
    anchors = [number for run in runs for number in run.anchors]
    spoken = {number for number, quote in enumerate(report.quotes, 1) if quote.text.strip()}
    assert spoken <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    """Direct speech that runs over a blank line stays one quote with one anchor."""
    text = "Kop\n\nHij zei: “Een.\n\nTwee.” Punt."
    start, end = text.index("Een"), text.index("”")
    report = Report(id="x", source="x", text=text, title="Kop", quotes=(Quote(text[start:end], start, end),))
    page = report_page(report, read_request([], strict=True))
    quoted = [(printed([run]), list(run.anchors)) for part in page.body for run in part.runs if run.quote]
    assert quoted == [("Een.", [1]), ("Twee.", [])]


def test_only_web_addresses_become_links() -> None:
    """A source can't smuggle in a script."""
    for url, shown in (("javascript:alert(1)", None), ("https://a.example", "https://a.example")):
        report = Report(id="x", source="x", text="Genk won.", url=url)
        assert report_page(report, read_request([], strict=True)).external == shown
