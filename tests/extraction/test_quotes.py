"""Quotes with their speakers and roles, as a reader of the report would assign them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.extraction import extract
from searchapp.model import Report


def quotes_of(text: str) -> list[tuple[str, str | None, str | None]]:
    """Text, speaker and role of every quote."""
    report = extract(Report(id="r", source="r.txt", text=text))
    return [(quote.text, quote.speaker, quote.role) for quote in report.quotes]


ATTRIBUTED = [
    (
        (
            "Racing Genk won met 2-0 van KV Mechelen. Coach Bert Hollevoet was tevreden. «Wij "
            "waren gewoon beter», aldus de Genkse trainer."
        ),
        [("Wij waren gewoon beter", "Bert Hollevoet", "coach")],
    ),
    (
        "»Wir sagen nichts«, klonk het bij doelman Timo Brandner van Bayern München.",
        [("Wir sagen nichts", "Timo Brandner", "speler")],
    ),
    (
        "„Dat was zwak“, gaf aanvoerder Siebe de Wolf na de 1-3 tegen Ajax grif toe. „Heel zwak.“",
        [("Dat was zwak", "Siebe de Wolf", "speler"), ("Heel zwak.", "Siebe de Wolf", "speler")],
    ),
    (
        (
            'PSV verloor van Feyenoord. "Wij", zuchtte verdediger Jan Op den Bosch, "hebben niets '
            'meer te vertellen."'
        ),
        [
            ("Wij", "Jan Op den Bosch", "speler"),
            ("hebben niets meer te vertellen.", "Jan Op den Bosch", "speler"),
        ],
    ),
    (
        "– Ik ben er nog niet klaar mee, zegt Ans Terpstra, de spits van Ajax.",
        [("Ik ben er nog niet klaar mee", "Ans Terpstra", "speler")],
    ),
    (
        'Vincent Draulans (coach Anderlecht): "We hebben drie weken op dit moment gewacht."',
        [("We hebben drie weken op dit moment gewacht.", "Vincent Draulans", "coach")],
    ),
    (
        (
            "Oud-bondscoach Frans Meulenberg vond het niks. 'Ik heb me zitten ergeren', sprak hij "
            "bij Ziggo Sport."
        ),
        [("Ik heb me zitten ergeren", "Frans Meulenberg", "andere")],
    ),
    (
        (
            'Club Brugge reageerde met een persbericht. "De club betreurt de incidenten en zal de '
            'betrokkenen bestraffen", staat te lezen in het communiqué.'
        ),
        [("De club betreurt de incidenten en zal de betrokkenen bestraffen", "Club Brugge", "andere")],
    ),
    (
        'Volgens voorzitter Marc Denoo was het "een beslissing van het hart".',
        [("een beslissing van het hart", "Marc Denoo", "voorzitter")],
    ),
    (
        (
            '"We gaan ervoor," zei trainster Els Van Roy van Standard Femina voor de match tegen '
            'Club YLA. "Zij zijn favoriet."\n\n"Maar dat waren ze vorig jaar ook."'
        ),
        [
            ("We gaan ervoor,", "Els Van Roy", "coach"),
            ("Zij zijn favoriet.", "Els Van Roy", "coach"),
            ("Maar dat waren ze vorig jaar ook.", "Els Van Roy", "coach"),
        ],
    ),
    (
        'Scheidsrechter Tom Weyts legde na Genk - Gent uit waarom hij floot: "Er was contact."',
        [("Er was contact.", "Tom Weyts", "scheidsrechter")],
    ),
    (
        'De Antwerp-trainer Koen Wijns sprak van "een schande" na de nederlaag.',
        [("een schande", "Koen Wijns", "coach")],
    ),
    (
        '"Mijn zoon heeft hier van gedroomd", glunderde vader Luc De Smet langs de lijn.',
        [("Mijn zoon heeft hier van gedroomd", "Luc De Smet", "andere")],
    ),
    (
        (
            "Na de zege op AZ was FC Twente-spits Daan Rots in de wolken. ‘Wat een avond!’, riep "
            "hij. ‘Dit vergeet ik nooit.’"
        ),
        [("Wat een avond!", "Daan Rots", "speler"), ("Dit vergeet ik nooit.", "Daan Rots", "speler")],
    ),
    (
        "Analist Wim Kuijpers had er geen begrip voor: ,,Zo verlies je elke wedstrijd van NEC.''",
        [("Zo verlies je elke wedstrijd van NEC.", "Wim Kuijpers", "andere")],
    ),
    (
        (
            '"Dat is een kwestie van tijd", liet sportief directeur Piet Vanhove van KV Oostende '
            "eerder aan Sporza weten."
        ),
        [("Dat is een kwestie van tijd", "Piet Vanhove", "andere")],
    ),
    (
        (
            'Standard won. "Wij hebben geleden", aldus Mehdi Carlier. De Luikse doelman pakte drie '
            'ballen. Zijn collega aan de overkant, Sven Kums, zag het anders. "Het was een cadeau."'
        ),
        [("Wij hebben geleden", "Mehdi Carlier", "speler"), ("Het was een cadeau.", "Sven Kums", "speler")],
    ),
    (
        (
            "De renners van Lotto Soudal kwamen te laat in de Ronde van Vlaanderen. Ploegleider "
            "Marc Sergooris: ‘We hebben gegokt en verloren.’"
        ),
        [("We hebben gegokt en verloren.", "Marc Sergooris", "coach")],
    ),
    (
        (
            "Trainer Jan Vos zette Piet Bakker op de bank. “Een tactische keuze”, zei hij. “Meer "
            "wil ik er niet over kwijt.” Bakker zelf was ontgoocheld. “Ik snap er niets van.”"
        ),
        [
            ("Een tactische keuze", "Jan Vos", "coach"),
            ("Meer wil ik er niet over kwijt.", "Jan Vos", "coach"),
            ("Ik snap er niets van.", "Piet Bakker", "speler"),
        ],
    ),
    (
        (
            "‘Ik had moeten scoren’\nSpits Joris Maes baalt na nederlaag bij Sparta Rotterdam\n\n"
            "Joris Maes had er de smoor in. ‘Ik had moeten scoren’, zei de spits van Willem II."
        ),
        [("Ik had moeten scoren", "Joris Maes", "speler"), ("Ik had moeten scoren", "Joris Maes", "speler")],
    ),
    (
        'LEES OOK: Coach Wim Peers (Genk): "We zijn er nog lang niet"',
        [("We zijn er nog lang niet", "Wim Peers", "coach")],
    ),
    (
        (
            "De wedstrijd Union - Genk eindigde op 1-1. “We zijn trots”, klonk het bij Karel "
            "Geeraert, de coach van Union. Zijn collega Wouter Vrank was minder blij. “Dit is te "
            "weinig.”"
        ),
        [("We zijn trots", "Karel Geeraert", "coach"), ("Dit is te weinig.", "Wouter Vrank", "coach")],
    ),
    (
        (
            '"Wij kunnen ook winnen", liet Fink zich ontvallen. "En dat gaan we doen ook." De '
            "coach van KRC Genk wilde niet vooruitkijken naar de finale."
        ),
        [("Wij kunnen ook winnen", "Fink", "coach"), ("En dat gaan we doen ook.", "Fink", "coach")],
    ),
    (
        (
            'Na afloop twitterde Lukas Nmecharik: "Trots op deze ploeg! #COYG" De verdediger van '
            "Gent kreeg veel likes."
        ),
        [("Trots op deze ploeg! #COYG", "Lukas Nmecharik", "speler")],
    ),
    (
        (
            "Aanvoerster Tessa Wullaerts juichte. ‘Ik ben zó blij’, zei ze. ‘Voor iedereen.’ "
            "Bondscoach Ives Serneelis knikte. ‘Zij is de beste’, zei hij."
        ),
        [
            ("Ik ben zó blij", "Tessa Wullaerts", "speler"),
            ("Voor iedereen.", "Tessa Wullaerts", "speler"),
            ("Zij is de beste", "Ives Serneelis", "coach"),
        ],
    ),
    (
        "Tegen Sporza zei Fink: “Ik blijf.” Dat deed de Genk-coach met een lach.",
        [("Ik blijf.", "Fink", "coach")],
    ),
    (
        'De woorden van bondscoach Robert Martens zinderden na: "Wie niet wil, blijft thuis."',
        [("Wie niet wil, blijft thuis.", "Robert Martens", "coach")],
    ),
    (
        "“Een punt is een punt”, dixit Brian Riemers, T1 van Anderlecht.",
        [("Een punt is een punt", "Brian Riemers", "coach")],
    ),
    (
        "Kapitein Hans Vanaken: “We moeten rustig blijven.\n“Dan komt het goed.”",
        [
            ("We moeten rustig blijven.", "Hans Vanaken", "speler"),
            ("Dan komt het goed.", "Hans Vanaken", "speler"),
        ],
    ),
    (
        '"Ik heb er alles aan gedaan, zei doelman Bart Deelkens van KV Kortrijk na de nederlaag.',
        [("Ik heb er alles aan gedaan", "Bart Deelkens", "speler")],
    ),
    (
        'Trainer Ron Jans gaf toe dat zijn ploeg "niet thuis gaf" in Tilburg.',
        [("niet thuis gaf", "Ron Jans", "coach")],
    ),
    (
        "“De ref was slecht”, vonden de Genkse supporters.",
        [("De ref was slecht", None, "andere")],
    ),
    (
        (
            "Club Brugge won met 3-1 van KAA Gent. Coach Ivan Leekens koos voor rust. “Ik ken mijn "
            "groep.” Leekens zag het vanaf de bank."
        ),
        [("Ik ken mijn groep.", "Ivan Leekens", "coach")],
    ),
    (
        (
            "‘We speelden zo’n slechte match’, zuchtte Jan ’t Hooft van KV Oostende. ‘Onze foto’s "
            "mogen de kast in.’"
        ),
        [
            ("We speelden zo’n slechte match", "Jan ’t Hooft", "speler"),
            ("Onze foto’s mogen de kast in.", "Jan ’t Hooft", "speler"),
        ],
    ),
    (
        "« Nous avons gagné », zei verdediger Karim Belhadj van Charleroi in het Frans. « Et c'est tout. »",
        [("Nous avons gagné", "Karim Belhadj", "speler"), ("Et c'est tout.", "Karim Belhadj", "speler")],
    ),
    (
        "''We gaan door'', zo klonk het strijdvaardig bij kapitein Tom Beugels van Lierse.",
        [("We gaan door", "Tom Beugels", "speler")],
    ),
    (
        (
            "De Genkse trainer Ruud Vermeulen wilde het niet over de ref hebben. Over zijn spits "
            "Tolu Arokodarian wel. ‘Hij is een beest’, zei Vermeulen."
        ),
        [("Hij is een beest", "Ruud Vermeulen", "coach")],
    ),
    (
        (
            "Jan Boskamp, ooit trainer van Anderlecht en nu analist, vond het maar niks. ‘Slap "
            "gedoe’, zei hij bij VTM."
        ),
        [("Slap gedoe", "Jan Boskamp", "andere")],
    ),
    (
        "De voormalige trainer van Ajax, Henk ten Velde, ziet het somber in. ‘Dit wordt niets.’",
        [("Dit wordt niets.", "Henk ten Velde", "andere")],
    ),
    (
        (
            "Lisa Verbruggen won de tijdrit in Gent. ‘Ik kan het niet geloven’, stamelde ze. ‘Mijn "
            "eerste zege!’ Haar ploegleider Koen Bams was trots. ‘Ze is de sterkste.’"
        ),
        [
            ("Ik kan het niet geloven", "Lisa Verbruggen", "speler"),
            ("Mijn eerste zege!", "Lisa Verbruggen", "speler"),
            ("Ze is de sterkste.", "Koen Bams", "coach"),
        ],
    ),
    (
        (
            "De Rode Duivels spelen zaterdag tegen Wales. Bondscoach Rudi Garciaux kondigde aan "
            'dat hij zou wisselen. Op de vraag of Kevin De Bruyckere speelt, antwoordde hij: "Dat '
            'zie je zaterdag wel."'
        ),
        [("Dat zie je zaterdag wel.", "Rudi Garciaux", "coach")],
    ),
    (
        (
            "KRC Genk verlengt het contract van Bryan Heymans. ‘Wij zijn blij dat Bryan blijft’, "
            "aldus de club. ‘Hij is een kind van het huis.’"
        ),
        [
            ("Wij zijn blij dat Bryan blijft", "KRC Genk", "andere"),
            ("Hij is een kind van het huis.", "KRC Genk", "andere"),
        ],
    ),
    (
        'Anderlecht laat weten: "Wij betreuren de feiten."',
        [("Wij betreuren de feiten.", "RSC Anderlecht", "andere")],
    ),
    (
        (
            '"Ik wil naar de Premier League", zei de Nigeriaan Paul Onuchi vorige week nog aan Het '
            "Belang van Limburg."
        ),
        [("Ik wil naar de Premier League", "Paul Onuchi", "speler")],
    ),
    (
        'Volgens Onana is het "een kwestie van geluk". De middenvelder Amadou Onana speelt bij Aston Villa.',
        [("een kwestie van geluk", "Amadou Onana", "speler")],
    ),
    (
        (
            "Feyenoord-trainer Arne Slotman: ‘We waren bij vlagen goed.’\nVerdediger Gernot "
            "Traunmüller: ‘Zij hadden één kans.’"
        ),
        [
            ("We waren bij vlagen goed.", "Arne Slotman", "coach"),
            ("Zij hadden één kans.", "Gernot Traunmüller", "speler"),
        ],
    ),
    (
        (
            "Michael van Gerwijk klopte Peter Wrighton met 6-4. De dartser uit Vlijmen gooide een "
            'gemiddelde van 101. "Ik was er klaar voor", zei Van Gerwijk. "Peter speelde ook goed."'
        ),
        [
            ("Ik was er klaar voor", "Michael van Gerwijk", "speler"),
            ("Peter speelde ook goed.", "Michael van Gerwijk", "speler"),
        ],
    ),
    (
        (
            "“Deze ploeg gaat nooit degraderen”, bezwoer hij. Trainer Peter Maesen van Beerschot "
            "bleef strijdvaardig."
        ),
        [("Deze ploeg gaat nooit degraderen", "Peter Maesen", "coach")],
    ),
    (
        (
            "Brecht Capiau kwam als eerste over de streep. Zijn vader huilde. “Dit is voor mijn "
            "oma”, zei Capiau."
        ),
        [("Dit is voor mijn oma", "Brecht Capiau", "speler")],
    ),
    (
        "‘Ik ben niet boos’, zei de trainer. Cor Adriaanse, de trainer van AZ, was teleurgesteld.",
        [("Ik ben niet boos", "Cor Adriaanse", "coach")],
    ),
    (
        (
            "Coach Karel Fraeyman reageerde laconiek op de kritiek van assistent Stijn Huysmans: "
            "‘Hij mag dat zeggen.’"
        ),
        [("Hij mag dat zeggen.", "Karel Fraeyman", "coach")],
    ),
    (
        '"We hadden schrik", gaf de doelman van Deinze toe. De 19-jarige Bram Lannoo hield nochtans de nul.',
        [("We hadden schrik", "Bram Lannoo", "speler")],
    ),
    (
        (
            'Zonder Van Dijck, maar met De Ketel begon STVV. "Ik had geen keuze", legde coach '
            'Bernd Hollerbach uit. "Zijn knie is dik."'
        ),
        [
            ("Ik had geen keuze", "Bernd Hollerbach", "coach"),
            ("Zijn knie is dik.", "Bernd Hollerbach", "coach"),
        ],
    ),
    (
        '"Komaan mannen!", schreeuwde iemand vanuit de dug-out van Patro Eisden.',
        [("Komaan mannen!", None, None)],
    ),
    (
        (
            "Wat vond u van de ref, Ronny?\n\n– Ik zeg niets over de ref.\n\nEn van uw ploeg?\n\n– "
            "Die was goed. Heel goed zelfs.\n\nRonny Deilens is trainer van Standard."
        ),
        [
            ("Ik zeg niets over de ref.", "Ronny Deilens", "coach"),
            ("Die was goed. Heel goed zelfs.", "Ronny Deilens", "coach"),
        ],
    ),
    (
        "‘Dan maar zonder mij’, dacht Lars Veldwijk van FC Groningen. De spits vertrok.",
        [("Dan maar zonder mij", "Lars Veldwijk", "speler")],
    ),
    (
        "“Winnen is het enige dat telt” – Jürgen Streppelman, trainer FC Utrecht",
        [("Winnen is het enige dat telt", "Jürgen Streppelman", "coach")],
    ),
    (
        (
            "Manchester United-manager Erik ten Haaften zei na de 0-3 tegen Liverpool dat hij "
            '"geen excuses" had.'
        ),
        [("geen excuses", "Erik ten Haaften", "coach")],
    ),
    (
        (
            'Op de slotdag was alles mogelijk. "Alles of niets", zo vatte Genk-verdediger Carlos '
            "Cuestas het samen."
        ),
        [("Alles of niets", "Carlos Cuestas", "speler")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTED)
def test_quotes_have_their_speaker_and_role(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    """Each quote is listed with the fullest name and the role the report gives its speaker."""
    assert quotes_of(text) == expected


NO_SPEECH = [
    "De fans noemden hem ‘de Beul van Beveren’ en dat bleef hij.",
    'Op een spandoek stond: "Bestuur buiten". Trainer Rik Vandamme keek er niet naar.',
    'Hij zou nooit zeggen: "Ik ben de beste." Daarvoor is Wout Peeters te bescheiden.',
    'Het Nieuwsblad kopte: "Club Brugge in crisis". Coach Jan Billiet haalde de schouders op.',
    'Op het einde zongen de supporters "You\'ll never walk alone".',
    (
        "'t Was laat en 's avonds regende het in 's-Hertogenbosch. De foto's van "
        "Buffalo's-doelman N'Dour waren zo'n succes."
    ),
    'Het ‘nieuwe’ Anderlecht bleek vooral het oude. De zogenaamde "sterren" liepen verloren.',
    "Niemand zei dat het 'makkelijk' zou worden tegen Club Brugge.",
    "Het liedje 'Laat de zon in je hart' schalde door de boxen van het Kuipje.",
    "De 1-0 viel al na drie minuten. ‘Een klassieker’, zoals dat heet.",
    "In het lied ‘Mia’ zingt de groep over de zee. Trainer Jo Vermeesch van Club Brugge is er gek op.",
    "Zijn boek ‘De lange weg’ ligt in de winkel. Joris Mathijs vertelde erover bij PSV.",
    "Ze noemen hem in Rotterdam ‘de Kleine Generaal’. Feyenoord koestert hem.",
    "De term ‘tikitaka’ is van een commentator.",
    "‘Nooit meer Ajax’, stond er op het shirt van een supporter van Feyenoord.",
    "Het woord ‘degradatie’ wil voorzitter Bart Claes van Westerlo niet horen.",
    'De krant L\'Equipe schreef "Magnifique" over Wout Aertsen.',
    "‘Dat we verloren is mijn fout’, heeft Fons Dillen nooit gezegd. De trainer van Lommel bleef thuis.",
    'Onze man van de match: doelman Davy Roefs. Hij hield "Rooie" Peeters van de 2-2.',
    "Hij trapte de bal ‘oog in oog’ met de keeper over. KVK bleef op 1-1 steken.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_what_is_not_said_is_no_quote(text: str) -> None:
    """Nicknames, titles, banners, chants, words as words, headlines and things not said are no quotes."""
    assert quotes_of(text) == []


def test_a_report_that_only_names_coaches_has_no_quote() -> None:
    """Naming coaches, even with verbs of speaking, quotes nobody."""
    text = (
        "KV Mechelen won met 1-0 van Cercle Brugge. Coach Rik Vandamme zei vooraf dat hij zou wisselen. "
        "Zijn collega Bart Leys noemde de nederlaag verdiend. Trainer Vandamme sprak van een goede avond."
    )
    assert quotes_of(text) == []


def test_foreign_reports_pass_without_quotes() -> None:
    """A French report goes through without quotes that nobody could attribute."""
    text = (
        "Le Standard a gagné contre Charleroi dans les dernières minutes de la rencontre. "
        "« Nous avons bien joué », "
        "a dit le gardien après le match. Il est content pour les supporters et pour le club de la ville."
    )
    assert quotes_of(text) == []


def test_the_cue_is_told() -> None:
    """A quote carries its cue as printed, with the particle of a separable verb."""
    text = "“Het was op”, legde coach Rik Vandamme van KV Mechelen na de match uit."
    (quote,) = extract(Report(id="r", source="r.txt", text=text)).quotes
    assert quote.cue == "legde … uit"


def test_people_are_listed_with_role_and_team() -> None:
    """The persons of a report come with the role and the team it gives them."""
    text = (
        "Genk-coach Rik Vandamme koos voor doelman Bart Leys. "
        "Vandamme zag zijn ploeg winnen van Cercle Brugge."
    )
    people = extract(Report(id="r", source="r.txt", text=text)).people
    assert [(person.name, person.role) for person in people] == [
        ("Rik Vandamme", "coach"),
        ("Bart Leys", "speler"),
    ]
    assert people[0].team == "KRC Genk"


PIECES = st.sampled_from(
    [
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "«",
        "»",
        "– ",
        ", ",
        ". ",
        ": ",
        "\n\n",
        "zei ",
        "Fink ",
        "de coach ",
        "hij ",
        "Jan van den Berg ",
        "Genk ",
        "ik ",
        "volgens ",
        "niet ",
        "?",
        "(",
        ")",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=40).map("".join)))
def test_quotes_are_verbatim(text: str) -> None:
    """Whatever the text, every quote is its own slice of it, in order."""
    assert_verbatim(text)


def assert_verbatim(text: str) -> int:
    """Every quote is a slice of the text, none overlap; returns how many there are."""
    quotes = extract(Report(id="r", source="r.txt", text=text)).quotes
    reached = 0
    for quote in quotes:
        assert quote.text == text[quote.start : quote.end]
        assert reached <= quote.start < quote.end <= len(text)
        reached = quote.end
    return len(quotes)


ALL_MARKS = (
    "“ ”",
    "„ ”",
    "„ “",
    "” ”",
    "‘ ’",
    "« »",
    "» «",
    "‹ ›",
    '" "',
    "' '",
    "'' ''",
    ",, ''",
    "‚ ‘",
    "‟ ”",
)
INNER = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "Ik ging niet.",
            "José e\u0301n Zoë",
            "we winnen 😀 𝔘",
            "eerst\r\ndan",
            "regel\u2028twee",
            "‘nee’",
            "“ja”",
            "''",
            "’s avonds",
        ]
    ),
)
GAPS = st.sampled_from(
    [
        ", zei Jan Kok. ",
        " zegt zij, ",
        "\r\n",
        "\n\n– ",
        "\u0085",
        "\u00a0",
        " ",
        "",
        ". Coach Jan Kok zei: ",
        "\u200b",
        "e\u0301 ",
        "𝒜 ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(GAPS, st.sampled_from(ALL_MARKS), INNER, st.integers(0, 7)), max_size=8))
def test_quotes_in_every_pair_of_marks_are_verbatim(
    parts: list[tuple[str, str, str, int]],
) -> None:
    """All pairs, nested, unbalanced, behind a dash, over every line end, decomposed and astral letters."""
    text = ""
    for gap, pair, inner, lost in parts:
        opening, closing = pair.split(" ")
        text += gap + (opening if lost != 1 else "") + inner + (closing if lost != 2 else "")
    assert_verbatim(text)


@pytest.mark.parametrize("pair", ALL_MARKS)
@pytest.mark.parametrize("words", ["Zij winnen, 😀 zeker", "Cafe\u0301 is open vandaag", "Eerst dit en 𝔘"])
def test_a_quote_keeps_its_characters(pair: str, words: str) -> None:
    """Astral and decomposed letters come out as they stand, whatever the marks and line ends."""
    opening, closing = pair.split(" ")
    assert assert_verbatim(f"𝒜 Kop\r\n\r\n{opening}{words}{closing}, zei coach Jan Kok.\r\n") == 1


@pytest.mark.parametrize("unit", ["“a” ", "Aa Bb ", "A", '"Aa bb."\n', "de coach zei: “Ik ben.” "])
def test_quotes_are_found_in_linear_time(unit: str) -> None:
    """Twice the hostile text takes about twice the time."""
    times = []
    for size in (20_000, 80_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        quotes_of(text)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.5


INTRODUCED = [
    (
        "Gent won. Tegen deze krant blikte Gent-aanvaller Jonas Cools terug: “We hebben te luid gelachen.”",
        ("We hebben te luid gelachen.", "Jonas Cools", "speler"),
    ),
    (
        "Genk won met 2-0. Op de tribune viel Kevin Maris zijn vrouw om de hals. Els, zo heet ze, "
        "was laat. “Hij had zijn sokken vergeten”, vertelde ze.",
        ("Hij had zijn sokken vergeten", "Els", "andere"),
    ),
    (
        "Genk won met 2-0. Wim Baeten, die beide ploegen trainde en nu analist is bij een zender, "
        "keek toe. “Genk mist een spits”, vertelde hij.",
        ("Genk mist een spits", "Wim Baeten", "andere"),
    ),
    (
        "Genk won met 2-0 van Gent. Aan de overkant stond een geslagen aanvoerder. “We waren zwak”, "
        "gaf Dries Loos toe.",
        ("We waren zwak", "Dries Loos", "speler"),
    ),
    (
        "Zaterdag won Bo Daems de tijdrit. Voorin reed Bo Daems alleen. De speaker zweeg. "
        "“Ik ben leeg”, zuchtte Daems.",
        ("Ik ben leeg", "Bo Daems", "speler"),
    ),
    (
        "Genk won. Na de rust hoorden we coach Filip Maes tieren. “Te traag”, horen we hem nog foeteren.",
        ("Te traag", "Filip Maes", "coach"),
    ),
]


@pytest.mark.parametrize(("text", "quote"), INTRODUCED)
def test_a_person_introduced_once_keeps_the_role(text: str, quote: tuple[str, str, str]) -> None:
    """A function told once, before or behind the name, decides whose words they are."""
    assert quotes_of(text)[-1] == quote


def test_a_retort_is_not_to_oneself() -> None:
    """Of two who take turns, the other one answers."""
    text = (
        "Genk won met 2-0 van Gent. “Zeker weten”, lachte Piet Maes. “Hij vooral”, wees Koen Daems naar "
        "zijn ploegmaat. “Niet overdrijven”, riposteerde die."
    )
    assert [speaker for _, speaker, _ in quotes_of(text)] == ["Piet Maes", "Koen Daems", "Piet Maes"]


@pytest.mark.parametrize(
    "text",
    [
        "Gent won. Verdediger Rik Aers, “the Wall” voor de fans, knikte.",
        "Gent won. Een journalist wou weten: “Bent u niet bang?” Rik Aers haalde de schouders op.",
        "Gent won. Er werd een laken uitgerold: “Slaap zacht”.",
        "Gent won. Dat hij zou hebben geopperd om “een ander” te laten spelen, ontkent Rik Aers.",
        "Gent won. Volgens Rik Aers klopt het niet dat “de duivel” meespeelde, zoals werd gefluisterd.",
        "Gent won. Rik Aers zweeg, want “puntje” is hier een scheldwoord.",
        "Gent won. Rik Aers liet “Carpe diem” op zijn arm tatoeëren.",
        "Gent won. Zijn lijfspreuk: “Never give up”.",
    ],
)
def test_nicknames_questions_and_rumours_are_no_quotes(text: str) -> None:
    """What others call, ask, paint or whisper is nobody's quote."""
    assert quotes_of(text) == []
