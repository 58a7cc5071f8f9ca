"""How are numbers written? With the signs of the reader's language, and with their nouns."""

from __future__ import annotations

from searchapp.web.texts import language, text


def counted(what: str, count: int) -> str:
    """A number with its noun: `what` is reports, quotes or hits.

    >>> counted("reports", 1), counted("quotes", 12345)
    ('1 verslag', '12.345 citaten')
    """
    return text(f"count.{what}.{'one' if count == 1 else 'many'}", count=number(count))


def number(count: int) -> str:
    """A whole number as Dutch readers write it, 12.345, or English ones, 12,345."""
    grouped = f"{count:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def decimal(value: float) -> str:
    """A number with one decimal: 1,2 in Dutch, 1.2 in English."""
    shown = f"{value:.1f}"
    return shown if language() == "en" else shown.replace(".", ",")
