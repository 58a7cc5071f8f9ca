"""Verbs whose particle stands elsewhere."""

from __future__ import annotations

import pytest

from searchapp.analysis import dutch
from searchapp.highlighting import matches
from searchapp.query import parse


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("“Jammer”, legde de coach de wissel uit.", "uitleggen"),
        ("Hij probeerde dat rustig uit te leggen", "uitleggen"),
        ("Ze namen na rust de leiding over en wonnen", "overnemen"),
        ("De spits kwam pas laat terug in de ploeg.", "terugkomen"),
        ("De ploeg keert zondag terug naar de hoofdstad.", "terugkeren"),
        ("Genk gaf de zege weg", "weggeven"),
    ],
)
def test_a_verb_is_found_with_its_particle_apart(sentence: str, verb: str) -> None:
    """The whole verb's key stands at the verb, wherever the particle is."""
    (key,) = dutch.keys(verb)
    assert sum(key in token.keys for token in dutch.analyze(sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("De spits kwam uit Gent", "uitkomen"),
        ("Hij legde de bal neer. Uit!", "uitleggen"),
        ("Ze lazen het verhaal op school", "oplezen"),
    ],
)
def test_a_preposition_is_no_particle(sentence: str, verb: str) -> None:
    """What begins a phrase, or stands in another clause, joins no verb."""
    assert not any(set(dutch.keys(verb)) & set(token.keys) for token in dutch.analyze(sentence))


def test_the_verb_is_marked() -> None:
    """A search for the infinitive marks the finite verb and its particle."""
    text = "Daarna legde de coach zijn keuze uit."
    assert [text[start:end] for start, end in matches(text, parse("uitleggen").query)] == ["legde", "uit"]
