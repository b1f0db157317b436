import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

/// A row of `fixtures/hostile/MANIFEST.tsv`.
struct HostileShape: CustomTestStringConvertible, Sendable {
    let file: String
    let shape: String
    /// `apply`, `refuse`, or `conflict`: legal, but not for this tree.
    let expected: String

    var testDescription: String { "\(file): \(shape)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../fixtures/hostile", directoryHint: .isDirectory).standardized

    static let all: [HostileShape] = {
        let manifest = try? String(contentsOf: folder.appending(path: "MANIFEST.tsv"), encoding: .utf8)
        return (manifest ?? "").split(separator: "\n").dropFirst().map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return HostileShape(file: columns[0], shape: columns[1], expected: columns[2])
        }
    }()

    func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: Self.folder.appending(path: name))) }

    /// The patches that the file stands for.
    func patches() throws -> [Patch] {
        guard file.hasSuffix(".series") else { return [try Patch(reading: try bytes(of: file), file: file)] }
        return try SeriesFile(reading: try bytes(of: file), file: file).entries.map { entry in
            try Patch(
                reading: try bytes(of: entry.file), file: entry.file, strip: entry.strip, isReversed: entry.isReversed)
        }
    }
}

@Suite("Patches from strangers")
struct HostileTests {
    @Test("The corpus is there")
    func corpus() { #expect(HostileShape.all.count >= 48) }

    @Test("A legal shape applies, a dangerous or unclear one is refused", arguments: HostileShape.all)
    func shape(_ shape: HostileShape) throws {
        let store = try StoreSandbox()
        _ = try Command.run("tar", ["xf", HostileShape.folder.appending(path: "base.tar").path], in: store.folder.url)
        let base = try store.repository.importFolder(store.folder.file("tree").path).tree
        #expect(try outcome(of: shape, on: base, store) == shape.expected)
        #expect(try store.folder.text(of: "outside/secret") == "canary\n")
    }

    private func outcome(of shape: HostileShape, on base: ObjectID, _ store: StoreSandbox) throws -> String {
        do {
            let chain = try store.repository.makeStages(
                of: try Series(name: "hostile", patches: try shape.patches()), base: base)
            guard let failure = chain.failure?.failure else {
                return chain.stages.last?.tree == base ? "nothing changed" : "apply"
            }
            return failure.isRefusal ? "refuse" : "conflict"
        } catch is PatchError {
            return "refuse"
        }
    }
}
