# Everything one types here. `make demo` and `make test` prepare their own virtual environment, once.
#
#   make demo         solve three requests and replay a proof
#   make test         lint, then the tests
#   make test-judge   the tests of the judge, nothing else
#   make test-slow    the tests that take minutes, too
#   make fuzz         programs by chance, new ones each time (TIMES=10: as long as ten times in test-slow)
#   make train-nano   train the bundled model again (DATA=, RUN=, EXERCISES=)
#   make bench        measure the bundled model and render docs/CARD.md (DATA=)
#   make pages        run the examples of docs/*.md again
#   make languages    install what judging JavaScript, Java, Rust and Go needs, from Debian (as root)
#   make clean        remove what make made
#
# PYTHON=python3.12         another interpreter, 3.11 or newer
# TORCH_INDEX=URL           another build of torch; empty for the one PyPI has. See the README.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin

# A machine without an NVIDIA driver has no use for the GPU build, which is several gigabytes. Whoever brings wheels
# of their own (PIP_FIND_LINKS) has chosen a build already.
ifeq ($(origin TORCH_INDEX), undefined)
  ifeq ($(PIP_FIND_LINKS)$(shell command -v nvidia-smi),)
    TORCH_INDEX := https://download.pytorch.org/whl/cpu
  endif
endif
# Files of tests run beside each other; what measures time measures CPU time or ratios.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
PIP_INSTALL := $(BIN)/python -m pip install -c constraints.txt

.PHONY: help demo test test-judge test-slow fuzz lint format train-nano bench pages languages clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,15p'

# ---- environments --------------------------------------------------------------------------------------------------
# The stamps are newer than what they were made from, or pip runs again; otherwise nothing is asked of the network.

.venv/.runtime: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: Volt needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv \
	  || { rm -rf .venv; echo "error: the virtual environment cannot be made. On Debian: apt-get install python3-venv" >&2; exit 2; }
	@echo "installing into .venv (only this once)"
	$(PIP_INSTALL) $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch
	$(PIP_INSTALL) --quiet -e .
	@touch $@

.venv/.dev: .venv/.runtime
	$(PIP_INSTALL) --quiet -e '.[dev]'
	@touch $@

# ---- what one types ------------------------------------------------------------------------------------------------

demo: .venv/.runtime
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh

test: lint
	$(PYTEST) -m "not slow"

JUDGE = attacks bench_agreement bench_attacks bench_judge codec forms fresh isolation judge languages many samples

test-judge: .venv/.dev
	$(PYTEST) -m "not slow" $(JUDGE:%=tests/test_%.py)

# Ray too, which the test of a cluster needs: without it that test would be skipped, unseen.
test-slow: .venv/.dev
	$(PIP_INSTALL) --quiet -e '.[dev,cluster]'
	$(PYTEST)

TIMES ?= 10

fuzz: .venv/.dev
	FUZZ=$(TIMES) $(BIN)/python -m pytest tests/test_fuzz.py --hypothesis-show-statistics

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

RUN ?= runs/nano
CORPUS ?= runs/corpus
EXERCISES ?= 70000
TRAIN = $(BIN)/volt train
EXERCISES_ONLY = --size nano --out $(RUN) --exercises $(EXERCISES) $(if $(DATA),--data $(DATA))
REAL = --size nano --out $(RUN) --corpus $(CORPUS) $(if $(DATA),--data $(DATA))

# Every stage resumes where it was cut off.
train-nano: .venv/.dev
	$(BIN)/volt corpus mine --stdlib $(BIN)/../lib/python3*/site-packages --out $(CORPUS) $(if $(DATA),--data $(DATA))
	test -e $(RUN)/model.volt || $(TRAIN) tokenizer $(REAL)
	$(TRAIN) encoder $(REAL)
	$(TRAIN) decoder $(EXERCISES_ONLY)
	$(TRAIN) soft $(EXERCISES_ONLY)
	$(TRAIN) export --out $(RUN) --to models/nano
	$(if $(DATA),$(TRAIN) calibrate --out models/nano --data $(DATA))

bench: .venv/.runtime
	$(BIN)/volt bench humaneval $(if $(DATA),--data $(DATA))
	$(BIN)/volt bench mbpp $(if $(DATA),--data $(DATA))
	$(BIN)/volt card

pages: .venv/.runtime
	$(BIN)/python -m volt.bench.pages

# What is there already, in whatever way it was installed, is left alone. The librust packages are for Rust programs
# that use rand, regex and md5.
languages:
	apt-get install -y --no-install-recommends \
	  $(if $(shell command -v node),,nodejs) $(if $(shell command -v javac),,default-jdk-headless) \
	  $(if $(shell command -v rustc),,rustc) $(if $(shell command -v cargo),,cargo) $(if $(shell command -v go),,golang-go) \
	  gcc libc6-dev librust-rand-dev librust-regex-dev librust-md5-dev

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
