import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("Stages of a series")
struct StagesTests {
    /// Four commits: text, a rename with a change, a mode and a link, a binary file and a removal.
    static func history() throws -> GitSandbox {
        let git = try GitSandbox()
        let lines = (1...40).map { "line \($0)\n" }
        try git.folder.write(lines.joined(), to: "src/a.c")
        try git.folder.write("keep\n", to: "keep me.txt")
        try git.folder.write("gone\n", to: "src/deep/gone.c")
        try git.folder.write([0, 1, 2, 255] + Array(repeating: UInt8(7), count: 300), to: "data.bin")
        try git.commit("base")
        try git.folder.write((lines[..<20] + ["new\n"] + lines[20...]).joined(), to: "src/a.c")
        try git.commit("first: add a line\n\nIt was wanted.\n\nFeature: new-line\nSigned-off-by: A <a@b>")
        try git.git("mv", "src/a.c", "src/b.c")
        try git.folder.write((lines[..<20] + ["new\n"] + lines[20...38] + ["last\n"]).joined(), to: "src/b.c")
        try git.commit("second: rename")
        try git.git("update-index", "--chmod=+x", "keep me.txt")
        try FileManager.default.createSymbolicLink(
            atPath: git.folder.file("link").path, withDestinationPath: "src/b.c")
        try git.git("add", "link")
        try git.git("commit", "-q", "-m", "third: mode and link — with ünïcode")
        try git.git("checkout", "-q", "--", ".")
        try git.folder.write([0, 1, 2, 255] + Array(repeating: UInt8(9), count: 300), to: "data.bin")
        try git.folder.write("", to: "empty")
        try FileManager.default.removeItem(at: git.folder.file("src/deep"))
        try git.commit("fourth: binary, empty and removed")
        return git
    }

    /// The four commits as stages, upon the folder as it was before them, which is checked out.
    static func published(
        _ git: GitSandbox, in store: StoreSandbox
    ) throws -> (series: Series, base: ObjectID, chain: StageChain) {
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let base = try store.repository.importFolder(git.folder.url.path).tree
        return (series, base, try store.repository.publishStages(of: series, base: base))
    }

    @Test("Every stage has the tree of git am")
    func sameTrees() throws {
        let git = try Self.history()
        let store = try StoreSandbox()
        let (series, _, chain) = try Self.published(git, in: store)
        #expect(chain.failure == nil)
        #expect(chain.stages.map(\.tree.description) == (try (0...4).map { try git.treeID("main~\(4 - $0)") }))
        let log = try store.git(
            "log", "--format=%an|%ae|%ad|%B", "refs/patchbench/topic/4", "--not", "refs/patchbench/topic/0")
        #expect(log == (try git.git("log", "--format=%an|%ae|%ad|%B", "main~4..main")))
        #expect(series.patches[0].feature == FeatureFlag("new-line"))
    }

    @Test("A series without a patch has the trees of git am without it, and shares the stages below")
    func without() throws {
        let git = try Self.history()
        let store = try StoreSandbox()
        let (series, base, whole) = try Self.published(git, in: store)
        let chain = try store.repository.makeStages(of: series, without: [StageNumber(3)], base: base)
        try git.git("cherry-pick", "main~3", "main~2", "main")
        #expect(chain.failure == nil)
        #expect(chain.stages.map(\.number.description) == ["0", "1", "2", "4-3"])
        #expect(chain.stages.prefix(3).allSatisfy { $0.commit == whole[$0.number]?.commit })
        #expect(chain.stages.last?.tree.description == (try git.treeID("HEAD")))
        #expect(chain[StageID(4)] == nil)
    }

