import Outputs
import Testing

@testable import Workbench

/// What the files of a project tell of how it is built, tested and measured.
@Suite struct BuildSystemTests {
    struct Project: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let build: [String]
        var keep: [String] = []
        var test: TestCommand?
        /// The first of its kinds, but for the tests themselves.
        var bench: BenchCommand?
    }

    static let projects = [
        Project(
            testDescription: "a makefile that includes one with the tests",
            files: [
                "Makefile": "all:\n\ttrue\ninclude more.mk\n", "more.mk": ".PHONY: check\ncheck test: all\n\ttrue\n",
            ],
            build: ["make -j$(nproc)"], test: TestCommand(text: "make check")),
        Project(
            testDescription: "as redis: all targets are those of src",
            files: [
                "Makefile": "default: all\n\n.DEFAULT:\n\tcd src && $(MAKE) $@\n\ninstall:\n\tcd src && $(MAKE) $@\n",
                "src/Makefile": "OPT:=-O2\nall: server\ntest: server\n\t./runtest\n",
            ], build: ["make -j$(nproc)"], test: TestCommand(text: "make test")),
        Project(
            testDescription: "a variable and a pattern are no targets",
            files: ["Makefile": "check := yes\ntest = no\n%.o: %.c\n\ttest: x\nbench:\n\ttrue\n"],
            build: ["make -j$(nproc)"], bench: BenchCommand(text: "make bench", format: .command)),
        Project(
            testDescription: "as lua: scripts that the program runs",
            files: [
                "makefile": "all: lua\n", "lua.c": "", "testes/all.lua": "", "testes/libs/makefile": "",
            ], build: ["make -j$(nproc)", "make -C testes/libs"], keep: ["lua", "testes"],
            test: TestCommand(text: "cd testes && ulimit -S -s 1100 && : | ../lua -W all.lua")),
        Project(
            testDescription: "as jq: autoconf and automake",
            files: ["configure.ac": "AC_INIT", "Makefile.am": "TESTS = a"],
            build: [
                "test configure -nt configure.ac || autoreconf -fi",
                "test .configured -nt configure || (./configure && touch .configured)", "make -j$(nproc)",
                "make -j$(nproc) check TESTS=",
            ], test: TestCommand(text: "make check")),
        Project(
            testDescription: "as zlib: a makefile that configure writes anew",
            files: ["configure": "#!/bin/sh", "Makefile": "all:\n", "Makefile.in": "check: test\n"],
            build: [
                "mkdir -p build",
                "test build/.configured -nt configure || (cd build && ../configure && touch .configured)",
                "cd build && make -j$(nproc)",
            ], test: TestCommand(text: "cd build && make check")),
        Project(
            testDescription: "CMake with tests and Google Benchmark behind an option, and a folder called build",
            files: [
                "CMakeLists.txt": "option(WITH_BENCHMARKS \"build them\" OFF)\nadd_subdirectory(bench)\n",
                "build/README": "", "test/CMakeLists.txt": "add_test(NAME a COMMAND b)",
                "bench/CMakeLists.txt":
                    "add_executable(mark a.c)\ntarget_link_libraries(mark\n  PRIVATE core benchmark::benchmark)",
            ],
            build: [
                "cmake -S . -B build-patchbench -DCMAKE_BUILD_TYPE=Release",
                "cmake --build build-patchbench -j$(nproc)",
            ],
            test: TestCommand(
                text: "ctest --test-dir build-patchbench --output-junit test-results.xml", format: .junit,
                output: "build-patchbench/test-results.xml"),
            bench: BenchCommand(
                text: "build-patchbench/bench/mark --benchmark_format=json", format: .googleBenchmark)),
        Project(
            testDescription: "Meson before the makefile beside it",
            files: ["meson.build": "project('a', 'c')\ntest('a', exe)\n", "Makefile": "test:\n"],
            build: [
                "test -e build/build.ninja || meson setup build --buildtype=release", "meson compile -C build",
            ],
            test: TestCommand(
                text: "meson test -C build --no-rebuild", format: .junit,
                output: "build/meson-logs/testlog.junit.xml")),
        Project(
            testDescription: "a workspace of Cargo with a benchmark in a member",
            files: [
                "Cargo.toml": "[workspace]\nmembers = [\"core\"]\n",
                "core/Cargo.toml":
                    "[package]\nname = \"core\"\n[dev-dependencies]\ncriterion = \"0.5\"\n"
                    + "[[bench]]\nname = \"fast\"\nharness = false\n",
            ], build: ["cargo build --release --workspace", "cargo test --workspace --no-run"],
            test: TestCommand(text: "cargo test --workspace"),
            bench: BenchCommand(
                text: "cargo bench -p core --bench fast", format: .criterion, output: "target/criterion")),
        Project(
            testDescription: "a module of go",
            files: [
                "go.mod": "module a", "a_test.go": "func TestA(t *testing.T) {}\nfunc BenchmarkA(b *testing.B) {}\n",
            ],
            build: ["go build ./...", "go test -count=1 -run '^$' ./..."],
            test: TestCommand(text: "go test -count=1 ./..."),
            bench: BenchCommand(text: "go test -run '^$' -bench . -benchmem ./...", format: .goBench)),
        Project(
            testDescription: "pytest with pytest-benchmark, the package in src",
            files: [
                "pyproject.toml": "[project]\ndependencies = [\"pytest-benchmark\"]\n", "src/a/__init__.py": "",
                "tests/test_a.py": "def test_a(benchmark):\n    benchmark(a)\n",
            ], build: [],
            test: TestCommand(
                text: "PYTHONPATH=src python3 -m pytest -q -p no:cacheprovider --benchmark-disable "
                    + "--junitxml=test-results.xml",
                format: .junit, output: "test-results.xml"),
            bench: BenchCommand(
                text: "PYTHONPATH=src python3 -m pytest -q -p no:cacheprovider --benchmark-only "
                    + "--benchmark-json=bench-results.json",
                format: .pytestBenchmark, output: "bench-results.json")),
        Project(
            testDescription: "a script of hyperfine's",
            files: ["Makefile": "all:\n", "scripts/speed.sh": "hyperfine --export-json out/times.json ./a\n"],
            build: ["make -j$(nproc)"],
            bench: BenchCommand(text: "sh scripts/speed.sh", format: .hyperfine, output: "out/times.json")),
    ]

    @Test(arguments: projects) func `is found`(_ project: Project) throws {
        let files = ProjectFiles(paths: Set(project.files.keys)) { project.files[$0] }
        let found = try #require(BuildSystem.find(in: files) { _ in true })
        #expect(found.build == project.build)
        #expect(found.keep == project.keep)
        #expect(found.test == project.test)
        let bench = found.benches.first { $0.kind != .tests }
        #expect(bench?.command == project.bench)
        // With an option that the others need not have.
        let option =
            project.files.values.contains { $0.contains("option(WITH_BENCHMARKS") } ? " -DWITH_BENCHMARKS=ON" : nil
        #expect(bench?.build == option.map { [found.build[0] + $0] + found.build.dropFirst() })
        // Whatever else there is, the tests can be measured.
        let tests = found.benches.last.flatMap { $0.kind == .tests ? $0.command.text : nil }
        #expect(tests == project.test?.text)
    }

    @Test func `what the machine has the tool for comes first`() {
        let files = ProjectFiles(paths: ["meson.build", "CMakeLists.txt", "Makefile"]) { _ in "" }
        #expect(BuildSystem.find(in: files) { $0 != "meson" }?.name == "CMake")
        #expect(BuildSystem.find(in: files) { _ in false }?.name == "Meson")
        #expect(BuildSystem.find(in: ProjectFiles(paths: ["README"]) { _ in "" }) { _ in true } == nil)
    }
}
