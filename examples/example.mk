# What the examples have in common. An example says in PROBE how to see that what it needs is there, in PACKAGES what
# Debian calls that, and in CULPRIT which patch makes it slower.

PATCHBENCH ?= $(or $(shell command -v patchbench),$(CURDIR)/../../.build/release/patchbench)

.PHONY: attribute setup clean

attribute: setup ## say which patch made it slower
	$(PATCHBENCH) attribute --rounds 12 --margin 5%

setup: ## install what the example needs, where it is missing
	@if ! { $(PROBE); } >/dev/null 2>&1; then \
	    echo "setup: installing $(PACKAGES)"; $(INSTALL); \
	fi

INSTALL = as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
    $$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq $(PACKAGES)

clean: ## remove what was built and measured
	rm -rf .patchbench
