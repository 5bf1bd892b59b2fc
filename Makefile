# The two commands that most people want: `make run` and `make test`. Each does all set-up itself.
# .venv is laid by tools/prepare, which leaves a complete machine alone.

BIN := .venv/bin
.PHONY: run test lint format translations kills lock clean

run: ## open the app on the sample assembly (without a display: documents and screenshots into out/)
	@tools/prepare run
	@tools/run

test: ## every check: ruff, mypy, import contracts, catalogues, and the tests themselves
	@tools/prepare test
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: ## the checks of the code alone
	@tools/prepare test
	@$(BIN)/python -m pytest tests/architecture -q

format: ## lay the code out and mend what ruff can mend
	@tools/prepare test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

translations: ## gather the app's words, bring the catalogues up to date, and say what is still to translate
	@tools/prepare test
	@$(BIN)/python -m tools.translations

kills: ## 100 kills at random durable moments of a writing script
	@tools/prepare test
	@$(BIN)/python -m tests.storage.kill_sweep --kills 100

lock: ## pin the dependencies anew
	@tools/lock

clean: ## remove what was made here: .venv, out/, caches
	rm -rf .venv out build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
