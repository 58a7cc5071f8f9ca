"""Which words of a text answer a query, and what is the best passage to show?

The same for every engine: spans come from the analysis of the text itself, so they reach
into texts of any length. Escaping is the last step.
"""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from searchapp.analysis import dutch, separable
from searchapp.analysis.dutch import Token
from searchapp.analysis.forms import forms
from searchapp.analysis.normalize import fold
from searchapp.analysis.sentences import sentences
from searchapp.lexicon import lexicon
from searchapp.lexicon.vocabulary import vocabulary
from searchapp.lexicon.words import split_words
from searchapp.model import Snippet
from searchapp.query.ast import And, FacetMatch, Not, Or, Phrase, Query, Synonyms, Term, Wildcard
from searchapp.query.clubs import names_club
from searchapp.query.wildcards import fits

Span = tuple[int, int]
Fragments = tuple[tuple[str, bool], ...]
_Phrase = tuple[tuple[str, ...], ...]
"""For each word in turn, the surface forms of which one has to be there."""

SNIPPET_LENGTH = 240
"""Code points of text in a snippet, about."""
_ELLIPSIS = "…"


@dataclass(slots=True)
class _Wanted:
    """What the positive leaves of a query look for."""

    keys: set[str] = field(default_factory=set)
    surfaces: set[str] = field(default_factory=set)
    patterns: list[str] = field(default_factory=list)
    phrases: list[_Phrase] = field(default_factory=list)

    @property
    def words_alone(self) -> bool:
        """Whether tokens need not be known but by their keys, each for itself."""
        apart = any(key.startswith(tuple(separable.particles())) for key in self.keys)
        return not (self.surfaces or self.patterns or self.phrases or apart)


def matches(text: str, query: Query, exact: bool = False, title: bool = False) -> list[Span]:
    """Spans of the text that the query matches, in order, not overlapping.

    A phrase is one span; nothing under a Not is marked. exact: words match as surface forms
    only. title: the text is a title, so leaves that ask for titles count too.
    """
    wanted = _Wanted()
    for leaf in _positive_leaves(query):
        if title or not leaf.title_only:
            _want(wanted, leaf, exact)
    tokens = dutch.spot(text, frozenset(wanted.keys)) if wanted.words_alone else dutch.analyze(text)
    found = [
        *_words(tokens, wanted),
        *_particles(text, tokens, wanted.keys),
        *_phrases(tokens, wanted.phrases),
        *_mentions(text, frozenset(_clubs(query))),
    ]
    return _without_overlap(found)


def _positive_leaves(query: Query, positive: bool = True) -> Iterator[Term | Phrase | Wildcard]:
    if isinstance(query, (And, Or)):
        for child in query.children:
            yield from _positive_leaves(child, positive)
    elif isinstance(query, Synonyms):
        for child in (query.typed, *query.others):
            yield from _positive_leaves(child, positive)
    elif isinstance(query, Not):
        yield from _positive_leaves(query.child, not positive)
    elif isinstance(query, (Term, Phrase, Wildcard)) and positive:
        yield query


def _want(wanted: _Wanted, leaf: Term | Phrase | Wildcard, exact: bool) -> None:
    if isinstance(leaf, Wildcard):
        wanted.patterns.append(fold(leaf.pattern))
    elif isinstance(leaf, Term) and not exact:
        wanted.keys.update(dutch.keys(leaf.text))
    elif isinstance(leaf, Term):
        wanted.surfaces.add(dutch.surface(leaf.text))
    else:
        words: dict[int, tuple[str, ...]] = {}  # by position: hyphen words word by word
        for token in dutch.analyze(leaf.text):
            inflected = leaf.inflected and not exact
            words.setdefault(token.position, forms(token.surface) if inflected else (token.surface,))
        if words:
            wanted.phrases.append(tuple(words.values()))


