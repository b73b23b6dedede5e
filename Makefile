# Khitab: `make figures` does everything, `make test` checks everything, `make help` lists the rest.
# Only what changed is done again: each page depends on its notebook, the package and the corpora.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILD := build

NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
PAGES := $(NOTEBOOKS:notebooks/%.ipynb=$(BUILD)/%.html)
SOURCES := $(shell find analysis -type f ! -path '*/__pycache__/*' ! -name '*.pyc' | sed 's/ /\\ /g')
CORPORA := $(shell find corpus -type f)
ANNOTATIONS := $(BUILD)/annotations/ispr.parquet $(BUILD)/annotations/constructed.parquet

export PYTHONHASHSEED := 0
export MPLBACKEND := Agg

.DEFAULT_GOAL := help
.PHONY: help setup annotations figures test all-tests quick fuzz lint docs lab bench model lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(READY) ## make .venv and install the locked dependencies and the package

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Khitab needs Python 3.11 or later: make PYTHON=python3.12")'
	@echo "Installing into $(VENV): some minutes, about 3 GB"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable '.[notebooks,reference,scale,dev]'
	$(BIN)/python -m ipykernel install --prefix $(VENV) --name python3 >/dev/null
	touch $@

annotations: $(ANNOTATIONS) ## annotate the corpora (cached: only new or changed documents are parsed)

$(BUILD)/annotations/%.parquet: $(READY) $(CORPORA)
	$(BIN)/khitab annotate corpus/$* --out $@

figures: $(BUILD)/index.html ## set up, annotate, run the notebooks; HTML, figures and tables in build/

$(BUILD)/index.html: $(PAGES)
	$(BIN)/python -m analysis.site.build index $(NOTEBOOKS) --build $(BUILD)
	@echo "Done: open $(BUILD)/index.html"

# The notebooks find the annotations in the cache; annotating first shows its progress in the terminal.
$(BUILD)/%.html: notebooks/%.ipynb $(READY) $(SOURCES) $(CORPORA) | $(ANNOTATIONS)
	$(BIN)/python -m analysis.site.build page $< --build $(BUILD)

test: $(READY) ## lint, types, all tests, notebooks executed (JOBS=3 at a time)
	@$(MAKE) --no-print-directory --jobs=2 lint all-tests

all-tests: $(READY)
	$(BIN)/python -m pytest -n $(or $(JOBS),3) --dist loadfile --no-loadscope-reorder

quick: $(READY) ## the tests without the slow ones
	$(BIN)/python -m pytest -m "not slow"

fuzz: $(READY) ## very many odd inputs: make fuzz CASES=200000 SEED=1
	PYTHONPATH=.:tests $(BIN)/python -m fuzz --cases $(or $(CASES),200000) --seed $(or $(SEED),1)

lint: $(READY) ## style, types and the floors of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY) ## the documentation as a site in build/docs, its code run
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

lab: $(READY) ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/notebooks/01_close_reading.ipynb

bench: $(READY) ## run the benchmarks (ratios within one run)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m benchmarks

model: $(READY) ## train the Arabic model: make model TRAIN=… DEV=… NEWS=… (hours; see training/README.md)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[training]'
	$(BIN)/python -m training --train $(TRAIN) --dev $(DEV) --news $(NEWS)

lock: ## renew constraints.txt from what .venv holds
	@{ echo '# The versions that Khitab is tested with; renewed by `make lock`.'; \
	  $(BIN)/python -m pip freeze --exclude-editable --exclude khitab | sed 's/+cpu$$//'; } > constraints.txt

clean: ## remove what was built (not .venv, not the cache of annotations)
	rm -rf $(BUILD) dist
