"""Where does this quote stand now that the file has changed? Found by its text, not its offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a report's text as it was when an editor pointed at it.

    occurrence: which one it was of the `total` places where the text held these words, from
    1. before, after: the text around it.
    """

    text: str
    occurrence: int
    total: int
    before: str
    after: str

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Passage:
        """The passage `text[start:end]`; ValueError when it's empty."""
        words = text[start:end]
        if not words:
            raise ValueError("a passage needs words")
        places = list(occurrences(text, words))
        before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
        return cls(words, places.index(start) + 1, len(places), before, after)

    def find(self, text: str) -> int | None:
        """Where the passage starts in a text that may have changed; None when that's not certain.

        The only place with the same words around it, else the same one of as many places.

        >>> old = "Hij zei “ja”. Zij zei “ja”."
        >>> Passage.at(old, 23, 25).find("Eergisteren. " + old)
        36
        """
        places = list(occurrences(text, self.text))
        alike = [
            place
            for place in places
            if text.endswith(self.before, 0, place) and text.startswith(self.after, place + len(self.text))
        ]
        if len(alike) == 1:
            return alike[0]
        return places[self.occurrence - 1] if len(places) == self.total else None


def occurrences(text: str, words: str) -> Iterator[int]:
    """Every place where the text holds exactly these words, overlapping ones too."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)
