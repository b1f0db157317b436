import Foundation
import Judging
import Testing

@Suite struct ReductionTests {
    /// Runs a reduction to its end.
    private func reduce(
        _ count: Int, needs: [Int: Set<Int>] = [:], fails: (Set<Int>) -> Bool,
        untestable: (Set<Int>) -> Bool = { _ in false }
    ) -> (parts: Set<Int>?, tests: Int) {
        var reduction = Reduction(count: count) { kept in
            var kept = kept
            while let more = kept.lazy.compactMap({ needs[$0]?.subtracting(kept) }).first(where: { !$0.isEmpty }) {
                kept.formUnion(more)
            }
            return kept
        }
        while case .test(let parts) = reduction.step {
            #expect(parts.allSatisfy { needs[$0]?.isSubset(of: parts) ?? true })
            reduction.record(untestable(parts) ? .untestable : fails(parts) ? .fails : .passes)
            if reduction.tests > 10_000 { break }
        }
        guard case .finished(let parts) = reduction.step else { return (nil, reduction.tests) }
        return (parts, reduction.tests)
    }

    /// Two log2 n is what halving with both halves tested takes.
    @Test func `one guilty part of many is found in at most two log2 n tests`() {
        for count in 2...200 {
            for guilty in 0..<count {
                let found = reduce(count) { $0.contains(guilty) }
                #expect(found.parts == [guilty])
                #expect(Double(found.tests) <= 2 * log2(Double(count)), "\(guilty) of \(count): \(found.tests)")
            }
        }
    }

    @Test func `what a guilty part needs to apply stays with it, at no more than one test each`() {
        for guilty in 1..<64 {
            let found = reduce(64, needs: [guilty: [guilty / 2]]) { $0.contains(guilty) }
            #expect(found.parts == [guilty, guilty / 2])
            #expect(found.tests <= 6 + 1 + 2)
        }
    }

    /// Zeller and Hildebrandt's example of figure 1, and pairs and triples among eight.
    @Test(arguments: [[0, 6, 7], [1, 2], [0, 7], [0, 1, 2, 3, 4, 5, 6, 7], [3, 4, 5]])
    func `parts that fail only together are all found, and no other`(_ guilty: [Int]) {
        let found = reduce(8) { Set(guilty).isSubset(of: $0) }
        #expect(found.parts == Set(guilty))
        // ddmin's worst case is n^2 + 3n.
        #expect(found.tests <= 8 * 8 + 3 * 8)
    }

    @Test func `where any of two is enough, one is found`() {
        let found = reduce(16) { $0.contains(3) || $0.contains(12) }
        #expect(found.parts == [3])
    }

    @Test func `a part that heals what another does hides nothing`() {
        // 2 fails without 9, which the whole series has.
        let found = reduce(12) { $0.contains(2) && !$0.contains(9) || $0.contains(5) && $0.contains(11) }
        #expect(found.parts == [2] || found.parts == [5, 11])
    }

    @Test func `a series that does not fail, or fails without any part, is told`() {
        #expect(reduce(9) { _ in false }.parts == nil)
        #expect(reduce(9) { _ in true }.parts == [])
        #expect(reduce(1) { $0 == [0] }.parts == [0])
        #expect(reduce(1) { _ in false }.parts == nil)
        #expect(reduce(0) { _ in false }.parts == nil)
    }

    @Test func `parts that cannot be tested alone are gone around`() {
        // Nothing builds without part 0.
        let found = reduce(8, fails: { $0.isSuperset(of: [0, 5]) }, untestable: { !$0.contains(0) })
        #expect(found.parts == [0, 5])
        let none = reduce(8, fails: { $0.count == 8 }, untestable: { $0.count < 8 })
        #expect(none.parts == Set(0..<8))
    }

    /// No part of what is found can go alone.
    @Test func `what is left is minimal, whatever fails`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let count = Int.random(in: 1...24, using: &generator)
            let causes = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                Set(
                    (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                        Int.random(in: 0..<count, using: &generator)
                    })
            }
            let fails = { (parts: Set<Int>) in causes.contains { $0.isSubset(of: parts) } }
            let found = reduce(count, fails: fails).parts
            #expect(found.map(fails) == true)
            for part in found ?? [] { #expect(!fails((found ?? []).subtracting([part])), "\(causes)") }
        }
    }
}
