"""How does one folder become a searchable archive, without a server?

`archive` is the door. Writing: `writer` -> `store` (the truth) -> `catchup` -> `segments`
(Whoosh) -> `manifest`. In the store, over one `connection`: `ledger` keeps corrections, `tokens`
who may write, `shown` which use of a repeated quote (`repeats`) is searched. Reading:
`searcher` -> `compile` -> `evaluate` over a `view` -> `facets`, `ranking`. On the disk: `codec`
under Whoosh, `stored` and `columns` in `flatfile`s; docs/engine.md tells the whole story. While
somebody types: `suggest` over the sorted `keys` of `names` and `words`; `correct` says what was
meant by a `spelling` that nothing has. Whoosh and NumPy live in this folder alone.
"""
