import Foundation
import PatchModel
import Statistics

/// The readings of a search, written down as they are made: a line each, under a line that says what is searched. The
/// same readings lead a search to the same place.
struct SearchRecord {
    let file: URL
    /// What is searched for, and in what: of another search nothing is taken over.
    let header: String

    private struct Line: Codable {
        var stage: Int
        var outcome: String
        var value: Double?
    }

    /// Nil where no such search was stopped. A line that was cut off is left out.
    func readings() -> [(stage: Int, reading: Bisection.Reading)]? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n")
        guard lines.first.map(String.init) == header else { return nil }
        return lines.dropFirst().compactMap { line in
            guard let entry = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else { return nil }
            return Bisection.Reading(entry.outcome, entry.value).map { (entry.stage, $0) }
        }
    }

    /// Begins anew, with the readings that were taken over.
    func begin(_ readings: [(stage: Int, reading: Bisection.Reading)]) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let lines = try readings.map { try Self.line($0.stage, $0.reading) }
        try Data(([header] + lines).map { $0 + "\n" }.joined().utf8).write(to: file, options: .atomic)
    }

    func add(_ reading: Bisection.Reading, stage: Int) throws {
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((Self.line(stage, reading) + "\n").utf8))
    }

    /// A search that has its answer is not resumed.
    func end() { try? FileManager.default.removeItem(at: file) }

    private static func line(_ stage: Int, _ reading: Bisection.Reading) throws -> String {
        let line =
            switch reading {
            case .metric(let value): Line(stage: stage, outcome: "measured", value: value)
            case .passed: Line(stage: stage, outcome: "passed")
            case .failed: Line(stage: stage, outcome: "failed")
            case .untestable: Line(stage: stage, outcome: "untestable")
            }
        return String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
    }
}

extension Bisection.Reading {
    fileprivate init?(_ outcome: String, _ value: Double?) {
        switch (outcome, value) {
        case ("measured", let value?): self = .metric(value)
        case ("passed", _): self = .passed
        case ("failed", _): self = .failed
        case ("untestable", _): self = .untestable
        default: return nil
        }
    }
}
