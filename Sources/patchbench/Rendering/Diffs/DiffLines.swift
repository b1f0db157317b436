import Glibc

/// A unified diff and where its lines are: a line is read when it is asked for, so that one of 100,000 lines costs no
/// more than what is shown of it.
struct DiffLines: Sendable {
    enum Kind: UInt8, Sendable {
        /// `diff --git`: a file begins.
        case file
        case header, hunk, context, added, removed, note
    }

    struct File: Sendable {
        /// Of the new side, or of the old one where the file goes.
        var path: String
        /// Where it begins.
        var line: Int
    }

    private(set) var files: [File] = []
    /// The lines at which hunks begin.
    private(set) var hunks: [Int] = []

    private var bytes: [UInt8] = []
    /// The same with letters of ASCII in lower case, to search in.
    private var folded: [UInt8] = []
    private var places: [Range<Int32>] = []
    private var kinds: [Kind] = []
    /// Of a line that was taken away, the one that came in its place, and the other way round; else -1.
    private var partners: [Int32] = []

    /// How many bytes of a line are read at most.
    private static let longestLine = 16_384

    init() {}

    /// - Parameter diff: As git writes it, `diff --git` lines included.
    init(_ diff: [UInt8]) {
        var reader = DiffLineReader()
        self.init(diff) { reader.kind(of: $0) }
    }

    /// A diff in which the first character of a line alone says what it is, as in that of two patches.
    init(bySigns diff: [UInt8]) {
        self.init(diff) { line in
            switch line.first {
            case UInt8(ascii: "+"): .added
            case UInt8(ascii: "-"): .removed
            case UInt8(ascii: "@"): .hunk
            default: .context
            }
        }
    }

    private init(_ diff: [UInt8], kind: (ArraySlice<UInt8>) -> Kind?) {
        bytes = diff
        folded = diff.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
        var start = 0
        while start < diff.count {
            let end = diff[start...].firstIndex(of: UInt8(ascii: "\n")) ?? diff.count
            if let kind = kind(diff[start..<end]) { add(kind, start..<end) }
            start = end + 1
        }
        pair()
    }

    private mutating func add(_ kind: Kind, _ place: Range<Int>) {
        if kind == .file { files.append(File(path: Self.path(bytes[place]), line: kinds.count)) }
        if kind == .hunk { hunks.append(kinds.count) }
        kinds.append(kind)
        places.append(Int32(place.lowerBound)..<Int32(place.upperBound))
    }

    /// `diff --git a/old b/new`; a name with odd characters is quoted.
    private static func path(_ line: ArraySlice<UInt8>) -> String {
        let text = String(decoding: line, as: UTF8.self)
        return text.wholeMatch(of: /diff --git .* "?b\/(.*?)"?/).map { String($0.1) } ?? text
    }

    private mutating func pair() {
        partners = Array(repeating: -1, count: kinds.count)
        var index = 0
        while index < kinds.count {
            let removed = kinds[index...].prefix { $0 == .removed }.indices
            let added = kinds[removed.endIndex...].prefix { $0 == .added }.indices
            for (old, new) in zip(removed, added) { (partners[old], partners[new]) = (Int32(new), Int32(old)) }
            index = max(index + 1, added.endIndex)
        }
    }

    var count: Int { kinds.count }

    /// Those of a file, by its index, without the one that it begins with.
    func lines(of file: Int) -> Range<Int> {
        files[file].line + 1..<(file + 1 < files.count ? files[file + 1].line : count)
    }

    func kind(of line: Int) -> Kind { kinds[line] }

    /// Without the `+`, `-` or blank before it.
    func text(of line: Int) -> String {
        let place = places[line]
        let hasSign = [.added, .removed, .context].contains(kinds[line]) && !place.isEmpty
        let start = Int(place.lowerBound) + (hasSign ? 1 : 0)
        return String(decoding: bytes[start..<min(Int(place.upperBound), start + Self.longestLine)], as: UTF8.self)
    }

    /// The text, in which words that the line in its place has not are marked.
    func pieces(of line: Int) -> [WordDiff.Piece] {
        let partner = Int(partners[line])
        guard partner >= 0 else { return [WordDiff.Piece(text: text(of: line), isChanged: false)] }
        let isOld = kinds[line] == .removed
        let words = WordDiff(text(of: isOld ? line : partner), text(of: isOld ? partner : line))
        return isOld ? words.old : words.new
    }

    /// The hunk that a line is in; nil before the first.
    func hunk(at line: Int) -> Int? {
        let next = hunks.partitioningIndex { $0 > line }
        return next > 0 ? next - 1 : nil
    }

    /// Whether a line holds the text; one in lower case alone is looked for in either.
    func line(_ line: Int, contains wanted: SearchText) -> Bool {
        let place = Int(places[line].lowerBound)..<Int(places[line].upperBound)
        return (wanted.ignoresCase ? folded : bytes).withUnsafeBytes { all in
            guard let first = wanted.bytes.first else { return false }
            var rest = all[place]
            while rest.count >= wanted.bytes.count,
                let found = memchr(
                    all.baseAddress! + rest.startIndex, Int32(first), rest.count - wanted.bytes.count + 1)
            {
                if memcmp(found, wanted.bytes, wanted.bytes.count) == 0 { return true }
                rest = rest[(UnsafeRawPointer(found) - all.baseAddress! + 1)...]
            }
            return false
        }
    }
}

/// What is searched for.
struct SearchText: Equatable, Sendable {
    let text: String
    let bytes: [UInt8]
    /// Where no letter of it is in upper case.
    let ignoresCase: Bool

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        ignoresCase = !bytes.contains { (0x41...0x5a).contains($0) }
    }

    func isIn(_ text: String) -> Bool {
        ignoresCase ? text.lowercased().contains(self.text.lowercased()) : text.contains(self.text)
    }
}

extension Array {
    /// The first index whose element fulfils it, where all behind it do, too.
    func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Says what a line of a diff is; the counts of a hunk's header say where it ends.
private struct DiffLineReader {
    private var left = (old: 0, new: 0)

    /// Nil for a line that is not shown.
    mutating func kind(of line: ArraySlice<UInt8>) -> DiffLines.Kind? {
        if left.old > 0 || left.new > 0 || line.first == UInt8(ascii: "\\") { return kind(inHunk: line) }
        if line.starts(with: "diff --git ".utf8) { return .file }
        if let counts = Self.counts(line) {
            left = counts
            return .hunk
        }
        let isKnown = ["index ", "--- ", "+++ "].contains { line.starts(with: $0.utf8) }
        return line.isEmpty || isKnown ? nil : .header
    }

    private mutating func kind(inHunk line: ArraySlice<UInt8>) -> DiffLines.Kind {
        switch line.first {
        case UInt8(ascii: "+"):
            left.new -= 1
            return .added
        case UInt8(ascii: "-"):
            left.old -= 1
            return .removed
        case UInt8(ascii: "\\"): return .note
        default:
            left = (left.old - 1, left.new - 1)
            return .context
        }
    }

    /// Of `@@ -1,2 +3,4 @@`.
    private static func counts(_ line: ArraySlice<UInt8>) -> (old: Int, new: Int)? {
        guard line.starts(with: "@@ -".utf8) else { return nil }
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        guard words.count > 3 else { return nil }
        return (count(words[1]), count(words[2]))
    }

    private static func count(_ range: ArraySlice<UInt8>) -> Int {
        let parts = range.split(separator: UInt8(ascii: ","))
        return parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 : 1
    }
}
