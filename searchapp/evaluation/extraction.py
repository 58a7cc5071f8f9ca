"""Extraction against gold labels: NAME.json beside NAME.txt.

A gold file holds `date, sport, competition, stage, teams, mentioned_teams, score` and
`quotes` (each `text, speaker, role`), made by a person from the text alone. Quotes are
paired in text order by their exact text (longest common subsequence), so that a quote
printed twice counts twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from searchapp.errors import IngestError
from searchapp.evaluation.scores import Score
from searchapp.extraction import extract
from searchapp.ingest import read
from searchapp.model import Quote, Report

VALUES = ("date", "sport", "competition", "stage", "score")
SETS = ("teams", "mentioned_teams")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One labelled quote."""

    text: str
    speaker: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one report; `values` and `sets` by attribute name."""

    values: dict[str, str | None]
    sets: dict[str, tuple[str, ...]]
    quotes: tuple[GoldQuote, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement between a label and what was extracted."""

    report: str
    attribute: str
    expected: str
    found: str


@dataclass(slots=True)
class Evaluation:
    """Scores by attribute, in the order of the table that is printed.

    `speaker` and `role` are counted over the quotes whose span was found; `quote and
    speaker` counts a quote as right only when both are. `false_quotes` counts quotes
    found in reports that have none.
    """

    reports: int = 0
    false_quotes: int = 0
    scores: dict[str, Score] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def score(self, attribute: str) -> Score:
        """The running score of one attribute."""
        return self.scores.setdefault(attribute, Score())

    def figures(self) -> dict[str, Any]:
        """All of it as plain values, for JSON and for the golden file."""
        return {
            "reports": self.reports,
            "false_quotes": self.false_quotes,
            "attributes": {
                name: {
                    "precision": round(score.precision, 4),
                    "recall": round(score.recall, 4),
                    "f1": round(score.f1, 4),
                    "right": score.true,
                    "wrong": score.wrong,
                    "missed": score.missed,
                }
                for name, score in self.scores.items()
            },
            "differences": [asdict(difference) for difference in self.differences],
        }


def evaluate(folder: str) -> Evaluation:
    """Score `extract` on every NAME.txt in `folder` that has a NAME.json beside it.

    Raises IngestError for labels that can't be read.
    """
    result = Evaluation()
    for attribute in (*VALUES, *SETS, "quote span", "speaker", "role", "quote and speaker"):
        result.score(attribute)
    for report, gold in _pairs(folder):
        result.reports += 1
        _compare_facts(report, gold, result)
        _compare_quotes(report, gold.quotes, result)
    return result


def _pairs(folder: str) -> Iterator[tuple[Report, Gold]]:
    for label in sorted(Path(folder).rglob("*.json")):
        text = label.with_suffix(".txt")
        if not text.exists():
            continue
        for item in read([str(text)]):
            if isinstance(item, IngestError):
                raise item
            yield extract(item), read_gold(label)


def read_gold(path: Path) -> Gold:
    """Read one file of labels; raises IngestError when it isn't one."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            values={name: record[name] for name in VALUES},
            sets={name: tuple(record[name]) for name in SETS},
            quotes=tuple(GoldQuote(q["text"], q["speaker"], q["role"]) for q in record["quotes"]),
        )
    except KeyError as error:
        raise IngestError(str(path), f"the label {error} is missing") from None
    except (ValueError, TypeError) as error:
        raise IngestError(str(path), f"not a file of labels ({error})") from None


def _compare_facts(report: Report, gold: Gold, result: Evaluation) -> None:
    for name, expected in gold.values.items():
        value = getattr(report, name)
        found = None if value is None else str(value)
        result.score(name).add_value(expected, found)
        if expected != found:
            result.differences.append(Difference(report.id, name, str(expected), str(found)))
    for name, wanted in gold.sets.items():
        got: tuple[str, ...] = getattr(report, name)
        if name == "teams":
            _compare_order(report, wanted, got, result)
        result.score(name).add_set(wanted, got)
        if set(wanted) != set(got):
            result.differences.append(Difference(report.id, name, ", ".join(wanted), ", ".join(got)))


def _compare_order(report: Report, wanted: Sequence[str], got: Sequence[str], result: Evaluation) -> None:
    """Home first: noted among the differences, though the score counts teams as a set."""
    if set(wanted) == set(got) and tuple(wanted) != tuple(got):
        result.differences.append(Difference(report.id, "order of teams", ", ".join(wanted), ", ".join(got)))


def _compare_quotes(report: Report, gold: Sequence[GoldQuote], result: Evaluation) -> None:
    pairs = list(_align(gold, report.quotes))
    if not gold:
        result.false_quotes += len(report.quotes)
    for expected, found in pairs:
        _count_quote(report, expected, found, result)


def _align(
    gold: Sequence[GoldQuote], found: Sequence[Quote]
) -> Iterator[tuple[GoldQuote | None, Quote | None]]:
    matcher = SequenceMatcher(None, [q.text for q in gold], [q.text for q in found], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(gold[i1:i2], found[j1:j2], strict=True)
        else:
            yield from ((expected, None) for expected in gold[i1:i2])
            yield from ((None, quote) for quote in found[j1:j2])


def _count_quote(report: Report, expected: GoldQuote | None, found: Quote | None, result: Evaluation) -> None:
    span, both = result.score("quote span"), result.score("quote and speaker")
    if expected is None or found is None:
        text = (expected or found).text  # type: ignore[union-attr]
        counts = ("missed", "quote", "none") if expected else ("wrong", "none", "quote")
        for score in (span, both):
            setattr(score, counts[0], getattr(score, counts[0]) + 1)
        result.differences.append(
            Difference(report.id, "quote span", *(text if side == "quote" else "-" for side in counts[1:]))
        )
        return
    span.true += 1
    for name in ("speaker", "role"):
        _count_attribute(report, name, expected, found, result)
    same = expected.speaker == found.speaker
    both.true += same
    both.wrong += not same
    both.missed += not same


def _count_attribute(
    report: Report, name: str, expected: GoldQuote, found: Quote, result: Evaluation
) -> None:
    """Accuracy over found spans: a right null counts as right."""
    wanted, got = getattr(expected, name), getattr(found, name)
    score = result.score(name)
    score.true += wanted == got
    score.wrong += wanted != got
    score.missed += wanted != got
    if wanted != got:
        where = f"{name} of {found.text[:50]!r}"
        result.differences.append(Difference(report.id, where, str(wanted), str(got)))
