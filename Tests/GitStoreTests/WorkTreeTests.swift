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

    /// What is edited, what is checked, and what is found.
    @Test(
        "An edit stops a move, by name, where the move would lose it or all files are to be the tree's",
        arguments: [
            (["keep me.txt", "src/a.c"], .all, ["keep me.txt", "src/a.c"]),
            (["keep me.txt", "src/a.c"], .moved, ["src/a.c"]), (["keep me.txt", "link"], .all, ["keep me.txt"]),
        ] as [([String], WorkTree.Check, [String])])
    func refusesEdits(edited: [String], check: WorkTree.Check, found: [String]) throws {
        for path in edited { try folder.write("my edit\n", to: "work/" + path) }
        let expected = try found.map { WorkTreeEdit(path: try TreePath($0), kind: .modified) }
        for _ in 1...2 {
            #expect(try workTree.move(from: trees[0], to: trees[1], check: check) == .refused(expected))
        }
        for path in edited { #expect(try folder.text(of: "work/" + path) == "my edit\n") }
    }

    @Test("An edit of a file that need not change is carried along")
    func carriesEdits() throws {
        for path in ["keep me.txt", "new"] { try folder.write("my edit\n", to: "work/" + path) }
        #expect(try workTree.move(from: trees[0], to: trees[1], check: .moved) == .moved([TreePath("src/a.c")]))
        for path in ["keep me.txt", "new"] { #expect(try folder.text(of: "work/" + path) == "my edit\n") }
    }

    @Test(
        "A snapshot is what `git add -A` takes, and so is the next one",
        arguments: [
            "echo edit > 'keep me.txt'; echo new > src/new.c; rm src/a.c",
            "echo '*.o' > .gitignore; touch src/new.o; mkdir -p src/deeper/still; echo x > src/deeper/still/file",
            "printf '/out/\nsrc/*.c\n' > .gitignore; mkdir -p out/in; touch out/in/f; echo new > src/b.c",
            "rm -r src", "rm src/a.c; mkdir src/a.c; echo in > src/a.c/in", "rm -r src; echo file > src",
            "mkdir ../aside; mv src ../aside/src; ln -s ../aside/src src", "rm data.bin; ln -s src data.bin",
            "chmod +x src/a.c; touch -d '2 days ago' 'keep me.txt'", "mv src/deep src/other", "mkfifo src/pipe",
            "printf '%s' x > src-a; printf '%s' y > 'src.a'; mkdir src/deep.d; echo z > src/deep.d/z",
        ])
    func snapshot(script: String) throws {
        let git = ["--git-dir", folder.file("git").path, "--work-tree", folder.file("work").path]
        for words in [["init", "-q"], ["add", "-A"]] {
            try Command.run("git", git + words, in: folder.file("work")).expectSuccess()
        }
        for script in [script, "echo more >> 'keep me.txt'; echo more > more", "true"] {
            try Command.run("sh", ["-ec", script], in: folder.file("work")).expectSuccess()
            try Command.run("git", git + ["add", "-A"], in: folder.file("work")).expectSuccess()
            let tree = try Command.run("git", git + ["write-tree"], in: folder.url).expectSuccess().text
            let changed = try store.repository.write(workTree.changes(since: trees[0]), to: trees[0])
            for found in [try workTree.snapshot(since: trees[0], among: []), changed] {
                #expect("\(found)\n" == tree)
            }
        }
    }

    @Test("A repository of somebody else's in the folder is named, and no part of a snapshot")
    func nestedRepository() throws {
        try folder.makeFolder("work/src/theirs")
        try Command.run("git", ["init", "-q"], in: folder.file("work/src/theirs")).expectSuccess()
        try folder.write("x", to: "work/src/theirs/file")
        let error = GitStoreError.nestedRepository(workTree.folder + "/src/theirs")
        #expect(throws: error) { try workTree.changes(since: trees[0]) }
        #expect(try workTree.snapshot(since: trees[0], among: nil) == trees[0])
    }

    @Test("In a large tree a snapshot has the edits and new files of the paths that are asked for")
    func boundedSnapshot() throws {
        _ = try workTree.edits(against: trees[0])
        let workTree = WorkTree(workTree.folder, repository: store.repository, smallTree: 1)
        for path in ["keep me.txt", "src/a.c", "new", "other"] { try folder.write("edit\n", to: "work/" + path) }
        let paths = try ["src/a.c", "new", "src/deep/gone.c"].map { try TreePath($0) }
        let edits = paths.prefix(2).map { FileEdit(path: $0, content: .file(.regular, Array("edit\n".utf8))) }
        let expected = try store.repository.write(edits, to: trees[0])
        #expect(try workTree.snapshot(since: trees[0], among: paths) == expected)
    }

    @Test(
        "The changes of some files are those of all that are theirs",
        arguments: [
            ["src/a.c"], ["keep me.txt"], ["src/a.c", "keep me.txt", "src/a.c"], ["new"], ["src"], ["src/a.c", "new"],
            ["nothing"],
        ])
    func changesOfSome(_ names: [String]) throws {
        try folder.write("edit\n", to: "work/src/a.c")
        try folder.write("mine\n", to: "work/new")
        try FileManager.default.removeItem(at: folder.file("work/keep me.txt"))
        let paths = try names.map { try TreePath($0) }
        let expected = try workTree.changes(since: trees[0]).filter { change in
            paths.contains { $0 == change.path || change.path.isInside($0) }
        }
        #expect(try workTree.changes(since: trees[0], in: paths) == expected)
    }

    @Test("What is watched in a large tree is seen whenever it changes, whatever is kept of it")
    func watchedSnapshot() throws {
        _ = try workTree.edits(against: trees[0])
        let workTree = WorkTree(workTree.folder, repository: store.repository, smallTree: 1)
        let paths = try ["keep me.txt", "new", "src/a.c", "src/deep/gone.c"].map { try TreePath($0) }
        var shown = 0
        func expectSeen() throws {
            let wanted = try workTree.snapshot(since: trees[shown], among: paths)
            let watched = WatchedPaths(name: "series") { paths }
            #expect(try workTree.snapshot(since: trees[shown], among: [], watched) == wanted)
        }
        try expectSeen()
        try folder.write("edit\n", to: "work/src/a.c")
        try expectSeen()
        try folder.write("mine\n", to: "work/new")
        try expectSeen()
        try FileManager.default.removeItem(at: folder.file("work/keep me.txt"))
        try expectSeen()
        let files = try FileManager.default.contentsOfDirectory(atPath: store.repository.path)
        let name = try #require(files.first { $0.hasPrefix("patchbench-states-watched-") })
        let kept = URL(filePath: store.repository.path + name)
        var bytes = try Data(contentsOf: kept)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: kept)
        try expectSeen()
        #expect(try workTree.putBack(trees[0]).count == 2)
        try FileManager.default.removeItem(at: folder.file("work/new"))
        try expectSeen()
        #expect(try workTree.move(from: trees[0], to: trees[1], check: .moved) != .refused([]))
        shown = 1
        try expectSeen()
        try folder.write("edit\n", to: "work/src/a.c")
        try expectSeen()
    }

    @Test("A move that was cut off is taken back, and what was edited since stays", arguments: [0, 1, 2, 3, 5, 9])
    func takesBack(done: Int) throws {
        // So many files of the other tree are there already.
        _ = try workTree.move(from: trees[0], to: trees[4])
        let other = try folder.listing(of: "work")
        _ = try workTree.move(from: trees[4], to: trees[0])
        let before = try imported()
        for path in try store.repository.steps(from: trees[0], to: trees[4]).prefix(done) {
            let files = FileManager.default
            try? files.removeItem(at: folder.file("work/\(path.path)"))
            if let new = path.new, new.mode == .regular {
                try folder.write(store.repository.content(of: new), to: "work/\(path.path)")
            }
        }
        #expect(try folder.listing(of: "work") != other)
        try folder.write("my edit\n", to: "work/keep me.txt")
        try workTree.takeBack(to: trees[0], from: [trees[0], trees[4]])
        #expect(try folder.text(of: "work/keep me.txt") == "my edit\n")
        let kept = try #require(try store.repository.file(TreePath("keep me.txt"), in: trees[0]))
        try folder.write(store.repository.content(of: kept), to: "work/keep me.txt")
        #expect(try imported() == before)
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
