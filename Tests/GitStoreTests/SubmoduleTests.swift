import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

/// A repository with a submodule that comes, moves and goes; real git says what each stage is.
@Suite("Submodules")
struct SubmoduleTests {
    let library: GitSandbox
    let git: GitSandbox
    let store: StoreSandbox

    init() throws {
        (library, git, store) = (try GitSandbox(), try GitSandbox(), try StoreSandbox())
        try library.folder.write("one\n", to: "lib.c")
        try library.folder.write("x\n", to: "deep/x")
        try library.commit("one")
        try library.folder.write("two\n", to: "lib.c")
        try library.git("rm", "-q", "deep/x")
        try library.commit("two")
        try git.folder.write("main\n", to: "main.c")
        try git.commit("0")
        let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--name", "a/lib"]
        try Command.run("git", add + [library.folder.url.path, "sub/lib"], in: git.folder.url).expectSuccess()
        try checkOut("HEAD~1")
        try git.commit("1: comes")
        try checkOut("main")
        try git.folder.write("more\n", to: "main.c")
        try git.commit("2: moves")
        try git.git("mv", "sub/lib", "lib")
        try git.commit("3: is renamed")
        try git.git("rm", "-q", "lib")
        try git.folder.write("a file\n", to: "lib")
        try git.commit("4: is a file")
    }

    private func checkOut(_ revision: String) throws {
        let folder = git.folder.file("sub/lib")
        try Command.run("git", ["checkout", "-q", revision], in: folder).expectSuccess()
    }

    private func chain(borrowing: Bool) throws -> StageChain {
        let user = try UserRepository(holding: git.folder.url.path)
        let base = try user.revision("HEAD~4").tree
        let series = try git.series("HEAD~4")
        if borrowing { try store.repository.borrow(from: user) }
        guard !borrowing else { return try store.repository.makeStages(of: series, base: base) }
        let old = git.folder.file("old")
        try Command.run("git", ["worktree", "add", "-q", old.path, "HEAD~4"], in: git.folder.url).expectSuccess()
        return try store.repository.makeStages(of: series, base: try store.repository.importFolder(old.path).tree)
    }

    @Test(
        "A patch that adds, moves, renames or replaces one applies, and every tree is git's", arguments: [true, false])
    func trees(borrowing: Bool) throws {
        let chain = try chain(borrowing: borrowing)
        #expect(chain.failure == nil)
        #expect(chain.stages.map(\.tree.description) == (try (0...4).map { try git.treeID("main~\(4 - $0)") }))
    }

    @Test("The diff between two stages is git's")
    func diff() throws {
        let chain = try chain(borrowing: true)
        for number in [1, 2, 4] {
            let (old, new) = (chain.stages[number - 1].tree, chain.stages[number].tree)
            let expected = try git.git("diff", "-M", "\(old)", "\(new)")
            #expect(String(decoding: try store.repository.diff(from: old, to: new), as: UTF8.self) == expected)
            let numbers = try git.git("diff", "--shortstat", "\(old)", "\(new)").trimmingCharacters(in: .newlines)
            if number < 4 { #expect(try store.repository.diffstat(from: old, to: new).shortstat == numbers) }
        }
    }

    /// The folder's files, or nil for a folder.
    private func contents(_ folder: TemporaryFolder) throws -> [String: String] {
        let root = folder.file("work").path
        var contents: [String: String] = [:]
        for path in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
            contents[path] = isFolder.boolValue ? "/" : try folder.text(of: "work/\(path)")
        }
        contents[".gitmodules"] = nil
        return contents
    }

    private static let shown: [[String: String]] = [
        ["main.c": "main\n"],
        [
            "main.c": "main\n", "sub": "/", "sub/lib": "/", "sub/lib/lib.c": "one\n", "sub/lib/deep": "/",
            "sub/lib/deep/x": "x\n",
        ],
        ["main.c": "more\n", "sub": "/", "sub/lib": "/", "sub/lib/lib.c": "two\n"],
        ["main.c": "more\n", "lib": "/", "lib/lib.c": "two\n"],
        ["main.c": "more\n", "lib": "a file\n"],
    ]

    @Test(
        "The work tree shows the commit's files, where its repository is at hand, and an empty folder where not",
        arguments: [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 1, 3, 0]], [true, false])
    func workTree(way: [Int], isAtHand: Bool) throws {
        let chain = try chain(borrowing: true)
        if !isAtHand { try FileManager.default.removeItem(at: git.folder.file(".git/modules")) }
        let folder = try TemporaryFolder()
        let workTree = WorkTree(folder.file("work").path, repository: store.repository)
        var at: ObjectID?
        for stage in way {
            let tree = chain.stages[stage].tree
            guard case .moved = try workTree.move(from: at, to: tree) else {
                Issue.record("refused to go to \(stage)")
                return
            }
            at = tree
            let inside = { (path: String) in path.hasPrefix("sub/lib/") || path.hasPrefix("lib/") }
            #expect(try contents(folder) == Self.shown[stage].filter { isAtHand || !inside($0.key) })
            #expect(try workTree.edits(against: tree).isEmpty)
            #expect(try workTree.changes(since: tree).isEmpty)
        }
    }

    @Test("An edit in a submodule stops a move, and is in no patch")
    func edits() throws {
        let chain = try chain(borrowing: true)
        let folder = try TemporaryFolder()
        let workTree = WorkTree(folder.file("work").path, repository: store.repository)
        let tree = chain.stages[2].tree
        _ = try workTree.move(from: nil, to: tree)
        try folder.write("mine\n", to: "work/sub/lib/lib.c")
        try folder.write("new\n", to: "work/sub/lib/new.c")
        #expect(try workTree.changes(since: tree).isEmpty)
        let edit = WorkTreeEdit(path: try TreePath("sub/lib/lib.c"), kind: .modified, isInSubmodule: true)
        for stage in [0, 1, 3, 4] {
            let outcome = try workTree.move(from: tree, to: chain.stages[stage].tree)
            guard case .refused(let edits) = outcome else {
                Issue.record("not refused")
                return
            }
            #expect(edits.contains(edit))
        }
        #expect(try folder.text(of: "work/sub/lib/lib.c") == "mine\n")
    }

    @Test("One whose repository comes later is filled then")
    func later() throws {
        let chain = try chain(borrowing: true)
        let (modules, away) = (git.folder.file(".git/modules"), git.folder.file(".git/away"))
        try FileManager.default.moveItem(at: modules, to: away)
        let folder = try TemporaryFolder()
        let workTree = WorkTree(folder.file("work").path, repository: store.repository)
        _ = try workTree.move(from: nil, to: chain.stages[2].tree)
        #expect(try folder.names(in: "work/sub/lib").isEmpty)
        try FileManager.default.moveItem(at: away, to: modules)
        _ = try workTree.move(from: chain.stages[2].tree, to: chain.stages[2].tree)
        #expect(try folder.names(in: "work/sub/lib") == ["lib.c"])
        #expect(try workTree.edits(against: chain.stages[2].tree).isEmpty)
    }

    @Test("No patch reaches into a submodule")
    func inside() throws {
        let chain = try chain(borrowing: true)
        let text = "--- a/sub/lib/lib.c\n+++ b/sub/lib/lib.c\n@@ -1 +1 @@\n-two\n+three\n"
        let patch = try Patch(reading: Array(text.utf8), file: "p")
        guard case .failed(let failure) = try store.repository.apply(patch, to: chain.stages[2].tree) else {
            Issue.record("it applied")
            return
        }
        #expect(failure.reason == .insideSubmodule(try TreePath("sub/lib")))
        #expect(failure.isRefusal)
    }
}
