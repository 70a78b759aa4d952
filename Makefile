# The only command surface. `make` alone lists the targets.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types layers generated coverage dist docs matrix audit \
        notes bench generate chaos fleet mutants drift lock clean

help:                   ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# --- a newcomer's two commands ------------------------------------------------

demo: $(READY)          ## query some 40 repositories: a table and an HTML report
	@$(BIN)/python examples/demo.py

test: $(READY)          ## run the tests, except the slow ones
	@$(BIN)/pytest -n auto -m "not slow"

# --- what a change must pass ---------------------------------------------------

check: lint types layers generated coverage dist  ## everything that a change must pass

lint: $(READY)          ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)         ## both type checkers, strict
	@$(BIN)/mypy
	@$(BIN)/pyright

layers: $(READY)        ## import-linter: data flows one way
	@$(BIN)/lint-imports

generated: $(READY)     ## the generated package is what the fragment says
	@$(BIN)/python -m codegen --check

coverage: $(READY)      ## run all tests; every branch of the library is covered
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report --include='src/aioghactions/*' --omit='*/testing/*,*/_generated/*' \
	    --fail-under=100

dist: $(READY)          ## build wheel and sdist; install and import the wheel elsewhere
	@$(BIN)/python tests/dist/check_wheel.py

# --- for readers ---------------------------------------------------------------

docs: .cache/docs/.ready  ## build the documentation in site/; a warning is an error
	@.cache/docs/bin/sphinx-build -q -E -W --keep-going -b html -d .cache/docs/doctrees docs site

# --- before a release -----------------------------------------------------------

matrix: $(READY) .cache/release/.ready  ## the sdist's tests on each Python, oldest and newest dependencies
	@$(BIN)/python tests/dist/matrix.py .cache/release/bin/uv $(LANES)

audit: .cache/release/.ready  ## the workflows' rights and pins; advisories for what is pinned
	@.cache/release/bin/zizmor --offline --quiet --persona auditor .github
	@for pins in requirements/*.txt codegen/requirements.txt; do \
	    .cache/release/bin/pip-audit --strict --disable-pip --require-hashes -r $$pins || exit 1; done

notes: .cache/release/.ready  ## what the changelog will say of the next release
	@.cache/release/bin/towncrier build --draft --version next

.cache/%/.ready: requirements/%.txt
	@$(PYTHON) -m venv --clear .cache/$*
	@.cache/$*/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

# --- now and then -------------------------------------------------------------

bench: $(READY)         ## compare the cost with other clients, into docs/benchmarks.md
	@$(BIN)/python -m tests.bench

generate: $(READY)      ## rebuild src/aioghactions/_generated from openapi/
	@$(BIN)/python -m codegen

chaos: $(READY)         ## soak and chaos in full, as a table; long ones by SCENARIOS="C8 C12r"
	@$(BIN)/python -m tests.chaos $(SCENARIOS)

fleet: $(READY)         ## processes that share a budget in a Redis, as a table
	@$(BIN)/python -m tests.fleet $(SCENARIOS)

mutants: $(READY)       ## mutation testing of the deciding modules: MODULES="headers backoff"
	@$(BIN)/python -m tests.security.mutation $(MODULES)

drift: $(READY)         ## compare fragment and requests with GitHub's descriptions
	@$(BIN)/python -m codegen.drift
	@$(BIN)/python -m tests.contract.accepted

lock: $(READY)          ## pin the development tools again, newest versions
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q -U $(LOCK) codegen/requirements.in -o codegen/requirements.txt
	@$(BIN)/uv pip compile -q -U $(LOCK) --group dev --all-extras pyproject.toml \
	    codegen/requirements.in -o requirements/dev.txt
	@$(BIN)/uv pip compile -q -U $(LOCK) --group docs pyproject.toml -o requirements/docs.txt
	@$(BIN)/uv pip compile -q -U $(LOCK) --group pyproject.toml:release -o requirements/release.txt

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean:                  ## remove what the other targets made
	@rm -rf $(VENV) .cache dist build .coverage .hypothesis .*_cache

# --- set-up, done by whoever needs it -----------------------------------------

$(READY): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	    { echo "$(PYTHON) was not found: install Python 3.11 or newer, or run make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed, run make PYTHON=..."; exit 1; }
	@echo "setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) || \
	    { echo "no virtual environment could be made: is the venv module installed (Debian: python3-venv)?"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt || \
	    { echo "the tools could not be installed: is the package index reachable?"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
