# Two commands are all one needs: `make run` and `make test`. `make help` lists the rest.
# Needed on the machine: Python 3.11 or newer, git, make. Used where present: uv, node, PostgreSQL,
# Chromium. Steps that have nothing new to do are skipped (stamps in .venv/ and build/).

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
CATALOGUES := $(wildcard src/sihe/locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
VENDOR := src/sihe/static/vendor/packages.json
COMPILE := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

# Test processes side by side; `make test WORKERS=0` for one.
WORKERS ?= auto
BROWSER_WORKERS ?= 0
PYTEST := $(BIN)/python -m pytest -o cache_dir=build/pytest
# Tests keep their keys and files to themselves, whatever the surroundings say.
ASIDE := env -u DATABASE_URL -u SIHE_LANE SIHE_DATA=build/test-data
SPELLING := $(shell find src/sihe -name vendor -prune -o -name tests -prune -o \
	\( -name '*.html' -o -name '*.py' -o -name '*.js' \) -print 2>/dev/null)
HTML := $(shell find src/sihe -name '*.html' 2>/dev/null | head -n 1)

.PHONY: help run test fast check lint types imports migrations templates test-sqlite test-postgres \
	test-browser bench replay lock upgrade assets catalogues messages audit wheel install \
	install-dev clean distclean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' \
		| awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

# ---------------------------------------------------------------- the two commands
run: install assets catalogues ## set everything up and serve the sample street on this machine
	@SIHE_DEMO=1 $(BIN)/sihe-manage migrate --noinput --verbosity 0
	@SIHE_DEMO=1 $(BIN)/sihe-manage sample
	@SIHE_DEMO=1 exec $(BIN)/sihe serve $(ARGS)

test: check test-sqlite test-postgres test-browser ## everything a change must pass

fast: install-dev catalogues ## unit tests only: SQLite, no browser, nothing slow
	$(ASIDE) $(PYTEST) -q -n $(WORKERS) -m "not browser and not slow" $(ARGS)

# ---------------------------------------------------------------- parts of `make test`
check: lint types imports migrations templates ## style, types, architecture, migrations, templates

lint: install-dev
	RUFF_CACHE_DIR=build/ruff $(BIN)/ruff check .
	RUFF_CACHE_DIR=build/ruff $(BIN)/ruff format --check .

types: install-dev
	$(ASIDE) $(BIN)/mypy

imports: install-dev
	$(BIN)/lint-imports --cache-dir build/import_linter

migrations: install-dev
	$(ASIDE) $(BIN)/sihe-manage check --fail-level WARNING
	$(ASIDE) $(BIN)/sihe-manage makemigrations --check --dry-run

templates: install-dev
	$(if $(HTML),$(BIN)/djlint --lint --quiet src/sihe)

test-sqlite: install-dev assets catalogues ## tests on SQLite, without the browser
	$(ASIDE) $(PYTEST) -n $(WORKERS) -m "not browser" $(ARGS)

test-postgres: install-dev assets catalogues ## the same tests on PostgreSQL
	$(ASIDE) $(BIN)/python scripts/postgres_for_tests.py -- \
		$(PYTEST) -n $(WORKERS) -m "not browser" $(ARGS)

test-browser: install-dev assets catalogues ## tests in a real Chromium
	$(ASIDE) $(PYTEST) -n $(BROWSER_WORKERS) -m browser -r fE $(ARGS)

# ---------------------------------------------------------------- measuring
bench: install-dev assets catalogues ## measure speed (ARGS are handed on)
	$(BIN)/python -m bench $(ARGS)

replay: install catalogues ## take a month of real matters through the product
	$(BIN)/python -m bench.replay $(ARGS)

# ---------------------------------------------------------------- environments and locks
install: $(STAMPS)/run
install-dev: $(STAMPS)/test

$(STAMPS)/run: requirements.lock pyproject.toml scripts/environment.py scripts/find_python.sh
	@python="$$(sh scripts/find_python.sh)" && \
		"$$python" scripts/environment.py $(VENV) requirements.lock --project
	@mkdir -p $(@D) && touch $@

$(STAMPS)/test: requirements-dev.lock pyproject.toml scripts/environment.py scripts/find_python.sh
	@python="$$(sh scripts/find_python.sh)" && \
		"$$python" scripts/environment.py $(VENV) requirements-dev.lock --project
	@mkdir -p $(@D) build && touch $@

lock: ## write the lock files anew, keeping what still fits (needs uv)
	$(COMPILE) pyproject.toml $(UPGRADE) -o requirements.lock
	$(COMPILE) pyproject.toml $(UPGRADE) --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) $(UPGRADE) --group node -o requirements-node.lock

upgrade: ## the same with the newest versions
	$(MAKE) lock UPGRADE=--upgrade

audit: install-dev ## known weaknesses of the locked versions (asks a public service)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

# ---------------------------------------------------------------- files that are made
assets: build/assets.stamp $(VENDOR) ## style sheets, maps, charts and fonts for pages and papers

build/npm.stamp: package.json package-lock.json .npmrc scripts/npm.py | install-any
	@$(BIN)/python scripts/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && touch $@

# the style sheet is trimmed to what pages, scripts and programs spell
build/assets.stamp: build/npm.stamp scripts/assets.py scripts/trim_css.py \
		scripts/licences/tabler.txt $(SPELLING)
	@$(BIN)/python -m scripts.assets
	@touch $@

$(VENDOR): build/assets.stamp
	@test -f $@ || $(BIN)/python -m scripts.assets

# Either environment will do for a step that needs only an interpreter and Babel.
.PHONY: install-any
install-any:
	@test -f $(STAMPS)/test || test -f $(STAMPS)/run || $(MAKE) --no-print-directory install

catalogues: $(COMPILED) ## compile the translations

%.mo: %.po | install-any
	@$(BIN)/pybabel -q compile --input-file $< --output-file $@ \
		--locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

messages: install-dev ## collect the interface's sentences for translation (needs gettext)
	cd src/sihe && $(ASIDE) SIHE_DATA=$(CURDIR)/build/test-data $(CURDIR)/$(BIN)/sihe-manage \
		makemessages --locale en --add-location file --no-wrap --ignore 'static/vendor/*' \
		--ignore '*/tests/*'

wheel: assets catalogues ## an installable package in dist/, with assets and translations
	$(BIN)/python -m venv build/wheelenv
	build/wheelenv/bin/pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove what is built and cached; environment and data stay
	rm -rf build dist node_modules src/sihe/static/vendor .hypothesis .ruff_cache
	rm -f $(COMPILED)
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## the same and the environment; data in var/ stays
	rm -rf $(VENV)
