"""Clubs the lexicon doesn't know, where the text itself shows that a name is a team's.

A club's abbreviation ("SV Meppen"), a year ("Quick '20"), a known team on the other side
of a dash, or the place of an opponent: behind "gewonnen van", "3-0 tegen", "het Noorse".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention
from searchapp.extraction.scores import find_scores
from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import City, Competition, NationalTeam, Venue
from searchapp.lexicon.words import word_set

_CLUB_MARKS = word_set(
    "AC AFC AS ASV AZC BC BK BV CD CF CS CSKA CVO DSV DVV EHC ESV FC FCV FK FSV GKS GSV GVV HC HK HV HVV",
    "IF IFK IK",
    "JVC KAA KAC KBC KFC KFCO KHC KSC KSK KSV KV KVC KVK KVV KVVE KWK KWS LHC MHC MVV NK OFC OKK RBC RC",
    "RFC RKAV",
    "RKSV RKVV RSC RSV RVC SC SJC SK SKV SSV SV SVV TC TSG TSV TuS UD UR USV VBC VBK VC VfB VfL VK VV",
    "VVA VVOG",
    "WVV ZC ZPC ZV",
)
_MARKS_BEHIND = _CLUB_MARKS - {"AS", "TC"} | word_set("Sport Boys United City Stars Rangers")
_MEDIA = word_set(
    "Ziggo Eleven Telenet Canal+ Play VTM NOS RTL Sky Euro Radio Team Studio De Het Top Sportpaleis"
)
_TWO_DIGITS = re.compile(r"\d\d")
_IN_NUMBER = frozenset("-–.:,%")
_OPPOSING = word_set("tegen van bij op door over voor")
_WON_FROM = word_set(
    "won wint winnen wonnen gewonnen winst zege overwinning thuiszege uitzege verloor verliest verloren",
    "verlies",
    "nederlaag thuisnederlaag uitnederlaag gelijkspel gelijk sterk bezoek onderuit baas meerdere",
)
_DIRECT = word_set(
    "versloeg versloegen verslaat klopte klopten klopt ontving ontvingen ontvangt treft trof treffen troffen",
    "bekampt bekampte overklaste tegenstander opponent tegenstrever",
)
_BEFORE_OPPONENT = _OPPOSING | _DIRECT
_QUALIFIER = re.compile(
    r"(?:\w*(?:klasser|divisionist|divisionair|ligist|genoot|kampioen|houder|sluiter|verdediger|ploeg"
    r"|club|buur)"
    r"|promovendus|degradant|nieuwkomer|leider|amateurs|streekrivaal|rivaal|aartsrivaal)"
)
_OTHER_KINDS = frozenset((Competition, Venue, City, NationalTeam))
_PREPARED = word_set("de het")
_STATE_BEFORE = word_set("de een het")
_PLACE_BEFORE = word_set("in te uit nabij vanuit richting rond")
_AT_YEAR = frozenset(" '’´`")
_YEAR = re.compile(r" ?['’´`](\d\d)\b")

_TIGHT_DASH = re.compile(r"[-–—]")
_SPACED_DASH = re.compile(r" [-–—] ")
_RESULT_BEHIND = re.compile(r"[\w'’. ]{0,30}?:? ?\(?\d{1,3} ?[-–] ?\d{1,3}")
_JOINED_LOWER = re.compile(r"-[a-zà-ÿ]")
_JOINTS = frozenset((" ", "-", "/"))
_LONGEST_NAME, _LONGEST_BETWEEN = 3, 4


class Stranger(NamedTuple):
    """The words `first` up to and excluding `last` and the team's name as printed, until text offset",
    "`end`."""

    first: int
    last: int
    end: int


def with_strangers(article: Article, known: list[TeamMention]) -> list[TeamMention]:
    """The known mentions and those of clubs that only the text makes known, in text order.

    "Excelsior '31" takes the place of the Excelsior that the lexicon knows.
    """
    finder = _Finder(article, known)
    found = list(finder.evident())
    if not found:
        return known
    mentions = [_mention(article, stranger) for stranger in found]
    taken = {mention.word for mention in mentions}
    kept = [mention for mention in known if mention.word not in taken]
    return sorted([*kept, *mentions, *finder.repeated(found)])


def _mention(article: Article, found: Stranger) -> TeamMention:
    start = article.tokens[found.first].start
    name = article.text[start : found.end].replace("’", "'")
    return TeamMention(start, found.end, name, "name", word=found.first)


