# Two commands matter: `make demo` and `make test`. Both install what is missing, both are quick
# the second time. PYTHON=/path/to/python3 chooses the interpreter; TRIAD_HOME the demo's state.

TEST_HOME := $(CURDIR)/.triad
PYTEST_ARGUMENTS ?=
LANGUAGES := resources/translations
UI = $(shell find app/ui -name '*.py' | sort)

.PHONY: help demo test coverage check format dist translations clean

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

demo: ## install what is missing, fetch weights, import and train on Tux Paint, open the window
	@build_spec/bootstrap.sh demo
	@build_spec/demo.sh

test: ## install what is missing, prepare .triad, run the whole suite
	@build_spec/bootstrap.sh test
	@TRIAD_HOME="$(TEST_HOME)" build_spec/prepare.sh
	.venv/bin/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGUMENTS)

coverage: PYTEST_ARGUMENTS += --cov --cov-report=term:skip-covered
coverage: test ## the suite again with the lines and branches that it misses; that takes some 40 % longer

check: ## ruff, mypy and import-linter
	@build_spec/bootstrap.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

format: ## let ruff mend what it can
	@build_spec/bootstrap.sh test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

dist: ## build the one-folder bundle dist/triad
	@build_spec/bootstrap.sh test
	@build_spec/bundle.sh

translations: ## find new texts of the window in resources/translations, compile what is translated
	@.venv/bin/pyside6-lupdate -silent -no-obsolete -locations none $(UI) -ts $(LANGUAGES)/triad_zh_CN.ts
	@.venv/bin/pyside6-lupdate -silent -no-obsolete -locations none -pluralonly $(UI) -ts $(LANGUAGES)/triad_en.ts
	@for name in zh_CN en; do .venv/bin/pyside6-lrelease -silent $(LANGUAGES)/triad_$$name.ts -qm $(LANGUAGES)/triad_$$name.qm; done

clean: ## remove what was built, but neither .venv nor anyone's catalogs
	rm -rf build dist .make .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov
	find app tests build_spec -name __pycache__ -type d -prune -exec rm -rf {} +