    @Test("The same input makes the same ids, and a stage is made once")
    func reuse() throws {
        let git = try Self.history()
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let (first, second) = (try StoreSandbox(), try StoreSandbox())
        let base = try first.repository.importFolder(git.folder.url.path).tree
        let made = try first.repository.publishStages(of: series, base: base)
        let again = try first.repository.publishStages(of: series, base: base)
        #expect(made.stages.map(\.isReused) == [false, false, false, false, false])
        #expect(again.stages.map(\.isReused) == [false, true, true, true, true])
        #expect(again.stages.map(\.commit) == made.stages.map(\.commit))
        _ = try second.repository.importFolder(git.folder.url.path)
        #expect(try second.repository.publishStages(of: series, base: base).stages == made.stages)
    }

    @Test("A changed patch remakes its stage and those behind it, and no other")
    func remake() throws {
        let git = try Self.history()
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let store = try StoreSandbox()
        let base = try store.repository.importFolder(git.folder.url.path).tree
        _ = try store.repository.publishStages(of: series, base: base)
        var patches = series.patches
        let text = Array(String(decoding: patches[2].source.text, as: UTF8.self).replacing("third", with: "3rd").utf8)
        patches[2] = try Patch(reading: text, file: patches[2].source.file)
        let changed = try store.repository.publishStages(of: try Series(name: "topic", patches: patches), base: base)
        #expect(changed.stages.map(\.isReused) == [false, true, true, false, false])
        #expect(try store.git("log", "-1", "--format=%s", "refs/patchbench/topic/3").hasPrefix("3rd"))
    }

