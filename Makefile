# patchbench: set up, build, run, test, lint. `make help` lists the targets.

SWIFT ?= swift
PACKAGES = libgit2-dev zlib1g-dev liblzma-dev libbz2-dev libsqlite3-dev pkg-config
SOURCES = Package.swift Sources Benchmarks Fuzz Tests fixtures

# Where `make install` puts things; DESTDIR goes before it, for whoever makes a package.
PREFIX ?= /usr/local
BINARY = $(DESTDIR)$(PREFIX)/bin/patchbench
COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/patchbench
COMPLETION_ZSH = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_patchbench
COMPLETION_FISH = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/patchbench.fish
MANUAL = $(DESTDIR)$(PREFIX)/share/man/man1
COMPLETE = .build/release/patchbench --generate-completion-script
# What is built runs without Swift on the machine.
RELEASE = -c release --static-swift-stdlib

.PHONY: help setup build install uninstall deb deb-test run test test-examples linux test-linux bench fuzz tables \
    instructions lint house format clean test-slurm

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install libgit2, zlib, liblzma, libbz2, sqlite3 and pkg-config, where they are missing
	@PACKAGES="$(PACKAGES)" COMMANDS="$(COMMANDS)" sh .ci/setup

build: setup ## build the tool: .build/release/patchbench
	$(SWIFT) build $(RELEASE) --product patchbench

install: build ## put the tool, its manual and completions for bash, zsh and fish under PREFIX (/usr/local)
	install -D -m 755 .build/release/patchbench "$(BINARY)"
	for file in "$(COMPLETION)" "$(COMPLETION_ZSH)" "$(COMPLETION_FISH)"; do install -D -m 644 /dev/null "$$file" || exit; done
	$(COMPLETE) bash > "$(COMPLETION)"
	$(COMPLETE) zsh > "$(COMPLETION_ZSH)"
	$(COMPLETE) fish > "$(COMPLETION_FISH)"
	install -d "$(MANUAL)"
	.build/release/patchbench manual > "$(MANUAL)/patchbench.1"
	for group in $$(.build/release/patchbench manual --list); do \
	    .build/release/patchbench manual $$group > "$(MANUAL)/patchbench-$$group.1" || exit; \
	done

uninstall: ## take away what `make install` put under PREFIX
	rm -f "$(BINARY)" "$(COMPLETION)" "$(COMPLETION_ZSH)" "$(COMPLETION_FISH)" \
	    "$(MANUAL)"/patchbench.1 "$(MANUAL)"/patchbench-*.1

deb: COMMANDS = dpkg-shlibdeps
deb: PACKAGES += dpkg-dev
deb: build ## make a Debian package: .build/patchbench_VERSION_ARCHITECTURE.deb
	sh .ci/deb

deb-test: COMMANDS = dpkg-shlibdeps debootstrap
deb-test: PACKAGES += dpkg-dev debootstrap
deb-test: deb ## install the package in a system that has nothing else, and run it there; needs root
	sh .ci/deb-test

run: build ## apply, build, test and benchmark every stage of the slab series
	.build/release/patchbench run

# The tools whose trees ours are compared with, a terminal, and what counts instructions. Many tests wait for a process
# and hold a thread of the concurrency pool; with more tests at once than threads, one that awaits something stands
# behind all of them, and its time limit passes.
test: COMMANDS = git patch quilt tmux valgrind
test: PACKAGES += $(COMMANDS)
test: setup ## all tests
	TMPDIR=$$(sh .ci/fast-tmp) SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$$(nproc) $(SWIFT) test

test-examples: setup ## the examples in C++, Rust and Python, with the tools that each needs; takes minutes
	@for example in cpp rust python; do $(MAKE) --no-print-directory -C examples/$$example setup || exit; done
	PATCHBENCH_EXAMPLES=1 $(SWIFT) test --filter ExampleTests

test-slurm: COMMANDS = slurmctld slurmd sbatch
test-slurm: PACKAGES += slurm-wlm
test-slurm: setup ## `--on slurm`, on a cluster of two nodes that is made on this host; needs root
	PATCHBENCH_SLURM=1 $(SWIFT) test --filter SlurmTests

