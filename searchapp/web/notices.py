"""Notices in the reader's language: the rooms that make them write Dutch and know no other.

A notice remembers its template, which is the key of the English one here. What has no
English stays Dutch, and says so to screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from searchapp.model import Notice
from searchapp.web.texts_en import ENGLISH_NAMES

ENGLISH_NOTICES: Mapping[str, str] = {
    # How the query was read
    "De zoekvraag is afgebroken na {most} tekens.": "The query was cut off after {most} characters.",
    "Alleen de eerste {most} zoekwoorden zijn gebruikt.": "Only the first {most} search words were used.",
    "Te veel sterretjes: de rest is gelezen als gewone woorden.": "Too many asterisks:"
    " the rest was read as plain words.",
    "Aanhalingsteken zonder partner gelezen als tekst.": "A lonely quotation mark was read as text.",
    "Haakje zonder partner gelezen als tekst.": "A lonely bracket was read as text.",
    "Haakjes die te diep genest zijn, zijn gelezen als tekst.": "Brackets nested too deep were read as text.",
    "Onbekend voorvoegsel ‘{prefix}:’ gelezen als tekst.": "The unknown prefix ‘{prefix}:’ was read as text.",
    "‘{prefix}:’ zonder bruikbare waarde gelezen als tekst.": "‘{prefix}:’ without a usable value"
    " was read as text.",
    "‘{sign}’ zonder woord ervoor of erna gelezen als tekst.": "‘{sign}’ without a word before or after it"
    " was read as text.",
    "‘{value}’ past niet bij ‘{name}’ en is genegeerd.": "‘{value}’ does not fit ‘{name}’ and was ignored.",
    "Gelezen als vraag: citaten van ‘{who}’{about}{after}.": "Read as a question:"
    " quotes by ‘{who}’{about}{after}.",
    " over ‘{subject}’": " about ‘{subject}’",
    " na {outcome}": " after {outcome}",
    " na een {outcome}": " after {outcome}",
    # What was searched
    "Ook gezocht op: {words}.": "Also searched for: {words}.",
    "Niets gevonden voor ‘{word}’; gezocht op de delen {others} en {last}.": "Nothing found for ‘{word}’;"
    " searched for its parts {others} and {last}.",
    "Niets in het archief heeft bij {facet} de waarde ‘{value}’.": "Nothing in the archive has the value"
    " ‘{value}’ for {facet}.",
    "‘{pattern}’ past op meer dan {most} woorden; alleen de eerste {most} van het alfabet zijn gezocht.": (
        "‘{pattern}’ fits more than {most} words; only the first {most} of the alphabet were searched."
    ),
    "‘titel:’ zoekt alleen in verslagen, niet in citaten.": "‘titel:’ searches reports only, not quotes.",
    "{path} kan niet gelezen worden; `searchapp check` zegt waarom.": "{path} cannot be read;"
    " `searchapp check` says why.",
    "Regel {last} van {path} telt niet mee; `searchapp check` zegt waarom.": "Line {last} of {path}"
    " does not count; `searchapp check` says why.",
    "De regels {others} en {last} van {path} tellen niet mee; `searchapp check` zegt waarom.": (
        "Lines {others} and {last} of {path} do not count; `searchapp check` says why."
    ),
}

ENGLISH_WORDS: Mapping[str, str] = {
    **{dutch.lower(): english.lower() for dutch, english in ENGLISH_NAMES.items()},
    **dict.fromkeys(("winst", "overwinning", "zege"), "a win"),
    **dict.fromkeys(("gelijkspel", "remise"), "a draw"),
    **dict.fromkeys(("verlies", "nederlaag"), "a defeat"),
    "club": "club",
    "sport": "sport",
}
"""Notices of a single word, which stand within others: facets and results."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice as it is shown, and the language it is in."""

    words: str
    lang: str


def told(notices: Iterable[str], lang: str) -> list[Remark]:
    """The notices in the language, each once; in Dutch where there is no translation."""
    return [_told(notice, lang) for notice in dict.fromkeys(notices)]


def _told(notice: str, lang: str) -> Remark:
    english = _english(notice) if lang == "en" else None
    return Remark(str(notice), "nl") if english is None else Remark(english, "en")


def _english(notice: str) -> str | None:
    if not isinstance(notice, Notice):
        return None
    template = ENGLISH_NOTICES.get(notice.template) or ENGLISH_WORDS.get(notice.template)
    if template is None:
        return None
    return template.format(**{name: _english(value) or value for name, value in notice.values.items()})
