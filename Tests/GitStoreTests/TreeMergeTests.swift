import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@Suite struct TreeMergeTests {
    /// One branch changes lines 2 and 3, the mode of `run`, and what else a script does; the other what `theirs` does.
    private static let cases: [(name: String, theirs: String)] = [
        ("far lines", "sed -i 's/^9$/nine/' a"), ("the same line", "sed -i 's/^2$/zwei/' a"),
        ("the same change", "sed -i 's/^2$/two/' a"), ("a new file", "mkdir d && echo x > d/new"),
        ("a file that goes", "rm b"), ("a file that goes and was changed", "rm a"),
        ("a changed mode", "chmod +x a"), ("content beside a mode", "echo more >> run"),
        ("a link", "ln -s a link"), ("a binary file", "printf '\\000\\002' > data"),
        ("a file where the other has one", "echo theirs > mine"),
        ("a folder where the other has a file", "mkdir mine && echo x > mine/x"),
    ]

    @Test(arguments: cases) func `changes go into another tree as git merges them`(
        _ case: (name: String, theirs: String)
    ) throws {
        let sandbox = try GitSandbox()
        let folder = sandbox.folder
        let run = { (script: String) in
            try Command.run("sh", ["-e", "-c", script], in: folder.url).expectSuccess()
        }
        _ = try run("seq 1 12 > a; echo b > b; echo run > run; printf '\\000\\001' > data")
        try sandbox.commit("base")
        try sandbox.git("checkout", "-q", "-b", "theirs")
        _ = try run(`case`.theirs)
        try sandbox.commit("theirs")
        try sandbox.git("checkout", "-q", "main")
        _ = try run(
            "sed -i -e 's/^2$/two/' -e 's/^3$/three/' a; chmod +x run; printf '\\000\\003' > data; echo mine > mine")
        try sandbox.commit("ours")

        let store = try StoreSandbox()
        try store.repository.borrow(from: UserRepository(holding: folder.url.path))
        let tree = { (name: String) in try ObjectID(hex: sandbox.treeID(name))! }
        let merged = try store.repository.merge(from: tree("main~1"), to: tree("theirs"), into: tree("main"))
        let answer = try Command.run(
            "git", ["merge-tree", "--write-tree", "--name-only", "main", "theirs"], in: folder.url)
        let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(merged.conflicts.isEmpty == (answer.status == 0), "\(answer.text)")
        if answer.status == 0 {
            #expect(merged.tree.description == lines[0])
        } else {
            // git moves what stands in a folder's way aside, under another name.
            let names = lines.dropFirst().prefix { !$0.isEmpty }.map { $0.prefix { $0 != "~" } }
            #expect(Set(merged.conflicts.map { $0.description.prefix { $0 != "/" } }) == Set(names))
        }
    }

    @Test func `a file that has another name in the other tree is found`() throws {
        let sandbox = try GitSandbox()
        try sandbox.folder.write((1...12).map { "\($0)\n" }.joined(), to: "new")
        try sandbox.commit("renamed")
        try sandbox.folder.write((1...12).map { $0 == 9 ? "nine\n" : "\($0)\n" }.joined(), to: "new")
        try sandbox.commit("edited")
        try sandbox.git("checkout", "-q", "-b", "old", "main~1")
        try sandbox.git("mv", "new", "old")
        try sandbox.commit("before the rename")
        let store = try StoreSandbox()
        try store.repository.borrow(from: UserRepository(holding: sandbox.folder.url.path))
        let tree = { (name: String) in try ObjectID(hex: sandbox.treeID(name))! }
        let merged = try store.repository.merge(
            from: tree("main~1"), to: tree("main"), into: tree("old"), renames: [TreePath("new"): TreePath("old")])
        #expect(merged.conflicts.isEmpty)
        try sandbox.git("mv", "old", "new")
        #expect(
            try store.repository.diff(from: merged.tree, to: tree("main"), options: DiffOptions(findsRenames: true))
                .elementsEqual("diff --git a/old b/new\nsimilarity index 100%\nrename from old\nrename to new\n".utf8))
    }
}