def _words(tokens: Sequence[Token], wanted: _Wanted) -> Iterator[Span]:
    fitting: dict[str, bool] = {}
    for token in tokens:
        surface = token.surface
        if surface in wanted.surfaces or not wanted.keys.isdisjoint(token.keys):
            yield token.start, token.end
            continue
        if wanted.patterns:
            fit = fitting.get(surface)
            if fit is None:
                fit = fitting[surface] = any(fits(pattern, surface) for pattern in wanted.patterns)
            if fit:
                yield token.start, token.end
                continue
        if token.parts and not wanted.keys.isdisjoint(token.parts):
            yield from ((start, end) for start, end, key in dutch.part_spans(token) if key in wanted.keys)


def _particles(text: str, tokens: Sequence[Token], keys: Set[str]) -> Iterator[Span]:
    """The particles that belong to a wanted verb: the "uit" of "legde de wissel uit"."""
    if vocabulary().separable.isdisjoint(keys):
        return
    for _, particle, key in dutch.separated(text, tokens):
        if key in keys:
            yield particle.start, particle.end


def _phrases(tokens: Sequence[Token], phrases: Sequence[_Phrase]) -> Iterator[Span]:
    if not phrases:
        return
    at: dict[int, list[Token]] = {}
    starts: dict[str, list[Token]] = {}
    for token in tokens:
        at.setdefault(token.position, []).append(token)
        starts.setdefault(token.surface, []).append(token)
    for phrase in phrases:
        for first in (token for form in phrase[0] for token in starts.get(form, ())):
            end = _end_of_phrase(phrase, first, at)
            if end:
                yield first.start, end


def _end_of_phrase(phrase: _Phrase, first: Token, at: Mapping[int, Sequence[Token]]) -> int:
    """Where the phrase that begins with this token ends; 0 when it goes on differently."""
    last = first
    for ahead, forms_there in enumerate(phrase[1:], 1):
        there = at.get(first.position + ahead, ())
        same = next((token for token in there if token.surface in forms_there), None)
        if same is None:
            return 0
        last = same
    return last.end


def _clubs(query: Query) -> Iterator[str]:
    """The clubs that are searched for because a name of theirs was typed."""
    if isinstance(query, (And, Or)):
        for child in query.children:
            yield from _clubs(child)
    elif isinstance(query, Synonyms):
        yield from (other.text for other in query.others if isinstance(other, FacetMatch))


def _mentions(text: str, clubs: frozenset[str]) -> Iterator[Span]:
    """Where the text names one of the clubs, by any of its names."""
    if not clubs:
        return
    words = split_words(text)
    for hit in lexicon().gazetteer.find(text, words):
        if any(names_club(entry, clubs) for entry in hit.entries):
            yield words[hit.first].start, words[hit.last - 1].end


def _without_overlap(spans: list[Span]) -> list[Span]:
    """Sorted; where spans overlap, their union."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark_spans(text: str, spans: Sequence[Span]) -> Fragments:
    """The whole text in fragments (text, whether it matched); joined they are the text."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    marked = [(text[start:end], bool(index % 2)) for index, (start, end) in enumerate(pairwise(edges))]
    return tuple(fragment for fragment in marked if fragment[0])


