"""Every text of the interface, in one place.

Templates and page builders ask for a text by its key; `{name}` stands for a value that
is filled in. Dutch is the language of the newsroom; English is a second table with the
same keys (`texts_en`). The language belongs to the request that is being answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar

from searchapp.web.texts_en import ENGLISH, ENGLISH_MONTHS, ENGLISH_NAMES

TEXTS: Mapping[str, str] = {
    # Everywhere
    "site.name": "searchapp",
    "site.title": "{page} · searchapp",
    "skip.content": "Naar de inhoud",
    "skip.results": "Naar de resultaten",
    "nav.label": "Hoofdmenu",
    "nav.reports": "Verslagen",
    "nav.quotes": "Citaten",
    "footer.help": "Zo zoek je",
    "footer.help.words": "Alle woorden moeten voorkomen, in elke vorm:",
    "footer.help.phrase": "Precies deze woorden:",
    "footer.help.or": "Het ene of het andere, zonder een derde:",
    "footer.help.prefix": "Woorden die zo beginnen:",
    "footer.help.fields": "Binnen een veld:",
    "footer.help.dates": "Binnen een periode:",
    "footer.api": "Dezelfde gegevens als JSON",
    # Search box
    "search.label": "Zoek in het archief",
    "search.placeholder": "Woorden of “een zin”",
    "search.reports": "Zoek",
    "search.quotes": "Zoek in citaten",
    # Results
    "results.reports.title": "Verslagen zoeken",
    "results.quotes.title": "Citaten zoeken",
    "results.for": "voor ‘{q}’",
    "results.took": "in {time}",
    "results.of": "Resultaten {first}–{last}",
    "results.list": "Resultaten",
    "results.notices": "Bij deze zoekvraag",
    "results.exactly": "Precies deze woorden",
    "results.own_words": "Zoek alleen mijn eigen woorden",
    "results.suggestion": "Bedoelde je {q}?",
    "results.api": "Dit resultaat als JSON",
    "results.speakers": "Aan het woord:",
    "results.empty.heading": "Niets gevonden",
    "results.empty.words": "Probeer minder woorden, een ander woord of alleen het begin met een sterretje:",
    "results.empty.clear": "Zoek zonder filters",
    "results.empty.quotes": "Zoek hetzelfde in de citaten",
    "results.empty.reports": "Zoek hetzelfde in de verslagen",
    "results.beyond": "Zo ver loopt deze lijst niet.",
    "results.beyond.link": "Naar de eerste pagina",
    # Sorting
    "sort.label": "Volgorde",
    "sort.relevance": "Relevantie",
    "sort.-date": "Nieuwste",
    "sort.date": "Oudste",
    # Chips
    "chips.label": "Gekozen filters",
    "chips.remove": "verwijder filter",
    "chips.facet": "{facet}: {value}",
    "chips.excluded": "niet {facet}: {value}",
    "chips.from": "vanaf {date}",
    "chips.to": "tot en met {date}",
    "chips.exact": "precies deze woorden",
    "chips.synonyms": "zonder synoniemen",
    "chips.clear": "wis alle filters",
    "chips.together": "Alleen hun onderlinge wedstrijden",
    "chips.match_all": "alle gekozen clubs samen",
    # Facets
    "facets.label": "Verfijnen",
    "facets.open": "Verfijnen",
    "facets.close": "Naar de resultaten",
    "facets.more": "meer… ({count})",
    "facets.selected": "gekozen; verwijder dit filter:",
    "facets.less": "minder",
    "facets.period": "Periode",
    "facets.from": "Van",
    "facets.to": "Tot en met",
    "facets.date.hint": "Jaar, maand of dag: 2024, 2024-08 of 31-8-2024",
    "facets.date.apply": "Toepassen",
    # Paging
    "paging.label": "Pagina’s",
    "paging.previous": "Vorige",
    "paging.next": "Volgende",
    "paging.page": "Pagina",
    # Quotes
    "quote.speaker.unknown": "Spreker onbekend",
    "quote.report": "In het verslag",
    "quote.report.where": "Lees dit citaat in het verslag “{title}”",
    # A report
    "report.facts": "Gegevens",
    "report.quotes": "Citaten in dit verslag",
    "report.no_quotes": "In dit verslag staat geen citaat.",
    "report.no_hits": "De zoekwoorden staan niet in deze tekst.",
    "report.date": "Datum",
    "report.match": "Wedstrijd",
    "report.teams": "Ploegen",
    "report.score": "Uitslag",
    "report.venue": "Plaats",
    "report.language": "Taal",
    "report.people": "Personen",
    "report.source": "Bron",
    "report.url": "Oorspronkelijk artikel",
    "report.json": "Dit verslag als JSON",
    "report.untitled": "Verslag zonder titel",
    # Start page
    "home.title": "Start",
    "home.heading": "Wat zei wie, en wanneer?",
    "home.intro": "Zoek in verslagen en citaten van wedstrijden, interviews en persconferenties.",
    "home.examples": "Probeer bijvoorbeeld",
    "home.example.team": "{team} in {competition}",
    "home.example.speaker": "Citaten van {speaker}",
    "home.holds": "Dit archief",
    "home.years": "van {first} tot {last}",
    "home.year": "uit {first}",
    "home.undated": "{count} zonder datum",
    "home.chart": "Verslagen per jaar",
    "home.newest": "Nieuwste verslagen",
    "home.all": "Alle verslagen",
    # First run
    "first.title": "Welkom",
    "first.heading": "Het archief is nog leeg",
    "first.intro": "Voeg verslagen toe op de computer waar dit archief staat:",
    "first.formats": "Gelezen worden tekstbestanden (.txt, één verslag per bestand) en JSON Lines"
    " (.jsonl, één per regel), ook ingepakt (.gz). Deze pagina hoeft niet opnieuw gestart te worden:"
    " herlaad haar als het klaar is.",
    # Errors
    "error.400": "Deze aanvraag is niet te lezen",
    "error.400.detail": "Er klopt iets niet aan het adres. Begin opnieuw met zoeken.",
    "error.401": "Voor dit archief is een sleutel nodig",
    "error.401.detail": "Vul een sleutel (token) van de redactie in als wachtwoord.",
    "error.403": "Deze aanvraag mag niet",
    "error.403.detail": "Lezen gaat hier via het netwerk van de redactie, schrijven met een sleutel.",
    "error.404": "Deze pagina is er niet",
    "error.404.detail": "Misschien is het adres verkeerd overgenomen of is het verslag verwijderd.",
    "error.404.report": "Dit archief bevat geen verslag ‘{id}’. Misschien is het verwijderd.",
    "error.405": "Zo kan deze pagina niet opgevraagd worden",
    "error.405.detail": "Deze pagina is alleen te lezen.",
    "error.429": "Dit gaat te snel",
    "error.429.detail": "Wacht een paar seconden en probeer het opnieuw.",
    "error.500": "Er ging iets mis",
    "error.500.detail": "De fout ligt bij ons en is genoteerd. Probeer het straks opnieuw.",
    "error.503": "Het archief is even niet beschikbaar",
    "error.503.detail": "Probeer het over een minuut opnieuw.",
    "error.503.damaged": "Het archief is beschadigd of hoort bij een andere versie."
    " Dat is te herstellen: voer searchapp rebuild uit.",
    "error.home": "Naar de startpagina",
    # Wording of facts
    "date.unknown": "datum onbekend",
    "teams.more": "{teams} en nog {count}",
    "count.reports.one": "1 verslag",
    "count.reports.many": "{count} verslagen",
    "count.quotes.one": "1 citaat",
    "count.quotes.many": "{count} citaten",
    "count.hits.one": "1 treffer",
    "count.hits.many": "{count} treffers",
    "time.ms": "{time} ms",
    "time.s": "{time} s",
    # The search page: excluding, the timeline
    "facets.exclude": "zonder",
    "facets.excluded": "niet",
    "facets.excluded.undo": "weer toelaten:",
    "facets.filter": "Zoek in {facet}",
    "facets.all": "toon de hele lijst",
    "timeline.years": "{what} per jaar",
    "timeline.months": "{what} per maand",
    "timeline.bar": "{period}: {count}",
    "timeline.drag": "Sleep over de balken om een periode te kiezen.",
    "timeline.whole": "hele periode",
    "timeline.reports": "Verslagen",
    "timeline.quotes": "Citaten",
    # Nothing found, explained
    "ways.reports.unknown": "‘{word}’ staat in geen enkel verslag.",
    "ways.quotes.unknown": "‘{word}’ staat in geen enkel citaat.",
    "ways.silent": "‘{who}’ komt in dit archief niet aan het woord.",
    "ways.label": "Zo vind je wel iets",
    "ways.word": "zonder ‘{word}’",
    "ways.filter": "zonder filter ‘{filter}’",
    "ways.filters": "zonder filters",
    "ways.question": "vraag ‘{question}’",
    "ways.question.plain": "vraag ‘{question}’, zonder filters",
    "ways.known": "alleen ‘{words}’, zonder filters",
    # Suggestions, keyboard, saved searches
    "suggest.label": "Suggesties",
    "suggest.recent": "eerder gezocht",
    "suggest.count": "{count} suggesties; kies met de pijltjes",
    "tools.save": "Bewaar deze zoekopdracht",
    "tools.saved": "Bewaard",
    "tools.keys": "Sneltoetsen",
    "dialog.close": "Sluiten",
    "keys.search": "naar het zoekvak",
    "keys.next": "volgende resultaat",
    "keys.previous": "vorige resultaat",
    "keys.open": "open het resultaat",
    "keys.copy": "kopieer het citaat of de link",
    "keys.help": "deze hulp",
    "keys.escape": "sluit wat open is",
    "keys.enabled": "Sneltoetsen van één letter gebruiken",
    "keys.copied": "Gekopieerd",
    "saved.name": "Naam",
    "saved.save": "Bewaar",
    "saved.list": "Bewaarde zoekopdrachten",
    "saved.none": "Nog niets bewaard. Zoek eerst iets en bewaar het hier onder een naam.",
    "saved.where": "Ze staan alleen in deze browser. Neem ze mee als bestand of deel ze als link.",
    "saved.remove": "Verwijder",
    "saved.copy": "Kopieer link",
    "saved.feed": "Atom-feed",
    "saved.export": "Exporteer",
    "saved.import": "Importeer",
    "saved.bad": "Dit bestand bevat geen bewaarde zoekopdrachten.",
    "theme.label": "Kleuren",
    "theme.system": "zoals het systeem",
    "theme.light": "licht",
    "theme.dark": "donker",
    "language.other": "English",
    # The citaatcheck
    "nav.check": "Citaatcheck",
    "check.title": "Citaatcheck",
    "check.heading": "Zei iemand dat zo?",
    "check.intro": "Plak een zin zoals je hem onthouden hebt. Het archief zoekt het citaat erbij,"
    " ook als er woorden ontbreken of anders zijn, en toont elk verschil.",
    "check.label": "De zin om na te kijken",
    "check.hint": "Wat je hier invult, wordt nergens bewaard.",
    "check.submit": "Kijk na",
    "check.too_long": "Deze tekst is te lang: nakijken kan tot {longest} tekens. Kies de zin die telt.",
    "check.found": "Dit staat in het archief",
    "check.nothing": "Niets in het archief komt in de buurt",
    "check.nothing.detail": "Geen enkel citaat lijkt op deze zin. Dat zegt niet dat niemand hem uitsprak:"
    " misschien staat het verslag niet in dit archief, of is de zin daar geen citaat.",
    "check.same": "Woordelijk hetzelfde",
    "check.part": "Woordelijk, als deel van een langer citaat",
    "check.nearly": "Bijna hetzelfde",
    "check.resembles": "Lijkt erop",
    "check.percent": "{percent}% gelijk",
    "check.legend.printed": "zo staat het in het verslag",
    "check.legend.typed": "zo schreef jij het",
    "check.typed": "Niet in het verslag:",
    "check.printed": "Wel in het verslag:",
    # Quotes: citing, context, other places
    "cite.open": "Bron",
    "cite.copy.quote": "Kopieer citaat",
    "cite.copy": "Kopieer als tekst",
    "cite.copy.html": "Kopieer als HTML",
    "quote.context": "Context",
    "quote.also_in": "Ook in",
    "quote.also_in.here": "dit verslag, verderop",
    "quote.also_in.more": "en nog {count}",
    "outcome.won": "na winst",
    "outcome.drawn": "na een gelijkspel",
    "outcome.lost": "na een nederlaag",
    # Speaker, club and competition pages
    "portrait.speaker": "Spreker",
    "portrait.team": "Club",
    "portrait.competition": "Competitie",
    "portrait.quotes": "Citaten",
    "portrait.no_quotes": "Hier staan geen citaten.",
    "portrait.reports": "Nieuwste verslagen",
    "portrait.all.quotes": "Alle citaten",
    "portrait.all.reports": "Alle verslagen",
    "portrait.words": "Typische woorden",
    "portrait.side": "Onderverdeling",
    # Taking results along
    "export.label": "Meenemen",
    "export.csv": "Als CSV",
    "export.jsonl": "Als JSON Lines",
    "export.feed": "Als Atom-feed",
    "export.print": "Als lijst om af te drukken",
    "feed.reports": "Verslagen",
    "feed.quotes": "Citaten",
    "feed.matched": "Gevonden woorden: {words}",
    "feed.undated": "Wat geen datum heeft, staat niet in deze feed; de zoekpagina toont het wel.",
    "opensearch.description": "Zoek in verslagen en citaten van de sportredactie",
    # Ways on from a report
    "report.list": "In de lijst",
    "report.back": "Terug naar de lijst",
    "report.place": "{place} van {total}",
    "report.previous": "Vorige in de lijst: {title}",
    "report.next": "Volgende in de lijst: {title}",
    "report.hit": "Treffer",
    "report.amend": "Klopt er iets niet? Meld of verbeter het",
    # On what a fact rests
    "basis.words": "uit",
    "basis.given": "volgens de bron",
    "basis.corrected": "verbeterd door {by}, {date}",
    "basis.season": "volgt uit datum en sport",
    "basis.sport": "volgt uit de woorden van het verslag",
    "basis.mentioned": "genoemd in de tekst",
    "basis.around": "naar wie er in de buurt aan het woord is",
    # Correcting a report
    "amend.title": "Fout melden",
    "amend.heading": "Klopt er iets niet?",
    "amend.of": "In het verslag",
    "amend.without": "Zonder sleutel",
    "amend.without.why": "Verbeteren kan alleen met een sleutel (token) van de beheerder van dit archief."
    " Heb je er geen? Stuur de fout dan aan de beheerder, met dit adres erbij:",
    "amend.without.mail": "Schrijf een e-mail",
    "amend.mail.subject": "Fout in het verslag “{title}”",
    "amend.mail.body": "In dit verslag klopt iets niet:\n{address}\n\nWat er staat:\n\nWat het moet zijn:\n",
    "amend.with": "Met sleutel",
    "amend.token": "Sleutel",
    "amend.token.hint": "Hij wordt alleen gebruikt om deze verbetering te bewaren.",
    "amend.token.keep": "Onthoud de sleutel zolang dit tabblad open is",
    "amend.facts": "Gegevens",
    "amend.facts.hint": "Verander alleen wat fout is. Leeg betekent: niet bekend.",
    "amend.lines": "Eén per regel, de thuisploeg eerst.",
    "amend.lines.plain": "Eén per regel.",
    "amend.hint.date": "Jaar, maand of dag: 2024, 2024-08 of 31-8-2024",
    "amend.hint.score": "Thuisploeg eerst, zoals 2-1",
    "amend.hint.stage": "Zoals halve finale of groepsfase",
    "amend.hint.season": "Zoals 2024-2025, of 2024",
    "amend.quote": "Citaat {number}",
    "amend.speaker": "Spreker",
    "amend.role": "Rol",
    "amend.team": "Club",
    "amend.none": "Dit is geen citaat",
    "amend.add": "Een citaat dat ontbreekt",
    "amend.words": "De woorden, precies zoals ze in het verslag staan",
    "amend.submit": "Bewaar de verbeteringen",
    "amend.saved": "De verbetering is bewaard en geldt vanaf nu overal.",
    "amend.history": "Eerdere verbeteringen",
    "amend.undo": "Neem terug",
    "amend.change": "{what}: {old} → {new}",
    "amend.change.none": "niets",
    "amend.change.no_quote": "geen citaat",
    "amend.change.is_quote": "citaat",
    "amend.state.withdrawn": "teruggenomen",
    "amend.state.gone": "het citaat staat niet meer in het verslag",
    # What is wrong with a correction
    "amend.wrong": "Er is nog niets bewaard",
    "amend.wrong.token": "Deze sleutel past niet. Kijk na of hij volledig is overgenomen.",
    "amend.wrong.no_token": "Vul je sleutel in.",
    "amend.wrong.elsewhere": "Dit formulier kwam van een andere site. Vul het hier in.",
    "amend.wrong.changed": "Het verslag is intussen veranderd. Kijk na wat er nu staat en bewaar opnieuw.",
    "amend.wrong.nothing": "Er is niets veranderd.",
    "amend.wrong.date": "Dit is geen datum. Schrijf 2024, 2024-08 of 2024-08-31.",
    "amend.wrong.score": "Dit is geen uitslag. Schrijf de thuisploeg eerst, zoals 2-1.",
    "amend.wrong.stage": "Deze fase is niet bekend. Schrijf bijvoorbeeld halve finale of groepsfase.",
    "amend.wrong.season": "Dit is geen seizoen. Schrijf 2024-2025, of 2024.",
    "amend.wrong.role": "Deze rol bestaat niet. Kies er een uit de lijst.",
    "amend.wrong.add_quote": "Deze woorden staan zo niet in het verslag. Neem ze letterlijk over.",
    "amend.wrong.no_quote": "Wat geen citaat is, heeft geen spreker, rol of club. Kies één van beide.",
    "amend.wrong.undo": "Deze verbetering is al teruggenomen.",
    "amend.wrong.other": "Dit is te lang of bevat tekens die niet te lezen zijn.",
    # Related reports
    "related.leg": "Zelfde duel, dit seizoen",
    "related.meetings": "Andere ontmoetingen",
    "related.round": "Zelfde ronde",
    "related.season": "Zelfde competitie, dit seizoen",
    "error.404.name": "Dit archief kent niemand en niets met de naam ‘{name}’.",
    "error.search": "Zoek naar ‘{name}’",
}

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

EXAMPLE_WORDS = ("bekerfinale", "strafschop", "ontslag trainer", "doelpunt", "wedstrijd", "seizoen")
"""Searches to propose, most telling first; the start page shows one that finds something."""


LANGUAGES: Mapping[str, Mapping[str, str]] = {"nl": TEXTS, "en": ENGLISH}

_language: ContextVar[str] = ContextVar("language", default="nl")


def speak(lang: str) -> None:
    """From here on this request is answered in `lang`; Dutch when that isn't spoken here."""
    _language.set(lang if lang in LANGUAGES else "nl")


def language() -> str:
    """The language of the request that is being answered."""
    return _language.get()


def text(key: str, /, **values: object) -> str:
    """The text of `key` with its values filled in; KeyError when there is none."""
    return LANGUAGES[language()][key].format(**values)


def named(name: str) -> str:
    """A Dutch name from the data (a facet, a role, a stage) in the language of the reader."""
    return ENGLISH_NAMES.get(name, name) if language() == "en" else name


def month(number: int) -> str:
    """The name of a month, from 1."""
    return (ENGLISH_MONTHS if language() == "en" else MONTHS)[number - 1]
