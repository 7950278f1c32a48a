# make learn   open the course in JupyterLab
# make test    all tests
# make build   write what is derived: exercises, headers, README's table, environment.yml
# make grade   release, collect and grade the sample class
# make clean   remove the environment and everything that can be made again
#
# Each makes .venv first when it is missing or older than the lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: learn test build grade clean

learn: $(READY)
	$(BIN)/aipm learn

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

build: $(READY)
	$(BIN)/aipm build

grade: $(READY)
	$(BIN)/aipm grade --sample

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis src/aipm.egg-info

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11 to 3.13 is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
