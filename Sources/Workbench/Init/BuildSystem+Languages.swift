import Outputs

/// Build systems that belong to a language.
extension BuildSystem {
    static func swiftPackage(_ files: ProjectFiles) -> BuildSystem? {
        guard files.has("Package.swift") else { return nil }
        let hasTests = files.text("Package.swift").contains("testTarget") || files.hasFolder("Tests")
        return BuildSystem(
            name: "Swift package", file: "Package.swift", tool: "swift",
            build: ["swift build -c release"] + (hasTests ? ["swift build --build-tests"] : []),
            test: hasTests ? TestCommand(text: "swift test --skip-build") : nil, toolchain: "swift --version")
    }

    static func cargo(_ files: ProjectFiles) -> BuildSystem? {
        guard files.has("Cargo.toml") else { return nil }
        let workspace = files.text("Cargo.toml").contains("[workspace]") ? " --workspace" : ""
        var found = BuildSystem(
            name: "Cargo", file: "Cargo.toml", tool: "cargo",
            build: ["cargo build --release\(workspace)", "cargo test\(workspace) --no-run"],
            test: TestCommand(text: "cargo test\(workspace)"), toolchain: "rustc --version")
        for manifest in files.named("Cargo.toml").prefix(50) {
            let text = files.text(manifest)
            guard text.contains("criterion"),
                let bench = text.firstMatch(of: #/\[\[bench\]\][^\[]*?\bname\s*=\s*"([^"]+)"/#)
            else { continue }
            let package = text.firstMatch(of: #/\[package\][^\[]*?\bname\s*=\s*"([^"]+)"/#)
            let part = manifest == "Cargo.toml" ? "" : package.map { " -p \($0.1)" } ?? ""
            let command = BenchCommand(
                text: "cargo bench\(part) --bench \(bench.1)", format: .criterion, output: "target/criterion")
            found.benches = [Bench(kind: .criterion, command: command)]
            break
        }
        return found
    }

    static func goModule(_ files: ProjectFiles) -> BuildSystem? {
        guard files.has("go.mod") else { return nil }
        let tests = files.all { $0.hasSuffix("_test.go") && !$0.hasPrefix("vendor/") }
        var found = BuildSystem(
            name: "Go module", file: "go.mod", tool: "go", build: ["go build ./..."], toolchain: "go version")
        guard !tests.isEmpty else { return found }
        found.build.append("go test -count=1 -run '^$' ./...")
        // What was tested before would be taken from go's cache.
        found.test = TestCommand(text: "go test -count=1 ./...")
        if tests.prefix(500).contains(where: { files.text($0).contains(#/func Benchmark\w*\(/#) }) {
            let command = BenchCommand(text: "go test -run '^$' -bench . -benchmem ./...", format: .goBench)
            found.benches = [Bench(kind: .go, command: command)]
        }
        return found
    }

    private static let pythonFiles = [
        "pyproject.toml", "setup.py", "setup.cfg", "pytest.ini", "tox.ini", "conftest.py", "noxfile.py",
    ]

    static func python(_ files: ProjectFiles) -> BuildSystem? {
        guard let file = pythonFiles.first(where: files.has) else { return nil }
        // A package that stands in src is found there; what is installed would be of no stage.
        let path = files.all { $0.hasPrefix("src/") && $0.hasSuffix(".py") }.isEmpty ? "" : "PYTHONPATH=src "
        var found = BuildSystem(name: "Python", file: file, tool: "python3", toolchain: "python3 --version")
        if files.text("setup.py").contains("ext_modules") { found.build = ["python3 setup.py build_ext --inplace"] }
        let tests = files.all { path in
            let name = path.dropFirst(path.folder.utf8.count)
            return name.hasSuffix(".py") && (name.hasPrefix("test_") || name.hasSuffix("_test.py"))
        }
        guard !tests.isEmpty else { return found }
        let requirements = files.all { $0.hasSuffix(".txt") && $0.contains("requirements") }
        let hasBench =
            (pythonFiles + requirements).contains { files.text($0).contains("pytest-benchmark") }
            || tests.prefix(500).contains { files.text($0).contains(#/def \w+\([^)]*\bbenchmark\b/#) }
        let pytest = path + "python3 -m pytest -q -p no:cacheprovider"
        found.test = TestCommand(
            text: pytest + (hasBench ? " --benchmark-disable" : "") + " --junitxml=test-results.xml", format: .junit,
            output: "test-results.xml")
        if hasBench {
            let command = BenchCommand(
                text: pytest + " --benchmark-only --benchmark-json=bench-results.json", format: .pytestBenchmark,
                output: "bench-results.json")
            found.benches = [Bench(kind: .pytestBenchmark, command: command)]
        }
        return found
    }
}
