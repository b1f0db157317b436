import Foundation
import PatchbenchTestSupport
import Testing

/// `range-diff` and `interdiff`, with git and GNU patch as the reference.
@Suite struct RangeDiffTests {
    @Test(arguments: 1...16) func `two versions of a series are compared as git range-diff does`(_ seed: UInt64)
        async throws
    {
        let versions = try SeriesVersions(seed: seed)
        let ours = try await versions.patchbench("range-diff", "v1", "v2")
        #expect(ours.status == 0, "\(ours.errors)")
        let gits = try versions.gitRangeDiff()
        #expect(ours.text == gits, "ours:\n\(ours.text)\ngit:\n\(gits)")
        #expect(ours.text.contains(" ! "))
    }

    @Test func `slab-v1 against slab changed in patches 4 and 5`() async throws {
        let answer = try await Command.patchbench(["range-diff", "--json", "slab-v1", "slab"], in: Product.packageRoot)
        let document = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        let patches = try #require(document?["patches"] as? [[String: Any]])
        let changed = patches.filter { $0["status"] as? String == "changed" }
        #expect(patches.count == 11)
        #expect(changed.map { ($0["old"] as? [String: Any])?["number"] as? Int } == [4, 5])
        #expect(patches.count { $0["status"] as? String == "equal" } == 9)
    }

    @Test func `a patch of which every line changed is still the same patch`() async throws {
        let series = try SmallSeries()
        try FileManager.default.copyItem(at: series.folder.file("patches"), to: series.folder.file("second"))
        try series.edit("second/0002-say-why.patch") {
            $0.replacing("+1,2", with: "+1,9").replacing(
                "+because\n+of this\n", with: (1...9).map { "+reason \($0)\n" }.joined())
        }
        let answer = try await series.patchbench("range-diff", "-s", "small", "second")
        #expect(
            answer.text == "1: = 1: value: lower it to 8\n2: ! 2: notes: say why\n3: = 3: value: halve it\n")
    }

    @Test func `what there is no series of is said`() async throws {
        let answer = try await SmallSeries().patchbench("range-diff", "small", "smal")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("did you mean \u{201C}small\u{201D}?"))
    }

    /// The interdiff, applied by GNU patch to what the first patch makes, gives what the second makes.
    @Test(arguments: [
        ["b\n", "B\n"], ["", "b\nnew\n"], ["x\n", "x\ny\n"],
    ]) func `an interdiff leads from the one result to the other`(_ texts: [String]) async throws {
        let folder = try TemporaryFolder()
        let lines = (1...60).map { "line \($0)\n" }
        let results = texts.enumerated().map { index, text in
            (lines[..<9] + [text] + lines[(9 + index)..<40] + ["changed by both\n"] + lines[41...]).joined()
        }
        try folder.write(lines.joined(), to: "base/f")
        for (index, result) in results.enumerated() {
            try folder.write(result, to: "r\(index)/f")
            let diff = try Command.run("git", ["diff", "--no-index", "base/f", "r\(index)/f"], in: folder.url)
            try folder.write(
                diff.text.replacing("base/f", with: "f").replacing("r\(index)/f", with: "f"), to: "\(index).patch")
        }
        let interdiff = try await Command.patchbench(["interdiff", "0.patch", "1.patch"], in: folder.url)
        #expect(interdiff.status == 0, "\(interdiff.errors)")
        #expect(!interdiff.text.contains("changed by both\n+") && !interdiff.text.contains("-changed by both"))
        let applied = try Command.run("patch", ["-p1", "-d", "r0"], in: folder.url, input: interdiff.output)
        #expect(applied.status == 0, "\(applied.text)\n\(interdiff.text)")
        #expect(try folder.text(of: "r0/f") == results[1])
    }

    @Test func `patches of different contents are compared as diffs`() async throws {
        let series = try SmallSeries()
        let answer = try await series.patchbench("interdiff", "1", "3")
        #expect(answer.status == 0)
        #expect(answer.text.contains("only the diffs of value.txt can be compared"))
        #expect(answer.text.contains("\n--10\n-+8\n+-8\n++4\n"))
    }
}

