import Testing

@testable import Judging
@testable import Outputs
@testable import Statistics

@Suite struct ExactSearchTests {
    private func search(
        _ patches: Int, findsAll: Bool = false, cannot: Set<Int> = [], isExact: Bool = true,
        margin: ExactMargin = .instructions(), _ value: (Int) -> Double
    ) -> (search: PatchSearch, runs: [Int]) {
        var options = Bisection.Options()
        options.findsAll = findsAll
        var search = PatchSearch(
            stages: 0...patches, goal: .metric(minimumEffect: 0.02), options: options,
            exactly: margin)
        var runs: [Int] = []
        while case .run(let stage) = search.step, runs.count < 2000 {
            search.record(
                cannot.contains(stage) ? .untestable : .metric(value(stage)), stage: stage, isExact: isExact)
            runs.append(stage)
        }
        return (search, runs)
    }

    /// The first stage and one more, and the logarithm of the patches, rounded down: five of twelve stages.
    @Test func `one change is found with a run a stage and halving, wherever it is`() {
        for patches in 1...40 {
            let most = 2 + Int(Double(patches).logarithm(2).rounded(.down))
            for culprit in 1...patches {
                let (search, runs) = search(patches) { $0 < culprit ? 1_000_000 : 1_000_500 }
                #expect(search.changes.map(\.patches) == [culprit...culprit])
                #expect(search.step == .finished(.change))
                #expect(runs.count <= most && Set(runs).count == runs.count)
            }
        }
    }

    @Test func `of several changes one is found, and with all every one`() {
        let values: [Double] = [1e6, 1e6, 1.1e6, 1.1e6, 1.1e6, 1.4e6, 1.4e6, 1e6, 1e6]
        let one = search(8) { values[$0] + ($0 == 8 ? 2000 : 0) }
        #expect(one.search.changes.count == 1)
        let all = search(8, findsAll: true) { values[$0] }
        #expect(all.search.changes.map(\.patches.upperBound) == [2, 5, 7])
        #expect(all.runs.count == 9)
    }

    /// What is found in front of a larger change is followed to that one.
    @Test func `where more than one level is met, the last stage is looked at, too`() {
        let (search, runs) = search(11) { $0 < 9 ? 1e6 + 1000 * Double($0 / 3) : 1.3e6 }
        #expect(search.changes.map(\.patches) == [9...9])
        #expect(search.stages == 0...11)
        #expect(runs.count <= 9 && Set(runs).count == runs.count)
        #expect(self.search(11) { $0 < 3 ? 1e6 : 2e6 }.search.stages == 0...8)
    }

    @Test func `counts within a few instructions are one`() {
        let same = search(12) { 1_000_000 + Double($0 % 2) * 38 }
        #expect(same.search.step == .finished(.noChange) && same.runs == [0, 8, 12])
        let larger = search(12) { $0 < 12 ? 100_000_000 : 100_000_900 }
        #expect(larger.search.step == .finished(.noChange))
    }

    @Test func `other exact values have no slack but a share, and more levels than two`() {
        let cycles: [Double] = [416, 416, 415, 415, 416, 416, 442, 442, 300, 300, 284]
        let one = search(10, margin: .value(0.02)) { cycles[$0] }
        #expect(one.search.changes.map(\.patches) == [8...8])
        #expect(one.runs.count <= 6 && Set(one.runs).count == one.runs.count)
        let all = search(10, findsAll: true, margin: .value(0.02)) { cycles[$0] }
        #expect(all.search.changes.map(\.patches.upperBound) == [6, 8, 10])
    }

    @Test func `stages that cannot be measured are gone around`() {
        let (search, runs) = search(9, cannot: [0, 4, 5]) { $0 < 5 ? 1e6 : 2e6 }
        #expect(search.changes.map(\.patches) == [4...6])
        #expect(search.stages == 1...9)
        #expect(runs.count <= 8)
        #expect(self.search(3, cannot: [0, 1, 2, 3]) { _ in 1 }.search.step == .finished(.undecided))
    }

    @Test func `what turns out to shake is searched for by its noise`() {
        let (search, runs) = search(6, isExact: false) { $0 < 4 ? 1e6 : 1.5e6 }
        #expect(!search.isExact)
        #expect(search.changes.map(\.patches) == [4...4])
        #expect(runs.count > Set(runs).count)
    }
}

extension Double {
    fileprivate func logarithm(_ base: Double) -> Double {
        var (value, count) = (self, 0.0)
        while value > 1 {
            value /= base
            count += 1
        }
        return count
    }
}