class _Finder:
    def __init__(self, article: Article, known: list[TeamMention]) -> None:
        self._article = article
        self._words = article.tokens
        self._text = article.text
        self._known = {mention.word: mention for mention in known if mention.form in ("name", "alias")}
        self._covered = _covered(article, known)
        self._before = {
            number + distance: mention
            for number, mention in self._known.items()
            for distance in range(1, _LONGEST_BETWEEN + 1)
        }
        self._marks = {n for n in article.capitalised if self._words[n].text in _MARKS_BEHIND}
        self._names = lexicon().given_names
        self._nationalities = _nationality_words(article)

    def evident(self) -> Iterator[Stranger]:
        """Names that their form or their place in the sentence shows to be teams."""
        position = 0
        for first in self._article.capitalised:
            found = self._at(first) if first >= position else None
            if found:
                yield found
                position = found.last

    def repeated(self, found: list[Stranger]) -> Iterator[TeamMention]:
        """Later mentions of the same names, also without "FC" or "SV"."""
        full: dict[str, str] = {}
        for stranger in found:
            name = _mention(self._article, stranger).team
            words = self._words[stranger.first : stranger.last]
            key = words[1].key if words[0].text in _CLUB_MARKS and len(words) > 1 else words[0].key
            full.setdefault(key, name)
        taken = {number for stranger in found for number in range(stranger.first, stranger.last)}
        taken |= self._covered
        for number in self._article.capitalised:
            word = self._words[number]
            if word.key in full and number not in taken:
                before = self._words[number - 1].key if number else ""
                if before not in _PLACE_BEFORE and not self._person(number):
                    yield TeamMention(word.start, word.end, full[word.key], "alias", word=number)

    def _at(self, first: int) -> Stranger | None:
        word = self._words[first]
        if first in self._known:
            year = _YEAR.match(self._text, self._known[first].end)
            return self._dated(first, year) if year else None
        if first in self._covered:
            return None
        if word.text in _CLUB_MARKS:
            found = self._run(first)
            return self._numbered(found) if found.last - first > 1 else None
        if self._marked_behind(first):
            return Stranger(first, first + 2, self._words[first + 1].end)
        year = _YEAR.match(self._text, word.end) if self._text[word.end : word.end + 1] in _AT_YEAR else None
        if year and not self._person(first):
            return self._dated(first, year)
        evident = self._dashed(first) or self._of_nation(first)
        return self._run(first) if evident or (self._opposes(first) and not self._person(first)) else None

    def _marked_behind(self, first: int) -> bool:
        """Whether a club's abbreviation follows: "Herk FC", "Bregel Sport"."""
        if first + 1 not in self._marks or first + 1 in self._covered:
            return False
        word, after = self._words[first], self._words[first + 1]
        if self._text[word.end : after.start] != " ":
            return False
        return word.text not in _MEDIA and word.key not in _PARTICLES and not self._joined(first + 1)

    def _joined(self, number: int) -> bool:
        """Whether a capitalised word follows directly, so that the name goes on: "Radio Sport Plus"."""
        if number + 1 >= len(self._words):
            return False
        word, after = self._words[number], self._words[number + 1]
        return self._text[word.end : after.start] == " " and after.text[0].isupper()

    def _numbered(self, found: Stranger) -> Stranger:
        """With the year of foundation that is part of a name: "KFC Hamont 99"."""
        if found.last >= len(self._words):
            return found
        year = self._words[found.last]
        if not (_TWO_DIGITS.fullmatch(year.text) and self._text[found.end : year.start] == " "):
            return found
        score = self._text[year.end : year.end + 1] in _IN_NUMBER
        return found if score else Stranger(found.first, found.last + 1, year.end)

    def _dated(self, first: int, year: re.Match[str]) -> Stranger:
        last = first
        while last < len(self._words) and self._words[last].start < year.end():
            last += 1
        return Stranger(first, last, year.end())

    def _run(self, first: int) -> Stranger:
        """The capitalised words from here on, up to three."""
        last = first + 1
        while last < min(len(self._words), first + _LONGEST_NAME) and last not in self._covered:
            gap = self._text[self._words[last - 1].end : self._words[last].start]
            if gap not in _JOINTS or not self._words[last].text[0].isupper():
                break
            last += 1
        return Stranger(first, last, self._words[last - 1].end)

    def _dashed(self, first: int) -> bool:
        """Whether a dash joins the name to a known team: "AC Milan-Alessandria"."""
        word = self._words[first]
        if self._text[word.end : word.end + 1] == "-" and _JOINED_LOWER.match(self._text, word.end):
            return False
        before = self._before.get(first)
        if before and before.end < word.start:
            return self._joins(before.end, word.start, word.end)
        if self._known.keys().isdisjoint(range(first + 1, first + 1 + _LONGEST_NAME)):
            return False
        run = self._run(first)
        after = self._known.get(run.last)
        return bool(after) and self._joins(run.end, after.start, after.end) if after else False

    def _joins(self, start: int, end: int, behind: int) -> bool:
        if _TIGHT_DASH.fullmatch(self._text, start, end):
            return True
        return bool(
            _SPACED_DASH.fullmatch(self._text, start, end) and _RESULT_BEHIND.match(self._text, behind)
        )

    def _of_nation(self, first: int) -> bool:
        """Whether the name is called a country's without being a place: "tegen het Noorse Runar"."""
        nation = self._words[first - 1]
        if (
            first < 2
            or first - 1 not in self._nationalities
            or nation.key[-1] != "e"
            or self._words[first - 2].key != "het"
        ):
            return False
        return first == 2 or self._words[first - 3].key not in _PLACE_BEFORE

    def _opposes(self, first: int) -> bool:
        """Whether the words before the name are those before an opponent."""
        if _BEFORE_OPPONENT.isdisjoint(self._article.key_list[max(0, first - _LONGEST_NAME - 1) : first]):
            return False
        position, qualified = self._skip_qualifiers(first)
        word = self._words[position]
        if (
            position < 0
            or not word.text[0].islower()
            or "\n" in self._text[word.end : self._words[first].start]
        ):
            return False
        if (
            self._words[first - 1].key in _PREPARED
            or self._words[first - 1].end + 1 != self._words[first].start
        ):
            return False
        if word.key in _DIRECT:
            return not self._is_name_of_two(first)
        if word.key not in _OPPOSING or position == 0:
            return False
        before = self._words[position - 1]
        if before.key in _WON_FROM:
            return True
        score = before.key.isdigit() and self._after_score(position - 1)
        if not score and not (word.key == "tegen" and (qualified or self._scored(first))):
            return False
        return not self._is_name_of_two(first)

    def _skip_qualifiers(self, first: int) -> tuple[int, bool]:
        """The word before the name, its article, nationality and rank skipped: "het Noorse",",
        ""promovendus"."""
        position, qualified = first - 1, False
        while position >= 0 and first - position <= _LONGEST_NAME:
            word = self._words[position]
            national = position in self._nationalities
            if national or _QUALIFIER.fullmatch(word.key):
                qualified = True
            elif word.key not in _PREPARED:
                break
            position -= 1
        return position, qualified

    def _after_score(self, number: int) -> bool:
        """Whether the digits at this word end a result, not "de 3-0 van" some scorer."""
        return (
            number >= 2
            and self._words[number - 1].key.isdigit()
            and self._words[number - 2].key not in _STATE_BEFORE
        )

    def _scored(self, first: int) -> bool:
        number = self._article.sentence_number(self._words[first].start)
        start, end = self._article.sentences[number]
        return any(start <= score.start < end for score in find_scores(self._article))

    def _is_name_of_two(self, first: int) -> bool:
        """Whether two capitalised words follow each other as in a person's name."""
        return self._run(first).last - first == 2 and self._words[first].text not in _CLUB_MARKS

    def _person(self, first: int) -> bool:
        word = self._words[first]
        return word.key in self._names or word.key in self._persons

    @cached_property
    def _persons(self) -> frozenset[str]:
        """The words that the text prints behind a given name or a particle."""
        found = set()
        for number in self._article.capitalised:
            before, word = self._words[number - 1], self._words[number]
            if number == 0 or word.start != before.end + 1 or not before.text[0].isupper():
                continue
            if before.key in _PARTICLES or (before.key in self._names and before.text not in _CLUB_MARKS):
                found.add(word.key)
        return frozenset(found)


_PARTICLES = word_set("van de den der vande vanden ter ten el la le di da dos")


def _covered(article: Article, known: list[TeamMention]) -> set[int]:
    """The words that belong to names of other things the lexicon knows."""
    starts = {mention.word for mention in known}
    covered: set[int] = set()
    for hit in article.hits:
        if hit.first in starts or not hit.entries.kinds.isdisjoint(_OTHER_KINDS):
            covered.update(range(hit.first, hit.last))
    return covered


def _nationality_words(article: Article) -> frozenset[int]:
    """The numbers of the words that are adjectives of countries: "Noorse", "Belgische"."""
    return frozenset(
        hit.first
        for hit in article.hits_of(NationalTeam)
        for entry in hit.entries
        if entry.form == "adjective" and isinstance(entry.entity, NationalTeam)
    )
