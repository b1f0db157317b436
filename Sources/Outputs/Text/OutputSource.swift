import Foundation

/// What a command wrote, in memory or in a file; read line by line, so that no more than a line and a chunk are held.
package enum OutputSource: Sendable {
    case bytes([UInt8])
    /// One that is not there is empty.
    case file(URL)

    /// After each the task may be found cancelled.
    private static let chunkSize = 262_144

    package var url: URL? { if case .file(let url) = self { url } else { nil } }

    /// Calls `body` with each line until it answers false.
    ///
    /// - Throws: Also where the task is cancelled: what was read until then is no result.
    package func forEachLine(_ body: (OutputLine) throws(BenchProblem) -> Bool) throws(BenchProblem) {
        var lines = OutputLines()
        let isWhole = try forEachChunk { (chunk) throws(BenchProblem) in
            guard !Task.isCancelled else { throw .noMetric }
            return try lines.read(chunk, body)
        }
        if isWhole { try lines.finish(body) }
    }

    /// Calls `body` with piece after piece until it answers false.
    /// - Returns: Whether that was all.
    @discardableResult
    package func forEachChunk<Problem: Error>(_ body: ([UInt8]) throws(Problem) -> Bool) throws(Problem) -> Bool {
        switch self {
        case .bytes(let bytes): return try body(bytes)
        case .file(let url):
            guard let file = try? FileHandle(forReadingFrom: url) else { return true }
            defer { try? file.close() }
            while let chunk = try? file.read(upToCount: Self.chunkSize), !chunk.isEmpty {
                guard try body([UInt8](chunk)) else { return false }
            }
            return true
        }
    }
}

/// A line without its end, and without a mark of the byte order before it.
package struct OutputLine {
    /// From 1, by the line feeds before it.
    package var number: Int
    package var bytes: ArraySlice<UInt8>

    package var text: String { String(output: bytes) }

    /// For problems, cut to what a message can show.
    package var line: BenchLine {
        BenchLine(number: number, text: String(String(output: bytes.prefix(480)).prefix(120)))
    }

    /// Its parts between carriage returns: what a terminal shows one over the other.
    package func forEachPart(_ body: (OutputLine) throws(BenchProblem) -> Void) throws(BenchProblem) {
        guard bytes.contains(UInt8(ascii: "\r")) else { return try body(self) }
        for part in bytes.split(separator: UInt8(ascii: "\r")) { try body(OutputLine(number: number, bytes: part)) }
    }
}

/// Cuts chunks of an output into lines.
private struct OutputLines {
    /// The beginning of a line whose end has not come.
    private var rest: [UInt8] = []
    private var number = 0
    private var isFirst = true
    private var decoder: UTF16Decoder?

    mutating func read(
        _ chunk: [UInt8], _ body: (OutputLine) throws(BenchProblem) -> Bool
    ) throws(BenchProblem) -> Bool {
        if isFirst { decoder = UTF16Decoder(beginning: chunk) }
        isFirst = false
        let bytes = decoder?.decode(chunk) ?? chunk
        var start = 0
        while let end = bytes.lineFeed(from: start) {
            if rest.isEmpty {
                guard try send(bytes[start..<end], body) else { return false }
            } else {
                rest += bytes[start..<end]
                let line = rest
                rest = []
                guard try send(line[...], body) else { return false }
            }
            start = end + 1
        }
        rest += bytes[start...]
        if rest.count > BenchLimit.line.count { _ = try send(rest[...], body) }
        return true
    }

    /// A last line may have no end.
    mutating func finish(_ body: (OutputLine) throws(BenchProblem) -> Bool) throws(BenchProblem) {
        if !rest.isEmpty { _ = try send(rest[...], body) }
    }

    private mutating func send(
        _ bytes: ArraySlice<UInt8>, _ body: (OutputLine) throws(BenchProblem) -> Bool
    ) throws(BenchProblem) -> Bool {
        number += 1
        var bytes = bytes
        while bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        while bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let line = OutputLine(number: number, bytes: bytes)
        guard bytes.count <= BenchLimit.line.count else { throw line.line.problem(.beyond(.line)) }
        return try body(line)
    }
}

extension Array<UInt8> {
    fileprivate func lineFeed(from start: Int) -> Int? {
        withUnsafeBytes { bytes -> Int? in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }
}
