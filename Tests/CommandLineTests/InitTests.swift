import Foundation
import PatchbenchTestSupport
import Testing

/// `patchbench init` in projects of several kinds.
@Suite struct InitTests {
    struct Project: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        /// Lines of the plan, without what is in front of them.
        let lines: [String]
    }

    private static let patch = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+two\n"

    static let projects = [
        Project(
            testDescription: "a Swift package with a quilt folder",
            files: ["Package.swift": "", "f": "one\n", "patches/x/series": "a.patch\n", "patches/x/a.patch": patch],
            lines: ["x:", "patches: patches/x", "build: swift build -c release", "test: swift test"]),
        Project(
            testDescription: "a makefile without tests, and Debian's patches",
            files: [
                "Makefile": "all:\n\ttrue\n", "f": "one\n", "debian/patches/series": "a.patch\n",
                "debian/patches/a.patch": patch,
            ],
            lines: ["debian:", "patches: debian/patches", "build: make -j2", "# test: ./run-tests"]),
        Project(
            testDescription: "a makefile with a check",
            files: ["GNUmakefile": "check: all\n\ttrue\n", "f": "one\n", "patches/1.diff": patch],
            lines: ["patches: patches", "build: make -j2", "test: make check"]),
        Project(
            testDescription: "CMake and a folder of patches with a name that no series can have",
            files: ["CMakeLists.txt": "", "f": "one\n", "patches/-my series/1.patch": patch],
            lines: [
                "my-series:", "patches: 'patches/-my series'",
                "build: ['cmake -S . -B build', 'cmake --build build -j2']",
            ]),
        Project(
            testDescription: "nothing but a mailbox",
            files: ["f": "one\n", "posted.mbox": "From: a <a@b>\nSubject: x\n\n" + patch],
            lines: ["posted:", "base: .", "patches: posted.mbox", "# build: make -j2"]),
    ]

    @Test(arguments: projects) func `finds build system and series, and the plan works`(_ project: Project) async throws
    {
        let folder = try TemporaryFolder()
        for (path, text) in project.files { try folder.write(text, to: path) }
        try await patchbench(["init"], in: folder).expectSuccess()
        let lines = try folder.text(of: "patchbench.yaml").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for line in project.lines { #expect(lines.contains(line), "\(lines)") }
        try await patchbench(["push"], in: folder).expectSuccess()
    }

    @Test func `in a git repository the base is the commit that is checked out`() async throws {
        let project = try SourceProject()
        try project.git("checkout", "-q", "v1")
        try project.mailbox("project/posted.mbox")
        try await project.patchbench("init", in: "project").expectSuccess()
        #expect(try project.folder.text(of: "project/patchbench.yaml").contains("    base: {git: ., rev: HEAD}\n"))
        try await project.patchbench("push", "--all", in: "project").expectSuccess()
        #expect(try project.tree(of: "project/.patchbench/posted/work") == project.trees().last)
    }

    @Test func `another base takes the place of the plan's`() async throws {
        let project = try SourceProject()
        try project.mailbox("project/posted.mbox")
        try await project.patchbench("init", in: "project").expectSuccess()
        // What is checked out has the patches already.
        let refused = try await project.patchbench("push", "--all", in: "project")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("posted.mbox:"))
        try await project.patchbench("push", "--all", "--base", "v1", in: "project").expectSuccess()
        #expect(try project.tree(of: "project/.patchbench/posted/work") == project.trees().last)
    }

    @Test func `a plan without series takes the first import`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.checkOut("base")
        try await project.patchbench("init").expectSuccess()
        let empty = try await project.patchbench("series")
        #expect(empty.status == 2)
        #expect(empty.errors.contains("`patchbench import` adds one"))
        try await project.patchbench("import", "../series.mbox", "--base", "../base").expectSuccess()
        try await project.patchbench("push", "--all").expectSuccess()
    }

    @Test func `a plan that is there stays`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("series:\n", to: "patchbench.yaml")
        #expect(try await patchbench(["init"], in: folder).status == 2)
        #expect(try folder.text(of: "patchbench.yaml") == "series:\n")
    }

    private func patchbench(_ arguments: [String], in folder: TemporaryFolder) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url, environment: ["HOME": folder.url.path])
    }
}
