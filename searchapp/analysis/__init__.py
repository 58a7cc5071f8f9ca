"""How is Dutch text cut into words, and which words count as the same?

`dutch` is the readable chain; `tokenizer`, `normalize` and `sentences` are its parts.
Index and query go through the same chain, so that they always meet.
"""

from searchapp.analysis.fingerprint import fingerprint

__all__ = ["fingerprint"]
