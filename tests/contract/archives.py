"""Strategies for small archives, query trees and options, and how to fill an archive."""

from __future__ import annotations

from hypothesis import strategies as st

from searchapp.engine.protocols import Archive
from searchapp.model import UNKNOWN, PartialDate, Quote, Report, SearchOptions
from searchapp.query.ast import And, DateRange, Everything, FacetMatch, Not, Or, Phrase, Query, Term, Wildcard

WORDS = [
    "finale",
    "finales",
    "bekerfinale",
    "speler",
    "spelers",
    "oud-speler",
    "keeper",
    "won",
    "wint",
    "één",
]
WORDS += ["doelman", "treffer", "eigen doelpunt", "rode kaarten", "uitsluiting", "rouches"]
WORDS += ["een", "Genk", "Genk's", "2-1", "K.V.", "kans", "kansen", "wedstrijd", "zo'n", "goal"]
SINGLE = [word for word in WORDS if " " not in word]
TEAMS = ["Club Een", "Club Twee", "Sporting Drie", "Standard Luik"]
SPEAKERS = ["Jan Klaassen", "Klaassen", "Mia de Bruin"]
ROLES = ["coach", "speler"]
LEAD = "De ploegen troffen elkaar op een natte avond in een vol stadion."

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.sampled_from([2023, 2024])),
    st.builds(PartialDate, st.sampled_from([2023, 2024]), st.sampled_from([1, 2])),
    st.builds(PartialDate, st.sampled_from([2023, 2024]), st.sampled_from([1, 2]), st.sampled_from([1, 28])),
)


def some(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of the values, in any order, without repetition."""
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(tuple)


@st.composite
def reports(draw: st.DrawFn, report_id: str) -> Report:
    """A report with a title or without, and up to two quotes."""
    title, lead, body = draw(st.one_of(st.just(""), words)), f"{LEAD} {draw(words)}", draw(words)
    spoken = draw(st.lists(words, max_size=2))
    body = " ".join([body, *(f"“{text}”" for text in spoken)])
    text = "\n\n".join(part for part in (title, lead, body) if part)
    quotes, place = [], len(text) - len(body)
    for spoken_text in spoken:
        place = text.index(f"“{spoken_text}”", place) + 1
        speaker, role = draw(st.sampled_from([*SPEAKERS, None])), draw(st.sampled_from([*ROLES, None]))
        quotes.append(
            Quote(
                spoken_text,
                place,
                place + len(spoken_text),
                speaker,
                role,
                draw(st.sampled_from([*TEAMS, None])),
            )
        )
    speakers = tuple(dict.fromkeys(quote.speaker for quote in quotes if quote.speaker))
    return Report(
        id=report_id,
        source=report_id,
        text=text,
        title=title or LEAD,
        date=draw(dates),
        competition=draw(st.sampled_from(["Beker", "Liga", None])),
        teams=draw(some(TEAMS)),
        quotes=tuple(quotes),
        speakers=speakers,
    )


archives = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6).flatmap(
    lambda ids: st.tuples(*map(reports, ids))
)

leaves: st.SearchStrategy[Query] = st.one_of(
    st.just(Everything()),
    st.builds(Term, st.sampled_from(SINGLE), st.sampled_from([False, False, True])),
    st.just(And((Term("rode"), Term("kaart")))),
    st.builds(
        Phrase,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Wildcard, st.sampled_from(["fin*", "*finale", "k*s*", "zzz*", "*e*"]), st.booleans()),
    st.builds(FacetMatch, st.just("team"), st.sampled_from([*TEAMS, "twee", "onzin", UNKNOWN])),
    st.builds(FacetMatch, st.just("speaker"), st.sampled_from([*SPEAKERS, "klaassen", UNKNOWN])),
    st.builds(DateRange, dates, dates),
)
queries = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(Not, children),
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "team": some([*TEAMS, "Onbekende Ploeg", UNKNOWN]),
        "speaker": some([*SPEAKERS, UNKNOWN]),
        "year": some(["2023", "2024", UNKNOWN]),
        "competition": some(["Beker", "Liga", UNKNOWN]),
    },
)
options = st.builds(
    SearchOptions,
    filters=choices,
    excludes=st.one_of(st.just({}), choices),
    match_all=st.booleans(),
    date_from=dates,
    date_to=dates,
    exact=st.booleans(),
    synonyms=st.booleans(),
    sort=st.sampled_from([None, "relevance", "-date", "date"]),
    page=st.sampled_from([1, 1, 2]),
    per_page=st.sampled_from([10, 2]),
    facet_limit=st.sampled_from([50, 1]),
)


def fill(archive: Archive, records: tuple[Report, ...]) -> None:
    """Add and commit."""
    with archive.writer() as writer:
        for report in records:
            writer.add(report)


def clear(archive: Archive) -> None:
    """Remove every report and commit."""
    with archive.writer() as writer:
        for report in list(archive.reports()):
            writer.remove(report.id)
