import Foundation
import PatchbenchTestSupport
import Testing

/// Attributes that stand outside of a tree, in the repository's `info/attributes` and in the user's file, beside those
/// of the tree: which of them count is git's order (gitattributes(5)).
@Suite struct OuterAttributeTests {
    private let project: TemporaryFolder
    private var repository: URL { project.file("r") }

    /// What counts most first.
    private enum Place: Int, CaseIterable { case info, folder, top, user }

    private static let rules: [Place: [String]] = [
        .info: [
            "sub/*.path text eol=crlf", "*.none !eol !text", "*.less -text", "*.id ident", "*.blob binary",
            "*.wide text working-tree-encoding=UTF-16LE", "[attr]dos text eol=crlf", "*.quiet !ident",
        ],
        .folder: ["*.less text eol=crlf", "*.mine dos", "*.theirs unix"],
        .top: [
            "*.none text eol=crlf", "*.blob text eol=crlf", "*.dos dos", "*.unix unix", "*.quiet ident",
            "[attr]short text eol=crlf", "*.short short",
        ],
        .user: [
            "[attr]unix text eol=crlf ident", "*.user text eol=crlf", "*.quiet text eol=crlf", "*.id text",
            "sub/*.far ident", "*.short -text",
        ],
    ]

    private static let endings = [
        "path", "none", "less", "id", "blob", "wide", "quiet", "mine", "theirs", "dos", "unix", "short", "user", "far",
        "plain",
    ]

    /// Every choice of places, where the one that counts most says the opposite of the others.
    private static let choices: [(ending: String, ends: [Place: String])] = (1..<16).flatMap { mask in
        let chosen = Place.allCases.filter { mask & 1 << $0.rawValue != 0 }
        return [("crlf", "lf"), ("lf", "crlf")].map { first, others in
            let ends = chosen.map { ($0, $0 == chosen[0] ? first : others) }
            return ("\(first)-\(mask)", Dictionary(uniqueKeysWithValues: ends))
        }
    }

    /// Without an end of the last line. Git takes the mark of UTF-8 from files alone, and not from those of a tree.
    private static func text(of place: Place) -> String {
        let chosen = choices.compactMap { choice in choice.ends[place].map { "*.\(choice.ending) text eol=\($0)" } }
        let mark = [.info, .user].contains(place) ? "\u{feff}" : ""
        return mark + (chosen + rules[place]!).joined(separator: "\n")
    }

    init() throws {
        project = try TemporaryFolder()
        try git(["init", "-q", "-b", "main", "r"], in: project.url)
        var files = [".gitattributes": Self.text(of: .top), "sub/.gitattributes": Self.text(of: .folder)]
        for ending in Self.endings + Self.choices.map(\.ending) {
            for folder in ["", "sub/"] { files["\(folder)x.\(ending)"] = "1\n2 $Id$\n3\n" }
        }
        var input = "reset refs/heads/main\n"
        for message in ["1", "2"] {
            input += "commit refs/heads/main\ncommitter A <a@x> 0 +0000\ndata 1\n\(message)\n"
            for (path, text) in files { input += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n" }
            files = ["new": "1\n"]
        }
        try Command.run("git", ["fast-import", "--quiet"], in: repository, input: Array(input.utf8)).expectSuccess()
        try project.write(Self.text(of: .info), to: "r/.git/info/attributes")
    }

    @discardableResult private func git(_ words: [String], in folder: URL) throws -> String {
        try project.git(words, in: folder)
    }

    private func patchbench(_ words: [String], in folder: String) async throws {
        try await project.patchbench(words, in: folder)
    }

    private func files(of folder: String) throws -> [String: Data] {
        let listed = try project.names(in: folder).map { $0 } + project.names(in: "\(folder)/sub").map { "sub/\($0)" }
        let names = listed.filter { $0.contains("x.") }
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: project.file("\(folder)/\($0)"))) })
    }

    private func expectSame(_ ours: String, _ git: String) throws {
        let (ours, git) = (try files(of: ours), try files(of: git))
        #expect(git.count == 2 * (Self.endings.count + Self.choices.count))
        #expect(Set(ours.keys) == Set(git.keys))
        for (name, data) in git { #expect(ours[name].map { Array($0) } == Array(data), "\(name)") }
    }

    /// What the user has, and where it is.
    private func writeUserFile(_ isNamed: Bool) throws {
        try project.write(Self.text(of: .user), to: isNamed ? "mine" : ".config/git/attributes")
        guard isNamed else { return }
        try project.write("* -text\n", to: ".config/git/attributes")
        try git(["config", "--global", "core.attributesFile", "~/mine"], in: project.url)
    }

    @Test(arguments: [true, false])
    func `files stand as git's checkout has them, wherever attributes are said`(isNamed: Bool) async throws {
        try writeUserFile(isNamed)
        try git(["worktree", "add", "-q", "--detach", "../git", "main"], in: repository)
        try await patchbench(["apply", "main~1..main", "--out", "../out"], in: "r")
        try expectSame("out", "git")
    }

    @Test func `edits are stored as git add stores them, and git sees the same in the work tree`() async throws {
        try writeUserFile(true)
        try project.write(
            "series:\n  s:\n    base: {git: ../r, rev: main~1}\n    patches: patches\n", to: "plan/patchbench.yaml")
        try project.write("", to: "plan/patches/series")
        try await patchbench(["new", "p", "-m", "p"], in: "plan")
        try git(["worktree", "add", "-q", "--detach", "../git", "main~1"], in: repository)
        let work = "plan/.patchbench/s/work"
        try expectSame(work, "git")
        #expect(try git(["status", "--porcelain"], in: project.file(work)) == "")
        for folder in [work, "git"] {
            for (name, data) in try files(of: folder) {
                try project.write(Array(data) + Array("more\r\n".utf8), to: "\(folder)/\(name)")
            }
        }
        try await patchbench(["refresh"], in: "plan")
        try git(["add", "-A"], in: project.file("git"))
        let tree = try git(["write-tree"], in: project.file("git")).dropLast()
        let stored = project.file("plan/.patchbench/repository.git")
        let ours = Set(try git(["ls-tree", "-r", "refs/patchbench/s/1"], in: stored).split(separator: "\n"))
        let theirs = Set(try git(["ls-tree", "-r", String(tree)], in: repository).split(separator: "\n"))
        #expect(ours.symmetricDifference(theirs).sorted() == [])
    }

    @Test func `where they change the next step writes what stands otherwise, and a build is another`() async throws {
        try project.write(
            "series:\n  s:\n    patches: {git: ../r, range: main~1..main}\n    build: 'cp x.user built'\n"
                + "    keep: built\n",
            to: "plan/patchbench.yaml")
        let work = "plan/.patchbench/s/work"
        for (index, (line, step)) in [
            ("", ["goto", "1"]), ("*.user text eol=crlf", ["build", "1"]), ("*.user ident", ["goto", "base"]),
            ("*.user diff=x", ["build", "1"]), ("*.user text eol=crlf", ["goto", "1"]),
        ].enumerated() {
            try project.write(line + "\n", to: ".config/git/attributes")
            try await patchbench(step, in: "plan")
            try git(
                ["worktree", "add", "-q", "--detach", "../git\(index)", step.last == "1" ? "main" : "main~1"],
                in: repository)
            try expectSame(work, "git\(index)")
        }
    }
}
