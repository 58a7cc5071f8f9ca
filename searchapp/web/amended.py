"""From the form of `/verbeteren/<id>` to corrections, or to what is wrong with it.

The form comes back whole: what differs from what is known is a correction. Values are checked by
`corrections.requests`, as for the API; each mistake is told in a sentence beside its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from searchapp.corrections.records import QUOTE_ATTRIBUTES
from searchapp.corrections.requests import Request, changes
from searchapp.errors import UsageError
from searchapp.model import Report
from searchapp.web.amending import FACTS, LINES, fingerprint, known
from searchapp.web.texts import text

_TOLD = ("date", "score", "stage", "season", "role", "add_quote", "no_quote")
"""Parameters whose mistakes have a sentence of their own."""


class Asked(NamedTuple):
    """What a form asks for: corrections, or to withdraw one; and what is wrong (field or "" -> sentence)."""

    requests: tuple[Request, ...] = ()
    undo: int | None = None
    wrong: Mapping[str, str] = {}


def read_form(report: Report, form: Mapping[str, str]) -> Asked:
    """What an editor asks with the fields of the form."""
    if form.get("seen") != fingerprint(report):
        return Asked(wrong={"": text("amend.wrong.changed")})
    undo = form.get("undo", "")
    if undo:
        return Asked(undo=int(undo)) if _is_number(undo) else Asked(wrong={"": text("amend.wrong.undo")})
    reader = _Reader(report, form)
    for name in FACTS:
        reader.fact(name)
    for number in range(1, len(report.quotes) + 1):
        reader.quote(number)
    reader.missing()
    if not reader.requests and not reader.wrong:
        reader.wrong[""] = text("amend.wrong.nothing")
    return Asked(tuple(reader.requests), None, reader.wrong)


def _is_number(undo: str) -> bool:
    return undo.isascii() and undo.isdecimal() and len(undo) < 10


class _Reader:
    """Collects what differs."""

    def __init__(self, report: Report, form: Mapping[str, str]) -> None:
        self._report, self._form = report, form
        self.requests: list[Request] = []
        self.wrong: dict[str, str] = {}

    def fact(self, name: str) -> None:
        """A fact that was changed or emptied."""
        full = f"fact.{name}"
        typed = self._lines(full)
        if full not in self._form or typed == known(self._report, name).splitlines():
            return
        values = tuple(typed) if name in LINES else (" ".join(typed),) if typed else ()
        self._ask(Request({name: values}), full)

    def quote(self, number: int) -> None:
        """A quote whose speaker was changed, or that is none."""
        quote, prefix = self._report.quotes[number - 1], f"quote.{number}"
        details = {
            name: self._line(f"{prefix}.{name}") or None
            for name in QUOTE_ATTRIBUTES
            if self._line(f"{prefix}.{name}", getattr(quote, name) or "") != (getattr(quote, name) or "")
        }
        none = bool(self._form.get(f"{prefix}.none"))
        if none and details:
            self.wrong[f"{prefix}.none"] = text("amend.wrong.no_quote")
        elif none:
            self._ask(Request(quote=number, no_quote=True), f"{prefix}.none")
        for name, value in () if none else details.items():
            self._ask(Request(quote=number, details={name: value}), f"{prefix}.{name}")

    def missing(self) -> None:
        """A quote that wasn't found."""
        # A form sends each line end as two characters, whatever the report has.
        words = self._form.get("add.words", "").replace("\r\n", "\n").strip()
        said = {name: value for name in QUOTE_ATTRIBUTES if (value := self._line(f"add.{name}"))}
        if words:
            self._ask(Request(add=words, details=said), "add.words")
        elif said:
            self.wrong["add.words"] = text("amend.wrong.add_quote")

    def _ask(self, request: Request, field: str) -> None:
        """Take the request, or tell beside the field why it can't be done."""
        try:
            changes(self._report, request)
        except UsageError as error:
            wrong = error.parameter
            at = f"add.{wrong}" if field == "add.words" and wrong in QUOTE_ATTRIBUTES else field
            self.wrong[at] = text(f"amend.wrong.{wrong if wrong in _TOLD else 'other'}")
        else:
            self.requests.append(request)

    def _line(self, name: str, otherwise: str = "") -> str:
        return " ".join(self._form.get(name, otherwise).split())

    def _lines(self, name: str) -> list[str]:
        lines = (" ".join(line.split()) for line in self._form.get(name, "").splitlines())
        return [line for line in lines if line]
