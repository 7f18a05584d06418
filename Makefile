# dragoman: `make demo` shows it, `make test` tests it. Needs Python 3.11–3.13 and make; uses uv where it is installed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { command -v $$p; break; }; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export BLIS_NUM_THREADS := 1

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: .venv/ok  ## read samples/, print the chronicle, write review.html
	@$(BIN)/dragoman demo

test: .venv/dev-ok  ## lint, types and the tests (about three minutes)
	@$(BIN)/python tests/run.py

test-all: .venv/dev-ok  ## the tests with kills, load, servers and browsers
	@$(BIN)/python tests/run.py --all

gold: .venv/dev-ok  ## the outside scorers of ../shared against the floors in tests/gold/outside.json
	@$(BIN)/python bench/gold.py

lock:  ## resolve the pinned versions anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header pyproject.toml -c requirements-dev.lock -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements-dev.lock

define INSTALL
	@found="$(or $(PYTHON),python3)"; if ! "$$found" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	  echo "dragoman needs Python 3.11, 3.12 or 3.13; $$found is $$("$$found" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null || echo not there)." >&2; exit 1; fi
	@echo "setting up .venv with $(PYTHON) (once; a minute or two)"
	@if [ -n "$(UV)" ]; then \
	  { [ -d .venv ] || uv venv -q --python "$(PYTHON)" .venv; } && uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && uv pip install -q --python $(BIN)/python --no-deps --editable . ; \
	else \
	  { [ -d .venv ] || "$(PYTHON)" -m venv .venv; } && $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1) && $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --editable . ; \
	fi
	@touch $@
endef

.venv/ok: pyproject.toml requirements.lock
	$(call INSTALL,requirements.lock)

.venv/dev-ok: pyproject.toml requirements-dev.lock
	$(call INSTALL,requirements-dev.lock)
	@touch .venv/ok

clean:  ## remove what make built (your desks stay)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help demo test test-all gold lock clean
