"""A passage is found again in a changed text, or not at all: never another one in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.corrections.passages import Passage, occurrences

TEXT = "“Ja”, zei de coach. “Ja”, riep de keeper. Later zei de keeper nog eens “Ja”."
texts = st.text(alphabet="ab “”.", max_size=30)


def of(number: int, text: str = TEXT, words: str = "Ja") -> Passage:
    """The passage at the n-th place with these words."""
    start = list(occurrences(text, words))[number - 1]
    return Passage.at(text, start, start + len(words))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_moved_passage_is_found(number: int) -> None:
    """Whatever is put before it, it's the same passage."""
    changed = "Een nieuwe eerste alinea, waarin iemand “Ja” zegt.\n\n" + TEXT
    found = of(number).find(changed)
    assert found == changed.index(TEXT) + list(occurrences(TEXT, "Ja"))[number - 1]


def test_passage_whose_surroundings_changed_is_found_by_its_number() -> None:
    """A spelling mistake mended beside it doesn't lose it."""
    changed = TEXT.replace("de keeper", "de doelman")
    assert of(2).find(changed) == list(occurrences(changed, "Ja"))[1]


def test_passage_that_went_is_not_mistaken_for_another() -> None:
    """When one of the same words goes and it isn't clear which, none is taken."""
    assert of(1).find("“Ja”, riep de doelman. Later zei de doelman nog eens “Ja”.") is None
    assert of(3).find(TEXT[:20]) is None
    assert of(1).find("") is None


@given(texts, texts, texts, texts)
def test_unchanged_text_gives_the_same_place(before: str, words: str, after: str, new: str) -> None:
    """In its own text a passage is where it was; put into a longer one, its words are there."""
    text = before + words + after
    if not words:
        with pytest.raises(ValueError, match="words"):
            Passage.at(text, len(before), len(before))
        return
    passage = Passage.at(text, len(before), len(before) + len(words))
    assert passage.find(text) == len(before)
    found = passage.find(new + text)
    assert found is None or (new + text)[found:].startswith(words)
