"""The errors a user can meet. Each message is a whole English sentence or phrase.

Everything the project raises on purpose derives from `SearchappError`; the command
line prints the message and the web front end answers with it, never with a traceback.
"""

from __future__ import annotations


class SearchappError(Exception):
    """Something went wrong that the user can be told about."""


class UsageError(SearchappError):
    """A command or request asks for something that doesn't exist; names the parameter."""

    def __init__(self, message: str, parameter: str = "") -> None:
        """`parameter` is the option or HTTP parameter at fault."""
        super().__init__(message)
        self.parameter = parameter


class NotYetError(SearchappError):
    """A documented ability that this version doesn't have."""


class IngestError(SearchappError):
    """One report could not be read; the run goes on. str() is `FILE[:LINE]: reason`."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        """`line` counts from 1; None when the whole file is at fault."""
        self.path, self.reason, self.line = path, reason, line
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


class EngineUnavailable(SearchappError):
    """The archive can't be reached or is being written by somebody else."""


class ArchiveMissing(EngineUnavailable):
    """There is no archive at the location."""


class ReportMissing(SearchappError):
    """There is no report with this id."""

    def __init__(self, report_id: str) -> None:
        """`report_id` is the id that was asked for."""
        super().__init__(f"there is no report {report_id!r}")
        self.report_id = report_id


class ArchiveDamaged(SearchappError):
    """The index doesn't fit the store; the message names `searchapp rebuild`."""


class WordListError(SearchappError):
    """An editor's word list can't be read. str() is `FILE[:LINE]: reason`."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        """`line` counts from 1; None when the whole file is at fault."""
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
