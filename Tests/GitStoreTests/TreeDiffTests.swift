import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("Diff of two trees")
struct TreeDiffTests {
    /// The stages of `StagesTests.history`, and the repository that they came from.
    static func stages() throws -> (git: GitSandbox, store: StoreSandbox, trees: [ObjectID]) {
        let git = try StagesTests.history()
        let store = try StoreSandbox()
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let base = try store.repository.importFolder(git.folder.url.path).tree
        return (git, store, try store.repository.makeStages(of: series, base: base).stages.map(\.tree))
    }

    let git: GitSandbox
    let store: StoreSandbox
    let trees: [ObjectID]
    static let ranges = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (4, 0), (4, 1)]

    init() throws { (git, store, trees) = try Self.stages() }

    private func git(_ arguments: [String]) throws -> String {
        try Command.run("git", arguments, in: git.folder.url).text
    }

    private func revisions(_ range: (Int, Int)) -> [String] { ["main~\(4 - range.0)", "main~\(4 - range.1)"] }

    private func text(_ range: (Int, Int), _ options: DiffOptions = DiffOptions()) throws -> String {
        String(
            decoding: try store.repository.diff(from: trees[range.0], to: trees[range.1], options: options),
            as: UTF8.self)
    }

    @Test("The unified diff is git's")
    func unified() throws {
        for range in Self.ranges { #expect(try text(range) == git(["diff"] + revisions(range))) }
    }

    @Test("Context and renames are as asked for")
    func options() throws {
        #expect(try text((0, 4), DiffOptions(contextLines: 1)) == git(["diff", "-U1", "main~4", "main"]))
        #expect(try text((0, 4), DiffOptions(findsRenames: false)) == git(["diff", "--no-renames", "main~4", "main"]))
    }

    @Test("Only the wanted files and folders are shown")
    func filtered() throws {
        for paths in [
            ["src"], ["link", "empty"], ["sr"], ["src/b.c"], ["data.bin", "keep me.txt"], ["s*.c"], ["src/*"],
            ["*.c", "link"], ["?rc/[ab].c"], ["*n"], ["*/deep/*"], ["src/[!a].c"], ["!src"], ["!*"], ["src/\\*"],
        ] {
            let options = DiffOptions(paths: Pathspec(try paths.map { try TreePath($0) }))
            #expect(try text((0, 4), options) == git(["diff", "main~4", "main", "--"] + paths))
        }
    }

    @Test("The diffstat is git's at any width")
    func stat() throws {
        for range in Self.ranges {
            let stat = try store.repository.diffstat(from: trees[range.0], to: trees[range.1])
            for width in [30, 50, 80, 132] {
                let text = (stat.rows(width: width).map(\.text) + [stat.shortstat]).map { $0 + "\n" }.joined()
                #expect(try text == git(["diff", "--stat=\(width)"] + revisions(range)))
            }
            #expect(try stat.numstat.map { $0 + "\n" }.joined() == git(["diff", "--numstat"] + revisions(range)))
            #expect(try stat.shortstat + "\n" == git(["diff", "--shortstat"] + revisions(range)))
        }
    }

    @Test("A binary file that moves, gets another mode, or is changed as well, is shown so that the diff applies")
    func movedBinary() throws {
        let git = try GitSandbox()
        let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) }
        try git.folder.write(bytes, to: "a.bin")
        try git.folder.write(bytes + [1], to: "b.bin")
        try git.folder.write(bytes + [2], to: "c.bin")
        try git.commit("base")
        for (old, new) in [("a.bin", "moved/a.bin"), ("c.bin", "moved/c.bin")] {
            try git.folder.makeFolder("moved")
            try git.git("mv", old, new)
        }
        try git.folder.write(bytes + [3, 4], to: "moved/c.bin")
        try git.git("update-index", "--chmod=+x", "b.bin")
        try git.git("add", "moved")
        try git.git("commit", "-q", "-m", "moves")
        let store = try StoreSandbox()
        try store.repository.borrow(from: UserRepository(holding: git.folder.url.path))
        let ids = try ["main~1", "main"].map { try #require(ObjectID(hex: try git.treeID($0))) }
        let diff = try store.repository.diff(from: ids[0], to: ids[1], options: DiffOptions(showsBinary: true))
        #expect(!String(decoding: diff, as: UTF8.self).contains("Binary files"))
        let patch = try Patch(reading: diff, file: "p")
        #expect(try store.repository.apply(patch, to: ids[0]).tree == ids[1])
    }

    @Test("A binary diff with its data applies")
    func binary() throws {
        let patch = try Patch(reading: Array(try text((0, 4), DiffOptions(showsBinary: true)).utf8), file: "all.patch")
        guard case .applied(let tree, _) = try store.repository.apply(patch, to: trees[0]) else {
            Issue.record("does not apply")
            return
        }
        #expect(tree == trees[4])
    }
}

extension TreeOutcome {
    fileprivate var tree: ObjectID? {
        if case .applied(let tree, _) = self { tree } else { nil }
    }
}
