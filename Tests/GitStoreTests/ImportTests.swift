import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("Importing a folder")
struct ImportTests {
    static func folder() throws -> GitSandbox {
        let git = try GitSandbox()
        try git.folder.write("text\n", to: "a.txt")
        try git.folder.write("#!/bin/sh\n", to: "bin/run", isExecutable: true)
        try git.folder.write("*.o\n/build/\n!keep.o\n", to: ".gitignore")
        try git.folder.write("local\n", to: "sub/.gitignore")
        try git.folder.write("x", to: "sub/local")
        try git.folder.write("x", to: "sub/kept")
        try git.folder.write("x", to: "a.o")
        try git.folder.write("x", to: "keep.o")
        try git.folder.write("x", to: "build/out")
        try git.folder.write("dos\r\ntext\r\n", to: "dos.txt")
        try git.folder.write("", to: "ein Name mit Leerzeichen und ü")
        try git.folder.makeFolder("empty")
        try FileManager.default.createSymbolicLink(
            atPath: git.folder.file("link").path, withDestinationPath: "../outside")
        return git
    }

    @Test("The tree is the one of git add -A -f: what .gitignore names is there")
    func sameTree() throws {
        let git = try Self.folder()
        let store = try StoreSandbox()
        try git.git("add", "-A", "-f")
        let expected = try git.git("write-tree").trimmingCharacters(in: .newlines)
        let folder = try store.repository.importFolder(git.folder.url.path)
        #expect(folder.tree.description == expected)
        #expect(folder.leftOut == LeftOut())
    }

    @Test("Without what .gitignore names it is the one of git add -A, and the files left out are counted")
    func ignored() throws {
        let git = try Self.folder()
        try git.folder.write("x", to: "build/deep/a")
        try git.folder.write("x", to: "build/keep.o")
        let store = try StoreSandbox()
        try git.git("add", "-A")
        let expected = try git.git("write-tree").trimmingCharacters(in: .newlines)
        let count = try git.git("ls-files", "--others", "--ignored", "--exclude-standard").split(separator: "\n").count
        let folder = try store.repository.importFolder(git.folder.url.path, FolderOptions(leavesOutIgnored: true))
        #expect(folder.tree.description == expected)
        #expect(folder.leftOut.ignored == count)
        // The same cache serves both ways to look.
        #expect(try store.repository.importFolder(git.folder.url.path).tree != folder.tree)
        let again = try store.repository.importFolder(git.folder.url.path, FolderOptions(leavesOutIgnored: true))
        #expect(again == folder)
    }

    @Test("Empty folders, and what is no file, are told")
    func withoutFiles() throws {
        let folder = try TemporaryFolder()
        for path in ["a/b/c", "d", "e/.git", "own"] { try folder.makeFolder(path) }
        try folder.write("x", to: "f/g")
        try folder.write("x", to: "own/patches/1")
        try Command.run("mkfifo", ["f/pipe"], in: folder.url).expectSuccess()
        let own = folder.file("own/patches").path
        let store = try StoreSandbox()
        let found = try store.repository.importFolder(folder.url.path, FolderOptions(excluded: [own]))
        #expect(found.emptyFolders.map(\.description) == ["a/b/c", "d", "e"])
        #expect(found.leftOut.special.map(\.description) == ["f/pipe"])
    }

