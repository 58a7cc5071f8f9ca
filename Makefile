# The developer's and the newcomer's front door. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE ?= index
CORPUS ?= corpus
PORT ?= 8000
NODES ?= 1

.DEFAULT_GOAL := help
.PHONY: help run test check lexicon opensearch clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

# The stamps are newer than setup.cfg when the environment fits it, so a second run is quick.
$(VENV)/installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "searchapp needs Python 3.11 or newer; say e.g. make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

run: $(VENV)/installed ## install, index corpus/ and serve http://127.0.0.1:8000
	$(BIN)/searchapp index --archive $(ARCHIVE) $(CORPUS)
	$(BIN)/searchapp serve --archive $(ARCHIVE) --port $(PORT)

test: $(VENV)/installed-test ## install what the tests need and run them all
	$(BIN)/python -m pytest

check: $(VENV)/installed-test ## format, lint, types, floors and tests: the loop before a commit
	$(BIN)/ruff format searchapp tests
	$(BIN)/ruff check --fix searchapp tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

lexicon: $(VENV)/installed ## compile the Dutch word lists (searchapp/lexicon/sources/README.md)
	$(BIN)/python -m searchapp.analysis.compiler

opensearch: $(VENV)/installed ## start a real OpenSearch node here; NODES=3 for a cluster (needs Java 17 and Maven)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[opensearch]'
	$(BIN)/python -m tools.opensearch --nodes $(NODES)

clean: ## remove the environment and caches (never an archive)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
