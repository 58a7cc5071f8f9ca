"""One report a line of JSON: `title`, `body` and any attribute already known.

Known attributes are kept and named in `Report.given`; null and [] count as known.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from typing import IO, Any, AnyStr

from searchapp.errors import IngestError
from searchapp.ingest.decoding import decode, sniff
from searchapp.ingest.discover import InputFile
from searchapp.model import PartialDate, Person, Quote, Report

MAX_LINE = 8 * 1024 * 1024
"""Bytes (in UTF-16: characters) in one line: room for the longest report with all its quotes."""
MAX_ID = 200
_LONGEST_SKIPPED = 100_000_000
"""Bytes of a line that is too long that are read in search of its end."""
_PATIENCE = 10_000
"""Lines in a row that can't be read, after which the rest of a file isn't either."""
_MOST_BLANK = 200_000
"""Blank lines in a row after which a file counts as over: unpacked, a small one can hold billions."""

_Value = Any  # a decoded JSON value: checked below, one attribute at a time


def read(file: InputFile) -> Iterator[Report | IngestError]:
    """Yield a Report or an IngestError for every line that isn't blank.

    A file of which line after line can't be read is given up, and the last error says so.
    """
    rejected = blank = 0
    with file.open() as stream:
        for number, line in enumerate(_lines(stream), 1):
            if isinstance(line, str) and not line.strip():
                blank += 1
                if blank >= _MOST_BLANK:
                    yield IngestError(file.path, "blank lines without end; the rest is left", number)
                    return
                continue
            item = _item(line, file, number)
            blank, rejected = 0, rejected + 1 if isinstance(item, IngestError) else 0
            yield item
            if rejected >= _PATIENCE:
                yield IngestError(file.path, f"{rejected} bad lines in a row; the rest is left", number)
                return


def _item(line: str | ValueError, file: InputFile, number: int) -> Report | IngestError:
    try:
        if isinstance(line, ValueError):
            raise line
        return _read_line(line, file, number)
    except ValueError as error:
        return IngestError(file.path, str(error), number)


def _lines(stream: IO[bytes]) -> Iterator[str | ValueError]:
    """The decoded lines, each no longer than MAX_LINE; a ValueError in the place of others."""
    encoding, bom = sniff(stream.read(512))
    stream.seek(bom)
    if encoding == "utf-8":
        yield from (_decoded(line) for line in _bounded(stream.readline, b"\n"))
        return
    # Halves of characters pass here and are refused line by line, with their attribute's name.
    wrapper = io.TextIOWrapper(stream, encoding, errors="surrogatepass", newline="\n")
    try:
        yield from _bounded(wrapper.readline, "\n")
    except UnicodeDecodeError:
        yield ValueError(f"broken {encoding.upper()} text; the rest of the file is lost")
    finally:
        wrapper.detach()


def _bounded(readline: Callable[[int], AnyStr], newline: AnyStr) -> Iterator[AnyStr | ValueError]:
    """Lines, so read that one without an end never fills the memory."""
    while line := readline(MAX_LINE):
        too_long = not line.endswith(newline) and len(line) >= MAX_LINE
        if too_long:
            left = _LONGEST_SKIPPED
            while (tail := readline(MAX_LINE)) and not tail.endswith(newline):
                left -= len(tail)
                if left < 0:
                    yield ValueError("a line without an end; the rest is left")
                    return
        yield ValueError(f"line longer than {MAX_LINE // 1024**2} MiB") if too_long else line


def _decoded(line: bytes | ValueError) -> str | ValueError:
    if isinstance(line, ValueError):
        return line
    try:
        return decode(line)
    except ValueError as error:
        return error


def _read_line(line: str, file: InputFile, number: int) -> Report:
    """The report on one line; ValueError says what doesn't fit."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("not a report: nested too deeply") from None
    digest = hashlib.sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()
    return _report(record, file, number, digest)


def _report(record: _Value, file: InputFile, number: int, content_hash: str) -> Report:
    """Check one record; ValueError says what doesn't fit."""
    if not isinstance(record, dict):
        raise ValueError("not a report: a JSON object is needed")
    title, body = _text(record, "title") or "", _text(record, "body")
    if body is None:
        raise ValueError("'body' is missing")
    text = f"{title}\n\n{body}" if title else body
    if not any(character.isalnum() for character in text):
        raise ValueError("empty: there is no text in it")
    known = {name: check(record, name) for name, check in _CHECKS.items() if name in record}
    if "quotes" in record:
        known["quotes"] = _quotes(record["quotes"], text)
    given_id = _id(record)
    known_text = {"id": given_id, "title": title}
    given = frozenset(known) | {name for name, value in known_text.items() if value}
    return Report(
        id=given_id or file.stem,
        source=_text(record, "source") or f"{file.source}:{number}",
        text=text,
        title=title,
        url=_text(record, "url"),
        origin=f"{file.absolute}:{number}",
        content_hash=content_hash,
        given=given,
        **known,
    )


def _id(record: dict[str, _Value]) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return ""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_ID or not value.isprintable():
        raise ValueError(f"'id' must be printable text of 1 to {MAX_ID} characters")
    return _whole(value, "id")


def _whole(value: str, name: str) -> str:
    """Refuse text that no file could hold: NUL characters and halves of characters."""
    if "\0" in value:
        raise ValueError(f"'{name}' has NUL characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"'{name}' has half a character (lone surrogate)") from None
    return value


def _text(record: dict[str, _Value], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"'{name}' must be text")
    return _whole(value, name)


def _texts(record: dict[str, _Value], name: str) -> tuple[str, ...]:
    values = record[name]
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"'{name}' must be a list of texts")
    return tuple(dict.fromkeys(_whole(value, name) for value in values if value.strip()))


def _date(record: dict[str, _Value], name: str) -> PartialDate | None:
    value = _text(record, name)
    if value is None:
        return None
    try:
        return PartialDate.parse(value.split("T")[0].split(" ")[0])
    except ValueError as error:
        raise ValueError(f"'{name}' is {error}") from None


def _people(record: dict[str, _Value], name: str) -> tuple[Person, ...]:
    return tuple(
        Person(_required(person, "name"), _text(person, "role"), _text(person, "team"))
        for person in _objects(record[name], name)
    )


def _objects(values: _Value, name: str) -> list[dict[str, _Value]]:
    values = [] if values is None else values
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise ValueError(f"'{name}' must be a list of objects")
    return values


def _required(record: dict[str, _Value], name: str) -> str:
    value = _text(record, name)
    if not value:
        raise ValueError(f"'{name}' is missing")
    return value


def _quotes(values: _Value, text: str) -> tuple[Quote, ...]:
    quotes = [_quote(value, text) for value in _objects(values, "quotes")]
    return tuple(sorted(quotes, key=lambda quote: (quote.start, quote.end)))


def _quote(record: dict[str, _Value], text: str) -> Quote:
    words = _required(record, "text")
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end or text[start:end] != words:
        raise ValueError("a quote's 'start' and 'end' do not point at its 'text'")
    return Quote(
        words,
        start,
        end,
        speaker=_text(record, "speaker"),
        role=_text(record, "role"),
        team=_text(record, "team"),
        cue=_text(record, "cue"),
    )


_CHECKS: dict[str, Callable[[dict[str, _Value], str], Any]] = {
    "language": _text,
    "date": _date,
    "sport": _text,
    "competition": _text,
    "stage": _text,
    "season": _text,
    "score": _text,
    "venue": _text,
    "teams": _texts,
    "mentioned_teams": _texts,
    "speakers": _texts,
    "people": _people,
}
