# Two commands are enough: make demo, make test.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-slow check golden truth policies bench lock format clean

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

# What the command needs, the package itself included (editable).
.venv/run.stamp: .venv/pyvenv.cfg requirements/run.txt
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src/frostline
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/run.stamp  ## explain and price one real encounter (exit 1 means: something is unconfirmed)
	$(BIN)/frostline bill examples/keratoses_and_bowen.yaml --why || test $$? -eq 1

test: .venv/dev.stamp  ## the tests that a change must pass
	$(BIN)/python -m pytest

test-slow: .venv/dev.stamp  ## what is long or needs a system package
	$(BIN)/python -m pytest -m slow -n 0

check: .venv/dev.stamp  ## style, types, rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp  ## ratios against something run side by side; never a test
	$(BIN)/python bench/main_job.py
	$(BIN)/python bench/reference_data.py
	$(BIN)/python bench/coverage.py
	$(BIN)/python bench/pages.py

golden: .venv/dev.stamp  ## official dollars against ours (needs ../shared/data/cms)
	$(BIN)/python tools/compare_golden.py

truth: .venv/run.stamp  ## how many cases come out exactly, and every miss (published ones need ../shared/cases)
	$(BIN)/python tools/truth.py

policies: .venv/run.stamp  ## all policies loaded, cases run, every decision brute-forced
	$(BIN)/python tools/policies.py

lock: .venv/dev.stamp  ## pin what pyproject.toml asks for (needs uv)
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --python-version 3.11 --output-file requirements/run.txt
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --python-version 3.11 --output-file requirements/dev.txt

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv
