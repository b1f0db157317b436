import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

/// A row of `fixtures/hostile/MANIFEST.tsv`.
struct HostileShape: CustomTestStringConvertible, Sendable {
    let file: String
    let shape: String
    let mustApply: Bool

    var testDescription: String { "\(file): \(shape)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../fixtures/hostile", directoryHint: .isDirectory).standardized

    static let all: [HostileShape] = {
        let manifest = try? String(contentsOf: folder.appending(path: "MANIFEST.tsv"), encoding: .utf8)
        return (manifest ?? "").split(separator: "\n").dropFirst().map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return HostileShape(file: columns[0], shape: columns[1], mustApply: columns[2] == "apply")
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
        let base = try store.repository.importFolder(store.folder.file("tree").path)
        let outcome: String
        do {
            let series = try Series(name: "hostile", patches: try shape.patches())
            let chain = try store.repository.makeStages(of: series, base: base)
            if let failure = chain.failure?.failure {
                #expect(failure.isRefusal, "\(failure)")
                outcome = "\(failure)"
            } else {
                outcome = "applied"
            }
        } catch let error as PatchError {
            outcome = "\(error)"
        }
        #expect((outcome == "applied") == shape.mustApply, "\(outcome)")
    }
}
