# make run   starts K2K at http://localhost:8000
# make test  runs every test this machine can run
# Both need python3 (3.11 or newer) with venv, and make; everything else is installed into .venv.

PYTHON ?= python3
# With PostgreSQL its driver is installed too.
NEEDS := $(if $(findstring postgres,$(K2K_DATABASE_URL)),postgres,run)
PIP = .venv/bin/python -m pip --disable-pip-version-check -qq install

.PHONY: run test lint clean

run: .venv/.$(NEEDS)
	@.venv/bin/k2k prepare
	@exec .venv/bin/k2k serve --with-worker

test: .venv/.test
	@.venv/bin/python -m tests.every_engine $(ARGS)

lint: .venv/.test
	@.venv/bin/python -m tests.lint

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("K2K needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv .venv

.venv/.run .venv/.postgres: .venv/.%: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Installing what K2K needs (once; about a minute) ..."
	@$(PIP) --require-hashes -r requirements/$*.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	@echo "Installing what the tests need (once) ..."
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

# Other people's counts, to compare ours with; without them those tests are left out by name.
.venv/.oracles: requirements/oracles.txt .venv/.test
	@$(PIP) --require-hashes --no-deps -r requirements/oracles.txt
	@touch $@

clean:
	rm -rf .venv *.egg-info
