import Outputs

/// Makefiles that stand by themselves.
extension BuildSystem {
    /// In the order in which GNU make looks for them.
    static let makefiles = ["GNUmakefile", "makefile", "Makefile"]

    static func make(_ files: ProjectFiles) -> BuildSystem? {
        guard let file = makefiles.first(where: files.has) else { return nil }
        var found = BuildSystem(
            name: "make", file: file, tool: "make", build: ["make -j$(nproc)"], toolchain: "cc --version")
        if let target = testTarget(of: file, in: files) {
            found.test = TestCommand(text: "make \(target)")
        } else if let suite = luaSuite(files) {
            found.build += suite.build
            (found.keep, found.test) = (suite.keep, suite.test)
        } else if let script = testScripts.first(where: files.has) {
            found.test = TestCommand(text: "sh \(script)")
        }
        let targets = targets(of: file, in: files)
        if let bench = ["bench", "benchmark", "benchmarks"].first(where: targets.contains) {
            let command = BenchCommand(text: "make \(bench)", format: .command)
            found.benches = [Bench(kind: .target, command: command)]
        }
        return found
    }

    private static let testScripts = [
        "runtest", "runtests", "run-tests", "run_tests", "runtests.sh", "run-tests.sh", "run_tests.sh", "test.sh",
        "tests.sh", "test/run.sh", "tests/run.sh", "test/runtests.sh", "tests/runtests.sh", "tests/run-tests.sh",
    ]

    /// The suite of an interpreter of Lua: scripts that the program just built runs, all from one. They do not need the
    /// rest of the tree, and want an input in which nobody can seek.
    private static func luaSuite(_ files: ProjectFiles) -> (build: [String], keep: [String], test: TestCommand)? {
        guard files.has("lua.c"), let all = files.named("all.lua").first, !all.folder.isEmpty else { return nil }
        let folder = String(all.folder.dropLast())
        let libraries = makefiles.contains { files.has("\(folder)/libs/\($0)") }
        return (
            libraries ? ["make -C \(folder)/libs"] : [], ["lua", folder],
            TestCommand(text: "cd \(folder) && ulimit -S -s 1100 && : | ../lua -W all.lua")
        )
    }

    /// `check` or `test`, where a makefile has a rule for it; the first is by GNU's standards what tests a build, and
    /// the shorter of the two where both are there.
    static func testTarget(of makefile: String, in files: ProjectFiles) -> String? {
        let targets = targets(of: makefile, in: files)
        return ["check", "test", "tests"].first(where: targets.contains)
    }

    /// The names before the colons of a makefile, of those that it includes, and of the one that it hands all other
    /// targets on to.
    static func targets(of makefile: String, in files: ProjectFiles, depth: Int = 0) -> Set<String> {
        guard depth < 3 else { return [] }
        let text = files.text(makefile)
        var targets: Set<String> = []
        var isDefault = false
        for line in text.split(separator: "\n") {
            if isDefault, let folder = line.firstMatch(of: #/^\t.*?\b(?:cd|-C)\s+([\w./-]+)/#)?.1 {
                let inner = makefiles.map { "\(folder)/\($0)" }.first(where: files.has)
                targets.formUnion(inner.map { Self.targets(of: $0, in: files, depth: depth + 1) } ?? [])
            }
            if line.hasPrefix("\t") { continue }
            isDefault = line.hasPrefix(".DEFAULT:")
            if let other = line.wholeMatch(of: #/-?s?include\s+([\w./-]+)\s*/#)?.1 {
                targets.formUnion(Self.targets(of: makefile.folder + other, in: files, depth: depth + 1))
            }
            guard let names = line.wholeMatch(of: #/([^:=#\t]+)::?(?:[^=:].*)?/#)?.1 else { continue }
            targets.formUnion(names.split(separator: " ").map(String.init))
        }
        return targets
    }
}
