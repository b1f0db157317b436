import Foundation
import PatchbenchTestSupport
import Testing

/// Series that are commits; git says what is right.
@Suite("Commits as patches")
struct HistoryTests {
    private struct Applied: Decodable {
        struct Patch: Decodable {
            let tree: String?
            let origin: String?
            let merge: Bool
            let brings: Int?
            let firstParent: String?
        }

        let base: String
        let patches: [Patch]
    }

    private func apply(_ arguments: [String], in folder: URL) async throws -> Applied {
        let cache = try TemporaryFolder()
        let command = try await Command.patchbench(
            ["apply", "--json"] + arguments, in: folder, environment: ["XDG_CACHE_HOME": cache.url.path]
        ).expectSuccess()
        return try JSONDecoder().decode(Applied.self, from: Data(command.output))
    }

    @Test(
        "are the first-parent line of a range, and every stage's tree is git's", arguments: 1...8 as ClosedRange<UInt64>
    )
    func mergeHeavy(_ seed: UInt64) async throws {
        let history = try MergeHistory(seed: seed)
        let line = ["--first-parent", "--reverse", "--format=%T %H %P"]
        for range in ["start..main", "side..main", "main..side", "main^!", "start..main~3"] {
            let wanted = try history.git(["log"] + line + [range]).map { $0.split(separator: " ").map(String.init) }
            let applied = try await apply([range], in: history.folder.url)
            #expect(applied.patches.map(\.tree) == wanted.map { $0[0] }, "\(range) of seed \(seed)")
            #expect(applied.patches.map(\.origin) == wanted.map { $0[1] })
            #expect(applied.patches.map(\.firstParent) == wanted.map { $0[2] })
            for patch in applied.patches where patch.merge {
                let id = try #require(patch.origin)
                #expect(try history.git(["rev-list", "--count", id, "^\(id)^1"]) == ["\((patch.brings ?? 0) + 1)"])
            }
            if let first = wanted.first {
                #expect(try history.git(["rev-parse", "\(first[2])^{tree}"]) == [applied.base])
            }
        }
    }

    @Test("that are merges give git am the same trees", arguments: [21, 22, 23] as [UInt64])
    func mailbox(_ seed: UInt64) async throws {
        let history = try MergeHistory(seed: seed, hasLinks: false)
        let here = try TemporaryFolder()
        let plan = "series:\n  line:\n    patches: {git: \(history.folder.url.path), range: start..main}\n"
        try here.write(plan, to: "patchbench.yaml")
        let mails = try await Command.patchbench(["export"], in: here.url).expectSuccess()
        try history.git(["checkout", "-q", "-b", "again", "start"])
        let who = ["GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.org"]
        try Command.run(
            "git", ["am", "-q", "--empty=keep"], in: history.folder.url, environment: who, input: mails.output
        ).expectSuccess()
        let trees = { (range: String) in
            try history.git(["log", "--first-parent", "--reverse", "--format=%T", range])
        }
        #expect(try trees("start..again") == trees("start..main"))
        #expect(mails.text.contains("which brings in commits: "))
    }

    @Test("are named as git names them")
    func names() async throws {
        let history = try MergeHistory(seed: 5, hasLinks: false)
        let folder = history.folder.url
        let line = try history.git(["log", "--first-parent", "--reverse", "--format=%H", "start..main"])
        for (arguments, wanted) in [
            (["-3"], Array(line.suffix(3))), (["main~2^!"], [line[line.count - 3]]),
            (["main", "^main~2"], Array(line.suffix(2))), (["main^-"], Array(line.suffix(1))),
            (["start..main~2", "main~2..main"], line), (["start.."], line),
        ] {
            let applied = try await apply(arguments, in: folder)
            #expect(applied.patches.map(\.origin) == wanted, "\(arguments)")
        }
    }

    @Test("are limited to paths")
    func paths() async throws {
        let history = try MergeHistory(seed: 6, hasLinks: false)
        let out = try TemporaryFolder()
        let applied = try await apply(
            ["--out", out.url.path, "start..main", "--", "a", "d"], in: history.folder.url)
        let touching = try history.git(["rev-list", "--first-parent", "--reverse", "start..main"]).filter { id in
            try !history.git(["diff", "--name-only", "\(id)^1", id, "--", "a", "d"]).isEmpty
        }
        #expect(applied.patches.map(\.origin) == touching)
        let differing = try history.git(["--work-tree", out.url.path, "diff", "--name-only", "main", "--", "a", "d"])
        #expect(differing.isEmpty)
        // The others are as the series found them.
        let others = try history.git(["--work-tree", out.url.path, "diff", "--name-only", "start", "--", "b"])
        #expect(others.isEmpty)
    }

