PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PINS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --upgrade --quiet

.DEFAULT_GOAL := help
.PHONY: site test serve numbers bench bench-site bench-pages validate figure font pins clean help

site: .venv/ready  ## build both languages into site/
	@$(BIN)/python -m bindery build

test: .venv/ready  ## run ruff, mypy and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

serve: .venv/ready  ## preview both languages, renewed at every save
	@$(BIN)/python -m bindery serve --port $(PORT)

numbers: .venv/ready  ## compare what readers see with a commit: make numbers REV=main
	@$(BIN)/python -m bindery numbers $(REV)

bench: .venv/ready bench-site  ## measure site and explorables, and the library beside its peers
	@$(BIN)/python benchmarks/explorables.py
	@$(BIN)/python benchmarks/library.py
	@$(BIN)/python benchmarks/exactness.py

bench-site: .venv/ready  ## time the build, the preview and ten times the pages
	@$(BIN)/python benchmarks/build.py

bench-pages: .venv/ready  ## score pages with Lighthouse, weigh a first visit (needs npm)
	@$(BIN)/python benchmarks/pages.py $(PAGES)

validate: site  ## read every page with the HTML validator (needs npm and Java)
	@$(BIN)/python -m bindery.validate

figure: .venv/ready  ## renew README's figure from its snippet
	@$(BIN)/python -m bindery figure information/curve docs/figure.svg

font: .venv/ready  ## renew the subsets of the fonts (needs npm)
	@$(BIN)/python -m bindery.font

pins:  ## renew both requirements files from pyproject.toml (needs uv)
	uv pip compile --group build $(PINS) -o requirements-build.txt
	uv pip compile pyproject.toml --all-extras $(PINS) -o requirements.txt

clean:  ## remove everything that make made
	rm -rf .venv .cache site

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: requirements-build.txt requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; name another: make PYTHON=python3.12")'
	@echo "Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv
	@echo "Installing the pinned, hashed requirements (about a minute)"
	@$(PIP) --require-hashes -r requirements-build.txt
	@$(PIP) --require-hashes --no-build-isolation --use-pep517 -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
