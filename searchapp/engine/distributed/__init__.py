"""How does the same archive live on an OpenSearch cluster?

`archive` is the door, `location` reads its address, `cluster` asks and turns what goes wrong into
sentences (`failures`). `mapping` says how records lie in the index, `documents` makes them and
reads them back. Searching: `compile` turns the query tree into OpenSearch's, `survey` asks first
what only the whole archive knows (how rare each word is), `requests` puts one search together,
`results` reads the answer. Writing: `writer` gathers, `commits` works out and sends, `bulk` is
patient with a busy cluster, `lease` sees to it that one writes at a time. opensearch-py lives in
this folder alone.
"""