linux: build ## four patches on Debian's Linux 6.1, each stage built, booted in QEMU, tested and measured; takes long
	$(MAKE) -C examples/linux PATCHBENCH=$(CURDIR)/.build/release/patchbench

test-linux: setup ## what is found in the kernel: locks, a patch that panics, one that hangs; takes long
	$(MAKE) -C examples/linux setup tree
	PATCHBENCH_LINUX=1 $(SWIFT) test --filter LinuxExampleTests

bench: COMMANDS = git quilt hyperfine valgrind stg
bench: PACKAGES += git quilt hyperfine valgrind stgit
bench: build ## measure the tool against its limits and beside its peers, its verdicts on simulated and real series; takes long
	$(SWIFT) build $(RELEASE) --product tool-benchmark
	$(SWIFT) build $(RELEASE) --product big-series-benchmark
	$(SWIFT) build $(RELEASE) --product verdict-simulation
	$(SWIFT) build $(RELEASE) --product real-series-benchmark
	@kept=0; for benchmark in tool-benchmark big-series-benchmark "big-series-benchmark commands" \
	    verdict-simulation real-series-benchmark \
	    "real-series-benchmark same-code" "real-series-benchmark counted"; do \
	    echo "bench: $$benchmark"; .build/release/$$benchmark || kept=1; \
	done; exit $$kept

pictures: COMMANDS = tmux chromium perl
pictures: PACKAGES += $(COMMANDS)
pictures: build ## make the pictures of README and docs anew, of the latest run
	.ci/pictures

# So many made-up inputs for each reader, generated series beside the peers, and operations of a person who types. What
# fails stays in .build-fuzz, or in .build/differences.
RUNS ?= 1700000
SERIES ?= 10000
OPERATIONS ?= 100000
SEED ?= 2
FUZZED = diff mail series binary apply compressed

fuzz: COMMANDS = git patch quilt
fuzz: PACKAGES += $(COMMANDS)
fuzz: setup ## look for input that a reader does not survive, series that end in another tree, runs that lose samples; takes an hour
	PATCHBENCH_FUZZ=1 $(SWIFT) build -c release --sanitize fuzzer --product patchfuzz --scratch-path .build-fuzz
	@for target in $(FUZZED); do \
	    mkdir -p .build-fuzz/corpus/$$target && echo "fuzz: $$target, $(RUNS) runs" && \
	    .build-fuzz/release/patchfuzz $$target .build-fuzz/corpus/$$target fixtures/fuzz/$$target fixtures/hostile \
	        -runs=$(RUNS) -max_len=8192 -timeout=20 -artifact_prefix=.build-fuzz/$$target- \
	        -verbosity=0 -print_final_stats=1 || exit 1; \
	done
	PATCHBENCH_SERIES=$(SERIES) PATCHBENCH_SEED=$(SEED) $(SWIFT) test --filter DifferentialTests
	PATCHBENCH_KILLS=200 PATCHBENCH_SECONDS=60 $(SWIFT) test --filter "ResumeTests|KilledEditTests"
	PATCHBENCH_OPERATIONS=$(OPERATIONS) PATCHBENCH_SEED=$(SEED) $(SWIFT) test --filter NothingLostTests

tables: ## write the tables of docs/virtual-cpus.md: every stage explored, four beside the posted numbers; takes long
	.ci/tables

instructions: COMMANDS = valgrind
instructions: PACKAGES += $(COMMANDS)
instructions: setup ## write the table of instructions in README.md: every stage of the slab series on one CPU; takes long
	.ci/instructions

lint: ## formatting and style, the sizes of functions, files and lines, names that nothing uses; warnings are errors
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	@.ci/sizes

house: ## print the import graph of the modules and the graph of folders in each; fail on a cycle
	@.ci/house

format: ## rewrite the sources in the project's style
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

clean: ## remove what was built; results in .patchbench stay
	rm -rf .build .build-fuzz
