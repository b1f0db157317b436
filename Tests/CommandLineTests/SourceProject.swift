import Foundation
import PatchbenchTestSupport

/// A git repository with a branch of commits that patches are made of, and a folder beside it in which the tool runs.
///
/// Tag `v1` is the base, `v2` the last commit; real git makes every form of the series, and says which trees are right.
struct SourceProject {
    let folder: TemporaryFolder

    /// - Parameter hasBinary: Whether a commit changes a binary file, which quilt cannot say.
    init(hasBinary: Bool = false) throws {
        folder = try TemporaryFolder()
        try folder.fill(from: (hasBinary ? Self.madeWithBinary : Self.made).get().folder)
        try git("update-index", "-q", "--refresh")
    }

    /// Made once, and copied for each test.
    private static let made = Result { try SourceProject(in: .lasting(), hasBinary: false) }
    private static let madeWithBinary = Result { try SourceProject(in: .lasting(), hasBinary: true) }

    private init(in folder: TemporaryFolder, hasBinary: Bool) throws {
        self.folder = folder
        try folder.makeFolder("home")
        try folder.makeFolder("here")
        try folder.write((1...60).map { "line \($0)\n" }.joined(), to: "project/src/main.c")
        try folder.write("#!/bin/sh\necho old\n", to: "project/tool.sh")
        try folder.write("one\r\ntwo\r\n", to: "project/dos.txt")
        try folder.write("no newline", to: "project/tail")
        try folder.write([0, 1, 2, 3], to: "project/data.bin")
        try git("init", "-q", "-b", "main")
        try commit("base", tag: "v1")
        try edit("src/main.c") { $0.replacing("line 5\n", with: "line five\n") }
        try commit(
            "main: say five\n\nThe number was\nnot a word.\n\nFeature: five-in-words\nSigned-off-by: "
                + "Ada <ada@example.org>"
        )
        try edit("src/main.c") { "first of all\nline 0\n" + $0.replacing("line 50\n", with: "") }
        try edit("dos.txt") { $0.replacing("two", with: "zwei") }
        try edit("tail") { $0 + ", still" }
        try folder.write("new\n", to: "project/doc/new file.txt")
        try commit("doc: Größe und Übersicht")
        try git("mv", "src/main.c", "src/entry.c")
        try edit("src/entry.c") { $0.replacing("line 30\n", with: "line thirty\n") }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.file("project/tool.sh").path)
        try git("rm", "-q", "tail")
        if hasBinary { try folder.write([9, 8, 0, 7, 6], to: "project/data.bin") }
        try commit("entry: rename, and run the tool", tag: "v2")
    }

    private func edit(_ path: String, _ change: (String) -> String) throws {
        try folder.write(change(folder.text(of: "project/" + path)), to: "project/" + path)
    }

    private func commit(_ message: String, tag: String? = nil) throws {
        try git("add", "-A")
        try git("commit", "-q", "-m", message)
        if let tag { try git("tag", tag) }
    }

    private static let identity = [
        "GIT_AUTHOR_NAME": "Jörg Müller", "GIT_AUTHOR_EMAIL": "jm@example.org", "GIT_COMMITTER_NAME": "C",
        "GIT_COMMITTER_EMAIL": "c@example.org", "GIT_AUTHOR_DATE": "2026-03-02T10:20:30+0100",
    ]

    /// Runs git in `place`, below the folder; a failure is an error.
    @discardableResult func git(_ arguments: String..., in place: String = "project", input: [UInt8] = []) throws
        -> String
    {
        let answer = try Command.run(
            "git", arguments, in: folder.file(place), environment: Self.identity, input: input)
        guard answer.status == 0 else { throw GitFailure(arguments: arguments, errors: answer.errors) }
        return answer.text
    }

    struct GitFailure: Error {
        let arguments: [String]
        let errors: String
    }

    /// The trees from `v1` to `v2`, as git has them.
    func trees() throws -> [String] {
        try git("log", "--reverse", "--format=%T", "v2").split(separator: "\n").map(String.init)
    }

    /// The tool, in the folder `here`, or another.
    func patchbench(_ arguments: String..., in place: String = "here") async throws -> Command {
        try await patchbench(arguments, in: place)
    }

    func patchbench(_ arguments: [String], in place: String = "here") async throws -> Command {
        try await Command.patchbench(
            arguments, in: folder.file(place), environment: ["HOME": folder.file("home").path])
    }

    /// Fresh files of the base in the folder `place`.
    func checkOut(_ place: String) throws {
        try folder.makeFolder(place)
        try git("--work-tree=\(folder.file(place).path)", "checkout", "v1", "--", ".")
        try git("reset", "-q", "--hard")
    }

    /// The tree of the files in a folder, without those of quilt.
    func tree(of place: String) throws -> String {
        let git = ["--git-dir=\(folder.file("project/.git").path)", "--work-tree=."]
        let index = ["GIT_INDEX_FILE": folder.file("index-\(UUID().uuidString)").path]
        let words = git + ["add", "-A", "-f", "--", ".", ":!patches", ":!.pc"]
        _ = try Command.run("git", words, in: folder.file(place), environment: index)
        return try Command.run("git", git + ["write-tree"], in: folder.file(place), environment: index).text
            .trimmingCharacters(in: .newlines)
    }
}
