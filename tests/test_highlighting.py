"""What is marked, and which passage is shown."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.highlighting import mark_spans, matches, snippet, to_html
from searchapp.query import parse

REPORT = """Stadsploeg wint de finale

De bekerfinale was lang spannend. Beide ploegen kregen kansen, maar de doelman hield stand.
Na de rust viel het eerste doelpunt uit een hoekschop.

“We wisten dat het een lange avond zou worden”, zei trainer Joris Tanghe. “Die ene kans moest erin.”
De supporters vierden tot diep in de nacht.
"""


def marked(text: str, query: str, exact: bool = False, title: bool = False) -> list[str]:
    """The marked passages."""
    return [text[start:end] for start, end in matches(text, parse(query).query, exact, title)]


def test_marks_every_surface_form() -> None:
    """A word marks its inflected forms; exactly, only itself."""
    assert marked(REPORT, "kans") == ["kansen", "kans"]
    assert marked(REPORT, "bekerfinales") == ["bekerfinale"]
    assert marked(REPORT, "kans", exact=True) == ["kans"]


def test_marks_a_verb_and_its_particle() -> None:
    """A separable verb marks both its pieces where they stand apart, and no other particle."""
    text = "Uit bij Genk legde de coach de wissel uit, om zijn keuze uit te leggen."
    assert marked(text, "uitleggen") == ["legde", "uit", "uit", "leggen"]
    assert marked(text, "leggen") == ["legde", "leggen"]


def test_marks_the_part_of_a_compound_alone() -> None:
    """Only the part that matched is marked; the compound itself is marked whole."""
    assert marked(REPORT, "finales") == ["finale", "finale"]
    assert marked("Bekerfinales en bekerduel", "beker") == ["Beker", "beker"]


def test_phrase_is_one_mark() -> None:
    """A phrase is marked whole, across its spaces and line breaks, in any marks."""
    assert marked("De  eerste\nhelft van De Eerste", "„de eerste helft”") == ["De  eerste\nhelft"]
    assert marked("Jong-Genk wint", '"jong genk wint"') == ["Jong-Genk wint"]


def test_excluded_words_and_facets_are_not_marked() -> None:
    """Nothing under a Not is marked, nor are facet values, nor title words in the body."""
    assert marked(REPORT, "-kans club:doelman titel:doelman") == []
    assert marked("Doelman wint", "titel:doelman", title=True) == ["Doelman"]


def test_wildcards_mark_surface_forms() -> None:
    """A star stands for letters of the surface form."""
    assert marked(REPORT, "*finale") == ["finale", "bekerfinale"]


def test_hits_far_into_a_text() -> None:
    """A match beyond 32,768 characters is marked and shown."""
    text = "Niets te zien. " * 5000 + "Eindelijk een strafschop."
    spans = matches(text, parse("strafschop").query)
    assert [text[start:end] for start, end in spans] == ["strafschop"]
    assert "<mark>strafschop</mark>" in to_html(snippet(text, spans))


def test_snippet_shows_whole_sentences_with_the_attribution() -> None:
    """The passage round a matching quote keeps who said it."""
    shown = to_html(snippet(REPORT, matches(REPORT, parse("avond").query), length=160))
    assert "<mark>avond</mark> zou worden”, zei trainer Joris Tanghe." in shown


def test_snippet_brings_far_words_together() -> None:
    """When no passage holds all words, two are shown with an ellipsis between."""
    text = "De doelman viel uit. " + "Er gebeurde verder weinig. " * 30 + "De hoekschop besliste alles."
    shown = to_html(snippet(text, matches(text, parse("doelman hoekschop").query)))
    assert shown.startswith("De <mark>doelman</mark> viel uit.")
    assert shown.endswith("De <mark>hoekschop</mark> besliste alles.")


def test_snippet_without_a_match_is_the_lead() -> None:
    """A query on facets alone shows where the lead begins."""
    shown = to_html(snippet(REPORT, [], start=REPORT.index("De beker")))
    assert shown.startswith("De bekerfinale was lang spannend.")
    assert snippet("", []).fragments == ()


def test_html_is_escaped() -> None:
    """Text that looks like a tag stays text."""
    text = '<script>alert("kans")</script> & kans'
    shown = to_html(snippet(text, matches(text, parse("kans").query)))
    assert re.sub("</?mark>", "", shown) == html.escape(text)
    assert shown.count("<mark>") == 2


TEXTS = st.lists(
    st.sampled_from(["kans ", "kansen. ", "Genk ", "<b>", "\n\n", "zei. ", "x" * 50, "De "])
).map("".join)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["kans", '"kans genk"', "kans OF de", "x*", "-kans"]), st.integers(20, 200))
def test_fragments_are_the_text(text: str, query: str, length: int) -> None:
    """Marking the whole text changes nothing in it; a snippet holds a match when there is one."""
    spans = matches(text, parse(query).query)
    assert "".join(part for part, _ in mark_spans(text, spans)) == text
    shown = snippet(text, spans, length).fragments
    assert any(hit for _, hit in shown) == bool(spans)
    assert sum(len(part) for part, _ in shown) <= length + 20
