import Foundation
import PatchbenchTestSupport
import Testing

/// status, diff without a range, and restore.
@Suite struct StatusTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    private func status() async throws -> [String: Any] {
        let text = try await series.patchbench("status", "--json").output
        return try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any] ?? [:]
    }

    @Test func `status tells position, edits, what is next and what is wrong`() async throws {
        #expect(try await status()["applied"] as? Int == 0)
        try await series.patchbench("push", "2").expectSuccess()
        try series.shell("cd \(EditedSeries.work) && echo x > new && rm d/c.txt && echo >> d/b.txt")
        try series.shell("sed -i 's/line 36/line none/' patches/0003*")
        let status = try await status()
        #expect((status["stage"] as? [String: Any])?["name"] as? String == "0002-two-twenty")
        #expect(status["applied"] as? Int == 2)
        #expect(status["unapplied"] as? Int == 1)
        #expect((status["next"] as? [String: Any])?["stage"] as? Int == 3)
        let edits = [("modified", "d/b.txt"), ("deleted", "d/c.txt"), ("new", "new")]
        #expect(status["edits"] as? [[String: String]] == edits.map { ["kind": $0, "path": $1] })
        #expect((status["problems"] as? [String])?.first?.contains("patch 3 does not apply") == true)
        try series.shell("sed -i 's/line five/line 5!/' patches/0001*")
        let text = try await series.patchbench("status").text
        #expect(text.contains("0002-two-twenty, or a patch below it, was changed since"), "\(text)")
    }

    @Test func `restore takes the named edits back, and undo brings them again`() async throws {
        try await series.patchbench("push").expectSuccess()
        try series.shell("cd \(EditedSeries.work) && echo x > new && rm a.txt && echo mine >> d/b.txt")
        try await series.patchbench("restore", "d", "a.txt").expectSuccess()
        #expect(try series.work("d/b.txt") == "keep\n")
        #expect(try series.work("a.txt").contains("line five"))
        #expect(try series.work("new") == "x\n")
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.work("d/b.txt") == "keep\nmine\n")
        #expect(!series.folder.exists(EditedSeries.work + "/a.txt"))
        try await series.patchbench("restore", ".").expectSuccess()
        #expect(!series.folder.exists(EditedSeries.work + "/new"))
        #expect(try await series.patchbench("diff").text.isEmpty)
        #expect(try await series.patchbench("restore", "../x").status == 2)
    }
}
