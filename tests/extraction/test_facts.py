"""Who plays, the score, the competition and the stage, as an editor would say them."""

from __future__ import annotations

import pytest

from searchapp.extraction import extract
from searchapp.model import Report


def facts(text: str) -> Report:
    """The report extracted from a text."""
    return extract(Report("r", "r.txt", text))


LEAGUE = """Anderlecht klopt Gent in slotfase

RSC Anderlecht heeft zondagavond met 2-1 gewonnen van AA Gent op de 12de speeldag van de \
Jupiler Pro League. De Buffalo's kwamen op voorsprong via Sven Daems, maar na de rust zette \
paars-wit orde op zaken.

Volgende week trekt Anderlecht naar Charleroi."""

AWAY = """GENK, 12 maart 2016 – KRC Genk won zaterdagavond met 2-1 op het veld van KV Kortrijk. Genk \
kwam snel op achterstand, maar na de rust kopte Daan Wils twee keer raak."""

RETURN = """Racing Genk had de heenwedstrijd met 3-2 verloren maar won de terugwedstrijd van de halve \
finale van de Croky Cup met 1-0 tegen KV Kortrijk. Bij de rust stond het 0-0 in de Luminus \
Arena, de doelman hield lang stand."""

SHOOTOUT = """Antwerp wint bekerfinale na strafschoppen

Royal Antwerp FC heeft de beker van België gewonnen. In de finale op de Heizel stond het na \
verlengingen 1-1 tegen KV Mechelen, na strafschoppen werd het 5-4. Mechelen miste de laatste \
penalty."""

PREVIEW = """Feyenoord speelt woensdag (21.00 uur) in De Kuip de return in de play-offs van de Champions \
League tegen AC Milan. De heenwedstrijd in Italië eindigde in 1-0. Trainer Jan Smit rekent op \
een volle bak."""

NEWS = """KV Mechelen huurt verdediger

KV Mechelen heeft de 22-jarige verdediger Lars Hoekstra gehuurd van Feyenoord. Hij speelde \
vorig seizoen bij FC Dordrecht in de Keuken Kampioen Divisie."""

ROUNDUP = """Uitslagen Eredivisie

Ajax - FC Twente 3-1
Doelpunten van Bos en Mol.

FC Utrecht - Vitesse 0-0
Saai duel in Galgenwaard."""

TOLD = """Zaterdag in de Eredivisie: PSV won met 3-0 van NEC, Feyenoord speelde met 1-1 gelijk \
tegen FC Utrecht en AZ verloor met 0-2 van FC Twente."""

NATIONAL = """België heeft vrijdagavond in München de kwartfinale van het EK met 1-2 verloren van Italië. De \
Italianen nemen het in de halve finale op tegen Spanje. De doelman van de Rode Duivels pakte \
een strafschop."""


@pytest.mark.parametrize(
    ("text", "teams", "score"),
    [
        (LEAGUE, ("RSC Anderlecht", "KAA Gent"), "2-1"),
        (AWAY, ("KV Kortrijk", "KRC Genk"), "1-2"),
        (RETURN, ("KRC Genk", "KV Kortrijk"), "1-0"),
        (SHOOTOUT, ("Royal Antwerp FC", "KV Mechelen"), "1-1"),
        (PREVIEW, ("Feyenoord", "AC Milan"), None),
        (NEWS, ("KV Mechelen",), None),
        (TOLD, ("PSV", "NEC", "Feyenoord", "FC Utrecht", "AZ", "FC Twente"), None),
        (ROUNDUP, ("Ajax", "FC Twente", "FC Utrecht", "Vitesse"), None),
        (NATIONAL, ("België", "Italië"), "1-2"),
        ("Everton - Liverpool 0-0\n\nDe derby eindigde zonder goals.", ("Everton", "Liverpool"), "0-0"),
    ],
)
def test_teams_home_first_and_score(text: str, teams: tuple[str, ...], score: str | None) -> None:
    """Playing teams are told from mentioned ones, and the score from all other scores."""
    found = facts(text)
    assert (found.teams, found.score) == (teams, score)


@pytest.mark.parametrize(
    ("text", "competition", "stage"),
    [
        (LEAGUE, "Jupiler Pro League", None),
        (RETURN, "Beker van België", "halve finale"),
        (SHOOTOUT, "Beker van België", "finale"),
        (NEWS, None, None),
        (NATIONAL, "EK", "kwartfinale"),
    ],
)
def test_competition_and_stage_are_the_matchs_own(
    text: str, competition: str | None, stage: str | None
) -> None:
    """Competitions of others and rounds to come don't count; no match, no competition."""
    found = facts(text)
    assert (found.competition, found.stage) == (competition, stage)


def test_mentioned_teams_are_all_others() -> None:
    """Clubs of players and of next week are mentioned; places are not."""
    assert facts(LEAGUE).mentioned_teams == ("Sporting Charleroi",)
    assert facts(NEWS).mentioned_teams == ("Feyenoord", "FC Dordrecht")
    assert facts(NATIONAL).mentioned_teams == ("Spanje",)
    assert (
        facts(
            "Genk won met 2-1 van Gent. De spits verhuist naar Engeland en woont in Brugge."
        ).mentioned_teams
        == ()
    )


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        ("De renner demarreerde uit het peloton en won de rit.", "wielrennen"),
        ("De tennisster won de tiebreak na een dubbele fout.", "tennis"),
        ("De hockeysters benutten twee strafcorners.", "hockey"),
        (LEAGUE, "voetbal"),
        ("", None),
    ],
)
def test_sport(text: str, sport: str | None) -> None:
    """Telling words, clubs and competitions decide the sport."""
    assert facts(text).sport == sport


def test_individual_sports_have_no_teams() -> None:
    """A rider's trade team is mentioned, under the name it bears in the report."""
    found = facts("De renner van Soudal Quick-Step won zondag Gent-Wevelgem in een sprint van het peloton.")
    assert found.teams == ()
    assert found.mentioned_teams == ("Soudal Quick-Step",)


def test_titles() -> None:
    """A headline is the title; without one it is the first sentence, freed of date marks."""
    assert facts(LEAGUE).title == "Anderlecht klopt Gent in slotfase"
    assert facts(" date 2025-02 Genk won. Het regende.").title == "Genk won."


def test_languages() -> None:
    """Dutch, French and English are told apart."""
    assert facts(LEAGUE).language == "nl"
    assert (
        facts("Le club de la ville a gagné dans un match qui était très beau pour les supporters.").language
        == "fr"
    )
    assert facts("The club has won a match that was not on the cards for them.").language == "en"


def test_given_values_win_and_are_canonicalised() -> None:
    """What the source supplies stays, under the lexicon's names."""
    given = Report(
        "r",
        "r.txt",
        LEAGUE,
        competition="Croky Cup",
        teams=("Genk", "FC Niemand"),
        given=frozenset({"competition", "teams"}),
    )
    found = extract(given)
    assert (found.competition, found.teams) == ("Beker van België", ("KRC Genk", "FC Niemand"))
