import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

/// What the files of a series may hold altogether.
@Suite struct SeriesLimitsTests {
    /// A binary change of git's from one content to another.
    private static func binary(_ old: [UInt8], _ new: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        try folder.write(old, to: "a/f")
        try folder.write(new, to: "b/f")
        return try Command.run("git", ["diff", "--no-index", "--no-prefix", "--binary", "a/f", "b/f"], in: folder.url)
            .output
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try Command.run("gzip", ["-9c"], in: FileManager.default.temporaryDirectory, input: bytes).output
    }

    private static let diff = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
    private static let noise = (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) }

    /// Of each kind, a file that holds so much of it, and how much.
    private static func file(_ kind: SizeKind) throws -> (bytes: [UInt8], size: Int) {
        switch kind {
        case .compressed:
            let text = Array((String(repeating: "Why. ", count: 400) + "\n" + diff).utf8)
            return (try gzip(text), text.count)
        case .literal: return (try binary([0], noise), noise.count)
        // Few bytes of a delta make many.
        case .delta: return (try binary(noise, noise + noise), 2 * noise.count)
        case .message:
            let text = "One\n\n" + String(repeating: "Why. ", count: 400)
            let header = try Patch(reading: Array((text + "\n" + diff).utf8), file: "p").header
            return (Array((text + "\n" + diff).utf8), header.message.utf8.count)
        }
    }

    @Test(
        "Each kind is counted over all files, and no more is taken than is allowed",
        arguments: SizeKind.allCases)
    func limits(_ kind: SizeKind) throws {
        let (bytes, size) = try Self.file(kind)
        if kind == .delta { #expect(bytes.count < size / 10) }
        let files = (1...3).map { SourceFile(name: "\($0).patch", bytes: bytes) }
        var limits = SeriesLimits()
        limits[kind] = 3 * size
        #expect(try ImportedSeries(reading: files, limits: limits).patches.count == 3)
        limits[kind] = 3 * size - 1
        let error = #expect(throws: PatchError.self) { try ImportedSeries(reading: files, limits: limits) }
        guard case .malformed(let place, let problem) = error else { return }
        #expect(place.file == "3.patch")
        #expect(problem == .source(.seriesTooLarge(kind, limit: 3 * size - 1)))
    }

    private static let sizes: [(text: String, size: Int?)] = [
        ("0", 0), ("1000", 1000), ("64K", 65536), ("64k", 65536), ("512M", 536_870_912), ("2G", 2_147_483_648),
        ("", nil), ("M", nil), ("-1", nil), ("1.5G", nil), ("9223372036854775807G", nil), ("1T", nil),
    ]

    @Test("A size is written in bytes or with a letter", arguments: sizes) func size(_ text: String, _ size: Int?) {
        #expect(SeriesLimits.size(text) == size)
    }

    @Test("Reading ends where the task is cancelled") func cancelled() async throws {
        let many = (1...200).map { SourceFile(name: "\($0).patch", bytes: Array(Self.diff.utf8)) }
        let series = many.map { "\($0.name)\n" }.joined()
        for files in [many, [SourceFile(name: "series", bytes: Array(series.utf8))] + many] {
            let reading = Task {
                while !Task.isCancelled { await Task.yield() }
                return Result { try ImportedSeries(reading: files) }
            }
            reading.cancel()
            let result = await reading.value
            #expect(throws: PatchError.interrupted) { try result.get() }
        }
    }
}
