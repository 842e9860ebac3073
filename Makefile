# gitgov: `make` lists the targets. Everything is installed into .venv, nothing outside of this folder.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo sprints quality test check oracles browser fuzz soak docs bench lock clean

PYTHON ?= python3
REPO ?= .
bin := .venv/bin
# Found before PATH changes below; a uv that lives inside .venv cannot replace .venv.
python := $(or $(shell command -v $(PYTHON) 2>/dev/null),$(PYTHON))
uv := $(filter-out $(CURDIR)/.venv/%,$(shell command -v uv 2>/dev/null))

# git finds `git gov` on PATH only; without .pyc files every start takes twice as long.
export PATH := $(CURDIR)/$(bin):$(PATH)
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/.ready  ## one governed merge, from motion to offline verification; REPO=path shows it on that repository
	$(bin)/python examples/demo/run.py --repo "$(REPO)"

sprints: .venv/.ready  ## two sprints of three teams, from the backlog to the second review, as four people type them
	$(bin)/python -m examples.sprints.run

quality: .venv/.ready  ## the dashboard of a repository, measured step by step; REPO=path for another; dist/quality.html
	$(bin)/python -m examples.quality.run --repo "$(REPO)"

# Three for two processors: tests wait for the git and the hooks that they start. CHECKED=tests/house leaves out what `make check` ran.
test: .venv/.ready  ## every test
	$(bin)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q $(addprefix --ignore=,$(CHECKED))

check: .venv/.ready  ## format, lint, types, walls, generated files, house rules
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports --no-logo
	$(bin)/python -m gitgov.cli.manpages --check
	$(bin)/python docs/generate.py --check
	$(bin)/python -m pytest -n 2 -q tests/house

oracles: .venv-oracles/.ready  ## compare tallies with pref_voting and votekit, statistics with scipy and statsmodels; over 800 MB
	.venv-oracles/bin/python -m pytest -q -W ignore tests/oracles

browser: .venv-browser/.ready  ## look at the dashboard in chromium, which must be installed; pictures go to dist/browser
	.venv-browser/bin/python -m pytest -q -n 0 tests/browser

fuzz: .venv-fuzz/.ready  ## look for bytes on which a parser fails; TARGET=name, SECONDS=60 for each
	.venv-fuzz/bin/python fuzz/run.py $(or $(TARGET),all) $(or $(SECONDS),60)

soak: .venv/.ready  ## the tests that take hours: 50 clones at once, every write of every command, 1,000 random histories
	$(bin)/python -m pytest -n 0 -q -s -m soak tests/soak
	$(bin)/python -m pytest -n 2 --dist load -q -m soak --ignore tests/soak

docs: .venv/.ready  ## write the man pages, completions and generated references again
	$(bin)/python -m gitgov.cli.manpages
	$(bin)/python docs/generate.py

bench: .venv/.ready  ## run the benchmarks
	$(bin)/python benchmarks/run.py

lock:  ## resolve uv.lock and requirements.lock again (needs uv)
	uv lock --no-config --default-index https://pypi.org/simple
	uv export --frozen --quiet --no-emit-project --extra dev --no-annotate --format requirements-txt -o requirements.lock

clean:  ## remove .venv, caches and build results
	rm -rf .venv .venv-oracles .venv-browser .venv-fuzz fuzz/found fuzz/grown dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp says: .venv holds what requirements.lock names, installed by hash, and gitgov itself.
.venv/.ready: requirements.lock pyproject.toml
	@$(python) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "gitgov needs Python 3.11 or newer; $(PYTHON) is: $$($(python) --version 2>&1). Try: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@set -- $$(git --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\)\.\([0-9]*\).*/\1 \2/'); \
	  [ "$${1:-0}" -gt 2 ] || { [ "$${1:-0}" -eq 2 ] && [ "$${2:-0}" -ge 38 ]; } || { \
	  echo "gitgov needs git 2.38 or newer (git merge-tree --write-tree); here is: $$(git --version 2>&1)" >&2; exit 1; }
ifneq ($(uv),)
	@$(bin)/python -c '' 2>/dev/null || { rm -rf .venv && $(uv) venv --quiet --python "$(python)" .venv; }
	$(uv) pip sync --quiet --python $(bin)/python --compile-bytecode --require-hashes requirements.lock
	$(uv) pip install --quiet --python $(bin)/python --no-deps --no-build-isolation -e .
else
	@$(bin)/python -c 'import pip' 2>/dev/null || { rm -rf .venv && $(python) -m venv .venv; } || { \
	  rm -rf .venv; echo "$(python) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(bin)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@touch $@

# What `make oracles` compares with stays out of .venv. With uv the versions of uv.lock, without it the newest that are allowed.
.venv-oracles/.ready: uv.lock pyproject.toml
ifneq ($(uv),)
	UV_PROJECT_ENVIRONMENT=.venv-oracles $(uv) sync --quiet --frozen --python "$(python)" --extra dev --extra oracles
else
	@.venv-oracles/bin/python -c 'import pip' 2>/dev/null || { rm -rf .venv-oracles && $(python) -m venv .venv-oracles; }
	.venv-oracles/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,oracles]'
endif
	@touch $@

# playwright brings a program of its own of 100 MB, and works with the browser that is there.
.venv-browser/.ready: uv.lock pyproject.toml
ifneq ($(uv),)
	UV_PROJECT_ENVIRONMENT=.venv-browser $(uv) sync --quiet --frozen --python "$(python)" --extra dev --extra browser
else
	@.venv-browser/bin/python -c 'import pip' 2>/dev/null || { rm -rf .venv-browser && $(python) -m venv .venv-browser; }
	.venv-browser/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,browser]'
endif
	@touch $@

# atheris, with which `make fuzz` works, stays out of .venv and of the lock: its wheels are not for every Python.
.venv-fuzz/.ready: requirements.lock pyproject.toml
	@.venv-fuzz/bin/python -c 'import pip' 2>/dev/null || { rm -rf .venv-fuzz && $(python) -m venv .venv-fuzz; }
	.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check -e . 'atheris>=2.3'
	@touch $@
