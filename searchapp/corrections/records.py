"""The values of this room: what changes, and the record that an archive keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from searchapp.corrections.passages import Passage

Value: TypeAlias = str | tuple[str, ...] | bool | None
"""Of a fact: text, names, or None for "not known"; of `quote`: whether the passage is one."""

QUOTE = "quote"
"""The attribute that says whether a passage is a quote at all."""

QUOTE_ATTRIBUTES = ("speaker", "role", "team")


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute's right value. `passage` is the quote it's about, None for the report itself."""

    attribute: str
    value: Value
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A change as the archive keeps it.

    number: counts the corrections of one report from 1, never given twice. old: the value it
    replaced. by, at: who made it, and when (ISO, UTC). withdrawn: when it was taken back.
    applies: whether it's in force; one whose quote has gone is kept, but isn't.
    """

    number: int
    change: Change
    old: Value
    by: str
    at: str
    withdrawn: str | None = None
    applies: bool = True

    @property
    def state(self) -> str:
        """ "applied", "withdrawn", or "gone" for one whose quote isn't in the text any more."""
        return "withdrawn" if self.withdrawn else "applied" if self.applies else "gone"
