import BenchmarkSupport
import Foundation

/// A series of twelve stages with the same code, comments changed: `patchbench attribute` must find nothing in it,
/// however often it looks.
struct SameCode {
    static let patches = 11

    let runs: Int
    /// Of each run, as `--budget` takes it.
    let budget: String

    /// The small C program.
    func runOnProgram() throws -> Bool {
        let folder = try SeriesFolder()
        defer { folder.remove() }
        try folder.commit(WorkProgram.sameCode(patches: Self.patches))
        try folder.writePlan(build: "\(WorkProgram.build) -o work *.c", product: "work")
        return try run(folder, product: "work")
    }

    /// The allocator of the slab series.
    func runOnSlab(_ slab: String) throws -> Bool {
        let folder = try SeriesFolder()
        defer { folder.remove() }
        try commitSlab(slab, to: folder)
        let product = ".build/release/slabbench"
        try folder.writePlan(build: "make measured", product: product)
        return try run(folder, product: product)
    }

    /// Every patch adds its number to a comment line of another file, so that no other line moves.
    private func commitSlab(_ slab: String, to folder: SeriesFolder) throws {
        try Child.run(["cp", "-a", "\(slab)/.", folder.repository]).check()
        try folder.commit("base", [:])
        let sources = "\(folder.repository)/Sources/Slab"
        for (index, name) in try FileManager.default.contentsOfDirectory(atPath: sources).sorted().enumerated() {
            guard index < Self.patches else { return }
            var lines = try String(contentsOfFile: "\(sources)/\(name)", encoding: .utf8).components(separatedBy: "\n")
            guard let place = lines.firstIndex(where: { $0.contains("// ") }) else { continue }
            lines[place] += " (\(index + 1))"
            try folder.commit("change \(index + 1)", ["Sources/Slab/\(name)": lines.joined(separator: "\n")])
        }
    }

    // MARK: Runs

    private func run(_ folder: SeriesFolder, product: String) throws -> Bool {
        say("\(runs) runs of attribute on \(Self.patches + 1) stages with the same code, each with --budget \(budget)")
        say("load of the machine: \(Machine.load)\n")
        say("run  rounds  comparisons  unchanged  undecided  false verdicts")
        var wrong = 0
        for number in 1...runs {
            let (answer, _): (Answer, Child) = try folder.patchbench(
                "attribute", "--budget", budget, "--seed", "\(number)")
            if number == 1, try folder.areProductsEqual(product) != true {
                throw Unequal(product: product)
            }
            let counts = ["unchanged", "undecided"].map { verdict in answer.effects.count { $0.verdict == verdict } }
            let others = answer.effects.filter { !["unchanged", "undecided"].contains($0.verdict) }
            say(
                String(
                    format: "%3d %7d %12d %10d %10d %15d", number, answer.rounds, answer.effects.count, counts[0],
                    counts[1], others.count))
            others.forEach { say("     \($0.text)") }
            wrong += others.count
        }
        say("\nthe \(Self.patches + 1) builds of \(product) are the same byte for byte; \(wrong) false verdicts")
        return wrong == 0
    }

    /// The stages were to have the same code.
    struct Unequal: Error {
        let product: String
    }

    /// What `attribute --json` says.
    private struct Answer: Decodable {
        struct Effect: Decodable {
            let patch: Int
            let metric: String
            let parameters: [String: Int]
            let ratio: Double
            let low: Double?
            let high: Double?
            let verdict: String
            let rounds: Int

            var text: String {
                let ends = [low, high].map { $0.map { String(format: "%.4f", $0) } ?? "unbounded" }
                let place = parameters.map { "\($0)=\($1)" }.sorted().joined(separator: ",")
                return "patch \(patch), \(metric)(\(place)): \(verdict), \(String(format: "%.4f", ratio)) "
                    + "(\(ends[0]) to \(ends[1])) in \(rounds) rounds"
            }
        }

        let effects: [Effect]
        let rounds: Int
    }
}
