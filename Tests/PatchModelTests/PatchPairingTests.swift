import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct PatchPairingTests {
    /// Every way to match, one after the other.
    private static func best(_ edges: [[WeightedMatching.Edge]], from source: Int = 0, without taken: Set<Int> = [])
        -> Int
    {
        guard source < edges.count else { return 0 }
        let alone = best(edges, from: source + 1, without: taken)
        let paired = edges[source].filter { !taken.contains($0.target) }.map {
            $0.weight + best(edges, from: source + 1, without: taken.union([$0.target]))
        }
        return max(alone, paired.max() ?? 0)
    }

    @Test(arguments: 1...200) func `a matching has the greatest weight that there is`(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let edges = (0..<6).map { _ in
            (0..<6).compactMap { target in
                Bool.random(using: &random)
                    ? WeightedMatching.Edge(target: target, weight: .random(in: 1...20, using: &random)) : nil
            }
        }
        let matching = WeightedMatching(edges, targets: 6)
        let weights = matching.target.enumerated().compactMap { source, target in
            edges[source].first { $0.target == target }?.weight
        }
        #expect(weights.reduce(0, +) == Self.best(edges))
        let taken = matching.target.compactMap(\.self)
        #expect(Set(taken).count == taken.count)
        #expect(weights.count == taken.count)
    }

    private static func text(_ subject: String, _ file: String, _ lines: [String]) throws -> PatchText {
        let diff =
            "Subject: \(subject)\n\n--- a/\(file)\n+++ b/\(file)\n@@ -0,0 +1,\(lines.count) @@\n"
            + lines.map { "+\($0)\n" }.joined()
        return PatchText(try Patch(reading: Array(diff.utf8), file: subject))
    }

    /// How many lines only one of the two has: for texts without lines in common, what a diff has.
    private static func cost(_ old: PatchText, _ new: PatchText) -> Int {
        let (a, b) = (old.diff.split(separator: 0x0a), new.diff.split(separator: 0x0a))
        return a.count { !b.contains($0) } + b.count { !a.contains($0) }
    }

    @Test func `one subject and one file make a pair, whatever the lines`() throws {
        let old = try [Self.text("one", "f", ["a", "b"]), Self.text("two", "f", ["c"])]
        let new = try [Self.text("two", "f", ["x", "y", "z"]), Self.text("one", "g", ["a1", "b1"])]
        let pairing = PatchPairing(old, new, cost: Self.cost)
        #expect(pairing.partner == [nil, 0])
        #expect(pairing.rows == [.dropped(0), .pair(1, 0), .added(1)])
    }

    @Test func `equal diffs are pairs under any subject, those of one subject first`() throws {
        let old = try [Self.text("one", "f", ["a"]), Self.text("two", "f", ["a"])]
        let new = try [Self.text("two", "f", ["a"]), Self.text("three", "f", ["a"])]
        #expect(PatchPairing(old, new, cost: Self.cost).partner == [1, 0])
    }

    @Test func `the cost decides where subjects changed, and only among patches with lines in common`() throws {
        let lines = (1...20).map { "line \($0)" }
        let old = try [Self.text("a", "f", lines), Self.text("b", "f", (30...50).map { "other \($0)" })]
        let new = try [
            Self.text("c", "f", (60...80).map { "new \($0)" }), Self.text("d", "f", lines.dropLast() + ["changed"]),
        ]
        var asked = 0
        let pairing = PatchPairing(old, new) { old, new in
            asked += 1
            return Self.cost(old, new)
        }
        #expect(pairing.partner == [1, nil])
        #expect(asked == 1)
    }
}
