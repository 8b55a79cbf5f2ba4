# run: start (the simulator, where no token is set) · check: lint, types, architecture, translations · test: the tests
# test-all: the slower ring too · faults: kill -9 at random moments · bench: the ratios of benchmarks/results.md
# messages: the catalogue gets an empty entry for each new sentence of the code
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Much of the tests' time is waiting (for messengers, processes, a browser), so there are more of them than cores.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))

.PHONY: run check test test-all faults bench messages lock format clean
.DELETE_ON_ERROR:

run: $(VENV)/.runtime
	@exec $(BIN)/neuguong run

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.translations

test: $(VENV)/.dev
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-all: $(VENV)/.dev
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m ''

faults: $(VENV)/.dev
	$(BIN)/python -m tests.faults

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

messages: $(VENV)/.dev
	$(BIN)/python -m tests.translations update

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -o requirements-dev.txt

# an environment whose making was cut short is made anew
WHOLE := $(BIN)/python -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên. Nếu máy có sẵn: make run PYTHON=python3.12"; \
	  echo "Python 3.11 or newer is needed, for instance: make run PYTHON=python3.12"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  echo "Python trên máy này thiếu gói $$package. Cài bằng lệnh: sudo apt install $$package"; \
	  echo "This Python lacks the package $$package: sudo apt install $$package"; exit 1; } >&2
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.txt
	@echo "Đang cài đặt, mất khoảng một phút … / installing, about a minute …"
	@$(WHOLE)
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt
	@echo "Installing what checks and tests need …"
	@$(WHOLE)
	@$(PIP) --require-hashes -r requirements-dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
