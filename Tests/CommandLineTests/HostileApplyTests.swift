import Foundation
import PatchbenchTestSupport
import Testing

/// The corpus of `fixtures/hostile` through the command: the statuses of its manifest, and nothing changed anywhere.
@Suite struct HostileApplyTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        let file: String
        let expected: String
        var testDescription: String { file }
    }

    private static let corpus = Product.packageRoot.appending(path: "fixtures/hostile", directoryHint: .isDirectory)

    static let shapes: [Shape] = {
        let manifest = try? String(contentsOf: corpus.appending(path: "MANIFEST.tsv"), encoding: .utf8)
        return (manifest ?? "").split(separator: "\n").dropFirst().map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Shape(file: columns[0], expected: columns[2])
        }
    }()

    @Test func `the corpus is there`() { #expect(Self.shapes.count >= 130) }

    @Test(arguments: shapes) func `status, message, and nothing changed`(_ shape: Shape) async throws {
        let folder = try TemporaryFolder()
        _ = try Command.run("tar", ["xf", Self.corpus.appending(path: "base.tar").path], in: folder.url)
        let before = try folder.listing(of: "")
        let patch = Self.corpus.appending(path: shape.file).path
        let answer = try await Command.patchbench(["apply", "--base", "tree", patch, "--out", "made"], in: folder.url)
        let statuses: [String: Int32] = ["apply": 0, "conflict": 1, "refuse": 2]
        #expect(answer.status == statuses[shape.expected], "\(answer.errors)")
        if shape.expected == "apply" {
            #expect(folder.exists("made"))
            try FileManager.default.removeItem(at: folder.file("made"))
        } else {
            // A series is refused for what it names, or for what that holds.
            let culprit = shape.file.hasSuffix(".series") ? "fixtures/hostile/" : shape.file
            #expect(answer.errors.contains(culprit), "\(answer.errors)")
        }
        #expect(try folder.listing(of: "") == before)
    }
}
