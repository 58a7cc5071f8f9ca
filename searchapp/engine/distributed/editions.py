"""A report as the source has it and as editors corrected it: which of the two is what is shown?"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from searchapp.corrections import Correction, corrected
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.documents import dump, load
from searchapp.model import Report

logger = logging.getLogger(__name__)


class Edition(NamedTuple):
    """A report as it's shown, and as it was before corrections if there are any."""

    report: Report
    original: Report | None = None

    @property
    def uncorrected(self) -> Report:
        """The report before corrections."""
        return self.original or self.report

    def content(self) -> Answer:
        """How it's stored; IngestError when it can't be."""
        texts = {"content": dump(self.report)}
        return texts | ({"original": dump(self.original)} if self.original else {})


def stored(source: Answer) -> Edition:
    """The edition that a document holds."""
    original = source.get("original")
    return Edition(load(source["content"]), load(original) if original else None)


def edition(original: Report, corrections: Sequence[Correction]) -> Edition:
    """The report with the corrections that nobody withdrew; tells of those whose quote is gone."""
    in_force = [correction for correction in corrections if not correction.withdrawn]
    report, missed = corrected(original, [correction.change for correction in in_force])
    for index in missed:
        number = in_force[index].number
        logger.warning("%s: the quote of correction %d is gone; it is kept", original.id, number)
    return Edition(report, None if report is original else original)


def applied(original: Report | None, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections with whether they apply; none does to a report that isn't there."""
    in_force = [each for each in corrections if not each.withdrawn]
    if original is None:
        return tuple(replace(each, applies=False) for each in corrections)
    missed = corrected(original, [each.change for each in in_force]).missed
    gone = {in_force[index].number for index in missed}
    return tuple(replace(each, applies=each.number not in gone) for each in corrections)
