"""Which language a report is written in, by its commonest little words."""

from __future__ import annotations

from collections import Counter

from searchapp.extraction.article import Article
from searchapp.lexicon.words import fold
from searchapp.model import Report

_FUNCTION_WORDS = {
    "nl": "de het een en van in op te dat die niet met zijn is was voor aan er om ook maar bij nog"
    " naar uit door hij ze wij",
    "fr": "le la les un une et de des du dans que qui ne pas avec est était pour au aux ce il elle"
    " sur par mais nous en",
    "en": "the a an and of in to that which not with is was for at on it he she they from by but we"
    " his her had has",
    "de": "der die das ein eine und von in zu nicht mit ist war für auf es er sie wir aus bei aber"
    " dem den im am",
}
_LANGUAGES_OF: dict[str, str] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in map(fold, _words.split()):
        _LANGUAGES_OF[_word] = f"{_LANGUAGES_OF.get(_word, '')} {_language}"
_ENOUGH_WORDS = 1500


def language(article: Article, report: Report) -> str | None:
    """nl, fr, en or de; None when the text holds no telling word."""
    counts = dict.fromkeys(_FUNCTION_WORDS, 0)
    for names, count in Counter(map(_LANGUAGES_OF.get, article.key_list[:_ENOUGH_WORDS])).items():
        for name in names.split() if names else ():
            counts[name] += count
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None
