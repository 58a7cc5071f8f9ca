"""Which Dutch words does the package know? The sources of its word list and how it is compiled."""
