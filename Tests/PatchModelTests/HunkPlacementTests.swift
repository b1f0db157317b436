import PatchModel
import Testing

/// Hunks of a plain diff of `f`.
private func hunks(_ body: String) throws -> [Hunk] {
    try Patch(reading: Array("--- a/f\n+++ b/f\n\(body)".utf8), file: "f.patch").changes[0].hunks
}

private func numbered(_ range: ClosedRange<Int>) -> [String] { range.map { "line \($0)\n" } }

@Suite("Placing hunks")
struct HunkPlacementTests {
    static let change = "@@ -5,5 +5,5 @@\n line 5\n line 6\n-line 7\n+seven\n line 8\n line 9\n"

    private func apply(_ body: String, to text: [String], fuzz: Int = 0) throws -> TextOutcome {
        try hunks(body).apply(to: Array(text.joined().utf8), options: ApplyOptions(fuzz: fuzz))
    }

    private func failure(_ body: String, to text: [String], fuzz: Int = 0) throws -> HunkFailure? {
        guard case .failed(let failure) = try apply(body, to: text, fuzz: fuzz) else { return nil }
        return failure
    }

    @Test("A hunk goes where it says, or to the only place that fits", arguments: [0, 1, 30, -1, -4])
    func offset(offset: Int) throws {
        let moved = offset >= 0 ? (0..<offset).map { "new \($0)\n" } + numbered(1...20) : numbered(1 - offset...20)
        guard case .applied(let bytes, let placements) = try apply(Self.change, to: moved) else {
            Issue.record("does not apply")
            return
        }
        #expect(bytes == Array(moved.map { $0 == "line 7\n" ? "seven\n" : $0 }.joined().utf8))
        #expect(placements == [HunkPlacement(hunk: 1, line: 5 + offset, offset: offset, fuzz: 0)])
    }

    @Test("Two places as good as each other are ambiguous", arguments: [(-6, 6), (-4, 5), (6, 11)])
    func ambiguous(first: Int, second: Int) throws {
        let block = numbered(5...9)
        var text = (1...40).map { "other \($0)\n" }
        for place in [20 + first, 20 + second] { text.replaceSubrange(place - 1..<place + 4, with: block) }
        let stated = Self.change.replacing("-5,5 +5,5", with: "-20,5 +20,5")
        let failure = try failure(stated, to: text)
        guard case .ambiguous(let lines) = failure?.reason else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(lines.count == 2)
    }

    @Test("A place that is clearly nearer is taken")
    func nearest() throws {
        var text = (1...60).map { "other \($0)\n" }
        for place in [40, 10] { text.replaceSubrange(place..<place, with: numbered(5...9)) }
        guard case .applied(_, let placements) = try apply(Self.change, to: text) else {
            Issue.record("does not apply")
            return
        }
        #expect(placements.map(\.line) == [11])
    }

    @Test("Fuzz is none unless asked for, and says how much", arguments: [(0, nil), (1, 1), (2, 1)])
    func fuzz(allowed: Int, used: Int?) throws {
        let text = numbered(1...20).map { $0 == "line 5\n" ? "changed\n" : $0 }
        guard case .applied(let bytes, let placements) = try apply(Self.change, to: text, fuzz: allowed) else {
            #expect(used == nil)
            return
        }
        #expect(bytes == Array(text.map { $0 == "line 7\n" ? "seven\n" : $0 }.joined().utf8))
        #expect(placements.map(\.fuzz) == [used])
    }

    @Test(
        "A hunk without a place says why",
        arguments: [
            ("other text", Self.change, ["a\n", "b\n"], HunkFailure.Reason.notFound),
            ("no context", "@@ -5 +5 @@\n-line 5\n+five\n", numbered(2...20), .noContext),
            (
                "over the one before", Self.change + "@@ -8,4 +8,4 @@\n line 8\n line 9\n-line 10\n+ten\n line 11\n",
                numbered(1...20), .overlapsPreviousHunk(line: 8)
            ),
            (
                "above the one before", Self.change + "@@ -12,3 +12,3 @@\n line 1\n-line 2\n+two\n line 3\n",
                numbered(1...20), .overlapsPreviousHunk(line: 1)
            ),
            (
                "done already", Self.change, numbered(1...20).map { $0 == "line 7\n" ? "seven\n" : $0 },
                .alreadyApplied(line: 5)
            ),
            (
                "carriage returns in the file", Self.change, numbered(1...20).map { $0.replacing("\n", with: "\r\n") },
                .lineEndings(patchHasCarriageReturns: false)
            ),
            (
                "no newline inside", "@@ -3,0 +4 @@\n+x\n\\ No newline at end of file\n", numbered(1...9),
                .missingNewlineInside
            ),
        ])
    func reasons(name: String, body: String, text: [String], reason: HunkFailure.Reason) throws {
        #expect(try failure(body, to: text)?.reason == reason)
    }

    @Test("A failure shows what was looked for, what stands there, and the nearest place")
    func explanation() throws {
        var text = numbered(1...20)
        text[6] = "another 7\n"
        text.insert("first\n", at: 0)
        let failure = try #require(try failure(Self.change, to: text))
        #expect(failure.hunk == 1)
        #expect(failure.sourceLine == 3)
        #expect(failure.expectedLine == 5)
        #expect(failure.wanted.count == 5)
        #expect(failure.found.map { String(decoding: $0, as: UTF8.self) } == Array(text[4...8]))
        #expect(failure.nearest?.line == 6)
        #expect(failure.nearest?.matching == 4)
    }

