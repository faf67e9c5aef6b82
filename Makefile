# On Windows, where there is no make, README.md gives the two lines that do the same.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help report test lint format docs site mutants fuzz bench clean

help:  ## show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(VENV)/.ready  ## set up, then render the sample study to reports/central-asia.html
	$(BIN)/stance report annotations/central-asia

test: $(VENV)/.ready-dev lint  ## set up, then check style and types and run every test
	$(BIN)/python -m pytest -n 2 $(PYTEST_FLAGS)

lint: $(VENV)/.ready-dev  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.ready-dev  ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.ready-dev  ## write docs/reference.md, the notebook's outputs and the picture of the rooms
	$(BIN)/python docs/make_reference.py
	$(BIN)/python docs/make_architecture.py
	$(BIN)/python docs/make_notebook.py

site: $(VENV)/.ready-docs  ## build the docs as a site that needs no network: build/site/index.html
	$(BIN)/sphinx-build -q -W -b html -d build/site.parts docs build/site

mutants: $(VENV)/.ready-dev  ## put small faults into the code and see whether tests notice
	$(BIN)/python -m tests.mutants $(MUTANTS_FLAGS)

fuzz: $(VENV)/.ready-dev  ## edit, damage and send copies at random, and look for lost or moved answers
	$(BIN)/python -m tests.fuzz $(FUZZ_FLAGS)
	$(BIN)/python -m tests.races
	for how in kill full share; do $(BIN)/python -m tests.killed --how $$how || exit 1; done

bench: $(VENV)/.ready-dev  ## run the benchmarks (minutes) and print their tables
	$(BIN)/python benchmarks/run.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "stance needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip -c constraints.txt

$(VENV)/.ready: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -e . -c constraints.txt
	@touch $@

$(VENV)/.ready-docs: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --group docs -c constraints.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet -e . --group dev -c constraints.txt
	@touch $@
