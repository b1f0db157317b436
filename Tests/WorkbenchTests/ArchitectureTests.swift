import Foundation
import PatchbenchTestSupport
import Testing

/// Imports point down only, and each outside package has one home (docs/architecture.md).
@Suite struct ArchitectureTests {
    /// What the sources of a folder may import; the longest folder that a file is in counts.
    private static let allowed: [String: Set<String>] = [
        "CLibgit2": [],
        "CProcess": [],
        "PatchModel": ["Dispatch", "Foundation", "Glibc", "Synchronization"],
        "CLzma": [],
        "CBzip2": [],
        "PatchModel/Binary": ["CBzip2", "CLzma", "CZlib"],
        "Statistics": ["Foundation", "Glibc"],
        "GitStore/Objects": ["CLibgit2", "CZlib", "Glibc"],
        "GitStore": ["Foundation", "Glibc", "Synchronization", "PatchModel", "CLibgit2"],
        "Workbench": ["Foundation", "Glibc", "Synchronization", "PatchModel", "Statistics", "GitStore"],
        "Workbench/Plan": ["Foundation", "PatchModel", "Yams"],
        "Workbench/Execution": ["Foundation", "Glibc", "Dispatch", "CProcess", "Subprocess", "SystemPackage"],
        "Workbench/Results": ["Foundation", "PatchModel", "Statistics", "GRDB"],
        "Workbench/Verdicts": ["Foundation", "FoundationXML", "PatchModel", "Statistics", "GitStore"],
        "patchbench": [
            "Foundation", "Glibc", "Dispatch", "Synchronization", "PatchModel", "Statistics", "GitStore", "Workbench",
            "ArgumentParser",
        ],
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
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |internal |private |package |fileprivate )?import\s+(?:\w+\s+)?([A-Za-z0-9_]+)/
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
        guard !file.hasPrefix("patchbench/") && !file.hasPrefix("patchbench-benchmarks/") else { return }
        let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
        for call in [/\bprint\(/, /\bexit\(/, /\bgetenv\(/, /processInfo\.environment/, /homeDirectory/] {
            #expect(text.firstMatch(of: call) == nil)
        }
    }

    @Test func `the rules are read from real files`() {
        #expect(Self.files.contains("Workbench/Workbench.swift"))
        #expect(Self.files.contains("patchbench/Main.swift"))
    }
}