    @Test("of a shallow clone are what git gives; where its history ends, that is said")
    func shallow() async throws {
        let history = try MergeHistory(seed: 7, hasLinks: false)
        let clone = try TemporaryFolder()
        let url = "file://" + history.folder.url.path
        try Command.run("git", ["clone", "-q", "--depth", "4", url, "."], in: clone.url).expectSuccess()
        let wanted = try history.git(["log", "--first-parent", "--reverse", "--format=%T", "main~3..main"])
        let applied = try await apply(["HEAD~3..HEAD"], in: clone.url)
        #expect(applied.patches.map(\.tree) == wanted)
        for range in ["HEAD~4..HEAD", "-4", "HEAD~9..HEAD"] {
            let command = try await Command.patchbench(["apply", range], in: clone.url)
            #expect(command.status == 2)
            #expect(command.errors.contains("git fetch --unshallow"), "\(range): \(command.errors)")
        }
    }

    @Test("stay, with what they change, when their repository drops them")
    func pruned() async throws {
        let project = try SourceProject()
        let git = { (arguments: [String]) in
            try Command.run(
                "git", ["-c", "user.name=A", "-c", "user.email=a@example.org"] + arguments,
                in: project.folder.file("project")
            ).expectSuccess().text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let (from, to) = (try git(["rev-parse", "v1"]), try git(["rev-parse", "v2"]))
        let here = project.folder.file("here")
        let plan = "series:\n  line:\n    patches: {git: ../project, range: \(from)..\(to)}\n"
        try project.folder.write(plan, to: "here/patchbench.yaml")
        let before = try await Command.patchbench(["series", "--json"], in: here).expectSuccess()
        for arguments in [
            ["tag", "-d", "v2"], ["reset", "-q", "--hard", "v1"], ["reflog", "expire", "--expire=now", "--all"],
            ["gc", "-q", "--prune=now"],
        ] { _ = try git(arguments) }
        #expect(throws: Command.Failure.self) { try git(["cat-file", "-e", to]) }
        let after = try await Command.patchbench(["series", "--json"], in: here).expectSuccess()
        #expect(after.text == before.text)
        try await Command.patchbench(["goto", "top"], in: here).expectSuccess()
        #expect(try project.folder.text(of: "here/.patchbench/line/work/src/entry.c").contains("line thirty"))
    }

    private struct Searched: Decodable {
        struct Change: Decodable { let origin: String? }
        let changes: [Change]
        let inside: [Searched]
    }

    @Test("that are merges are gone into by a bisection, down to the commit that git bisect finds")
    func intoMerges() async throws {
        let here = try TemporaryFolder()
        let git = { (arguments: [String]) in
            try Command.run(
                "git", ["-c", "user.name=A", "-c", "user.email=a@example.org"] + arguments, in: here.url
            ).expectSuccess().text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        func commit(_ name: String) throws {
            try here.write(name, to: name)
            _ = try git(["add", name])
            _ = try git(["commit", "-q", "-m", name])
        }
        _ = try git(["init", "-q", "-b", "main"])
        for name in ["start", "ahead"] { try commit(name) }
        _ = try git(["checkout", "-q", "-b", "side"])
        for name in ["aside", "bad", "after"] { try commit(name) }
        _ = try git(["checkout", "-q", "main"])
        try commit("beside")
        _ = try git(["merge", "-q", "--no-ff", "-m", "Bring the side in", "side"])
        try commit("end")
        let merge = try git(["rev-parse", "main~1"])
        let plan = "series:\n  line:\n    patches: {git: ., range: main~3..main}\n    build: 'true'\n"
        try here.write(plan, to: "patchbench.yaml")
        let command = try await Command.patchbench(
            ["bisect", "--json", "--run", "test ! -e bad", "--into-merges"], in: here.url
        ).expectSuccess()
        let found = try JSONDecoder().decode(Searched.self, from: Data(command.output))
        _ = try git(["bisect", "start", "main", "main~3"])
        _ = try git(["bisect", "run", "sh", "-c", "test ! -e bad"])
        #expect(found.changes.map(\.origin) == [merge])
        #expect(try found.inside.map { $0.changes.map(\.origin) } == [[git(["rev-parse", "refs/bisect/bad"])]])
    }

    @Test("that do not stand on the base are told what they stand on")
    func descent() async throws {
        let project = try SourceProject()
        let folder = project.folder.file("project")
        let start = try Command.run("git", ["rev-parse", "v1"], in: folder).text.prefix(40)
        try Command.run("git", ["rm", "-q", "--cached", "src/entry.c"], in: folder).expectSuccess()
        let tree = try Command.run("git", ["write-tree"], in: folder).text.prefix(40)
        let command = try await Command.patchbench(["apply", "--base", String(tree), "v1..v2"], in: folder)
        #expect(command.status == 1)
        #expect(command.errors.contains("the commits stand on \(start), \u{201C}base\u{201D}, which is not the base"))
    }

    @Test("are refused where one is a merge and that was asked for")
    func refused() async throws {
        let history = try MergeHistory(seed: 8, hasLinks: false)
        let command = try await Command.patchbench(
            ["apply", "--no-merges", "start..main"], in: history.folder.url)
        #expect(command.status == 2)
        #expect(command.errors.contains("is a merge"))
    }
}
