"""How is the store laid out? Its tables, and how a store of an earlier format gets them.

reports: every revision of every report; the current ones have no `replaced_at`. `content` is
what is searched and shown, `original` the same report before corrections, where there are any;
`checksum` is that of both and of the quotes.
quotes: those of `content`, each with the key that repetitions of it share.
shown: from which revision until which a quote stood in searches, as the first use of its words.
former_texts: former texts of reports. corrections: what editors put right.
tokens: who may read, or read and write, over the web, as hashes.
"""

from __future__ import annotations

FORMAT = 3
"""Number of this layout, kept as SQLite's user_version."""

APPLICATION_ID = 0x53524348

_REPORTS = """
CREATE TABLE state (revision INTEGER NOT NULL);
INSERT INTO state VALUES (0);
CREATE TABLE reports (
    revision INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    origin TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    content TEXT,
    replaced_at INTEGER,
    original TEXT,
    first_day INTEGER,
    last_day INTEGER
);
CREATE UNIQUE INDEX current_id ON reports (id) WHERE replaced_at IS NULL;
CREATE INDEX versions ON reports (id, revision);
CREATE INDEX current_origin ON reports (origin) WHERE replaced_at IS NULL;
CREATE INDEX replaced ON reports (replaced_at) WHERE replaced_at IS NOT NULL;
CREATE INDEX lingering ON reports (replaced_at) WHERE replaced_at IS NOT NULL AND content IS NOT NULL;
CREATE TABLE quotes (
    revision INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker TEXT,
    role TEXT,
    team TEXT,
    cue TEXT,
    outcome TEXT,
    quote_key BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (revision, number)
) WITHOUT ROWID;
"""

_SINCE_FORMAT_2 = """
CREATE INDEX repeated ON quotes (quote_key);
CREATE TABLE shown (
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (revision, number, since)
) WITHOUT ROWID;
CREATE INDEX shown_now ON shown (since) WHERE until IS NULL;
CREATE INDEX shown_before ON shown (until) WHERE until IS NOT NULL;
CREATE TABLE corrections (
    report_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    old TEXT NOT NULL,
    passage TEXT,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at TEXT,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE tokens (
    name TEXT PRIMARY KEY,
    hash BLOB NOT NULL,
    made_at TEXT NOT NULL
) WITHOUT ROWID;
"""

_SINCE_FORMAT_3 = """
ALTER TABLE reports ADD COLUMN checksum INTEGER;
ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'write';
CREATE TABLE former_texts (
    report_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    replaced_at TEXT NOT NULL,
    content TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
"""

_FROM_FORMAT_1 = """
ALTER TABLE reports ADD COLUMN original TEXT;
ALTER TABLE reports ADD COLUMN first_day INTEGER;
ALTER TABLE reports ADD COLUMN last_day INTEGER;
ALTER TABLE quotes ADD COLUMN quote_key BLOB NOT NULL DEFAULT x'';
"""

_MARK = f"PRAGMA user_version = {FORMAT};"

NEW = f"PRAGMA application_id = {APPLICATION_ID}; {_MARK} {_REPORTS} {_SINCE_FORMAT_2} {_SINCE_FORMAT_3}"
"""Makes an empty store."""

UPGRADES = {
    1: _FROM_FORMAT_1 + _SINCE_FORMAT_2 + _SINCE_FORMAT_3 + _MARK,
    2: _SINCE_FORMAT_3 + _MARK,
}
"""From an earlier format to this one; `searchapp rebuild` fills in what is derived."""


def statements(script: str) -> list[str]:
    """The single statements of a script of this module."""
    return [statement for part in script.split(";") if (statement := part.strip())]
