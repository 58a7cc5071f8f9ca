"""How does one folder become a searchable archive, without a server?

`archive` is the door. Writing: `writer` -> `store` (the truth) -> `catchup` -> `segments`
(Whoosh) -> `manifest`. Reading: `searcher` -> `compile` -> `evaluate` over a `view` ->
`facets`, `ranking`. Whoosh and NumPy live in this folder alone.
"""
