"""Every text of the interface, in one place.

Templates and page builders ask for a text by its key; `{name}` stands for a value that
is filled in. Dutch is the language of the newsroom; another language is another table.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "results.suggestion": "Bedoelde je {q}?",
    "results.api": "Dit resultaat als JSON",
    "results.speakers": "Aan het woord:",
    "results.empty.heading": "Niets gevonden",
    "results.empty.filters": "Haal een filter weg om ruimer te zoeken.",
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
    "chips.exact": "alleen deze woordvorm",
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
    "facets.date.hint": "Jaar, maand of dag: 2024, 2024-08 of 2024-08-31",
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
    "error.404": "Deze pagina is er niet",
    "error.404.detail": "Misschien is het adres verkeerd overgenomen of is het verslag verwijderd.",
    "error.404.report": "Dit archief bevat geen verslag ‘{id}’. Misschien is het verwijderd.",
    "error.405": "Zo kan deze pagina niet opgevraagd worden",
    "error.405.detail": "Deze pagina is alleen te lezen.",
    "error.500": "Er ging iets mis",
    "error.500.detail": "De fout ligt bij ons en is genoteerd. Probeer het straks opnieuw.",
    "error.501": "Dit kan nog niet",
    "error.501.detail": "Deze pagina komt in een volgende versie.",
    "error.501.speaker": "Een eigen pagina voor {name} komt in een volgende versie. De citaten zijn er al.",
    "error.501.team": "Een eigen pagina voor {name} komt in een volgende versie. De verslagen zijn er al.",
    "error.503": "Het archief is even niet beschikbaar",
    "error.503.detail": "Probeer het over een minuut opnieuw.",
    "error.503.damaged": "Het archief is beschadigd of hoort bij een andere versie."
    " Dat is te herstellen: voer searchapp rebuild uit.",
    "error.home": "Naar de startpagina",
    "error.reports": "Verslagen over {name}",
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
}

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

EXAMPLE_WORDS = ("bekerfinale", "strafschop", "ontslag trainer", "doelpunt", "wedstrijd", "seizoen")
"""Searches to propose, most telling first; the start page shows one that finds something."""


def text(key: str, /, **values: object) -> str:
    """The text of `key` with its values filled in; KeyError when there is none."""
    return TEXTS[key].format(**values)


def counted(what: str, count: int) -> str:
    """A number with its noun: `what` is reports, quotes or hits.

    >>> counted("reports", 1), counted("quotes", 12345)
    ('1 verslag', '12.345 citaten')
    """
    return text(f"count.{what}.{'one' if count == 1 else 'many'}", count=number(count))


def number(count: int) -> str:
    """A whole number as Dutch readers write it: 12.345."""
    return f"{count:,}".replace(",", ".")