    @Test("The first patch that does not apply ends the chain, and refs beyond it go")
    func failure() throws {
        let git = try Self.history()
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let store = try StoreSandbox()
        let base = try store.repository.importFolder(git.folder.url.path).tree
        _ = try store.repository.publishStages(of: series, base: base)
        var twice = series.patches[0]
        twice.name = PatchName("twice")
        let broken = try Series(name: "topic", patches: [series.patches[0], twice])
        let chain = try store.repository.publishStages(of: broken, base: base)
        #expect(chain.stages.count == 2)
        #expect(chain.failure?.patch == PatchName("twice"))
        guard case .hunk(let hunk) = chain.failure?.failure.reason else {
            Issue.record("not a hunk: \(String(describing: chain.failure))")
            return
        }
        #expect(hunk.reason == .alreadyApplied(line: 18))
        #expect(
            try store.git("for-each-ref", "--format=%(refname)") == "refs/patchbench/topic/0\nrefs/patchbench/topic/1\n"
        )
    }

    @Test("Stages of patches that are known by their content are found without a look at them, or made again")
    func keptChain() throws {
        let git = try Self.history()
        let patches = try git.series("HEAD~4").patches
        try git.git("checkout", "-q", "HEAD~4")
        let store = try StoreSandbox()
        let base = try store.repository.importFolder(git.folder.url.path).tree
        let first = try store.repository.makeStages(
            of: Series(name: "topic", patches: patches, content: "x"), base: base)
        // Nothing can be read of these.
        let names = patches.map { Patch(name: $0.name, keeper: NoPatches(), index: 0) }
        let series = try Series(name: "topic", patches: names, content: "x")
        let found = try store.repository.makeStages(of: series, base: base)
        #expect(found.stages.map(\.commit) == first.stages.map(\.commit))
        #expect(found.stages.map(\.tree) == first.stages.map(\.tree))
        #expect(found.stages.map(\.displacements) == first.stages.map(\.displacements))
        let file = URL(filePath: store.repository.path + "patchbench-chain-topic")
        for place in stride(from: 0, to: try Data(contentsOf: file).count, by: 13) {
            var bytes = try Data(contentsOf: file)
            bytes[place] ^= 4
            try bytes.write(to: file)
            let again = try Series(name: "topic", patches: patches, content: "x")
            #expect(
                try store.repository.makeStages(of: again, base: base).stages.map(\.commit)
                    == first.stages.map(\.commit))
        }
        let other = try Series(name: "topic", patches: Array(patches.dropLast()), content: "y")
        #expect(try store.repository.makeStages(of: other, base: base).stages.count == patches.count)
    }

    @Test("Making names nothing, and what was cut off while refs were set is set the next time")
    func publish() throws {
        let git = try Self.history()
        let series = try git.series("HEAD~4")
        try git.git("checkout", "-q", "HEAD~4")
        let store = try StoreSandbox()
        let base = try store.repository.importFolder(git.folder.url.path).tree
        let refs = { try store.git("for-each-ref", "--format=%(refname:lstrip=3) %(objectname)") }
        let chain = try store.repository.makeStages(of: series, base: base)
        #expect(try refs() == "")
        let expected = chain.stages.map { "\($0.number) \($0.commit)\n" }.joined()
        try store.repository.publish(chain, of: series.name)
        #expect(try refs() == expected)
        // Cut off while another form of the series was set: its first stage is there, and no base.
        try store.git("update-ref", "refs/patchbench/topic/1", "\(chain.stages[2].commit)")
        try store.git("update-ref", "-d", "refs/patchbench/topic/0")
        try store.repository.publish(chain, of: series.name)
        #expect(try refs() == expected)
    }

    @Test("A long series is kept in a pack that git finds sound")
    func pack() throws {
        let store = try StoreSandbox()
        try store.folder.write("line 0\n", to: "base/deep/er/f")
        let base = try store.repository.importFolder(store.folder.file("base").path).tree
        let patches = try (1...60).map { number in
            let diff = "--- a/deep/er/f\n+++ b/deep/er/f\n@@ -1 +1 @@\n-line \(number - 1)\n+line \(number)\n"
            return try Patch(reading: Array("Subject: number \(number)\n\n\(diff)".utf8), file: "p\(number).patch")
        }
        let chain = try store.repository.publishStages(of: try Series(name: "long", patches: patches), base: base)
        #expect(chain.stages.count == 61)
        #expect(try store.git("count-objects", "-v").contains("packs: 1\n"))
        let check = try Command.run(
            "git", ["--git-dir", store.repository.path, "fsck", "--full", "--strict"], in: store.folder.url)
        #expect(check.status == 0, "\(check.errors)")
        #expect(try store.git("show", "refs/patchbench/long/60:deep/er/f") == "line 60\n")
    }

    @Test("Every patch can be taken back: text, rename, mode, link, binary, removal")
    func reversed() throws {
        let (_, store, trees) = try TreeDiffTests.stages()
        let series = try Self.history().series("HEAD~4")
        for (index, patch) in series.patches.enumerated() {
            let back = try Patch(reading: Array(patch.source.text), file: patch.source.file, isReversed: true)
            #expect(try store.repository.apply(back, to: trees[index + 1]).tree == trees[index], "\(patch.name)")
        }
    }

    @Test("The two patches of one file are taken back in their order")
    func reversedTwice() throws {
        let store = try StoreSandbox()
        try store.folder.write("1\n2\n3\n", to: "base/f")
        let base = try store.repository.importFolder(store.folder.file("base").path).tree
        let text = [("2", "two"), ("two", "TWO")].map { old, new in
            "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-\(old)\n+\(new)\n 3\n"
        }.joined()
        let patch = try Patch(reading: Array(text.utf8), file: "f.patch")
        let top = try #require(try store.repository.apply(patch, to: base).tree)
        let back = try Patch(reading: Array(text.utf8), file: "f.patch", isReversed: true)
        #expect(try store.repository.apply(back, to: top).tree == base)
    }
}

extension TreeOutcome {
    fileprivate var tree: ObjectID? {
        if case .applied(let tree, _) = self { tree } else { nil }
    }
}

private final class NoPatches: PatchKeeper {
    let isAsRead = true
    func readAll() {}
    func header(of index: Int) -> PatchHeader { preconditionFailure("it was read") }
    func summary(of index: Int) -> PatchSummary { preconditionFailure("it was looked at") }
    func files(of index: Int) -> PatchFiles { preconditionFailure("it was looked at") }
    func content(of index: Int) -> PatchContent { preconditionFailure("it was read") }
}
