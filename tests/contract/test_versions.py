"""A report's former texts are kept, in every engine."""

from __future__ import annotations

from searchapp.engine.protocols import Archive
from searchapp.model import PartialDate, Report
from tests.contract.archives import fill

FIRST = Report(id="r", source="r.txt", text="Een eerste tekst.", title="Eerst", date=PartialDate(2024, 2))


def test_former_texts_are_kept_in_their_order(archive: Archive) -> None:
    """Another text makes a version, other facts of the same text don't, removing doesn't lose any."""
    others = [Report(id="r", source="r.txt", text=f"Tekst {number}.") for number in range(2, 4)]
    for report in (FIRST, others[0], Report(id="r", source="anders.txt", text=others[0].text), others[1]):
        fill(archive, (report,))
    with archive.writer() as writer:
        writer.remove("r")
    kept = archive.versions("r")
    assert [(version.number, version.text) for version in kept] == [(1, FIRST.text), (2, others[0].text)]
    assert (kept[0].title, kept[0].date) == ("Eerst", PartialDate(2024, 2))
    assert kept[0].replaced_at.endswith("+00:00")
    assert archive.versions("geen") == ()
