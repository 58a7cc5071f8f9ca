"""What does an editor ask for? From typed text to a query tree, and back."""

from searchapp.query.parser import parse
from searchapp.query.printer import to_text
from searchapp.query.rewrite import exact

__all__ = ["exact", "parse", "to_text"]
