# The verbs of the house. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help install dev demo test lint faults quality bench whoosh3 pywb format lock clean

help: ## list these verbs
	@awk -F':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tra Tin needs Python 3.11 or newer; name one with PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing what Tra Tin needs into $(VENV)/ ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "installing the test tools into $(VENV)/ ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/installed-bench: requirements-bench.lock $(VENV)/installed
	@echo "installing the engines to compare with into $(VENV)/ ..."
	@$(PIP) install --no-deps --require-hashes -r requirements-bench.lock  # pip 23 stumbles over lxml[html_clean]
	@touch $@

install: $(VENV)/installed ## set up .venv/ with the `tratin` command

dev: $(VENV)/installed-dev ## the same, with the test tools

demo: install ## crawl the sample portals, index them, serve the search page (ARGS=--once checks and stops)
	@$(BIN)/tratin demo $(ARGS)

test: dev ## the plain tests (about six minutes on two cores)
	$(BIN)/pytest -m "not faults and not quality" -n auto --dist loadfile $(ARGS)

lint: dev ## ruff, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

faults: dev ## kill -9, torn files, bad input
	$(BIN)/pytest -m faults -n auto --dist loadfile --timeout=600 $(ARGS)

quality: dev whoosh3 ## floors on pages and queries; the engine's tests on whoosh3 too
	$(BIN)/pytest -m quality -n auto --dist loadfile --timeout=600 $(ARGS)

bench: $(VENV)/installed-bench ## our engine beside others, into docs/benchmarks.md (ARGS=--quick is a trial)
	$(BIN)/python -m benchmarks.engines $(ARGS)

WHOOSH3 := build/whoosh3
whoosh3: dev ## the engine's tests over whoosh3, the drop-in way out
	@test -d $(WHOOSH3)/whoosh || $(PIP) install --no-deps --target $(WHOOSH3) 'whoosh3==3.54.0'
	PYTHONPATH=$(WHOOSH3) $(BIN)/pytest -m "not faults and not quality" -n auto --dist loadfile tests/indexer tests/contracts

PYWB := build/pywb
$(PYWB)/bin/wayback: | $(BIN)/python
	@echo "installing pywb into $(PYWB)/ ..."
	@$(PYTHON) -m venv $(PYWB)
	@$(PYWB)/bin/pip --disable-pip-version-check -q install 'pywb==2.10.0'

pywb: dev $(PYWB)/bin/wayback ## Chromium over pywb over our WARC files
	$(BIN)/pytest tests/browser/test_pywb_replay.py $(ARGS)

format: dev ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: dev ## resolve the dependencies anew into the lock files
	$(PIP) install 'pip-tools>=7.5' 'pip>=24'
	$(BIN)/pip-compile -q $(LOCKFLAGS) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q $(LOCKFLAGS) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile -q $(LOCKFLAGS) --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

LOCKFLAGS := --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --strip-extras --allow-unsafe

clean: ## remove what was built; never the archive in var/
	rm -rf build .pytest_cache .mypy_cache .ruff_cache *.egg-info
