# What the Makefiles of all studies share: draw, annotate, count, fill the report and its supplement.

PYTHON ?= $(or $(wildcard $(abspath ../../.venv/bin/python)),python)
STORE ?= build/annotations
STUDY := $(notdir $(CURDIR))
SHARED := $(wildcard ../press_events/*.py)
IN_STUDIES := cd .. && PYTHONPATH=$(abspath ..):$(abspath ../..):$(PYTHONPATH)

export PYTHONHASHSEED := 0
export MPLBACKEND := Agg

.PHONY: all notebook clean

all: report.md

report.md: provenance.json $(wildcard *.template.md)
	$(IN_STUDIES) $(PYTHON) -m press_events.report $(STUDY)

provenance.json: study.toml $(SHARED) $(wildcard coding/*) $(wildcard published/*) $(STORE)/manifest.json
	$(IN_STUDIES) $(PYTHON) -m press_events.run analyse $(STUDY) $(abspath $(CORPUS)) $(abspath $(STORE)) --articles $(ARTICLES)

# A folder that holds annotations already is taken as it is.
$(STORE)/manifest.json:
	$(IN_STUDIES) $(PYTHON) -m press_events.run draw $(STUDY) $(abspath $(CORPUS)) $(CURDIR)/build/$(STUDY).parquet --articles $(ARTICLES)
	$(PYTHON) -m analysis.cli annotate build/$(STUDY).parquet --into $(STORE) --duplicates cluster

notebook: $(STORE)/manifest.json
	$(PYTHON) -m analysis.site.build page notebooks/frames.ipynb --build build

clean:
	rm -rf build
