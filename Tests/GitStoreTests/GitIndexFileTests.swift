import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import GitStore

/// Entries of git's index are replaced as git itself would replace them.
@Suite struct GitIndexFileTests {
    @Test(
        arguments: [
            ["a": "new"], ["b/c": nil], ["a": nil, "b/c": "x", "z": "y"],
            ["0": "first", "b/c/d": "folder", "b/c": nil],
            ["b.c": "between", "b0": "behind"], [String(repeating: "long/", count: 700) + "name": "x"],
            ["nothing": nil],
        ] as [[String: String?]])
    func entriesAreThoseOfGit(_ changes: [String: String?]) throws {
        let git = try GitSandbox()
        for file in ["a", "b/c", "b-d", "e"] { try git.folder.write("content of \(file)\n", to: file) }
        try git.commit("base")
        let index = git.folder.file(".git/index")
        let file = try #require(GitIndexFile([UInt8](Data(contentsOf: index))))
        var replaced: [(path: TreePath, entry: [UInt8]?)] = []
        for (path, text) in changes.sorted(by: { $0.key < $1.key }) {
            let path = try TreePath(path)
            guard let text else {
                replaced.append((path, nil))
                try git.git("update-index", "--force-remove", path.description)
                continue
            }
            try git.folder.write(text, to: "content")
            let id = try git.git("hash-object", "-w", "content").trimmingCharacters(in: .whitespacesAndNewlines)
            let new = TreeFile(path: path, mode: .regular, id: try #require(ObjectID(hex: id)))
            replaced.append((path, GitIndexFile.entry(new, nil)))
            try git.git("update-index", "--add", "--cacheinfo", "100644,\(id),\(path)")
        }
        let expected = try git.git("ls-files", "-s")
        let bytes = file.replacing(replaced)
        try Data(bytes).write(to: index)
        #expect(try git.git("ls-files", "-s") == expected)
        try Data(GitIndexFile.summed(bytes)).write(to: index)
        #expect(try git.git("ls-files", "-s") == expected)
        #expect(try git.git("fsck", "--no-dangling").isEmpty, "the checksum is git's")
    }

    @Test func otherFormsAreLeftToGit() throws {
        let git = try GitSandbox()
        try git.folder.write("a", to: "a")
        try git.commit("base")
        let index = git.folder.file(".git/index")
        let bytes = [UInt8](try Data(contentsOf: index))
        #expect(GitIndexFile(bytes) != nil)
        #expect(GitIndexFile(Array(bytes.prefix(60))) == nil)
        try git.git("update-index", "--index-version", "4")
        #expect(try GitIndexFile([UInt8](Data(contentsOf: index))) == nil)
        try git.git("update-index", "--index-version", "2")
        try git.git("update-index", "--split-index")
        #expect(try GitIndexFile([UInt8](Data(contentsOf: index))) == nil)
    }
}
