import PatchModel

/// What one line of TAP says, without its indentation.
enum TAPLine {
    case version(isKernel: Bool)
    case plan(Int, reason: String)
    /// Sure where it could not be the beginning of a sentence.
    case result(TestResult, number: Int?, isSure: Bool)
    case bailOut(String)
    case subtest(String)
    case comment(Bytes)
    case other

    init(_ text: Bytes) {
        switch text.first {
        case UInt8(ascii: "o"), UInt8(ascii: "n"): self = Self.result(text) ?? .other
        case UInt8(ascii: "1"): self = Self.plan(text) ?? .other
        case UInt8(ascii: "#"):
            let comment = text.dropFirst().trimmed
            self = comment.hasPrefix("Subtest:") ? .subtest(comment.dropFirst(8).trimmed.text) : .comment(comment)
        case UInt8(ascii: "B"), UInt8(ascii: "b"):
            let words = "bail out!".utf8
            let isBailOut = text.count >= words.count && zip(text, words).allSatisfy { $0 | 0x20 == $1 | 0x20 }
            self = isBailOut ? .bailOut(text.dropFirst(words.count).trimmed.text) : .other
        case UInt8(ascii: "T"), UInt8(ascii: "K"): self = Self.version(text) ?? .other
        default: self = .other
        }
    }

    /// Whether the line, indented or not, is a version, a plan or a numbered result.
    static func isLikely(_ line: Bytes) -> Bool {
        switch TAPLine(line.drop { $0.isBlank }) {
        case .version, .plan, .result(_, number: _?, _): true
        case .result, .bailOut, .subtest, .comment, .other: false
        }
    }

    /// Where a version begins that ends the line.
    static func versionStart(in line: Bytes) -> Int? {
        guard let words = line.first("TAP version ", anchor: 2) else { return nil }
        let isKernel = words > line.startIndex && line[words - 1] == UInt8(ascii: "K")
        let start = isKernel ? words - 1 : words
        return version(line[start...]) == nil ? nil : start
    }

    private static func version(_ text: Bytes) -> TAPLine? {
        let isKernel = text.first == UInt8(ascii: "K")
        let rest = isKernel ? text.dropFirst() : text
        guard rest.hasPrefix("TAP version ") else { return nil }
        let number = rest.dropFirst(12).trimmed
        return number.first?.isDigit == true && number.allSatisfy(\.isDigit) ? .version(isKernel: isKernel) : nil
    }

    /// `1..N`, perhaps with a comment, which says why there is none.
    private static func plan(_ text: Bytes) -> TAPLine? {
        guard text.hasPrefix("1..") else { return nil }
        let digits = text.dropFirst(3).prefix { $0.isDigit }
        let comment = text[digits.endIndex...].trimmed
        guard let count = number(digits), comment.first.map({ $0 == UInt8(ascii: "#") }) ?? true else { return nil }
        let words = comment.dropFirst().trimmed
        let isSkip = words.prefix(4).elementsEqual("skip".utf8) { $0 | 0x20 == $1 }
        return .plan(count, reason: (isSkip ? words.drop { !$0.isBlank } : words).trimmed.text)
    }

    private static func number(_ digits: Bytes) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// `ok 3 - name # DIRECTIVE reason`.
    private static func result(_ text: Bytes) -> TAPLine? {
        let isOK = text.hasPrefix("ok")
        guard isOK || text.hasPrefix("not ok") else { return nil }
        var rest = text.dropFirst(isOK ? 2 : 6)
        guard rest.first?.isBlank ?? true else { return nil }
        rest = rest.drop { $0.isBlank }
        let digits = rest.prefix { $0.isDigit }
        let afterDigits = rest[digits.endIndex...]
        let isNumbered = afterDigits.first?.isBlank ?? true
        if isNumbered { rest = afterDigits.drop { $0.isBlank } }
        let isDashed = rest.hasPrefix("- ")
        if isDashed { rest = rest.dropFirst(2) }
        let hash = hash(in: rest)
        let name = unescaped(rest[..<(hash ?? rest.endIndex)].trimmed.text)
        var result = TestResult(name: name.isEmpty ? digits.text : name, outcome: isOK ? .pass : .fail)
        if let hash { apply(rest[(hash + 1)...].trimmed, to: &result) }
        let number = isNumbered ? number(digits) : nil
        return .result(result, number: number, isSure: number != nil || isDashed || !isOK)
    }

    /// Of the comment, which has a blank before it; a `\#` is part of the name.
    private static func hash(in text: Bytes) -> Int? {
        var from = text.startIndex
        while let hash = text[from...].firstByte(UInt8(ascii: "#")) {
            if hash == text.startIndex || text[hash - 1].isBlank { return hash }
            from = hash + 1
        }
        return nil
    }

    private static func unescaped(_ name: String) -> String {
        name.utf8.contains(UInt8(ascii: "\\")) ? name.replacing("\\#", with: "#") : name
    }

    private static func apply(_ comment: Bytes, to result: inout TestResult) {
        let word = comment.prefix { !$0.isBlank }
        result.message = comment[word.endIndex...].message
        switch word.text.uppercased() {
        case let word where word.hasPrefix("SKIP"): result.outcome = .skip
        case "TODO": result.isExpected = result.outcome == .fail
        case "XFAIL": (result.outcome, result.isExpected) = (.fail, true)
        case "TIMEOUT": result.outcome = .timeout
        case "ERROR": result.outcome = .crash
        default: result.message = comment.message
        }
    }
}
