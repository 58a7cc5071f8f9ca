"""From bytes to text: the encodings that newsrooms left in their archives.

UTF-8 (with or without BOM), UTF-16 (with BOM, or recognised by its NUL bytes) and
Windows-1252. Nothing is guessed beyond these: text in another encoding is refused, as a
wrong guess would change names for good.
"""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\v\x1a")


def sniff(head: bytes) -> tuple[str, int]:
    """The Unicode encoding of a file that starts with `head`, and the length of its BOM.

    >>> sniff(b"\\xff\\xfeG\\x00"), sniff(b"Genk")
    (('utf-16-le', 2), ('utf-8', 0))
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, len(bom)
    pairs = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.7 * pairs and 0 not in head[0::2]:
        return "utf-16-le", 0
    if head[0::2].count(0) > 0.7 * pairs and 0 not in head[1::2]:
        return "utf-16-be", 0
    return "utf-8", 0


def decode(data: bytes) -> str:
    """The text in `data`, BOM removed and nothing else changed.

    Raises ValueError with a reason for binary data and for unknown encodings.
    """
    encoding, bom = sniff(data[:512])
    body = data[bom:]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or bom:
            raise ValueError(f"broken {encoding.upper()} text") from None
        text = _windows_1252(body)
    if "\0" in text:
        raise ValueError("binary data (NUL characters)")
    return text


def _windows_1252(data: bytes) -> str:
    """Windows-1252, refused where bytes have no meaning there or look like no text at all."""
    if 0 in data:
        raise ValueError("binary data (NUL characters)")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise ValueError("unknown encoding (neither UTF-8, UTF-16 nor Windows-1252)") from None
    if sum(byte in _CONTROLS for byte in data[:4096]) > len(data[:4096]) // 50:
        raise ValueError("binary data (control characters)")
    return text
