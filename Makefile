# `make run` and `make test` need Python 3.11 or newer, git and make; the rest is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
# Modules are not compiled in advance, which saves 30 MB. Only those that a first answer needs are: the
# recipe of the stamps asks one question.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile
PROJECT := $(PIP) --no-deps --no-build-isolation --editable .

.PHONY: run test check calibration pictures lock wheel clean

run: .venv/run.stamp
	@$(BIN)/python -m bot run

# Compiled modules are kept: they save a second in each of the many processes that the tests start.
test: .venv/test.stamp
	@$(BIN)/python -m coverage erase
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m coverage run -m pytest -n auto
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

check: .venv/check.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/python -m bot check

# Run it after changing knowledge/ or the matcher; otherwise every bot has to fit it once.
calibration: .venv/run.stamp
	@$(BIN)/python tools/packaged_calibration.py

# Draws the pictures in the README as the bot does, and prints how much time and memory that takes.
pictures: .venv/run.stamp
	@$(BIN)/python tools/readme_pictures.py

lock: .venv/check.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/lock.sh

wheel: .venv/check.stamp
	@$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf .venv build dist .coverage* .hypothesis .pytest_cache .ruff_cache

# Installing writes to standard error, so that standard output has only the bot's answers.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Flamekeeper needs Python 3.11 or newer; name one with: make PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv .venv >&2 \
	  || { echo "Could not make a virtual environment; Debian and Ubuntu need the package python3-venv." >&2; exit 2; }

.venv/%.stamp: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Installing the locked dependencies ($*) ..." >&2
	@$(PIP) --require-hashes -r $< </dev/null >&2
	@$(PROJECT) </dev/null >&2
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m bot ask hello </dev/null >/dev/null 2>&1 || true
	@touch $@
