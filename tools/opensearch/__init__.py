"""Real OpenSearch nodes on this machine, for development and tests.

`python -m tools.opensearch --nodes 3` resolves the jars from Maven Central once (53 MB, to
~/.cache/searchapp/), starts each node in a Java process of its own on the loopback interface,
prints the address and stops them on Ctrl-C. Needs Java 17 or newer and Maven.
"""
