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

    @Test("The tree is the one of git add -A")
    func sameTree() throws {
        let git = try Self.folder()
        let store = try StoreSandbox()
        try git.git("add", "-A")
        let expected = try git.git("write-tree").trimmingCharacters(in: .newlines)
        #expect(try store.repository.importFolder(git.folder.url.path).description == expected)
    }

    @Test(
        "A second import sees every change",
        arguments: ["edit", "same size", "remove", "mode", "type", "new", "ignored"])
    func secondImport(change: String) throws {
        let git = try Self.folder()
        let store = try StoreSandbox()
        let first = try store.repository.importFolder(git.folder.url.path)
        #expect(try store.repository.importFolder(git.folder.url.path) == first)
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
        try git.git("add", "-A")
        let expected = try git.git("write-tree").trimmingCharacters(in: .newlines)
        #expect(try store.repository.importFolder(git.folder.url.path).description == expected)
    }

    @Test("Files keep their bytes whatever .gitattributes says")
    func noFilters() throws {
        let folder = try TemporaryFolder()
        try folder.write("* text=auto\n*.id ident\n", to: ".gitattributes")
        try folder.write("dos\r\n", to: "dos.txt")
        let store = try StoreSandbox()
        let tree = try store.repository.importFolder(folder.url.path)
        let file = try #require(try store.repository.file(try TreePath("dos.txt"), in: tree))
        #expect(try store.repository.blob(file.id) == Array("dos\r\n".utf8))
        try folder.write("unix\n", to: "dos.txt")
        _ = try store.repository.importFolder(folder.url.path)
        try folder.write("unix\r\n", to: "dos.txt")
        let last = try store.repository.importFolder(folder.url.path)
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
        let tree = try store.repository.importFolder(folder.url.path)
        #expect(try store.repository.files(in: tree).map(\.path.description) == ["a"])
    }

    @Test("A repository inside the folder is refused by name")
    func nestedRepository() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a")
        try folder.makeFolder("inner")
        _ = try Command.run("git", ["init", "-q"], in: folder.file("inner"))
        try folder.write("x", to: "inner/b")
        let store = try StoreSandbox()
        #expect(throws: GitStoreError.nestedRepository(folder.url.path + "/inner")) {
            try store.repository.importFolder(folder.url.path)
        }
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
