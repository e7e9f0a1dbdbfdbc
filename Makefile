# From a fresh clone: `make demo` shows Folkmoot at work, `make test` tests it. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help env demo demo-reset test test-full test-e2e check format screenshots bench-import messages lock clean
.NOTPARALLEL:

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
# A folder for JUnit reports, used by .ci/run.
REPORTS ?=

PY := .venv/bin/python
ENV := .venv/.env-$(shell cksum < requirements.lock | cut -d' ' -f1)
MESSAGES := $(patsubst %.po,%.mo,$(shell find frontend/locale -name '*.po' 2>/dev/null))
DEV := .venv/.dev-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)

# The first Python that is new enough, by its own path: a pyenv shim would not do for uv.
PATH_OF_PYTHON := for python in $(PYTHON) python3 python3.14 python3.13 python3.12; do \
	"$$python" -c 'import sys; sys.version_info >= (3, 12) or sys.exit(1); print(sys.executable)' \
	2>/dev/null && break; done
USABLE := $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null

# $(call install,LOCK): the environment, when there is none, and exactly what the lock says.
define install
@$(USABLE) || { \
	python="$$($(PATH_OF_PYTHON))"; \
	if [ -z "$$python" ]; then \
		echo "Folkmoot needs Python 3.12 or newer and found none."; \
		echo "Please install one, or say where it is: make demo PYTHON=/path/to/python3.13"; \
		exit 1; fi; \
	echo "Making the environment in .venv with $$("$$python" -V) …"; \
	if command -v uv >/dev/null 2>&1; then \
		UV_PYTHON_DOWNLOADS=never uv venv -q --clear --python "$$python" .venv; \
	else \
		"$$python" -m venv --clear .venv || { \
			echo "Python has no working venv here. On Debian or Ubuntu: apt install python3-venv"; \
			exit 1; }; \
	fi; }
@echo "Installing what $(1) pins, with hashes …"
@if command -v uv >/dev/null 2>&1; then \
	uv pip install -q --python $(PY) --require-hashes -r $(1); \
else \
	$(PY) -m pip install -qq --no-input --disable-pip-version-check --require-hashes --no-deps -r $(1); \
fi
@touch $@
endef

help:
	@echo "make demo           start Folkmoot with something in it (PORT=$(PORT))"
	@echo "make demo-reset     forget what was changed in the demo"
	@echo "make test           the suite, in minutes; also on the servers that FOLKMOOT_TEST_DATABASE_URL"
	@echo "                    and FOLKMOOT_TEST_REDIS_URL name"
	@echo "make test-full      the long form of whatever has one"
	@echo "make test-e2e       the journeys in a real browser (needs Chromium)"
	@echo "make check          format, lint, types, imports, migrations, templates, settings"
	@echo "make format         bring code and templates into shape"
	@echo "make screenshots    pictures of the pages, for the README"
	@echo "make bench-import   how long a city's consultation takes to import"
	@echo "make messages       compile the translations"
	@echo "make env            the environment alone"
	@echo "make lock           pin the dependencies anew (maintainers; needs uv)"

env: $(ENV) $(MESSAGES)

$(ENV): requirements.lock
	$(call install,requirements.lock)

$(DEV): requirements-dev.lock $(ENV)
	$(call install,requirements-dev.lock)

demo: $(ENV) $(MESSAGES)
	@$(PY) manage.py demo --port $(PORT)

demo-reset: $(ENV) $(MESSAGES)
	@$(PY) manage.py demo --reset --port $(PORT)

# One run of the suite. $(1): options, $(2): the name of its report.
PYTEST = $(PY) -m pytest -q -p no:cacheprovider $(1) $(if $(REPORTS),--junitxml=$(REPORTS)/$(2).xml)
WITHOUT_SERVERS := env -u FOLKMOOT_TEST_DATABASE_URL -u FOLKMOOT_TEST_REDIS_URL
SERVERS := $(FOLKMOOT_TEST_DATABASE_URL)$(FOLKMOOT_TEST_REDIS_URL)

test: $(DEV) $(MESSAGES)
	$(WITHOUT_SERVERS) $(call PYTEST,-n $(JOBS) --dist loadgroup,embedded)
	$(if $(SERVERS),$(call PYTEST,-n $(JOBS) --dist loadgroup,servers),\
	@echo "Not run on PostgreSQL and Redis: FOLKMOOT_TEST_DATABASE_URL and FOLKMOOT_TEST_REDIS_URL name none.")

test-full: $(DEV) $(MESSAGES)
	$(WITHOUT_SERVERS) $(call PYTEST,-n $(JOBS) --dist loadgroup -m "not e2e",embedded-full)
	$(if $(SERVERS),$(call PYTEST,-n $(JOBS) --dist loadgroup -m "not e2e",servers-full))

test-e2e: $(DEV) $(MESSAGES)
	$(WITHOUT_SERVERS) $(call PYTEST,-m e2e tests/e2e,browser)

# The settings of a site that is put up as it should be; `check --deploy` is asked about them.
SAFE := env -u DATABASE_URL -u REDIS_URL FOLKMOOT_MODE=production ALLOWED_HOSTS=folkmoot.example \
	SITE_ADDRESS=https://folkmoot.example EMAIL_URL=smtp+tls://mail.example:587 \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')"
DJADE := .venv/bin/djade
TEMPLATES = $$(find frontend/templates -name '*.html')

check: $(DEV)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(DJADE) --check $(TEMPLATES)
	.venv/bin/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run
	$(SAFE) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m mypy .

format: $(DEV)
	$(PY) -m ruff check --fix-only -q .
	$(PY) -m ruff format .
	$(DJADE) $(TEMPLATES)

screenshots: $(DEV) $(MESSAGES)
	$(PY) -m tests.e2e.screenshots

bench-import: $(ENV)
	$(PY) -m bench.import_decidim

messages: $(ENV) $(MESSAGES)

# With polib, so that nobody needs gettext to run Folkmoot in their language.
%.mo: %.po
	@$(PY) -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

# No header and no addresses: a lock that names no host installs from any package index.
UV = UV_PYTHON_DOWNLOADS=never uv pip compile pyproject.toml --universal --python-version 3.12 \
	--python "$$($(PATH_OF_PYTHON))" --generate-hashes --no-header --no-annotate -q

lock:
	$(UV) -o requirements.lock
	$(UV) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .pytest_cache