def snippet(text: str, spans: Sequence[Span], length: int = SNIPPET_LENGTH, start: int = 0) -> Snippet:
    """The best passage, or the best two, of about `length` code points.

    A passage is whole sentences where they fit; the passage with the most different matches
    wins, then the one with the most matches, then the first. Without spans it is the
    beginning of the text from `start` (where the lead begins).
    """
    bounds = sentences(text)
    if not spans:
        lead = [bound for bound in bounds if bound[0] >= start] or bounds
        return _cut(text, spans, [_passage(lead, 0, length)], lead[0][0]) if lead else Snippet()
    first = _best_passage(text, spans, bounds, length, frozenset())
    seen = _different(text, spans, first)
    if seen >= _different(text, spans, (0, len(text))):
        return _cut(text, spans, [first])
    shorter = _best_passage(text, spans, bounds, length // 2, frozenset())
    second = _best_passage(text, spans, bounds, length // 2, _different(text, spans, shorter))
    if not _different(text, spans, shorter) | _different(text, spans, second) > seen:
        return _cut(text, spans, [first])
    return _cut(text, spans, _without_overlap([shorter, second]))


def _different(text: str, spans: Sequence[Span], passage: Span) -> frozenset[str]:
    """The different words marked within a passage."""
    inside = spans[bisect_left(spans, (passage[0], 0)) : bisect_left(spans, (passage[1], 0))]
    return frozenset(text[start:end].lower() for start, end in inside if end <= passage[1])


def _best_passage(
    text: str, spans: Sequence[Span], bounds: Sequence[Span], length: int, seen: frozenset[str]
) -> Span:
    """The passage with the most matches that aren't in `seen`."""
    best, best_score = (0, 0), (-1, -1)
    done = -1
    for span in spans:
        index = max(0, bisect_left(bounds, (span[0] + 1, 0)) - 1)
        sentence = bounds[index]
        if sentence[1] - sentence[0] > length:
            passage = _within(text, sentence, span, length)
        elif index == done:
            continue
        else:
            passage = _passage(bounds, index, length)
        done = index
        inside = _different(text, spans, passage)
        score = (len(inside - seen), len(inside))
        if score > best_score:
            best, best_score = passage, score
    return best


def _passage(bounds: Sequence[Span], index: int, length: int) -> Span:
    """Whole sentences from this one on, as many as fit; then as many as fit before it."""
    first = last = index
    if bounds[first][1] - bounds[first][0] > length:
        return bounds[first][0], bounds[first][0] + length
    while last + 1 < len(bounds) and bounds[last + 1][1] - bounds[first][0] <= length:
        last += 1
    while first > 0 and bounds[last][1] - bounds[first - 1][0] <= length:
        first -= 1
    return bounds[first][0], bounds[last][1]


def _within(text: str, sentence: Span, span: Span, length: int) -> Span:
    """A cut of a long sentence at spaces, a third of it before the match."""
    if span[1] - span[0] > length:
        return span[0], span[0] + length
    begin = max(sentence[0], min(span[0] - length // 3, sentence[1] - length))
    end = min(sentence[1], max(begin + length, span[1]))
    if begin > sentence[0]:
        space = text.find(" ", begin, span[0])
        begin = space + 1 if space >= 0 else begin
    if end < sentence[1]:
        space = text.rfind(" ", span[1], end)
        end = space if space >= 0 else end
    return begin, end


def _cut(text: str, spans: Sequence[Span], passages: Sequence[Span], begin: int = 0) -> Snippet:
    """The passages as fragments, white space as single spaces.

    An ellipsis stands where text from `begin` on is left out.
    """
    fragments: list[tuple[str, bool]] = []
    reached = begin
    for start, end in passages:
        if text[reached:start].strip():
            fragments.append((f" {_ELLIPSIS} " if fragments else f"{_ELLIPSIS} ", False))
        elif fragments:
            fragments.append((" ", False))
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
        fragments += [(_spaced(part), hit) for part, hit in mark_spans(text[start:end], inside)]
        reached = end
    if text[reached:].strip():
        fragments.append((f" {_ELLIPSIS}", False))
    return Snippet(tuple(fragments))


def _spaced(text: str) -> str:
    """Runs of white space as one space, kept at the edges."""
    words = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    return f"{before}{words}{' ' if words and text[-1].isspace() else ''}"


def to_html(snippet: Snippet) -> str:
    """Safe HTML whose only tag is `<mark>`."""
    return "".join(
        f"<mark>{html.escape(text)}</mark>" if matched else html.escape(text)
        for text, matched in snippet.fragments
    )
