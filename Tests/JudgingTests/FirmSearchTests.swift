import Foundation
import PatchbenchTestSupport
import Testing

@testable import Judging
@testable import Statistics

/// The search for what answers firmly, beside `git bisect`.
@Suite struct FirmSearchTests {
    /// Of so many commits, the one that `git bisect` asks for next: its place, from 1.
    private static func middles(upTo count: Int) throws -> [Int: Int] {
        let folder = try TemporaryFolder()
        let script = """
            git init -q . && for i in $(seq 0 \(count)); do
              printf 'commit refs/heads/main\\nmark :%s\\ncommitter a <a@b> %s +0000\\ndata 2\\n%s\\n' \
                $((i + 1)) $((i + 1000)) "$((i % 10))x"
              test $i = 0 || printf 'from :%s\\n' $i
            done | git fast-import --quiet --export-marks=marks
            commit() { sed -n "s/^:$1 //p" marks; }
            for n in $(seq 2 \(count)); do
              middle=$(git rev-list --bisect $(commit $((n + 1))) ^$(commit 1))
              echo $n $(($(sed -n "s/^:\\([0-9]*\\) $middle/\\1/p" marks) - 1))
            done
            """
        let answer = try Command.run("/bin/sh", ["-c", script], in: folder.url)
        let pairs = answer.text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
    }

    /// How often `git bisect` runs its command, both ends known.
    private static func runsOfGit(_ middles: [Int: Int], patches: Int, culprit: Int) -> Int {
        var (low, high, runs) = (0, patches, 0)
        while high - low > 1 {
            let middle = low + middles[high - low]!
            if middle < culprit { low = middle } else { high = middle }
            runs += 1
        }
        return runs
    }

    private func search(
        _ patches: Int, _ goal: Bisection.Goal = .test(), answer: (Int) -> Bisection.Reading
    ) -> (search: PatchSearch, runs: [Int]) {
        var search = PatchSearch(stages: 0...patches, goal: goal)
        var runs: [Int] = []
        while case .run(let stage) = search.step {
            search.record(answer(stage), stage: stage)
            runs.append(stage)
        }
        return (search, runs)
    }

    /// Which stage of three patches is asked first, is as good one way as the other.
    @Test func `asks as often as git bisect and for both ends, and twice more to confirm`() throws {
        let middles = try Self.middles(upTo: 200)
        #expect(middles.count == 199)
        for patches in Array(1...33) + [50, 64, 100, 128, 200] {
            let git = (1...patches).map { Self.runsOfGit(middles, patches: patches, culprit: $0) + 2 }
            var ours: [Int] = []
            for culprit in 1...patches {
                let (search, runs) = search(patches) { $0 < culprit ? .passed : .failed }
                ours.append(runs.count - 2)
                #expect(search.changes.map(\.patches) == [culprit...culprit])
                #expect(search.changes[0].probability >= 0.95)
            }
            #expect(ours.max()! <= git.max()!, "\(patches) patches")
            #expect(Double(ours.reduce(0, +)) <= 1.01 * Double(git.reduce(0, +)), "\(patches) patches")
        }
    }

    @Test func `a count is asked like a test`() {
        for culprit in 1...16 {
            let (search, runs) = search(16, .metric(minimumEffect: 0.02)) { .metric($0 < culprit ? 3.94 : 2) }
            #expect(search.changes.map(\.patches) == [culprit...culprit])
            #expect(search.changes[0].effect.value == 2 / 3.94)
            #expect(runs.count == 8)
        }
    }

    @Test(arguments: [0...32, 5...32, 0...20, 31...32], [Bisection.Reading.failed, .metric(7)])
    func `ends that are alike end the search, measured twice each`(
        _ able: ClosedRange<Int>, _ reading: Bisection.Reading
    ) {
        let goal: Bisection.Goal = if case .metric = reading { .metric(minimumEffect: 0.02) } else { .test() }
        let (search, runs) = search(32, goal) { able.contains($0) ? reading : .untestable }
        #expect(search.step == .finished(.noChange))
        #expect(search.commonReading == reading)
        for end in [able.lowerBound, able.upperBound] { #expect(runs.count { $0 == end } == 2) }
        // Beside those that an end was looked for by.
        #expect(runs.count(where: able.contains) <= 4 + 5)
        #expect(search.noChangeProbability! >= 0.95)
    }

    @Test func `what passes at both ends is asked on, for it may fail now and then`() {
        let (search, runs) = search(32) { _ in .passed }
        #expect(search.step == .finished(.noChange))
        #expect(runs.count >= 12)
    }

    /// Every set of stages that cannot be tested, but for the ends, and every culprit.
    @Test func `stages that cannot be tested are gone around`() {
        let patches = 7
        for mask in 0..<(1 << (patches - 1)) {
            let cannot = Set((1..<patches).filter { mask >> ($0 - 1) & 1 == 1 })
            for culprit in 1...patches {
                let (search, _) = search(patches) {
                    cannot.contains($0) ? .untestable : $0 < culprit ? .failed : .passed
                }
                let low = (0..<culprit).last { !cannot.contains($0) }!
                let high = (culprit...patches).first { !cannot.contains($0) }!
                #expect(search.changes.map(\.patches) == [(low + 1)...high])
                #expect(search.changes.first?.effect.value == -1)
            }
        }
    }

    /// Of 400 searches for a test that fails at a rate from patch 9 of 16 on, those that name a patch name that one.
    @Test(arguments: [(0.3, 0.8), (0.5, 0.8), (0.9, 0.95)])
    func `an answer that contradicts another is weighed with the rest`(_ rate: Double, _ share: Double) {
        var generator = PatchbenchTestSupport.SplitMix64(seed: 5)
        var (right, answered, weighed) = (0, 0, 0)
        for _ in 0..<400 {
            let (search, runs) = search(16) {
                $0 >= 9 && Double.random(in: 0..<1, using: &generator) < rate ? .failed : .passed
            }
            guard search.step == .finished(.change) else { continue }
            answered += 1
            if search.changes.map(\.patches) == [9...9] { right += 1 }
            if runs.count > 8 { weighed += 1 }
        }
        #expect(weighed > 40)
        #expect(answered > 350)
        #expect(Double(right) >= share * Double(answered), "\(right) of \(answered)")
    }

    @Test func `one patch is answered with six runs, under noise too`() {
        var (noise, wrong, answered) = (PatchbenchTestSupport.SplitMix64(seed: 3), 0, 0)
        for size in [1.0, 0.9, 1.1] {
            for _ in 0..<100 {
                let (search, runs) = search(1, .metric(minimumEffect: 0.05)) {
                    .metric(($0 == 0 ? 1 : size) * (1 + 0.01 * noise.gaussian()))
                }
                if runs.count <= 6 { answered += 1 }
                if search.changes.isEmpty != (size == 1) { wrong += 1 }
            }
        }
        #expect(answered > 285)
        #expect(wrong <= 15, "\(wrong) of 300")
    }

    @Test func `a time is weighed, however often it repeats`() {
        var search = PatchSearch(stages: 0...16, goal: .metric(minimumEffect: 0.02))
        var runs = 0
        while case .run(let stage) = search.step {
            search.record(.metric(stage < 9 ? 10 : 20), stage: stage, canBeFirm: false)
            runs += 1
        }
        #expect(search.changes.map(\.patches) == [9...9])
        #expect(runs > 8)
    }
}
