import Statistics

/// Makes the lines of generated files: mostly unique ones, and among them the ones that real files repeat and that
/// readers of diffs stumble over.
struct TextMaker {
    private static let words = """
        alien array batch cache colour cpu drain flush free grow head index limit list lock node object order page \
        partial reap refill shared shrink slab tail tune
        """.split(separator: " ")
    private static let repeated = ["{", "}", "", "\treturn 0;", "\t}", "#endif", "\tbreak;"]
    private static let awkward = [
        "-- a/file", "++ b/file", "--- a/file", "+++ b/file", "@@ -1,2 +1,2 @@", "diff --git a/x b/x", "-- ", "---",
        "\\ No newline at end of file", "From 0123 Mon Sep 17 00:00:00 2001", "Index: x", "trailing space ", "\t",
        "Binary files a and b differ", "old mode 100644", "* * *", "ÄÖÜ größe", "tab\there", "form\u{c}feed", "a\rb",
    ]

    private var serial = 0
    private let newline: String

    init(carriageReturns: Bool = false) {
        newline = carriageReturns ? "\r\n" : "\n"
    }

    mutating func line(using random: inout Xoshiro256) -> [UInt8] {
        let text: String
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4: text = Self.repeated.randomElement(using: &random) ?? ""
        case 4: text = Self.awkward.randomElement(using: &random) ?? ""
        default:
            serial += 1
            let words = (0..<Int.random(in: 1...5, using: &random)).map { _ in Self.words.randomElement(using: &random)!
            }
            text = "\t\(words.joined(separator: "_"))(\(serial), \(Int.random(in: 0..<100_000, using: &random)));"
        }
        return Array((text + newline).utf8)
    }

    mutating func lines(_ count: Int, using random: inout Xoshiro256) -> [[UInt8]] {
        (0..<count).map { _ in line(using: &random) }
    }

    /// Bytes that git takes for binary: a NUL among the first ones.
    static func binary(_ count: Int, using random: inout Xoshiro256) -> [UInt8] {
        [0] + (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

extension [UInt8] {
    /// Split behind each newline; the last line may lack its own.
    var textLines: [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = self[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(Array(rest[...end]))
            rest = rest[(end + 1)...]
        }
        if !rest.isEmpty { lines.append(Array(rest)) }
        return lines
    }

    var hasCarriageReturns: Bool { self.textLines.first?.suffix(2).elementsEqual([13, 10]) ?? false }
}