    @Test("Text without a last newline keeps it missing")
    func noNewline() throws {
        let body =
            "@@ -1,2 +1,2 @@\n alpha\n-beta\n\\ No newline at end of file\n+gamma\n\\ No newline at end of file\n"
        guard case .applied(let bytes, _) = try apply(body, to: ["alpha\n", "beta"]) else {
            Issue.record("does not apply")
            return
        }
        #expect(bytes == Array("alpha\ngamma".utf8))
        #expect(try failure(body, to: ["alpha\n", "beta\n"])?.reason == .notFound)
    }

    @Test("Taking a change back gives the old text", arguments: [Self.change, "@@ -0,0 +1,2 @@\n+a\n+b\n"])
    func reversed(body: String) throws {
        let old = body.contains("line") ? Array(numbered(1...20).joined().utf8) : []
        let change = try hunks(body)
        guard case .applied(let new, _) = change.apply(to: old),
            case .applied(let back, _) = change.map(\.reversed).apply(to: new)
        else {
            Issue.record("does not apply")
            return
        }
        #expect(new != old)
        #expect(back == old)
    }

    @Test("Line ends are adapted only when asked for", arguments: [("\n", "\r\n"), ("\r\n", "\n")])
    func lineEnds(patch: String, file: String) throws {
        let body = Self.change.split(separator: "\n").enumerated().map { $1 + ($0 == 0 ? "\n" : patch) }.joined()
        let text = Array((1...20).map { "line \($0)\(file)" }.joined().utf8)
        let hunks = try hunks(body)
        guard case .failed = hunks.apply(to: text) else {
            Issue.record("applies")
            return
        }
        guard case .applied(let bytes, _) = hunks.apply(to: text, options: ApplyOptions(adaptsLineEnds: true)) else {
            Issue.record("does not apply")
            return
        }
        #expect(bytes == Array((1...20).map { "\($0 == 7 ? "seven" : "line \($0)")\(file)" }.joined().utf8))
    }

    @Test("A file name with blanks is read from a line without quotes in no time", arguments: [10, 200_000])
    func blanks(count: Int) throws {
        let name = "a b/" + String(repeating: " x", count: min(count, 100))
        let legal = "diff --git a/\(name) b/\(name)\nold mode 100644\nnew mode 100755\n"
        #expect(try Patch(reading: Array(legal.utf8), file: "x.patch").changes.first?.path.description == name)
        let long = "diff --git a/" + String(repeating: " ", count: count) + "\n"
        #expect(throws: PatchError.self) { try Patch(reading: Array(long.utf8), file: "x.patch") }
    }

    @Test("Far places are found, and another within twice the distance is seen", arguments: [100, 700, 5000])
    func far(distance: Int) throws {
        func text(_ places: [Int]) -> [String] {
            var text = (1...40_000).map { "other \($0)\n" }
            for place in places { text.replaceSubrange(place..<place + 5, with: numbered(5...9)) }
            return text
        }
        let stated = Self.change.replacing("-5,5 +5,5", with: "-20001,5 +20001,5")
        guard
            case .applied(_, let placements) = try apply(stated, to: text([20_000 + distance, 20_000 - 2 * distance]))
        else {
            Issue.record("does not apply")
            return
        }
        #expect(placements.map(\.offset) == [distance])
        let close = try failure(stated, to: text([20_000 + distance, 20_000 - 2 * distance + 1]))
        #expect(close?.reason == .ambiguous([20_002 - 2 * distance, 20_001 + distance]))
    }

    @Test("Every hunk of a long patch is found after lines were added above")
    func longPatch() throws {
        let lines = numbered(1...30_000)
        let hunks = stride(from: 4, to: 29_990, by: 8).map { line in
            "@@ -\(line - 2),5 +\(line - 2),5 @@\n line \(line - 2)\n line \(line - 1)\n-line \(line)\n+new \(line)\n"
                + " line \(line + 1)\n line \(line + 2)\n"
        }
        let text = ["a\n", "b\n", "c\n"] + lines
        guard case .applied(let bytes, let placements) = try apply(hunks.joined(), to: text) else {
            Issue.record("does not apply")
            return
        }
        #expect(placements.count == hunks.count)
        #expect(placements.allSatisfy { $0.offset == 3 && $0.fuzz == 0 })
        let expected = text.map { line in
            line.hasPrefix("line ") && (Int(line.dropFirst(5).dropLast()) ?? 0) % 8 == 4 && line != "line 29996\n"
                ? line.replacing("line", with: "new") : line
        }
        #expect(bytes == Array(expected.joined().utf8))
    }

    @Test("Fuzz may reach behind the end, and a hunk after it finds nothing there")
    func fuzzAtTheEnd() throws {
        let body = "@@ -17,7 +17,7 @@\n line 17\n line 18\n line 19\n-line 20\n+twenty\n line 21\n line 22\n line 23\n"
        let text = numbered(1...22)
        guard case .applied(_, let placements) = try apply(body, to: text, fuzz: 2) else {
            Issue.record("does not apply")
            return
        }
        #expect(placements.map(\.fuzz) == [1])
        let more = body + "@@ -24,3 +24,3 @@\n line 1\n-line 2\n+two\n line 3\n"
        #expect(try failure(more, to: text, fuzz: 2)?.reason == .overlapsPreviousHunk(line: 1))
    }
}
