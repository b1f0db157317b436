/// Reads what a test command prints: TAP 13 and 14, and KTAP 1 and 2, the kernel's versions of it.
///
/// Subtests are named `parent/child`; the parent's own line counts only where it says more than its children do.
/// Directives: `SKIP`, `TODO` and `XFAIL` (a failure that is expected), `TIMEOUT`, `ERROR` (the test crashed).
/// Source: testanything.org's specifications, and Documentation/dev-tools/ktap.rst.
package struct TAPReader {
    /// What was read.
    package struct Report: Equatable {
        package var results: [TestResult] = []
        /// How many tests the plan announced at the top level.
        package var planned: Int?
        /// How many top-level result lines there were.
        package var reported = 0
        package var bailedOut: String?
    }

    private var report = Report()
    /// Results of subtests whose parent has not been reported yet, by indentation.
    private var waiting: [Int: [TestResult]] = [:]
    /// Diagnostics and YAML blocks belong to the failed result just before them.
    private var describesLast = false
    private var isTAP = false

    /// The report, or nil where `text` is no TAP at all.
    package static func read(_ text: String) -> Report? {
        var reader = TAPReader()
        for line in text.split(whereSeparator: \.isNewline) { reader.take(line) }
        return reader.isTAP ? reader.report : nil
    }

    private mutating func take(_ line: Substring) {
        let indentation = line.prefix { $0 == " " }.count
        let text = line.dropFirst(indentation)
        if let result = ResultLine(text) {
            isTAP = true
            add(result.value, at: indentation)
        } else if let plan = planned(text) {
            isTAP = true
            if indentation == 0 { report.planned = plan }
        } else if text.hasPrefix("Bail out!") {
            isTAP = true
            report.bailedOut = text.dropFirst("Bail out!".count).trimmed
        } else if text.hasPrefix("TAP version ") || text.hasPrefix("KTAP version ") {
            isTAP = true
        } else {
            describe(text)
        }
    }

    private mutating func add(_ result: TestResult, at indentation: Int) {
        let deeper = waiting.keys.filter { $0 > indentation }.sorted()
        let children = deeper.flatMap { waiting.removeValue(forKey: $0)! }
        var results = children.map { child in
            var named = child
            named.name = result.name + "/" + child.name
            return named
        }
        if children.isEmpty || (result.isUnexpectedFailure && !children.contains(where: \.isUnexpectedFailure)) {
            results.append(result)
        }
        describesLast = result.outcome != .pass && result.message.isEmpty && results.last?.name == result.name
        if indentation == 0 {
            report.reported += 1
            report.results += results
        } else {
            waiting[indentation, default: []] += results
        }
    }

    /// Takes a line that is no result as the message of the failed result before it, where that has none.
    private mutating func describe(_ text: Substring) {
        guard describesLast else { return }
        let message: String
        if text.hasPrefix("# Subtest:") {
            return
        } else if text.hasPrefix("#") {
            message = text.dropFirst().trimmed
        } else if let key = ["message:", "error:"].first(where: text.hasPrefix) {
            message = text.dropFirst(key.count).trimmed.trimmingQuotes
        } else {
            return
        }
        guard !message.isEmpty else { return }
        describesLast = false
        if let indentation = waiting.keys.max(), let last = waiting[indentation]?.indices.last {
            waiting[indentation]![last].message = message
        } else if let last = report.results.indices.last {
            report.results[last].message = message
        }
    }

    /// The number of tests in a plan line `1..N`, perhaps with a comment.
    private func planned(_ text: Substring) -> Int? {
        guard text.hasPrefix("1..") else { return nil }
        return Int(text.dropFirst(3).prefix { $0.isNumber })
    }
}

/// A line `ok 3 - name # DIRECTIVE reason`.
private struct ResultLine {
    let value: TestResult

    init?(_ text: Substring) {
        let isOK: Bool
        var rest: Substring
        if text.hasPrefix("ok") {
            (isOK, rest) = (true, text.dropFirst(2))
        } else if text.hasPrefix("not ok") {
            (isOK, rest) = (false, text.dropFirst(6))
        } else {
            return nil
        }
        guard rest.isEmpty || rest.first == " " else { return nil }
        rest = rest.drop { $0 == " " }
        let number = rest.prefix { $0.isNumber }
        let afterNumber = rest.dropFirst(number.count)
        if afterNumber.isEmpty || afterNumber.first == " " { rest = afterNumber.drop { $0 == " " } }
        if rest.hasPrefix("- ") { rest = rest.dropFirst(2) }
        let (name, comment) = Self.split(rest)
        var result = TestResult(name: name.isEmpty ? String(number) : name, outcome: isOK ? .pass : .fail)
        Self.apply(comment, to: &result)
        value = result
    }

    /// Name and what follows ` # `; a `\#` is part of the name.
    private static func split(_ text: Substring) -> (name: String, comment: Substring) {
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#" && previous == " " {
                return (text[..<index].trimmed.replacing("\\#", with: "#"), text[text.index(after: index)...])
            }
            previous = text[index]
        }
        return (text.trimmed.replacing("\\#", with: "#"), "")
    }

    private static func apply(_ comment: Substring, to result: inout TestResult) {
        let words = comment.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        let directive = words.first?.uppercased() ?? ""
        let reason = words.count > 1 ? words[1].trimmed : ""
        result.message = reason
        switch directive {
        case let word where word.hasPrefix("SKIP"): result.outcome = .skip
        case "TODO": result.isExpected = result.outcome == .fail
        case "XFAIL": (result.outcome, result.isExpected) = (.fail, true)
        case "TIMEOUT": result.outcome = .timeout
        case "ERROR": result.outcome = .crash
        default: result.message = comment.trimmed
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension String {
    fileprivate var trimmingQuotes: String {
        guard count >= 2, let quote = first, quote == last, "\"'".contains(quote) else { return self }
        return String(dropFirst().dropLast())
    }
}
