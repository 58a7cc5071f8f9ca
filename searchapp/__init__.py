"""searchapp: full-text search for Dutch-language sports journalism."""

__version__ = "0.1.0"
