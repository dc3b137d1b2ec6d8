# The two commands for those who type make; options go in ARGS: make test ARGS="-k parity"
PYTHON ?= python3

.PHONY: briefing test

briefing:
	@$(PYTHON) run.py briefing $(ARGS)

test:
	@$(PYTHON) run.py test $(ARGS)
