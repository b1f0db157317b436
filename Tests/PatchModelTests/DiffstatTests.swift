import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite("Diffstat of a patch")
struct DiffstatTests {
    static let renames = [
        ("a/b/c", "a/x/c"), ("a/c", "a/b/c"), ("a/b/c", "a/c"), ("x", "y"), ("a/b", "c/d"), ("dir/f", "dir/sub/f"),
        ("p/q/r/s", "p/r/s"), ("a/a/a", "a/a"), ("a/a", "a/a/a"), ("one/f.c", "two/f.c"), ("f", "d/f"), ("d/f", "f"),
        ("deep/er/and/deeper/file-with-a-long-name.swift", "deep/er/and/elsewhere/file-with-a-long-name.swift"),
        ("ä/f", "b/f"),
    ]

    /// A repository with two trees.
    private struct Trees {
        let folder: TemporaryFolder
        var trees: [String] = []

        init(_ states: [[String: String]]) throws {
            folder = try TemporaryFolder()
            _ = try git("init", "-q")
            for state in states {
                for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where name != ".git" {
                    try FileManager.default.removeItem(at: folder.file(name))
                }
                for (path, text) in state { try folder.write(text, to: path) }
                _ = try git("add", "-A")
                trees.append(try git("write-tree").trimmingCharacters(in: .newlines))
            }
        }

        func git(_ arguments: String...) throws -> String {
            try Command.run("git", arguments, in: folder.url).text
        }

        func diff(_ options: String) throws -> String { try git("diff", "-M", options, trees[0], trees[1]) }

        func check(width: Int) throws {
            let stat = try Patch(reading: Array(try diff("-p").utf8), file: "x.patch").diffstat
            let text = (stat.rows(width: width).map(\.text) + [stat.shortstat]).map { $0 + "\n" }.joined()
            #expect(try text == diff("--stat=\(width)"))
            #expect(try stat.numstat.map { $0 + "\n" }.joined() == diff("--numstat"))
        }
    }

    @Test("A rename is written as git writes it", arguments: renames)
    func names(old: String, new: String) throws {
        let trees = try Trees([[old: "content\n"], [new: "content\n"]])
        for width in [40, 80] { try trees.check(width: width) }
    }

    @Test(
        "Bars are scaled as git scales them",
        arguments: [(1, 0), (0, 1), (40, 3), (3, 40), (400, 1), (1, 400), (99, 98)])
    func bars(insertions: Int, deletions: Int) throws {
        let texts = [("x\n", deletions), ("y\n", insertions)].map { "same\n" + String(repeating: $0, count: $1) }
        let trees = try Trees([["f": texts[0], "gg": "a\n"], ["f": texts[1], "gg": "b\n"]])
        for width in [20, 60, 80, 500] { try trees.check(width: width) }
    }

    @Test("Counts of a whole patch are those of git apply")
    func counts() throws {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../fixtures/hostile", directoryHint: .isDirectory).standardized
        let folder = try TemporaryFolder()
        for file in ["ok.patch", "sect-same-file-twice.patch", "rename-swap.patch", "symlink-typechange-legal.patch"] {
            let patch = try Patch(reading: Array(try Data(contentsOf: corpus.appending(path: file))), file: file)
            let git = try Command.run("git", ["apply", "--numstat", corpus.appending(path: file).path], in: folder.url)
                .text
            let rows = git.split(separator: "\n").map { $0.split(separator: "\t").compactMap { Int($0) } }
            #expect(patch.diffstat.insertions == rows.reduce(0) { $0 + ($1.first ?? 0) }, "\(file)")
            #expect(patch.diffstat.deletions == rows.reduce(0) { $0 + ($1.dropFirst().first ?? 0) }, "\(file)")
        }
    }
}
