import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("The work tree")
struct WorkTreeTests {
    let store: StoreSandbox
    let folder: TemporaryFolder
    let trees: [ObjectID]
    let workTree: WorkTree

    init() throws {
        (_, store, trees) = try TreeDiffTests.stages()
        folder = try TemporaryFolder()
        workTree = WorkTree(folder.file("work").path, repository: store.repository)
        _ = try workTree.move(from: nil, to: trees[0])
    }

    private func imported() throws -> ObjectID { try store.repository.importFolder(workTree.folder).tree }

    @Test("Every move ends in the tree asked for", arguments: [[1, 2, 3, 4], [4, 0], [4, 3, 2, 1, 0], [2, 4, 1]])
    func moves(steps: [Int]) throws {
        var at = 0
        for next in steps {
            guard case .moved = try workTree.move(from: trees[at], to: trees[next]) else {
                Issue.record("refused \(at) to \(next)")
                return
            }
            at = next
            #expect(try imported() == trees[at])
            #expect(try workTree.edits(against: trees[at]).isEmpty)
        }
    }

    @Test("Files that do not differ keep their times, and what no tree knows stays")
    func untouched() throws {
        try folder.write("built", to: "work/src/deep/gone.o")
        let kept = folder.file("work/data.bin")
        let before = try FileManager.default.attributesOfItem(atPath: kept.path)[.modificationDate] as? Date
        let outcome = try workTree.move(from: trees[0], to: trees[1])
        #expect(outcome == .moved([try TreePath("src/a.c")]))
        let after = try FileManager.default.attributesOfItem(atPath: kept.path)[.modificationDate] as? Date
        #expect(before == after)
        _ = try workTree.move(from: trees[1], to: trees[4])
        #expect(try folder.text(of: "work/src/deep/gone.o") == "built")
    }

    private static let wanted = ["link", "src/deep/gone.c"]

    /// What is edited, up to how many files a tree is small, whether only `wanted` is asked for, and what is found.
    @Test(
        "An edit stops a move, by name; in a large tree one in the files asked for, and in those that the move writes",
        arguments: [
            (["keep me.txt", "src/a.c"], 10_000, false, ["keep me.txt", "src/a.c"]),
            (["keep me.txt", "src/a.c"], 10_000, true, ["keep me.txt", "src/a.c"]),
            (["keep me.txt", "src/a.c"], 1, false, ["keep me.txt", "src/a.c"]),
            (["keep me.txt", "src/a.c"], 1, true, ["src/a.c"]),
            (["keep me.txt", "src/deep/gone.c"], 1, true, ["src/deep/gone.c"]),
        ])
    func refusesEdits(edited: [String], smallTree: Int, isBounded: Bool, found: [String]) throws {
        let workTree = WorkTree(workTree.folder, repository: store.repository, smallTree: smallTree)
        for path in edited { try folder.write("my edit\n", to: "work/" + path) }
        let check = isBounded ? WorkTree.Check.bounded(to: try Self.wanted.map { try TreePath($0) }) : .all
        let expected = try found.map { WorkTreeEdit(path: try TreePath($0), kind: .modified) }
        for _ in 1...2 {
            #expect(try workTree.move(from: trees[0], to: trees[1], check: check) == .refused(expected))
        }
        for path in edited { #expect(try folder.text(of: "work/" + path) == "my edit\n") }
    }

    @Test("How large a tree is that nobody has looked at is not known, and all files are looked at")
    func sizeUnknown() throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: store.repository.path)
        where file.hasPrefix("patchbench-index-") {
            try FileManager.default.removeItem(atPath: store.repository.path + file)
        }
        let workTree = WorkTree(workTree.folder, repository: store.repository, smallTree: 1)
        try folder.write("my edit\n", to: "work/keep me.txt")
        let expected = WorkTreeEdit(path: try TreePath("keep me.txt"), kind: .modified)
        #expect(try workTree.move(from: trees[0], to: trees[1], check: .bounded(to: [])) == .refused([expected]))
        #expect(try folder.text(of: "work/src/a.c") != "my edit\n")
    }

    @Test("A file of one's own where the next stage has one stops the move")
    func refusesUntracked() throws {
        _ = try workTree.move(from: trees[0], to: trees[2])
        try folder.write("mine", to: "work/link")
        let expected = WorkTreeEdit(path: try TreePath("link"), kind: .inTheWay)
        #expect(try workTree.move(from: trees[2], to: trees[3]) == .refused([expected]))
        #expect(try folder.text(of: "work/link") == "mine")
    }

    @Test("Nothing is written through a symbolic link that somebody put in a folder's place")
    func refusesLinkedFolder() throws {
        try folder.makeFolder("elsewhere")
        try FileManager.default.removeItem(at: folder.file("work/src"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("work/src").path, withDestinationPath: folder.file("elsewhere").path)
        guard case .refused(let edits) = try workTree.move(from: trees[0], to: trees[4]) else {
            Issue.record("not refused")
            return
        }
        #expect(edits.contains(WorkTreeEdit(path: try TreePath("src"), kind: .inTheWay)))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("elsewhere").path).isEmpty)
    }

    @Test("A missing file is an edit; one that is as the next stage has it is not")
    func missingAndDone() throws {
        try FileManager.default.removeItem(at: folder.file("work/src/a.c"))
        let missing = WorkTreeEdit(path: try TreePath("src/a.c"), kind: .deleted)
        #expect(try workTree.move(from: trees[0], to: trees[1]) == .refused([missing]))
        let file = try #require(try store.repository.file(try TreePath("src/a.c"), in: trees[1]))
        try folder.write(try store.repository.blob(file.id), to: "work/src/a.c")
        #expect(try workTree.move(from: trees[0], to: trees[1]) == .moved([try TreePath("src/a.c")]))
    }

    @Test("A folder takes a file's place and the other way round")
    func typeChange() throws {
        let edits = [
            FileEdit(path: try TreePath("data.bin"), content: .removed),
            FileEdit(path: try TreePath("data.bin/inside"), content: .file(.regular, Array("x".utf8))),
            FileEdit(path: try TreePath("src/a.c"), content: .removed),
            FileEdit(path: try TreePath("src/deep/gone.c"), content: .removed),
            FileEdit(path: try TreePath("src"), content: .file(.symbolicLink, Array("data.bin".utf8))),
        ]
        let changed = try store.repository.write(edits, to: trees[0])
        guard case .moved = try workTree.move(from: trees[0], to: changed) else {
            Issue.record("refused")
            return
        }
        #expect(try imported() == changed)
        guard case .moved = try workTree.move(from: changed, to: trees[0]) else {
            Issue.record("refused")
            return
        }
        #expect(try imported() == trees[0])
    }
}
