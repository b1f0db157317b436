import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing

/// A patch whose place cannot be told, with what the peers do about it in silence.
struct UnclearPlace: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: [String]
    var hasLastNewline = true
    let hunks: String
    var fuzz = 0
    let gitApplies: Bool
    let patchApplies: Bool
    let isReason: @Sendable (HunkFailure.Reason) -> Bool

    private static let block = ["{", "\tcall();", "}"]

    private static func lines(_ name: String, _ count: Int) -> [String] { (0..<count).map { "\(name) \($0)" } }

    static let all = [
        UnclearPlace(
            testDescription: "two places lie equally far from the stated line",
            file: lines("a", 2) + block + lines("b", 5) + block + lines("c", 2),
            hunks: "@@ -7,3 +7,3 @@\n {\n-\tcall();\n+\tcall(1);\n }\n",
            gitApplies: true, patchApplies: true,
            isReason: { $0 == .ambiguous([3, 11]) }),
        UnclearPlace(
            testDescription: "git takes the stated line, patch goes on by the offset of the hunk before",
            file: lines("new", 10) + lines("a", 9) + block + lines("b", 7) + block + lines("c", 3),
            hunks: "@@ -2,3 +2,3 @@\n a 1\n-a 2\n+a two\n a 3\n@@ -20,3 +20,3 @@\n {\n-\tcall();\n+\tcall(1);\n }\n",
            gitApplies: true, patchApplies: true,
            isReason: { $0 == .ambiguous([20, 30]) }),
        UnclearPlace(
            testDescription: "the line is stale and the hunk has no context",
            file: lines("new", 2) + lines("a", 6), hunks: "@@ -3 +3 @@\n-a 2\n+a two\n",
            gitApplies: false, patchApplies: true,
            isReason: { $0 == .noContext }),
        UnclearPlace(
            testDescription: "nor is there a newline at the end of the file",
            file: lines("new", 2) + ["last"], hasLastNewline: false,
            hunks: "@@ -1 +1 @@\n-last\n\\ No newline at end of file\n+new last\n",
            gitApplies: false, patchApplies: true,
            isReason: { $0 == .noContext }),
        UnclearPlace(
            testDescription: "fuzz leaves nothing to compare", file: lines("a", 6),
            hunks: "@@ -3,2 +3,3 @@\n other 2\n+added\n other 3\n", fuzz: 1,
            gitApplies: false, patchApplies: true,
            isReason: { $0 == .notFound }),
        UnclearPlace(
            testDescription: "the second hunk fits only above the first",
            file: lines("a", 3) + ["second"] + lines("b", 6) + ["first"] + lines("c", 3),
            hunks: "@@ -3,3 +3,3 @@\n b 5\n-first\n+FIRST\n c 0\n@@ -13,3 +13,3 @@\n a 2\n-second\n+SECOND\n b 0\n",
            gitApplies: true, patchApplies: false,
            isReason: { if case .overlapsPreviousHunk = $0 { true } else { false } }),
    ]

    var patch: [UInt8] { Array("--- a/file\n+++ b/file\n\(hunks)".utf8) }
    var text: [UInt8] { Array((file.joined(separator: "\n") + (hasLastNewline ? "\n" : "")).utf8) }
}

@Suite("A place that cannot be told")
struct UnclearPlaceTests {
    @Test("is refused, though a peer picks one in silence", arguments: UnclearPlace.all)
    func refused(_ unclear: UnclearPlace) throws {
        let patch = try Patch(reading: unclear.patch, file: "patch")
        guard
            case .failed(let failure) = patch.changes[0].hunks.apply(
                to: unclear.text, options: ApplyOptions(fuzz: unclear.fuzz))
        else {
            Issue.record("applied")
            return
        }
        #expect(unclear.isReason(failure.reason), "\(failure.reason)")
        #expect(try applies(unclear, "git", "apply", "../patch") == unclear.gitApplies)
        #expect(
            try applies(unclear, "patch", "-p1", "-f", "--fuzz=\(unclear.fuzz)", "-i", "../patch")
                == unclear.patchApplies)
    }

    private func applies(_ unclear: UnclearPlace, _ program: String, _ arguments: String...) throws -> Bool {
        let folder = try TemporaryFolder()
        try folder.write(unclear.patch, to: "patch")
        try folder.write(unclear.text, to: "tree/file")
        let command = try Command.run(
            program, arguments, in: folder.url.appending(path: "tree"),
            environment: ["GIT_CEILING_DIRECTORIES": folder.url.path])
        return command.status == 0
    }
}
