import Foundation
import GitStore
import PatchbenchTestSupport
import Testing

/// Which files `A..B -- PATH` means, beside what git log shows.
@Suite struct PathspecTests {
    private let git: GitSandbox
    private let store: StoreSandbox
    private let trees: [ObjectID]

    private static let files = [
        "a/f", "a/b/f", "a/b/f.c", "a/b/d/e/f.c", "ab/f.c", "A/f.c", "A/B/F.C", "f.c", "F", "readme", "README.md",
        "b/a/x", "b/README", "!x", "*x", "yx", "a/*x", "a/yx", "a/[b]/f", ":c", "a?/f", "az/f", "a/\u{e4}",
    ]

    init() throws {
        git = try GitSandbox()
        store = try StoreSandbox()
        try git.commit("none")
        let none = try store.repository.importFolder(git.folder.url.path).tree
        for file in Self.files { try git.folder.write("1\n", to: file) }
        try git.commit("all")
        trees = [none, try store.repository.importFolder(git.folder.url.path).tree]
    }

    private static let specs: [[String]] = [
        ["f.c"], ["f"], ["a"], ["a/"], ["f.c/"], ["."], [":"], [":/"], [":/a"], [":/:a"], [":(top)b"], ["*.c"],
        [":(glob)*.c"], [":(glob)**/*.c"], [":(glob)a/**"], [":(glob)a/**/f.c"], [":(glob)**/b/**"], [":(glob)a*"],
        [":(glob)*/f"], [":(glob)a/?/f*"], [":(glob,top)**/f"], [":(glob)**"], [":(glob)a**c"], [":(glob)[!a]*"],
        [":(icase)readme*"], [":(icase)A"], [":(icase)a/b/f.c"], [":(icase,glob)*/F.c"], [":(icase)F"],
        [":(icase,top)a/B"], [":(icase)[a]/*"], [":(literal)*x"], [":(literal,top)a?"], [":(literal)a/[b]"],
        [":(literal,icase)README.MD"], ["*x"], ["a?"], ["a/[b]"], ["\\*x"], ["a/\\[b\\]/f"],
        [":(exclude)a"], [":!a"], [":^a"], [":!*.c"], [":!/a"], [":/!a", "*"], [":!/*.c", "a"], ["a", ":!a/b"],
        ["a", ":(exclude)a/b", ":!*f"], [".", ":(exclude,glob)*.c"], [".", ":(exclude,icase)A*"], [":!.", "a"],
        ["*.c", ":(exclude,top,icase)a"], [":!f", ":!F"], [":/", ":!*f*"], [":(top,glob)a/*", ":(icase)readme"],
        [":(,top)a"], [":()f"], [":!:x"], [":(literal):c"], ["../f.c"], ["../a/*.c"], ["./b"], ["..", ":!../a"],
        [":(glob)../*.c"], [":(icase)../A/b"], ["../?/b"],
    ]

    @Test(arguments: ["", "a", "a/b"]) func `the files are those that git log shows`(folder: String) throws {
        for spec in Self.specs {
            let place = folder.isEmpty ? git.folder.url : git.folder.file(folder)
            let words = ["-c", "core.quotePath=false", "log", "-1", "--format=", "--name-only", "--"] + spec
            let log = try Command.run("git", words, in: place)
            guard log.status == 0 else {
                #expect(throws: GitStoreError.self, "\(spec)") { try CommitRange("-1", paths: spec, in: folder) }
                continue
            }
            let wanted = Set(log.text.split(separator: "\n").map(String.init))
            let paths = try CommitRange("-1", paths: spec, in: folder).paths
            let options = DiffOptions(paths: paths, findsRenames: false)
            let found = try store.repository.diffstat(from: trees[0], to: trees[1], options: options).files
            #expect(Set(found.map { $0.path.description }) == wanted, "\(spec) in \u{201C}\(folder)\u{201D}")
        }
    }

    @Test(arguments: [":(strange)a", ":(glob,literal)a", ":(top", ":%a", ":(attr:x)a", ":(prefix:1)a"])
    func `what is not understood is refused`(word: String) throws {
        #expect(throws: GitStoreError.badPathspec(word)) { try CommitRange("-1", paths: [word]) }
    }
}
