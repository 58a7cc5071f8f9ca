"""Which sport a report is about: competitions, clubs and telling words, weighed together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

from searchapp.lexicon import lexicon
from searchapp.lexicon.entities import Club, Competition, SportWord
from searchapp.lexicon.gazetteer import Hit, Names
from searchapp.lexicon.words import Word

_COMPETITION_WEIGHT = 4.0
_CLUB_WEIGHT = 1.5
_MOST_OF_ONE_WORD = 3
_USUAL_SPORT, _USUAL_WEIGHT = "voetbal", 1.0
_LONE_FACTOR = 0.5
_SETS = re.compile(
    r"\b(?:[67]-[0-7]|[0-5]-[67])(?: \(\d+(?:-\d+)?\))?(?:,? en|,) (?:[67]-[0-7]|[0-5]-[67])\b"
)
_SETS_WEIGHT = 3.0


def detect_sport(text: str, words: list[Word], hits: list[Hit]) -> str | None:
    """The sport with most evidence, or None when nothing speaks for any."""
    weights = sport_weights(words, hits)
    if "tennis" in weights and _SETS.search(text):
        weights["tennis"] += _SETS_WEIGHT
    if not weights or max(weights.values()) <= _USUAL_WEIGHT:
        return None
    return max(sorted(weights), key=lambda sport: weights[sport])


def is_team_sport(sport: str | None) -> bool:
    """Whether sides compete in this sport; an unknown sport may be one."""
    known = lexicon().sports.get(sport or "")
    return known is None or known.team_sport


def sport_weights(words: list[Word], hits: list[Hit]) -> dict[str, float]:
    """Evidence for each sport; a name that fits several sports is shared between them."""
    weights: dict[str, float] = defaultdict(float)
    weights[_USUAL_SPORT] = _USUAL_WEIGHT
    seen: Counter[tuple[str, ...]] = Counter()
    signs: Counter[str] = Counter()
    for hit in hits:
        evidence = _evidence(hit.entries)
        if not evidence:
            continue
        key = tuple(word.key for word in words[hit.first : hit.last])
        seen[key] += 1
        if seen[key] > _MOST_OF_ONE_WORD:
            continue
        for sport, weight in evidence.items():
            weights[sport] += weight
            signs[sport] += 1 + (weight >= _COMPETITION_WEIGHT)
    for sport in signs:
        if signs[sport] == 1 and sport != _USUAL_SPORT:
            weights[sport] *= _LONE_FACTOR
    return weights


@lru_cache(maxsize=20_000)
def _evidence(names: Names) -> dict[str, float]:
    evidence: dict[str, float] = {}
    for entry in names:
        entity = entry.entity
        if isinstance(entity, SportWord):
            evidence[entity.sport] = max(evidence.get(entity.sport, 0.0), entity.weight)
        elif isinstance(entity, Competition):
            evidence[entity.sport] = max(evidence.get(entity.sport, 0.0), _COMPETITION_WEIGHT)
        elif isinstance(entity, Club) and entry.form in ("name", "alias"):
            for sport in entity.sports:
                evidence[sport] = max(evidence.get(sport, 0.0), _CLUB_WEIGHT)
        elif entry.sport:
            evidence[entry.sport] = max(evidence.get(entry.sport, 0.0), _CLUB_WEIGHT)
    share = len(evidence)
    return {sport: weight / share for sport, weight in evidence.items()}
