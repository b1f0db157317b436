import BenchmarkSupport
import Foundation

/// Series of a small C program, one patch of each making it 5% slower: `git bisect run` and `patchbench bisect` look
/// for it, by turns first, on the same commits.
struct BisectComparison {
    let series: Int
    let patches: Int
    let measure: GitBisect.Measure

    /// Prints a line a series.
    /// - Returns: whether patchbench names the patch in each, with fewer runs in all, and builds no stage twice.
    func run() throws -> Bool {
        let change = "one of which makes a program of 75 ms 5% slower"
        say("\(series) series of \(patches) patches, \(change); \(measure.rawValue)")
        say("load of the machine: \(Machine.load)\n")
        say("              git bisect run, \(GitBisect.runs) runs a step       patchbench bisect")
        say("seed culprit   named   runs builds    s         named   runs builds    s   effect")
        var (peers, ours) = ([Trial](), [Trial]())
        for seed in 1...series {
            let (peer, our) = try compare(UInt64(seed), peerFirst: seed.isMultiple(of: 2))
            say(row(seed, peer, our))
            peers.append(peer)
            ours.append(our)
        }
        say("\n" + total("git bisect run", peers) + "\n" + total("patchbench bisect", ours))
        return ours.allSatisfy { $0.isRight && $0.buildsOnce } && Self.runs(ours) < Self.runs(peers)
    }

    private struct Trial {
        let finding: Finding
        let culprit: Int
        let buildsOnce: Bool

        var isRight: Bool { finding.patches == [culprit] }
    }

    private func compare(_ seed: UInt64, peerFirst: Bool) throws -> (peer: Trial, ours: Trial) {
        let (versions, culprit) = WorkProgram.series(patches: patches, seed: seed)
        let folder = try SeriesFolder()
        try folder.commit(versions)
        try folder.writePlan(build: "\(WorkProgram.build) -o work *.c", product: "work")
        let peer = GitBisect(folder: folder, measure: measure)
        let early = peerFirst ? try peer.search() : nil
        let ours = try search(folder)
        let late = try early ?? peer.search()
        let builds = folder.builds
        let our = Trial(finding: ours, culprit: culprit, buildsOnce: builds.all == builds.stages)
        if our.isRight { folder.remove() } else { say("     kept, with what was measured: \(folder.path)") }
        return (Trial(finding: late, culprit: culprit, buildsOnce: true), our)
    }

    private func search(_ folder: SeriesFolder) throws -> Finding {
        let (answer, child): (Answer, Child) = try folder.patchbench("bisect", "--metric", measure.rawValue)
        let change = answer.changes.first
        return Finding(
            patches: answer.changes.flatMap(\.patches),
            effect: change.map { Self.percent($0.ratio) + " (\(Self.percent($0.low)) to \(Self.percent($0.high)))" }
                ?? answer.answer,
            runs: answer.measurements, builds: folder.builds.all, seconds: child.wall)
    }

    /// What `bisect --json` says.
    private struct Answer: Decodable {
        struct Change: Decodable {
            let patches: [Int]
            let ratio: Double
            let low: Double
            let high: Double
        }

        let answer: String
        let changes: [Change]
        let measurements: Int
    }

    // MARK: Text

    private func row(_ seed: Int, _ peer: Trial, _ ours: Trial) -> String {
        String(format: "%4d %7d  ", seed, peer.culprit) + columns(peer) + "    " + columns(ours) + "   "
            + ours.finding.effect
    }

    private func columns(_ trial: Trial) -> String {
        let names = trial.finding.patches.map(String.init).joined(separator: "-")
        return String(
            format: "%6@ %@ %6d %6d %6.1f", (names.isEmpty ? "none" : names) as NSString,
            (trial.isRight ? " " : "!") as NSString, trial.finding.runs, trial.finding.builds, trial.finding.seconds)
    }

    private func total(_ name: String, _ trials: [Trial]) -> String {
        let seconds = trials.reduce(0) { $0 + $1.finding.seconds }
        return "\(name): \(trials.count { $0.isRight }) of \(trials.count) right, \(Self.runs(trials)) runs, "
            + "\(trials.reduce(0) { $0 + $1.finding.builds }) builds, \(String(format: "%.0f", seconds)) s"
    }

    private static func runs(_ trials: [Trial]) -> Int { trials.reduce(0) { $0 + $1.finding.runs } }

    private static func percent(_ ratio: Double) -> String { String(format: "%+.1f%%", (ratio - 1) * 100) }
}
