"""What may an editor ask for? From names and texts to checked changes, or a UsageError.

The command line and the API fill the same `Request`; values are checked here alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.corrections.passages import Passage, occurrences
from searchapp.corrections.records import QUOTE, QUOTE_ATTRIBUTES, Change
from searchapp.errors import UsageError
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Stage
from searchapp.model import PartialDate, Report

ROLES = ("coach", "speler", "voorzitter", "scheidsrechter", "andere")
_ALIASES = {"team": "teams", "mentioned_team": "mentioned_teams"}
"""Names of facets that stand for an attribute of another name."""

_LONGEST = 200
_SCORE = re.compile(r"(\d{1,3}) ?[-–] ?(\d{1,3})")
_SEASON = re.compile(r"(\d{4})(?:-(\d{4}))?")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Request:
    """What one editor asks about one report.

    facts: attribute or facet -> its right values, () for "not known". The rest is about one
    quote: `quote` is its number, from 1; `add` are the exact words of a passage that is one
    although it wasn't found, at the `occurrence`-th place that has them; `no_quote` says that it
    isn't one; `details` hold speaker, role and team, None for "not known".
    """

    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    quote: int | None = None
    add: str | None = None
    occurrence: int = 1
    no_quote: bool = False
    details: Mapping[str, str | None] = field(default_factory=dict)


def changes(report: Report, request: Request) -> tuple[Change, ...]:
    """The changes that a request means for the report as it's shown.

    Raises UsageError, which names the parameter, for what can't be done or read, and when
    nothing is asked at all.
    """
    asked = [_fact(report, name, values) for name, values in request.facts.items()]
    passage = _passage(report, request)
    if passage:
        asked += _about_quote(report, request, passage)
    if not asked:
        raise UsageError("say what to correct: a fact, or something about a quote", "set")
    return tuple(asked)


def _fact(report: Report, name: str, values: Sequence[str]) -> Change:
    attribute = _ALIASES.get(name, name)
    if attribute not in _CHECKS:
        raise UsageError(f"'{name}' can't be corrected; what can: {', '.join(CORRECTABLE)}", name)
    checked = [_checked(attribute, name, value, report) for value in values]
    if attribute in _LISTS:
        return Change(attribute, tuple(dict.fromkeys(each for each in checked if each)))
    if len(checked) > 1:
        raise UsageError(f"'{name}' has one value only", name)
    return Change(attribute, checked[0] if checked else None)


def _passage(report: Report, request: Request) -> Passage | None:
    """The span that the quote's part of the request is about; None when it has none."""
    about = request.no_quote or request.details
    if request.add is not None:
        if request.quote is not None or request.no_quote:
            raise UsageError("give either a quote's number or the words of a new one", "add_quote")
        return _new_passage(report.text, request.add, request.occurrence)
    if request.quote is None:
        if about:
            raise UsageError("say which quote, by its number", QUOTE)
        return None
    if not 1 <= request.quote <= len(report.quotes):
        count = len(report.quotes)
        raise UsageError(f"there is no quote {request.quote}; the report has {count}", QUOTE)
    if not about:
        raise UsageError("say what is wrong with the quote: its speaker, role or team, or no quote", QUOTE)
    if request.no_quote and request.details:
        raise UsageError("what is no quote has no speaker, role or team", "no_quote")
    quote = report.quotes[request.quote - 1]
    return Passage.at(report.text, quote.start, quote.end)


def _new_passage(text: str, words: str, occurrence: int) -> Passage:
    places = list(occurrences(text, words)) if words.strip() else []
    if not 1 <= occurrence <= len(places):
        found = f"the text has them {len(places)} times" if places else "they aren't in the text"
        raise UsageError(f"these words can't be made a quote: {found}", "add_quote")
    start = places[occurrence - 1]
    return Passage.at(text, start, start + len(words))


def _about_quote(report: Report, request: Request, passage: Passage) -> list[Change]:
    if request.no_quote:
        return [Change(QUOTE, False, passage)]
    for name in request.details:
        if name not in QUOTE_ATTRIBUTES:
            raise UsageError(f"'{name}' of a quote can't be corrected", name)
    details = [
        Change(name, _detail(report, name, value or ""), passage) for name, value in request.details.items()
    ]
    return [Change(QUOTE, True, passage), *details] if request.add is not None else details


def _checked(attribute: str, name: str, value: str, report: Report) -> str | None:
    """The value as it's stored; None for an empty one. UsageError when it isn't one."""
    text = _plain(name, value)
    try:
        return _CHECKS[attribute](text, report) if text else None
    except ValueError as error:
        raise UsageError(f"'{name}': {error}", name) from None


def _detail(report: Report, name: str, value: str) -> str | None:
    text = _plain(name, value)
    if name == "role" and text and text not in ROLES:
        raise UsageError(f"not a role: {text!r} (use one of {', '.join(ROLES)})", name)
    return (_team(text, report) if name == "team" and text else text) or None


def _plain(name: str, value: str) -> str:
    """One line of printable text, blanks put in order."""
    text = " ".join(value.split())
    if len(text) > _LONGEST or not text.isprintable():
        raise UsageError(f"'{name}' must be printable text of at most {_LONGEST} characters", name)
    return text


def _date(value: str, report: Report) -> str:
    return str(PartialDate.parse(value))


def _score(value: str, report: Report) -> str:
    match = _SCORE.fullmatch(value)
    if not match or not value.replace("–", "-").isascii():
        raise ValueError(f"not a score: {value!r} (use home-away, such as 2-1)")
    return f"{int(match[1])}-{int(match[2])}"


def _season(value: str, report: Report) -> str:
    match = _SEASON.fullmatch(value)
    if not match or not value.isascii() or (match[2] and int(match[2]) != int(match[1]) + 1):
        raise ValueError(f"not a season: {value!r} (use 2024-2025 or 2024)")
    return value


def _stage(value: str, report: Report) -> str:
    for entry in lexicon().gazetteer.lookup(value):
        if isinstance(entry.entity, Stage):
            return entry.entity.name
    raise ValueError(f"not a stage: {value!r} (such as 'halve finale' or 'groepsfase')")


def _language(value: str, report: Report) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f"not a language: {value!r} (use a code of two letters, such as nl)")
    return value


def _competition(value: str, report: Report) -> str:
    year = report.date.year if report.date else None
    return lexicon().canonical_competition(value, report.sport, year) or value


def _team(value: str, report: Report) -> str:
    return lexicon().canonical_team(value, report.sport) or value


def _sport(value: str, report: Report) -> str:
    return value.lower()


def _as_given(value: str, report: Report) -> str:
    return value


_CHECKS: Mapping[str, Callable[[str, Report], str]] = {
    "date": _date,
    "sport": _sport,
    "competition": _competition,
    "stage": _stage,
    "season": _season,
    "teams": _team,
    "mentioned_teams": _team,
    "score": _score,
    "venue": _as_given,
    "language": _language,
}
_LISTS = frozenset({"teams", "mentioned_teams"})

CORRECTABLE = (*_CHECKS, *_ALIASES)
"""The names that facts go by in a request."""
