# patchbench: set up, build, run, test, lint. `make help` lists the targets.

SWIFT ?= swift
PACKAGES = libgit2-dev zlib1g-dev pkg-config
SOURCES = Package.swift Sources Benchmarks Tests fixtures

.PHONY: help setup build run test bench lint format clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## install libgit2, zlib and pkg-config, where they are missing
	@PACKAGES="$(PACKAGES)" COMMANDS="$(COMMANDS)" sh .ci/setup

build: setup ## build the tool: .build/release/patchbench
	$(SWIFT) build -c release --product patchbench

run: build ## apply, build, test and benchmark every stage of the slab series
	.build/release/patchbench run

# The tools whose trees ours are compared with.
test: COMMANDS = git patch quilt
test: PACKAGES += $(COMMANDS)
test: setup ## all tests
	$(SWIFT) test

bench: build ## measure the tool itself against its limits; takes some minutes
	$(SWIFT) build -c release --product tool-benchmark
	.build/release/tool-benchmark

lint: ## formatting and style, warnings are errors
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: ## rewrite the sources in the project's style
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

clean: ## remove what was built; results in .patchbench stay
	rm -rf .build
