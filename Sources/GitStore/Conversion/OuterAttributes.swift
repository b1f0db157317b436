import Foundation

/// The files of attributes that no tree has: what the system, the user and the repository say (gitattributes(5)).
public struct OuterAttributes: Hashable, Sendable, Codable {
    /// `info/attributes` of the repository, which counts before all that a tree says.
    public let above: Data
    /// The system's file, then the user's, which count where no tree says anything.
    public let below: Data

    /// Where in a repository git looks for the former.
    static let place = "info/attributes"

    /// Nil where they say nothing of how contents stand in a work tree.
    ///
    /// - Parameters:
    ///   - above: the bytes of a file.
    ///   - below: those of several, the last of which counts most.
    init?(above: [UInt8], below: [[UInt8]]) {
        let (above, below) = (Self.text([above]), Self.text(below))
        guard Self.words.contains(where: { above.contains(word: $0) || below.contains(word: $0) }) else { return nil }
        (self.above, self.below) = (Data(above), Data(below))
    }

    /// The names of the attributes that are read, and what may stand for some.
    private static let words = ["text", "crlf", "eol", "ident", "encoding", "filter", "binary", "[attr]"]

    /// What stands in them, as words of letters.
    public var texts: [String] { [above, below].map { $0.base64EncodedString() } }

    /// Whether they may say of a file that Git LFS keeps it.
    var mayNameLargeFiles: Bool { [above, below].contains { Array($0).contains(word: "filter") } }

    /// The lines that give a name to several attributes.
    static func macros(_ text: [UInt8]) -> [UInt8] {
        text.split(separator: 0x0a).filter { $0.drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "[attr]".utf8) }
            .flatMap { $0 + [0x0a] }
    }

    /// One file after the other, each without the mark that it may begin with, and in whole lines.
    static func text(_ files: [[UInt8]]) -> [UInt8] {
        files.reduce(into: []) { text, file in
            text += file.starts(with: mark) ? file.dropFirst(mark.count) : file[...]
            if let last = text.last, last != 0x0a { text.append(0x0a) }
        }
    }

    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]
}

extension [UInt8] {
    fileprivate func contains(word: String) -> Bool { firstRange(of: Array(word.utf8)) != nil }
}
