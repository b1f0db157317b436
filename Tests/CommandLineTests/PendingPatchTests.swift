import Foundation
import PatchbenchTestSupport
import Testing

/// Mails of the -mm tree, and cover letters: what stands around the patches of a series.
@Suite struct PendingPatchTests {
    private static let mails = Product.packageRoot.appending(path: "fixtures/mail/mm", directoryHint: .isDirectory)
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("one\ntwo\nthree\nfour\nfive\n", to: "base/mm/slab.c")
        try folder.write("list\n", to: "base/mm/slab.h")
        try folder.write("same\n", to: "base/mm/untouched.c")
    }

    private func patchbench(_ arguments: String...) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url, environment: ["HOME": folder.url.path])
    }

    @Test func `an import of -mm mails names the pending patches that are missing, and series lists them`() async throws
    {
        let imported = try await patchbench("import", Self.mails.path, "--name", "mm", "--base", "base").expectSuccess()
        #expect(imported.text.contains("mm-slab-count-what-was-freed  (missing here)"))
        #expect(
            try folder.text(of: "patches/mm/series") == """
                # missing: mm-slab-count-what-was-freed.patch, pending in the -mm tree
                mm-slab-name-the-lists.patch
                mm-slab-keep-the-count-of-free-objects.patch

                """)
        let listed = try await patchbench("series").expectSuccess().text
        #expect(listed.contains("pending in the -mm tree:\n  mm-slab-name-the-lists\n"))
        let document =
            try await JSONSerialization.jsonObject(with: Data(patchbench("series", "--json").output)) as? [String: Any]
        #expect(document?["missing"] as? [String] == ["mm-slab-count-what-was-freed"])
        #expect((document?["pending"] as? [String])?.count == 3)
    }

    @Test func `the patches of -mm mails apply as quilt applies them`() async throws {
        try await patchbench("import", Self.mails.path, "--name", "mm", "--base", "base").expectSuccess()
        try await patchbench("push", "--all").expectSuccess()
        try await patchbench("export", "--quilt", "-o", "quilted").expectSuccess()
        for patches in ["patches/mm", "quilted"] {
            try? FileManager.default.removeItem(at: folder.file("pushed"))
            try FileManager.default.copyItem(at: folder.file("base"), to: folder.file("pushed"))
            try FileManager.default.copyItem(at: folder.file(patches), to: folder.file("pushed/patches"))
            try Command.run("quilt", ["push", "-a"], in: folder.file("pushed")).expectSuccess()
            for file in ["mm/slab.c", "mm/slab.h", "mm/names.h", "mm/untouched.c"] {
                #expect(try folder.text(of: "pushed/" + file) == folder.text(of: ".patchbench/mm/work/" + file))
            }
        }
    }

    @Test func `a cover letter is the series' text, and stays with an import`() async throws {
        let project = try SourceProject()
        try project.git("format-patch", "-q", "--cover-letter", "-o", "../outgoing", "v1..v2")
        let cover = try project.folder.text(of: "outgoing/0000-cover-letter.patch")
        try project.folder.write(
            cover.replacing("*** SUBJECT HERE ***", with: "Better numbers").replacing(
                "*** BLURB HERE ***", with: "All of them."),
            to: "outgoing/0000-cover-letter.patch")
        try await project.patchbench("import", "../outgoing", "--name", "n", "--base", "../project").expectSuccess()
        #expect(
            try project.folder.text(of: "here/patches/n/cover-letter.txt").hasPrefix("Better numbers\n\nAll of them.\n")
        )
        #expect(try await project.patchbench("series").expectSuccess().text.hasPrefix("Better numbers\n"))
    }
}
