# Every target sets itself up first; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := $(VENV)/.peers
ONLY ?=

.PHONY: help setup demo test test-quick lint format bench lock lock-peers clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP) ## make .venv and install the locked versions and the project into it

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup ## build two systems, run their tests, show what was saved
	@$(BIN)/python -m benchmarks.demo

test: setup ## every test
	@$(BIN)/pytest --numprocesses 2 --dist worksteal

test-quick: setup ## the tests that take no more than a few seconds each
	@$(BIN)/pytest --numprocesses 2 -m "not slow"

lint: setup ## format, lint, types, imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports

format: setup ## let ruff format and mend what it can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup $(if $(filter-out peers,$(ONLY)),,$(PEERS)) ## measure against the limits of the same run; ONLY=log for one of them
	@$(BIN)/python -m benchmarks $(ONLY)

$(PEERS): requirements-peers.lock $(STAMP)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock \
	  && touch $@ || echo "The other caches could not be installed; they are left out."

lock: setup ## write requirements.lock anew from pyproject.toml
	@$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-options --output-file requirements.lock pyproject.toml

lock-peers: setup ## write requirements-peers.lock anew: the other caches, nothing else changed
	@$(BIN)/pip-compile --quiet --extra peers --constraint requirements.lock --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-options \
	  --output-file requirements-peers.lock pyproject.toml

clean: ## remove what the other targets made
	rm -rf $(VENV) baes-demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
