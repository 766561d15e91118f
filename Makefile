# Ikrar. `make run` and `make test` are the two that a newcomer needs; each sets itself up.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 3
export PYTHONWARNINGS ?= ignore::DeprecationWarning
unexport PYTHONDONTWRITEBYTECODE # each of the many processes that tests start would compile every source anew

.PHONY: help run test check fix bench docs lock messages pictures clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

# uv where there is one, pip otherwise; both refuse a package whose hash is not in the lock
.venv/run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Ikrar needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || { command -v uv >/dev/null && uv venv -q --python $(PYTHON) .venv || $(PYTHON) -m venv .venv; }
	@echo "Installing what Ikrar runs on …"
	@if command -v uv >/dev/null; then uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt && uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt && $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; fi
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@echo "Installing what the tests need …"
	@if command -v uv >/dev/null; then uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt; fi
	@touch $@

run: .venv/run ## start a demo ministry at http://127.0.0.1:8000 (data in var/)
	@$(BIN)/ikrar demo --if-empty
	@$(BIN)/ikrar run

# workers share the cores: threads of their own would only wait for each other
test: export OPENBLAS_NUM_THREADS := 1
test: .venv/dev ## all tests: SQLite, then apps and flows again on PostgreSQL (checks keep nothing)
	@$(BIN)/python -m tests.house.announce
	@echo "Compiling the screening, once …" && $(BIN)/python -c 'from ikrar.screening import engine; engine.warm()'
	IKRAR_DATA=$$(mktemp -d) $(BIN)/pytest -n $(WORKERS) --dist worksteal
	IKRAR_DATA=$$(mktemp -d) IKRAR_TEST_DB=postgres $(BIN)/pytest -n $(WORKERS) --dist worksteal tests/apps tests/flows --ignore tests/apps/checks

check: .venv/dev ## style, types, layers, templates, migrations, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	IKRAR_DATA=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run --settings ikrar.server.settings
	IKRAR_DATA=$$(mktemp -d) $(BIN)/python -W error -m django check --fail-level WARNING --settings ikrar.server.settings
	$(BIN)/python docs/make.py --check

fix: .venv/dev ## mend style where a tool can
	$(BIN)/ruff check --fix -q . || true
	$(BIN)/ruff format .
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 || true

bench: .venv/dev ## every benchmark that needs no other data, slowly
	@for file in $$(ls benchmarks/*.py | grep -v -e /ibrohim -e /outside -e /readers -e /reference -e /regional); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

docs: .venv/dev ## make again what is generated in docs/
	$(BIN)/python docs/make.py

pictures: .venv/dev ## screenshots of every page, 360 and 1280 px, light and dark, into var/pictures
	IKRAR_PICTURES=var/pictures $(BIN)/pytest tests/browser/pictures.py -n $(WORKERS)

messages: .venv/dev ## collect and compile the English texts (needs GNU gettext)
	cd src/ikrar && export IKRAR_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=ikrar.server.settings && \
	../../$(BIN)/python -m django makemessages -l en --no-location --no-obsolete && cd locale/en/LC_MESSAGES && \
	sed -i.old -E '/^"(POT-Creation-Date|Report-Msgid-Bugs-To):/d' django.po && rm django.po.old && \
	msgfmt --check-format -o django.mo django.po

lock: ## resolve and lock the requirements again, with hashes and without addresses
	for set in run dev; do \
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
	  --extra build $$([ $$set = dev ] && echo "--extra dev -c requirements/run.txt") pyproject.toml -o requirements/$$set.txt; done

clean: ## remove the environment and caches, never var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
