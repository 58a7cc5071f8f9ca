"""On what does each fact of a report rest? The words that decided it, the source, or an editor.

The words come from `extraction.explain`, which reads the text anew; what an editor or the
source said needs no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from searchapp.corrections import Correction
from searchapp.corrections.records import QUOTE
from searchapp.extraction.explain import Evidence, explain
from searchapp.model import Report
from searchapp.web import wording
from searchapp.web.pages import Basis, Link
from searchapp.web.texts import text

Span = tuple[int, int]

_MOST_WORDS = 3
"""Different words that are named for one fact."""
_LONGEST_TEXT = 30_000
"""Code points up to which a text is read again while its reader waits."""
_FOLLOWS = {"season": "basis.season", "sport": "basis.sport", "mentioned_teams": "basis.mentioned"}
"""Facts that no single word decides."""
_FROM_AROUND = "the people in focus around it"


class Grounds:
    """What the facts and quotes of one report rest on; `spans` are the words, in order of the text."""

    def __init__(self, report: Report, corrections: Sequence[Correction] = ()) -> None:
        self._report = report
        in_force = [each for each in corrections if each.state == "applied"]
        self._corrected = {each.change.attribute: each for each in in_force if not each.change.passage}
        self._voices = {
            (passage.text, each.change.attribute): each
            for each in in_force
            if (passage := each.change.passage)
        }
        found = explain(report) if len(report.text) <= _LONGEST_TEXT else ()
        # Where quotes were added or taken away, those of the text are counted otherwise.
        recounted = any(each.change.attribute == QUOTE for each in in_force)
        self._found = [each for each in found if not (recounted and each.attribute.startswith("quotes["))]
        self._found += _printed(report)
        used = [each for each in self._found if self._holds(each)]
        longest: dict[int, int] = {}
        for each in used:
            longest[each.start] = max(each.end, longest.get(each.start, 0))
        self.spans: Sequence[Span] = sorted(longest.items())
        self._numbers = {start: number for number, (start, _) in enumerate(self.spans, 1)}

    def of_fact(self, attribute: str) -> Basis:
        """What a fact rests on."""
        if attribute in self._corrected:
            return Basis((), _by(self._corrected[attribute]))
        if attribute in self._report.given:
            return Basis((), text("basis.given"))
        words = self._words(each for each in self._found if each.attribute == attribute)
        note = text(_FOLLOWS[attribute]) if not words and attribute in _FOLLOWS else ""
        return Basis(words, note)

    def of_quote(self, number: int) -> Basis:
        """Why the quote `number` (from 1) is its speaker's."""
        quote = self._report.quotes[number - 1]
        for attribute in ("speaker", "role", "team", QUOTE):
            if (quote.text, attribute) in self._voices:
                return Basis((), _by(self._voices[quote.text, attribute]))
        if "quotes" in self._report.given:
            return Basis((), text("basis.given"))
        name = f"quotes[{number - 1}]."
        told = [each for each in self._found if each.attribute.startswith(name) and self._holds(each)]
        around = any(each.reason == _FROM_AROUND for each in told)
        return Basis(self._words(told), text("basis.around") if around else "")

    def _words(self, found: Iterable[Evidence]) -> list[Link]:
        """The different words, each with its first place in the text."""
        places: dict[str, Link] = {}
        for each in found:
            if each.start in self._numbers:
                words = " ".join(each.words.split())
                places.setdefault(words, Link(words, f"#bewijs-{self._numbers[each.start]}"))
        return list(places.values())[:_MOST_WORDS]

    def _holds(self, evidence: Evidence) -> bool:
        """Whether it speaks for what the report says now, corrections included."""
        owner, _, part = evidence.attribute.partition(".")
        if not part:
            value = getattr(self._report, owner)
            return evidence.value in value if isinstance(value, tuple) else evidence.value == str(value)
        number = int(owner.removeprefix("quotes[").removesuffix("]"))
        quotes = self._report.quotes
        return number < len(quotes) and getattr(quotes[number], part) == evidence.value


def _printed(report: Report) -> Iterator[Evidence]:
    """Where names that nothing else decided stand as they are."""
    for attribute, names in (("venue", (report.venue,)), ("mentioned_teams", report.mentioned_teams)):
        for name in names:
            start = report.text.find(name) if name else -1
            if name and start >= 0:
                yield Evidence(attribute, name, start, start + len(name), name, "printed")


def _by(correction: Correction) -> str:
    return text("basis.corrected", by=correction.by, date=wording.day(correction.at))
