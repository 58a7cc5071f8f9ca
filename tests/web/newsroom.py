"""A small archive of invented matches, made by the same code that indexes a real one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.indexing import index_paths
from searchapp.model import Report

Said = tuple[str, str | None, str | None, str | None]
"""(words, speaker, role, the speaker's team)"""

TERHAAG = "We hebben de bekerfinale verdiend, want na rust was er maar één ploeg."
VERLOO = "Dit is een dreun die blijft hangen"
SHORT_NEWS = 14


def report(title: str, body: str, said: Sequence[Said] = (), **facts: Any) -> dict[str, Any]:
    """A line for JSON Lines; each quote is found in the text."""
    text = f"{title}\n\n{body}" if title else body
    quotes = []
    for words, speaker, role, team in said:
        start = text.index(words)
        quote = {"text": words, "speaker": speaker, "role": role, "team": team, "cue": "zei"}
        quotes.append({**quote, "start": start, "end": start + len(words)})
    speakers = list(dict.fromkeys(speaker for _, speaker, _, _ in said if speaker))
    known: dict[str, Any] = {"date": None, "teams": [], "mentioned_teams": [], "competition": None}
    known |= {"stage": None, "season": None, "score": None, "people": [], "sport": "voetbal", "venue": None}
    known |= {"title": title, "body": body, "quotes": quotes, "speakers": speakers, **facts}
    return known


GENK = report(
    "Genk wipt Club Brugge uit de beker",
    "KRC Genk speelt de bekerfinale. Het won woensdag met 2-1 van Club Brugge.\n\n"
    f"“{TERHAAG}” Dat zei coach Wim Terhaag na de wedstrijd.\n\n"
    "Teleurstelling\n\n"
    f"“{VERLOO}”, vond aanvoerder Koen Verloo.",
    [(TERHAAG, "Wim Terhaag", "coach", "KRC Genk"), (VERLOO, "Koen Verloo", "speler", "Club Brugge")],
    id="genk-brugge",
    date="2025-02-05",
    teams=["KRC Genk", "Club Brugge"],
    competition="Beker van België",
    stage="halve finale",
    season="2024-2025",
    score="2-1",
    url="https://krant.example/genk-brugge",
)
UTRECHT = report(
    "Utrecht houdt AZ in bedwang",
    "FC Utrecht en AZ deelden de punten. “Een punt is een punt”, zei trainer Bas Olthof.",
    [("Een punt is een punt", "Bas Olthof", "coach", "FC Utrecht")],
    id="utrecht/az",
    date="2024-10",
    teams=["FC Utrecht", "AZ"],
    competition="Eredivisie",
    season="2024-2025",
    score="0-0",
)
UNDATED = report(
    "",
    " date 2018 De bekerfinale lonkt voor Genk, dat in Kortrijk met 0-1 won.\n\nMeer volgt.",
    id="kortrijk-genk",
    teams=["KV Kortrijk", "KRC Genk"],
    competition="Beker van België",
    score="0-1",
)


def short_news() -> list[dict[str, Any]]:
    """Enough short pieces, in one year, to fill more than a page."""
    return [
        report(
            f"Kort nieuws {day}",
            f"Op dag {day} meldde Ajax een blessure.",
            id=f"kort-{day:02d}",
            date=f"2023-{1 + day % 3:02d}-{day:02d}",
            teams=["Ajax"],
            competition="Eredivisie",
            season="2022-2023",
        )
        for day in range(1, SHORT_NEWS + 1)
    ]


def filled(folder: Path, reports: Sequence[dict[str, Any]]) -> Archive:
    """An archive below `folder` that holds these reports."""
    source = folder / "verslagen.jsonl"
    source.write_text("\n".join(json.dumps(each) for each in reports), encoding="utf-8")
    archive = open_archive(str(folder / "archief"), create=True)
    summary = index_paths(archive, [str(source)])
    assert not summary.rejected, summary.rejected
    return archive


def stored(folder: Path, reports: Sequence[Report]) -> Archive:
    """An archive below `folder` that holds these reports exactly as they are."""
    archive = open_archive(str(folder / "archief"), create=True)
    with archive.writer() as writer:
        for each in reports:
            writer.add(each)
    return archive


def everything() -> list[dict[str, Any]]:
    """All the reports of this newsroom."""
    return [GENK, UTRECHT, UNDATED, *short_news()]