/// Two versions of a random series as branches of a git repository, and as folders of their patches.
private struct SeriesVersions {
    let folder: TemporaryFolder

    private struct Change {
        var subject: String
        var body: String
        var file: Int
        /// The line of the base below which the new ones go; each patch has its own.
        var place: Int
        var lines: [String]
    }

    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        var random = SplitMix64(seed: seed)
        let first = (1...8).map { number in
            Change(
                subject: "file: change \(number)", body: "Because of \(number).", file: random.next(below: 3),
                place: number * 10,
                lines: (0..<random.next(4...9)).map { _ in "\tword\(random.next(below: 10000)) = \(number);" })
        }
        try git("init", "-q", "-b", "none")
        _ = try Command.run(
            "git", ["fast-import", "--quiet"], in: folder.url,
            input: Array((Self.branch("v1", first) + Self.branch("v2", Self.second(first, &random))).utf8))
        for version in ["v1", "v2"] {
            try git("format-patch", "-q", "-o", version, "base-\(version)..\(version)")
        }
    }

    /// Another version: patches dropped, moved, added, reworded, retitled, and changed in a line.
    private static func second(_ first: [Change], _ random: inout SplitMix64) -> [Change] {
        var changes = first
        changes[0].lines[1] = "\tother = 1;"
        changes[1].body = "For another reason."
        changes[2].subject = "file: retitled"
        changes[2].lines.append("\tone_more();")
        changes.remove(at: random.next(below: 4) + 3)
        changes.swapAt(random.next(below: changes.count), random.next(below: changes.count))
        let added = Change(
            subject: "file: added", body: "", file: 1, place: 95,
            lines: (0..<6).map { _ in "\tadded\(random.next(below: 10000))();" })
        changes.insert(added, at: random.next(below: changes.count + 1))
        return changes
    }

    /// A branch for git fast-import: the base, then a commit a change.
    private static func branch(_ name: String, _ changes: [Change]) -> String {
        var done: [Change] = []
        let content = { (file: Int, done: [Change]) in
            (1...100).flatMap { line in
                ["base line \(line) of \(file)"] + done.filter { $0.file == file && $0.place == line }.flatMap(\.lines)
            }.joined(separator: "\n") + "\n"
        }
        var text = "reset refs/heads/\(name)\n" + commit(name, "base", (0..<3).map { ($0, content($0, [])) })
        text += "reset refs/heads/base-\(name)\nfrom refs/heads/\(name)\n\n"
        for change in changes {
            done.append(change)
            let message = change.body.isEmpty ? change.subject : "\(change.subject)\n\n\(change.body)"
            text += commit(name, message, [(change.file, content(change.file, done))])
        }
        return text
    }

    private static func commit(_ branch: String, _ message: String, _ files: [(Int, String)]) -> String {
        let data = { (text: String) in "data \(text.utf8.count)\n\(text)\n" }
        return "commit refs/heads/\(branch)\ncommitter A U Thor <author@example.org> 1459142812 +0900\n"
            + data(message + "\n") + files.map { "M 100644 inline f\($0.0).c\n" + data($0.1) }.joined() + "\n"
    }

    func patchbench(_ arguments: String...) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url)
    }

    /// Without the ids of the commits, which patches have not.
    func gitRangeDiff() throws -> String {
        let text = try git("range-diff", "--no-color", "base-v1..v1", "base-v2..v2")
        return text.replacing(#/(?m)^( *[0-9-]+:)  [0-9a-f-]{7,} (.) ( *[0-9-]+:)  [0-9a-f-]{7,} /#) {
            "\($0.1) \($0.2) \($0.3) "
        }
    }

    @discardableResult
    private func git(_ arguments: String...) throws -> String {
        try Command.run("git", arguments, in: folder.url).text
    }
}

extension SplitMix64 {
    fileprivate mutating func next(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    fileprivate mutating func next(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
