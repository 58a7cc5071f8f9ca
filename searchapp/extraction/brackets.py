"""Clubs and trade teams that a report on an individual sport prints behind a name, in brackets.

"Melvin Twellaar (Nereus)", "Toon Aerts (Baloise Glowi Lions)"; not a country, a place or a byline.
"""

from __future__ import annotations

import re

from searchapp.extraction.article import Article
from searchapp.extraction.mentions import TeamMention
from searchapp.lexicon.entities import City, Competition, NationalTeam, SportWord, Stage, Venue
from searchapp.lexicon.words import split_words, word_set

_BRACKETS = re.compile(r"\(([^()\n]{4,40})\)")
_NAME = re.compile(r"[A-ZÀ-Þ]\S*(?: (?:[A-ZÀ-Þ&]\S*|de|der|van|den|en|of|'t|–|-))*")
_NAME_BEFORE = re.compile(r"\b(?:[A-ZÀ-Þ][\w'’-]+|[a-z]{1,4}) [A-ZÀ-Þ][\w'’-]+ \Z")
_NO_TEAM = word_set("foto archief video beeld van rechts links tweede eerste op met uit in midden liefst")
_OTHER_KINDS = frozenset((NationalTeam, City, Competition, Venue, Stage, SportWord))


def with_bracketed(article: Article, known: list[TeamMention]) -> list[TeamMention]:
    """The known mentions and those in brackets behind a person's name, in text order."""
    starts = {mention.word: mention for mention in known}
    covered = {n for hit in article.hits if _is_other(hit.entries.kinds) for n in range(hit.first, hit.last)}
    found = []
    for match in _BRACKETS.finditer(article.text):
        printed = match[1]
        if not (_NAME.fullmatch(printed) and _NAME_BEFORE.search(article.before(match.start(), 50))):
            continue
        first = article.word_number(match.start(1))
        count = len(split_words(printed))
        words = range(first, first + count)
        if covered.issuperset(words) or not starts.keys().isdisjoint(words) or _is_remark(printed):
            continue
        found.append(TeamMention(match.start(1), match.end(1), printed, "name", word=first))
    return sorted([*known, *found]) if found else known


def _is_other(kinds: frozenset[type]) -> bool:
    return not kinds.isdisjoint(_OTHER_KINDS)


def _is_remark(printed: str) -> bool:
    return not _NO_TEAM.isdisjoint(printed.casefold().split())
