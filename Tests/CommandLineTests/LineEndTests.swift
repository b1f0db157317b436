import Foundation
import PatchbenchTestSupport
import Testing

/// Line ends as git's checkout writes them and `git add` takes them back, by attributes and configuration.
@Suite struct LineEndTests {
    private let project: TemporaryFolder
    private var repository: URL { project.file("r") }

    /// By the ending of the files' names.
    private static let attributes = [
        "none": "", "text": "text", "no": "-text", "auto": "text=auto", "tcr": "text eol=crlf", "tlf": "text eol=lf",
        "cr": "eol=crlf", "lf": "eol=lf", "acr": "text=auto eol=crlf", "alf": "text=auto eol=lf", "old": "crlf",
        "oldno": "-crlf", "oldin": "crlf=input", "in": "text=input", "both": "text=auto -crlf", "bin": "binary",
        "odd": "text=strange eol=native", "nocr": "-text eol=crlf",
    ]

    private static let contents: [String: [UInt8]] = [
        "lf": Array("1\n2\n3\n".utf8), "crlf": Array("1\r\n2\r\n".utf8), "mixed": Array("1\n2\r\n3\n".utf8),
        "cr": Array("1\r2\r3\n".utf8), "odd": Array("1\r\r\n2\n".utf8), "nul": Array("1\n\u{0}2\n".utf8), "empty": [],
        "open": Array("1\n2".utf8), "lastcr": Array("1\n2\r".utf8), "dos": Array("1\n2\n\u{1a}".utf8),
        "some": Array((String(repeating: "a", count: 127) + "\n\u{1}\n").utf8),
        "few": Array((String(repeating: "a", count: 128) + "\n\u{1}\n").utf8),
        "high": Array("grün\n".utf8) + [0xff, 0xfe, 0x0a], "controls": Array("\u{8}\t\u{c}\u{1b}\n\u{7f}\n".utf8),
    ]

    init() throws {
        project = try TemporaryFolder()
        try git(["init", "-q", "-b", "main", "r"], in: project.url)
    }

    /// Two commits; all files have their bytes as they are here.
    private func commit(withAttributes: Bool) throws {
        let lines = Self.attributes.map { "*.\($0) \($1)\n" }.sorted().joined()
        var files = withAttributes ? [".gitattributes": Array(lines.utf8)] : [:]
        for (name, bytes) in Self.contents {
            for ending in withAttributes ? Array(Self.attributes.keys) : ["none"] { files["\(name).\(ending)"] = bytes }
        }
        var input = Array("reset refs/heads/main\n".utf8)
        for message in ["1", "2"] {
            input += Array("commit refs/heads/main\ncommitter A <a@x> 0 +0000\ndata 2\n\(message)\n".utf8)
            for (path, bytes) in files {
                input += Array("M 100644 inline \(path)\ndata \(bytes.count)\n".utf8) + bytes + [0x0a]
            }
            files = files.filter { $0.key.hasPrefix("mixed") }.mapValues { $0 + Array("4\r\n5\n".utf8) }
        }
        try Command.run("git", ["fast-import", "--quiet"], in: repository, input: input).expectSuccess()
    }

    @discardableResult private func git(_ words: [String], in folder: URL) throws -> String {
        try project.git(words, in: folder)
    }

    private func patchbench(_ words: [String], in folder: String) async throws {
        try await project.patchbench(words, in: folder)
    }

