# What the Makefiles of all studies share: draw, annotate, count, fill the report.

PYTHON ?= $(or $(wildcard $(abspath ../../.venv/bin/python)),python)
STORE ?= build/annotations
STUDY := $(notdir $(CURDIR))
SHARED := $(wildcard ../press_events/*.py)
IN_STUDIES := cd .. && PYTHONPATH=$(abspath ..):$(abspath ../..):$(PYTHONPATH)

export PYTHONHASHSEED := 0
export MPLBACKEND := Agg

.PHONY: all notebook clean

all: report.md

report.md: provenance.json report.template.md
	$(IN_STUDIES) $(PYTHON) -m press_events.report $(STUDY)

provenance.json: study.toml $(SHARED) $(wildcard coding/*) $(wildcard published/*) $(STORE)/manifest.json
	$(IN_STUDIES) $(PYTHON) -m press_events.run analyse $(STUDY) $(abspath $(CORPUS)) $(abspath $(STORE)) --articles $(ARTICLES)

# A folder that holds annotations already is taken as it is.
$(STORE)/manifest.json:
	$(IN_STUDIES) $(PYTHON) -m press_events.run draw $(STUDY) $(abspath $(CORPUS)) $(CURDIR)/build/sample.parquet --articles $(ARTICLES)
	$(PYTHON) -m analysis.cli annotate build/sample.parquet --into $(STORE) --duplicates cluster

notebook: $(STORE)/manifest.json
	$(PYTHON) -m analysis.site.build page notebooks/frames.ipynb --build build

clean:
	rm -rf build
