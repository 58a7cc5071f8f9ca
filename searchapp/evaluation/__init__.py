"""How good is it? Extraction scored against hand-made labels."""