    private func files(of folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: project.file(folder).path)
        return try Dictionary(
            uniqueKeysWithValues: names.filter { $0 == ".gitattributes" || !$0.hasPrefix(".") }.map {
                ($0, try Data(contentsOf: project.file("\(folder)/\($0)")))
            })
    }

    /// What a checkout of git's has.
    private func checkedOut(_ revision: String, as name: String) throws -> [String: Data] {
        try git(["worktree", "add", "-q", "--detach", "../\(name)", revision], in: repository)
        return try files(of: name)
    }

    private func expectSame(_ ours: [String: Data], _ git: [String: Data], _ what: String) {
        #expect(Set(ours.keys) == Set(git.keys), "\(what)")
        for (name, data) in git.sorted(by: { $0.key < $1.key }) {
            let (ours, git) = (ours[name].map { Array($0) }, Array(data))
            #expect(ours == git, "\(name), \(what)")
        }
    }

    private static let settings: [[String]] = ["", "input", "true"].flatMap { auto in
        ["", "lf", "crlf"].map { eol in
            (auto.isEmpty ? [] : ["core.autocrlf", auto]) + (eol.isEmpty ? [] : ["core.eol", eol])
        }
    }

    private func configure(_ words: [String], _ place: [String] = []) throws {
        for name in ["core.autocrlf", "core.eol"] {
            _ = try Command.run("git", ["config", "--unset-all", name], in: repository)
        }
        for index in stride(from: 0, to: words.count, by: 2) {
            try git(["config"] + place + [words[index], words[index + 1]], in: repository)
        }
    }

    @Test(arguments: [true, false])
    func `files stand as git's checkout has them, whatever attributes and configuration say`(
        hasAttributes: Bool
    ) async throws {
        try commit(withAttributes: hasAttributes)
        for (index, setting) in Self.settings.enumerated() {
            try configure(setting)
            try await patchbench(["apply", "main~1..main", "--out", "../out\(index)"], in: "r")
            expectSame(try files(of: "out\(index)"), try checkedOut("main", as: "git\(index)"), "\(setting)")
        }
    }

    @Test(arguments: [["--global"], ["--local"], ["--worktree"]])
    func `the configuration is git's, wherever it stands`(place: [String]) async throws {
        try commit(withAttributes: false)
        try git(["config", "extensions.worktreeConfig", "true"], in: repository)
        // A linked work tree has settings of its own.
        if place != ["--global"] { try git(["config", "--global", "core.autocrlf", "false"], in: repository) }
        try configure(["core.autocrlf", "TRUE"], place)
        try git(["read-tree", "-u", "--reset", "main"], in: repository)
        try await patchbench(["apply", "main~1..main", "--out", "../out"], in: "r")
        expectSame(try files(of: "out"), try files(of: "r"), "\(place)")
        #expect(try project.text(of: "out/lf.none") == "1\r\n2\r\n3\r\n")
    }

    @Test func `an edit is stored as git add stores it, and git sees the same in the work tree`() async throws {
        try commit(withAttributes: true)
        for (index, setting) in Self.settings.enumerated() where index % 2 == 0 {
            try configure(setting)
            let plan = "plan\(index)"
            try project.write(
                "series:\n  s:\n    base: {git: ../r, rev: main~1}\n    patches: patches\n",
                to: "\(plan)/patchbench.yaml")
            try project.write("", to: "\(plan)/patches/series")
            let work = "\(plan)/.patchbench/s/work"
            try await patchbench(["new", "p", "-m", "p"], in: plan)
            expectSame(try files(of: work), try checkedOut("main~1", as: "edit\(index)"), "\(setting)")
            for folder in [work, "edit\(index)"] { try type(in: folder) }
            let seen = try [work, "edit\(index)"].map { try git(["diff", "--full-index"], in: project.file($0)) }
            #expect(seen[0] == seen[1], "\(setting)")
            try await patchbench(["refresh"], in: plan)
            try git(["add", "-A"], in: project.file("edit\(index)"))
            let tree = try git(["write-tree"], in: project.file("edit\(index)")).dropLast()
            let stored = project.file("\(plan)/.patchbench/repository.git")
            let ours = Set(try git(["ls-tree", "-r", "refs/patchbench/s/1"], in: stored).split(separator: "\n"))
            let theirs = Set(try git(["ls-tree", "-r", String(tree)], in: repository).split(separator: "\n"))
            #expect(ours.symmetricDifference(theirs).sorted() == [], "\(setting)")
        }
    }

    private func type(in folder: String) throws {
        for (name, bytes) in try files(of: folder) where !name.hasPrefix(".") {
            try project.write(Array(bytes) + Array("more\r\n".utf8), to: "\(folder)/\(name)")
        }
        try project.write("1\r\n2\r\n", to: "\(folder)/new.none")
        try project.write("1\r\n2\r\n", to: "\(folder)/new.auto")
    }

    @Test func `where the configuration changes the next step writes what stands otherwise`() async throws {
        try commit(withAttributes: true)
        try project.write(
            "series:\n  s:\n    patches: {git: ../r, range: main~1..main}\n    build: 'cp lf.none built'\n"
                + "    keep: built\n",
            to: "plan/patchbench.yaml")
        let work = "plan/.patchbench/s/work"
        for (index, (setting, step)) in [
            ([], ["goto", "1"]), (["core.autocrlf", "true"], ["build", "1"]), ([], ["goto", "base"]),
            (["core.eol", "crlf"], ["goto", "1"]), (["core.autocrlf", "input"], ["build", "1"]),
        ].enumerated() {
            try configure(setting)
            try await patchbench(step, in: "plan")
            let revision = step.last == "1" ? "main" : "main~1"
            var found = try files(of: work)
            found["built"] = nil
            expectSame(found, try checkedOut(revision, as: "git\(index)"), "\(setting) \(step)")
        }
    }
}
