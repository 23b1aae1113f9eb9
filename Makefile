# One machine with Python ≥ 3.11 and nothing else: `make run`. The other verbs: see `make help`.
PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
PYTEST_ARGS ?=
UV_VERSION := 0.13.9

PY := .venv/bin/python
MANAGE := $(PY) manage.py
PYTEST := $(PY) -m pytest $(PYTEST_ARGS)
OURS := manage.py portal realisations guides tests

# What production asks for, so that its settings can be read and checked without a server.
PRODUCTION := SECRET_KEY=only-read-by-make-check-0123456789-abcdefghijklmnopqrstuvwxyz \
	ALLOWED_HOSTS=www.example.org SITE_URL=https://www.example.org \
	DATABASE_URL=postgresql://portail@localhost/portail

.DEFAULT_GOAL := help
.PHONY: help install run test test-sqlite test-postgres test-browser check check-pages bench bench-find bench-paper fuzz \
	format messages clean

help:
	@echo "make run       install, load the demo content, serve http://$(ADDRESS)"
	@echo "make test      every test on SQLite, then on PostgreSQL"
	@echo "make check     lint, format, migrations, system and deployment checks"
	@echo "make check-pages  Lighthouse on each type of page, from npm"
	@echo "make bench     what each type of page weighs and costs; writes portal/measures.json"
	@echo "make bench-find  what finding costs among SIZES=\"1000 10000\" fiches (100,000 too by default)"
	@echo "make bench-paper  what composing documents in PDF costs and weighs"
	@echo "make fuzz      more than 10,000 addresses that no one would think of (REQUESTS, SEED)"
	@echo "make format    rewrite the Python code as make check wants it"
	@echo "make messages  collect and compile the translations"
	@echo "make clean     remove the installed tools, caches and test output (never the database)"

install: .venv/.installed

# A virtual environment of its own for uv, which then installs exactly what uv.lock says.
.tools/uv-$(UV_VERSION):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment: its module ensurepip is missing." >&2; \
		echo "On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	rm -rf .tools
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check \
		--only-binary :all: uv==$(UV_VERSION)
	@touch $@

.venv/.installed: .tools/uv-$(UV_VERSION) pyproject.toml uv.lock
	UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv \
		.tools/bin/uv sync --quiet --frozen --python .tools/bin/python
	@touch $@

# The Nu HTML checker, for the tests; npm ci empties the folder before it fills it.
tests/node_modules/.checker: tests/package.json tests/package-lock.json
	@if command -v npm >/dev/null; then \
		cd tests && npm ci --omit=dev --no-progress && touch node_modules/.checker; \
	else echo "== No npm on this machine: the Nu HTML checker is not installed"; fi

# With Lighthouse.
tests/node_modules/.lighthouse: tests/package.json tests/package-lock.json
	cd tests && npm ci --no-progress && touch node_modules/.checker node_modules/.lighthouse

run: install
	$(MANAGE) migrate --noinput --verbosity 0
	$(MANAGE) load_demo
	$(MANAGE) ensure_editor
	$(MANAGE) runserver $(ADDRESS)

# Two at a time, since each keeps one processor busy; the longest first.
test: install tests/node_modules/.checker
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=line test-postgres test-browser test-sqlite

# A browser sees no database: its tests run once, on SQLite.
test-browser: install
	@echo "== Tests in a browser"
	env -u DATABASE_URL $(PYTEST) -m e2e --output=var/test-results/browser

test-sqlite: install tests/node_modules/.checker
	@echo "== Tests on SQLite"
	env -u DATABASE_URL $(PYTEST) -m "not e2e" --output=var/test-results/sqlite

# 69 says that no server was found.
test-postgres: install tests/node_modules/.checker
	@echo "== Tests on PostgreSQL"
	@tests/with_postgres.sh $(PYTEST) -m "not e2e" --output=var/test-results/postgres || { status=$$?; \
		[ $$status -eq 69 ] && [ "$$CI" != true ] || exit $$status; \
		echo "== SKIPPED: the tests did not run on PostgreSQL"; }

check: install
	$(PY) -m ruff check $(OURS)
	$(PY) -m ruff format --check $(OURS)
	$(PY) -m djlint --lint --quiet templates
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING
	$(PRODUCTION) $(MANAGE) check --settings portal.settings.production --deploy --fail-level WARNING

format: install
	$(PY) -m ruff check --fix $(OURS)
	$(PY) -m ruff format $(OURS)

# PAGES="ar", "Home lois" choose some: a language; those whose type or path holds one of these words.
check-pages: install tests/node_modules/.lighthouse
	$(PY) -m tests.check_pages $(PAGES)

# On the content of `make run`.
bench: install
	$(MANAGE) migrate --noinput --verbosity 0
	$(MANAGE) load_demo
	$(PY) -m tests.bench

# In a database of its own, kept for the next time: a hundred thousand fiches take minutes to make.
bench-find: export DATABASE_URL := $(or $(DATABASE_URL),sqlite:///var/bench.sqlite3)
bench-find: install
	@mkdir -p var
	$(MANAGE) migrate --noinput --verbosity 0
	$(MANAGE) load_demo
	$(PY) -m tests.bench_find $(SIZES)

# On the content of `make run`.
bench-paper: install
	$(MANAGE) migrate --noinput --verbosity 0
	$(MANAGE) load_demo
	$(PY) -m tests.bench_paper

# On the demo content, in a database of the moment.
fuzz: install
	$(PY) -m tests.fuzz

messages: install
	$(MANAGE) makemessages $(patsubst portal/locale/%,-l %,$(wildcard portal/locale/*)) --no-location --ignore 'var/*'
	$(MANAGE) compilemessages --ignore .venv --ignore .tools

clean:
	rm -rf .venv .tools tests/node_modules .pytest_cache .ruff_cache var/test-results
	find $(OURS) -name __pycache__ -type d -prune -exec rm -rf {} +
