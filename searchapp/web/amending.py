"""The page on which an editor corrects a report: `/verbeteren/<id>`, with what is known filled in.

`amended.py` reads the form when it comes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote as percent_encoded

from searchapp.corrections import Correction, Value
from searchapp.corrections.records import QUOTE
from searchapp.corrections.requests import ROLES
from searchapp.model import Report
from searchapp.web import wording
from searchapp.web.pages import Link, Page, SearchBox
from searchapp.web.results import navigation, title_of
from searchapp.web.texts import named, text
from searchapp.web.urls import amend_url, report_url

LINES = ("teams", "mentioned_teams")
"""Facts of several values, one a line."""
FACTS = ("date", "teams", "score", "competition", "stage", "season", "sport", "venue", "mentioned_teams")
_HINTS = {
    **{name: f"amend.hint.{name}" for name in ("date", "score", "stage", "season")},
    "teams": "amend.lines",
    "mentioned_teams": "amend.lines.plain",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that came back: what was typed, and what is wrong with it (field or "" -> sentence)."""

    form: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, what it holds, and what is wrong with that ("" for nothing).

    kind: line, lines, choice, check or secret; a choice is one of `choices`, as (value, label).
    """

    name: str
    label: str
    value: str = ""
    kind: str = "line"
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    wrong: str = ""

    @property
    def id(self) -> str:
        """Its place on the page."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class QuoteFields:
    """What can be said about one quote; `number` is 0 for one that is missing."""

    number: int
    words: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Amendment:
    """An earlier correction; `state` says why it isn't in force ("" when it is)."""

    number: int
    change: str
    words: str
    made: str
    state: str


@dataclass(frozen=True, slots=True)
class AmendPage(Page):
    """`/verbeteren/<id>`.

    address: the report's public one; mail: a letter to whoever keeps the archive. seen: a
    fingerprint of what is shown. wrong: what is wrong, each with its field ("" for the whole).
    """

    template: ClassVar[str] = "amend.html"
    kind: ClassVar[str] = "amend"
    path: str
    report: Link
    address: str
    mail: str
    seen: str
    token: Field
    facts: Sequence[Field]
    quotes: Sequence[QuoteFields]
    missing: QuoteFields
    wrong: Sequence[Link]
    history: Sequence[Amendment]


def amend_page(
    report: Report, corrections: Sequence[Correction], address: str, typed: Typed | None = None
) -> AmendPage:
    """The form with what is known, or as it came back; `address` is the site's public one."""
    typed = typed or Typed()
    facts, token = [_fact(report, name, typed) for name in FACTS], _token(typed)
    quotes = [_quote(report, number, typed) for number in range(1, len(report.quotes) + 1)]
    missing = QuoteFields(
        0, "", [_line("add.words", "words", typed, kind="lines"), *_voice("add", {}, typed)]
    )
    every = [token, *facts, *(each for quote in (*quotes, missing) for each in quote.fields)]
    own = address + report_url(report.id)
    return AmendPage(
        title=text("amend.title"),
        box=SearchBox(),
        navigation=navigation(),
        path=amend_url(report.id),
        report=Link(title_of(report), report_url(report.id)),
        address=own,
        mail=_letter(title_of(report), own),
        seen=fingerprint(report),
        token=token,
        facts=facts,
        quotes=quotes,
        missing=missing,
        wrong=[
            *(Link(sentence, "") for name, sentence in typed.wrong.items() if not name),
            *(Link(f"{each.label}: {each.wrong}", f"#{each.id}") for each in every if each.wrong),
        ],
        history=[_amendment(each) for each in reversed(corrections)],
    )


def fingerprint(report: Report) -> str:
    """A few digits that change with whatever the form shows of a report."""
    shown = repr((report.text, [known(report, name) for name in FACTS], report.quotes))
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]


def known(report: Report, name: str) -> str:
    """A fact as the form shows it; "" when it isn't known."""
    value = getattr(report, name)
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")


def _token(typed: Typed) -> Field:
    """Never filled in again: a page that holds it could be kept somewhere."""
    wrong = typed.wrong.get("token", "")
    return Field("token", text("amend.token"), kind="secret", hint=text("amend.token.hint"), wrong=wrong)


def _fact(report: Report, name: str, typed: Typed) -> Field:
    full = f"fact.{name}"
    return Field(
        name=full,
        label=_label(name),
        value=typed.form.get(full, known(report, name)),
        kind="lines" if name in LINES else "line",
        hint=text(_HINTS[name]) if name in _HINTS else "",
        wrong=typed.wrong.get(full, ""),
    )


def _label(name: str) -> str:
    """A fact as the page of its report calls it."""
    if name in ("date", "teams", "score", "venue", "language"):
        return text(f"report.{name}")
    return wording.facet_label(name.removesuffix("s") if name == "mentioned_teams" else name)


def _quote(report: Report, number: int, typed: Typed) -> QuoteFields:
    quote, name = report.quotes[number - 1], f"quote.{number}"
    marked = typed.form.get(f"{name}.none", "")
    none = Field(
        f"{name}.none", text("amend.none"), marked, "check", wrong=typed.wrong.get(f"{name}.none", "")
    )
    known = {"speaker": quote.speaker, "role": quote.role, "team": quote.team}
    fields = _voice(name, known, typed)
    return QuoteFields(number, " ".join(quote.text.split()), [*fields, none])


def _voice(prefix: str, known: Mapping[str, str | None], typed: Typed) -> list[Field]:
    """Who speaks: name, role and side."""
    choices = [("", "–"), *((role, named(role)) for role in ROLES)]
    return [
        _line(f"{prefix}.speaker", "speaker", typed, known.get("speaker")),
        _line(f"{prefix}.role", "role", typed, known.get("role"), "choice", choices),
        _line(f"{prefix}.team", "team", typed, known.get("team")),
    ]


def _line(
    name: str,
    label: str,
    typed: Typed,
    known: str | None = None,
    kind: str = "line",
    choices: Sequence[tuple[str, str]] = (),
) -> Field:
    value, wrong = typed.form.get(name, known or ""), typed.wrong.get(name, "")
    return Field(name, text(f"amend.{label}"), value, kind, choices=choices, wrong=wrong)


def _letter(title: str, address: str) -> str:
    """A letter about the report, to be addressed by its writer."""
    subject = percent_encoded(text("amend.mail.subject", title=title))
    body = percent_encoded(text("amend.mail.body", address=address))
    return f"mailto:?subject={subject}&body={body}"


def saved_message(corrections: Sequence[Correction], number: str) -> str:
    """What the report says to who has just made its last correction, `number`; else ""."""
    return text("amend.saved") if corrections and number == str(corrections[-1].number) else ""


def _amendment(correction: Correction) -> Amendment:
    change, state = correction.change, correction.state
    if change.attribute == QUOTE:
        what = text("amend.change.is_quote").capitalize()
    else:
        what = text(f"amend.{change.attribute}") if change.passage else _label(change.attribute)
    return Amendment(
        number=correction.number,
        change=text("amend.change", what=what, old=_shown(correction.old), new=_shown(change.value)),
        words=" ".join(change.passage.text.split()) if change.passage else "",
        made=text("basis.corrected", by=correction.by, date=wording.day(correction.at)),
        state="" if state == "applied" else text(f"amend.state.{state}"),
    )


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return text("amend.change.is_quote" if value else "amend.change.no_quote")
    return (", ".join(value) if isinstance(value, tuple) else value) or text("amend.change.none")
