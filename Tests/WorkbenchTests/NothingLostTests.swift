import Foundation
import PatchbenchTestSupport
import Testing

/// No command makes bytes unreachable that a person typed: into the work tree, a patch file or the series file, with
/// commands between that fail or are cut off at any point.
@Suite struct NothingLostTests {
    /// `make fuzz` asks for more.
    private static let asked = ProcessInfo.processInfo.environment["PATCHBENCH_OPERATIONS"].flatMap { Int($0) }
    private static let operations = asked ?? 120
    private static let seed = ProcessInfo.processInfo.environment["PATCHBENCH_SEED"].flatMap { UInt64($0) } ?? 1
    /// So many in one project, since its log is looked through.
    private static let aProject = 400

    @Test func `what was typed is in the files or in the log, and op restore brings it back`() throws {
        var tally = TypingPerson.Tally()
        for (number, start) in stride(from: 0, to: Self.operations, by: Self.aProject).enumerated() {
            let seed = Self.seed + UInt64(number)
            var person = try TypingPerson(seed: seed)
            for _ in 0..<min(Self.aProject, Self.operations - start) { try person.act() }
            let lost = try person.lost()
            #expect(lost.isEmpty, "seed \(seed): \(lost)\n\(person.history.joined(separator: "\n"))")
            #expect(try person.bringsBack(3), "seed \(seed)")
            tally += person.tally
        }
        guard Self.asked != nil else { return }
        print("\(Self.operations) operations from seed \(Self.seed) on:")
        tally.lines.forEach { print($0) }
    }
}
