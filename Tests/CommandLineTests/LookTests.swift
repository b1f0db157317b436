import Foundation
import PatchbenchTestSupport
import Testing

/// Verbs that only look.
@Suite struct LookTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    static let verbs = [
        ["series"], ["unapplied"], ["next"], ["files", "1"], ["patches", "value.txt"],
        ["annotate", "-P", "3", "value.txt"], ["show", "1"], ["diff", "0..3"], ["diffstat"], ["diffstat", "0..3"],
    ]

    /// A file in the place of the tool's folder: nothing can be made there.
    @Test(arguments: verbs) func `looking works where nothing can be written`(_ words: [String]) async throws {
        let usual = try await small.patchbench(words).expectSuccess()
        let other = try SmallSeries()
        try other.folder.write("", to: ".patchbench")
        let answer = try await other.patchbench(words)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.text == usual.text)
        #expect(try other.folder.text(of: ".patchbench") == "")
    }

    @Test(arguments: verbs) func `looking leaves refs alone, with another base, too`(_ words: [String]) async throws {
        _ = try await small.patchbench("goto", "2")
        let refs = try small.git("for-each-ref").text
        #expect(refs.contains("refs/patchbench/small/3"))
        try FileManager.default.copyItem(at: small.folder.file("base"), to: small.folder.file("other"))
        try small.edit("other/value.txt") { $0.replacing("cycles", with: "instructions") }
        _ = try await small.patchbench(words + ["--base", "other"])
        #expect(try small.git("for-each-ref").text == refs)
    }

    @Test func `a stage without a patch is understood wherever it is printed`() async throws {
        for words in [["build", "3-2"], ["test", "3-2"], ["bench", "--rounds", "1", "3-2"], ["log", "3-2"]] {
            let answer = try await small.patchbench(words)
            #expect(answer.status == 0, "\(words): \(answer.errors)")
            #expect(answer.text.contains("3-2"), "\(answer.text)")
        }
        let compared = try await small.patchbench("compare", "3-2", "3", "--rounds", "3")
        #expect(compared.text.contains("3-2..3"), "\(compared.text)\(compared.errors)")
        let diff = try await small.patchbench("diff", "3-2..3")
        #expect(diff.text.contains("+because") && !diff.text.contains("-8"))
        let needed = try await small.patchbench("build", "3-1")
        #expect(needed.status == 1)
        #expect(needed.errors.contains("needs it at value.txt:1, hunk 1"), "\(needed.errors)")
    }
}
