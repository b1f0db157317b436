import Foundation
import PatchbenchTestSupport
import Testing

/// Imports point down only, each outside package has one home, and no two folders of a module name each other
/// (docs/architecture.md).
@Suite struct ArchitectureTests {
    private static let system: Set = ["Foundation", "Glibc"]

    /// What the sources of a folder may import; the longest folder that a file is in counts.
    private static let allowed: [String: Set<String>] = [
        "PatchModel": system.union(["Dispatch", "Synchronization"]),
        "PatchModel/Binary": ["CBzip2", "CLzma", "CZlib"],
        "Statistics": system,
        "Charts": system,
        "Screen": [],
        "Files": ["Glibc", "Synchronization"],
        "GitStore": system.union(["Synchronization", "Files", "PatchModel", "CLibgit2"]),
        "GitStore/Objects": system.union(["Files", "PatchModel", "CLibgit2", "CZlib"]),
        "Machine": system.union(["Files"]),
        "Machine/Commands": system.union(["Dispatch", "Synchronization", "CProcess", "Files"]),
        "Machine/Hardware": system.union(["CProcess"]),
        "Outputs": system.union(["PatchModel"]),
        "Input": system.union(["Files", "GitStore", "Machine", "Outputs", "PatchModel", "Synchronization"]),
        "Input/Plan": system.union(["Files", "GitStore", "Machine", "Outputs", "PatchModel", "Yams"]),
        "Judging": system.union(["Outputs", "PatchModel", "Statistics"]),
        "Results": system.union(["Machine", "Outputs", "PatchModel"]),
        "Results/Database": system.union(["Files", "GRDB", "Machine", "Outputs", "PatchModel"]),
        "Workbench": system.union(below),
        "Workbench/Nodes": system.union(below).union(["Synchronization"]),
        "Workbench/Worker": system.union(below).union(["Synchronization"]),
        "patchbench": system.union(below).union([
            "Charts", "Dispatch", "Screen", "Synchronization", "Workbench", "ArgumentParser",
        ]),
        "patchbench/Terminal": system.union(["CTerminal", "Machine", "PatchModel", "Screen", "Synchronization"]),
    ]

    /// The modules that the workbench stands on.
    private static let below: Set = [
        "Files", "GitStore", "Input", "Judging", "Machine", "Outputs", "PatchModel", "Results", "Statistics",
    ]

    private static let sources = Product.packageRoot.appending(path: "Sources", directoryHint: .isDirectory)

    /// Paths of all Swift files below `Sources`.
    private static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".swift") }.sorted()
    }()

    private func imports(of file: String) throws -> [String] {
        let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
        let pattern =
            #/
            ^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|internal|private|package|fileprivate)\ )?
            import\s+(?:\w+\s+)?([A-Za-z0-9_]+)
            /#
        return text.split(separator: "\n").compactMap { $0.firstMatch(of: pattern).map { String($0.1) } }
    }

    @Test(arguments: files) func `a source imports only what its folder may`(_ file: String) throws {
        let home = Self.allowed.keys.filter { file.hasPrefix($0 + "/") }.max { $0.count < $1.count }
        let allowed = try #require(home.flatMap { Self.allowed[$0] }, "a folder that the architecture does not know")
        #expect(Set(try imports(of: file)).subtracting(allowed) == [])
    }

    @Test(arguments: files) func `a library neither prints nor ends the process nor asks the environment`(
        _ file: String
    ) throws {
        guard !file.hasPrefix("patchbench/") else { return }
        let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
        for call in [/\bprint\(/, /\bexit\(/, /\bgetenv\(/, /processInfo\.environment/, /homeDirectory/] {
            #expect(text.firstMatch(of: call) == nil)
        }
    }

    @Test(arguments: files) func `what time it is, and what runs, is asked in one place`(_ file: String) throws {
        let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
        guard !file.hasPrefix("Machine/Clock/"), !file.hasPrefix("Machine/Commands/") else { return }
        for call in [/\bContinuousClock\.now\b/, /\bDate\(\)/, /\bTask\.sleep\b/, /\bProcess\(\)/, /\bposix_spawn/] {
            #expect(text.firstMatch(of: call) == nil)
        }
    }

    @Test(arguments: files) func `words and JSON are the command's`(_ file: String) throws {
        guard !file.hasPrefix("patchbench/") else { return }
        let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
        // What is kept in files and in the database is no document for users.
        let keeps = [
            "Outputs/Metrics/Metric.swift", "Machine/", "Workbench/Operations/", "Workbench/Stages/Position.swift",
        ]
        guard !keeps.contains(where: file.hasPrefix) else { return }
        let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        let patterns = [
            ": Encodable\\b", "\\bfunc encode\\(to", "`patchbench [a-z]+",
            "--(all|allow|budget|force|3way|margin|pin|rebuilds|resume|rounds|seed|without)\\b",
        ]
        for pattern in patterns {
            let word = try Regex(pattern)
            #expect(!code.contains { $0.firstMatch(of: word) != nil }, "\(pattern)")
        }
    }

    /// `make house` prints all of it.
    @Test func `no two modules, and no two folders of a module, name each other`() throws {
        let house = try Command.run("sh", [".ci/house", "--quiet"], in: Product.packageRoot)
        #expect(house.text + house.errors == "")
        #expect(house.status == 0)
    }

    @Test func `the rules are read from real files`() {
        #expect(Self.files.contains("Workbench/Workbench.swift"))
        #expect(Self.files.contains("patchbench/Main.swift"))
    }
}
