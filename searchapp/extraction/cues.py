"""Attribution cues: which words tie a quote to its speaker, and which tell it is no speech."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from searchapp.lexicon.tables import read_table, split_list
from searchapp.lexicon.words import fold


class Cues(NamedTuple):
    """The cue lexicon by folded form.

    `say`, `manner`, `call`, `headline` and `chant` hold finite forms; `split` maps a form
    to the particles that make it a cue when they follow apart ("legde" -> {"uit"}).
    """

    say: frozenset[str]
    manner: frozenset[str]
    call: frozenset[str]
    headline: frozenset[str]
    chant: frozenset[str]
    noun: frozenset[str]
    split: dict[str, frozenset[str]]

    def is_verb(self, form: str) -> bool:
        """Whether the form by itself is a verb of speaking, in words or in manner."""
        return form in self.say or form in self.manner


@cache
def cues() -> Cues:
    """The cue lexicon, loaded once."""
    forms: dict[str, set[str]] = {}
    split: dict[str, set[str]] = {}
    for row in read_table("cues"):
        forms.setdefault(row["kind"], set()).update(map(fold, split_list(row["forms"])))
        for form in map(fold, split_list(row["split"])):
            split.setdefault(form, set()).update(split_list(row["particles"]))
    kinds = {kind: frozenset(found) for kind, found in forms.items()}
    return Cues(
        kinds["say"],
        kinds["manner"],
        kinds["call"],
        kinds["headline"],
        kinds["chant"],
        kinds["noun"],
        {form: frozenset(particles) for form, particles in split.items()},
    )
