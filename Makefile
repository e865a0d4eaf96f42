# Two commands: `make run` and `make test`. Both set everything up first; a second call finds it done.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check browser serve bench lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(READY) browser ## Set up and run the nightly job against the demo web, then say how to look at it
	@$(VENV)/bin/showfloor demo

serve: $(READY) browser ## Open the review pages
	@$(VENV)/bin/showfloor serve

test: check ## Set up and run all checks: style, types, tests on SQLite and PostgreSQL

check: $(READY) browser
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PY) -m pytest -n 2 --dist loadgroup

bench: $(READY) browser ## Run the benchmarks and print their tables
	@for script in $$(grep -l __main__ benchmarks/*.py); do name=$$(basename $$script .py); echo "== $$name"; $(PY) -m benchmarks.$$name || exit 1; done

browser: $(READY)
	@$(PY) scripts/browser.py

$(READY): requirements.lock pyproject.toml
	@bash scripts/setup.sh $(VENV)
	@touch $@

lock: ## Make the locked requirements anew from pyproject.toml
	$(VENV)/bin/uv pip compile -q pyproject.toml --all-extras --generate-hashes --no-header --universal --python-version 3.11 -o requirements.lock

clean: ## Remove the virtual environment and the demo's data
	rm -rf $(VENV) .showfloor
