"""How readily do words take part in compounds? Learnt from the word list itself.

Every way to split a word of the list shares in one count, in proportion to how productive
its parts are so far; a few rounds of that (expectation maximisation) tell `beker|finale`
from `bek|erfinale` without any frequencies from outside.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from searchapp.analysis.compounds import MIN_LENGTH, Splitter
from searchapp.lexicon.vocabulary import Vocabulary

_ROUNDS = 4
_LEFT_ONLY = 8
"""A beginning that is no word (elektro-) counts when this many heads follow it."""

Ways = list[tuple[str, str]]
Counts = defaultdict[str, float]


def learn(
    vocabulary: Vocabulary, words: Iterable[str], exceptions: dict[str, frozenset[str]]
) -> tuple[dict[str, float], dict[str, float]]:
    """Logarithms of the counts of left words and of the keys of heads."""
    splitter = Splitter(vocabulary, exceptions)
    unknown_left: dict[str, set[str]] = defaultdict(set)
    ways = [
        found
        for word in words
        if len(word) >= MIN_LENGTH and (found := _ways(splitter, vocabulary, word, unknown_left))
    ]
    left: Counts = defaultdict(lambda: 1.0)
    heads: Counts = defaultdict(lambda: 1.0)
    for _ in range(_ROUNDS + 1):
        left, heads = _again(ways, left, heads)
    counts = dict(left) | {
        start: float(len(seen)) for start, seen in unknown_left.items() if len(seen) >= _LEFT_ONLY
    }
    return _logarithms(counts), _logarithms(heads)


def _ways(splitter: Splitter, vocabulary: Vocabulary, word: str, unknown_left: dict[str, set[str]]) -> Ways:
    found: Ways = []
    for cut in range(3, len(word) - 2):
        left, right = word[:cut], word[cut:]
        if not splitter.is_head(right):
            continue
        head = vocabulary.keys(right)[0]
        if base := splitter.left_base(left):
            found.append((base, head))
        elif len(left) >= 5 and len(right) >= 5 and not splitter.begins_verb(left):
            unknown_left[left].add(head)
    return found


def _again(ways: list[Ways], left: Counts, heads: Counts) -> tuple[Counts, Counts]:
    new_left: Counts = defaultdict(float)
    new_heads: Counts = defaultdict(float)
    for found in ways:
        weights = [left[base] * heads[head] + 1e-9 for base, head in found]
        total = sum(weights)
        for (base, head), weight in zip(found, weights, strict=True):
            new_left[base] += weight / total
            new_heads[head] += weight / total
    return new_left, new_heads


def _logarithms(counts: Mapping[str, float]) -> dict[str, float]:
    return {word: round(math.log(count + 0.5), 2) for word, count in counts.items() if count >= 0.1}