    @Test("The contents of a large folder stay there until a patch touches them, and a file that changed is no content")
    func borrowed() throws {
        let git = try GitSandbox()
        for name in ["a", "b", "c"] { try git.folder.write("text of \(name)\n", to: name) }
        try git.commit("base")
        try git.folder.write("other\n", to: "a")
        try git.commit("a")
        let series = try git.series("HEAD~1")
        try git.git("checkout", "-q", "HEAD~1")
        let store = try StoreSandbox()
        let options = FolderOptions(smallFolder: 2)
        let base = try store.repository.importFolder(git.folder.url.path, options).tree
        let chain = try store.repository.publishStages(of: series, base: base)
        let kept = { (name: String) in try store.git("cat-file", "-t", git.git("rev-parse", "HEAD:\(name)").trimmed) }
        #expect(try [kept("a"), kept("b")] == ["blob\n", ""])
        let file = try #require(try store.repository.file(try TreePath("b"), in: chain.stages[1].tree))
        #expect(try store.repository.blob(file.id) == Array("text of b\n".utf8))
        try git.folder.write("text of B\n", to: "b")
        let error = GitStoreError.changedUnderway(git.folder.file("b").path)
        #expect(throws: error) { try store.repository.blob(file.id) }
        let work = git.folder.file("../\(git.folder.url.lastPathComponent)-work").path
        defer { try? FileManager.default.removeItem(atPath: work) }
        let tree = chain.stages[1].tree
        #expect(throws: error) { try WorkTree(work, repository: store.repository).move(from: nil, to: tree) }
    }

    @Test(
        "A second import sees every change",
        arguments: ["edit", "same size", "remove", "mode", "type", "new", "ignored"])
    func secondImport(change: String) throws {
        let git = try Self.folder()
        let store = try StoreSandbox()
        let first = try store.repository.importFolder(git.folder.url.path).tree
        #expect(try store.repository.importFolder(git.folder.url.path).tree == first)
        switch change {
        case "edit": try git.folder.write("more text\n", to: "a.txt")
        case "same size": try git.folder.write("tixt\n", to: "a.txt")
        case "remove": try FileManager.default.removeItem(at: git.folder.file("sub/kept"))
        case "mode": try git.folder.write("text\n", to: "a.txt", isExecutable: true)
        case "type":
            try FileManager.default.removeItem(at: git.folder.file("a.txt"))
            try git.folder.write("now a folder", to: "a.txt/file")
        case "new": try git.folder.write("x", to: "deep/new/file")
        default: try git.folder.write("x", to: "b.o")
        }
        try git.git("add", "-A", "-f")
        let expected = try git.git("write-tree").trimmingCharacters(in: .newlines)
        #expect(try store.repository.importFolder(git.folder.url.path).tree.description == expected)
    }

    @Test("Files keep their bytes whatever .gitattributes says")
    func noFilters() throws {
        let folder = try TemporaryFolder()
        try folder.write("* text=auto\n*.id ident\n", to: ".gitattributes")
        try folder.write("dos\r\n", to: "dos.txt")
        let store = try StoreSandbox()
        let tree = try store.repository.importFolder(folder.url.path).tree
        let file = try #require(try store.repository.file(try TreePath("dos.txt"), in: tree))
        #expect(try store.repository.blob(file.id) == Array("dos\r\n".utf8))
        try folder.write("unix\n", to: "dos.txt")
        _ = try store.repository.importFolder(folder.url.path)
        try folder.write("unix\r\n", to: "dos.txt")
        let last = try store.repository.importFolder(folder.url.path).tree
        let changed = try #require(try store.repository.file(try TreePath("dos.txt"), in: last))
        #expect(try store.repository.blob(changed.id) == Array("unix\r\n".utf8))
    }

    @Test("The tool's own folder and .git stay out")
    func ownFolders() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a")
        try folder.write("x", to: ".patchbench/b")
        try folder.write("x", to: ".git/config")
        let store = try StoreSandbox()
        let tree = try store.repository.importFolder(folder.url.path).tree
        #expect(try store.repository.files(in: tree).map(\.path.description) == ["a"])
    }

    @Test("Of a repository inside the folder the files count")
    func nestedRepository() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a")
        try folder.makeFolder("inner")
        _ = try Command.run("git", ["init", "-q"], in: folder.file("inner"))
        try folder.write("x", to: "inner/b")
        let store = try StoreSandbox()
        let tree = try store.repository.importFolder(folder.url.path).tree
        #expect(try store.repository.files(in: tree).map(\.path.description) == ["a", "inner/b"])
    }

    @Test("A folder that is not there, or a file, is no folder")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a")
        let store = try StoreSandbox()
        for path in [folder.file("none").path, folder.file("a").path] {
            #expect(throws: GitStoreError.notAFolder(path)) { try store.repository.importFolder(path) }
        }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
