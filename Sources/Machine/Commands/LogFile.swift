import Foundation

/// What a command wrote.
package struct LogFile {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    /// All of it; bytes that are not UTF-8 show as the replacement character. Empty where there is no file.
    package var text: String {
        (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Hands it on piece by piece, for it may be large, until it is told to stop.
    package func read(_ takesMore: (Data) -> Bool) {
        guard let file = try? FileHandle(forReadingFrom: url) else { return }
        defer { try? file.close() }
        while let piece = try? file.read(upToCount: 1 << 18), !piece.isEmpty, takesMore(piece) {}
    }

    /// The last lines that hold something, at most `count`.
    package func lastLines(_ count: Int) -> [String] {
        // A log may be large: what matters is at its end.
        guard let file = try? FileHandle(forReadingFrom: url), let size = try? file.seekToEnd() else { return [] }
        defer { try? file.close() }
        try? file.seek(toOffset: size > 65_536 ? size - 65_536 : 0)
        let tail = String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
        return tail.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.suffix(count).map(
            String.init)
    }
}
