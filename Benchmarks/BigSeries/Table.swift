import BenchmarkSupport
import Foundation

/// What each program took, round by round, and the ratios of the medians.
struct Table {
    private var runs: [(name: String, children: [Child])] = []
    private var notes: [(name: String, value: String, limit: Double)] = []

    mutating func add(_ name: String, _ child: Child) {
        if let place = runs.firstIndex(where: { $0.name == name }) {
            runs[place].children.append(child)
        } else {
            runs.append((name, [child]))
        }
        say(Self.row(name, child.wall, child.cpu, child.memory))
    }

    mutating func note(_ name: String, _ value: Substring?, limit: Double) {
        notes.append((name, value.map(String.init) ?? "nothing", limit))
    }

    func printRows() {
        say("\nmedians" + String(repeating: " ", count: 25) + "runs   wall s    CPU s  peak MB")
        for (name, children) in runs {
            let wall = Self.median(children.map(\.wall))
            let cpu = Self.median(children.map(\.cpu))
            say(Self.row(name, wall, cpu, Self.median(children.map(\.memory)), runs: children.count))
        }
    }

    /// Prints each promise with its limit.
    /// - Returns: whether all are kept.
    func compare() -> Bool {
        say("\npromise" + String(repeating: " ", count: 46) + "measured    limit")
        let ratios: [(String, String, KeyPath<Child, Double>, String, Double)] = [
            ("CPU of git am / that of our stages from the mbox", "git am", \.cpu, "mailbox", 30),
            ("CPU of quilt push -a / that from the quilt folder", "quilt push -a", \.cpu, "quilt", 10),
        ]
        var isKept = true
        for (name, peer, cost, ours, least) in ratios {
            guard let peer = median(peer, cost), let ours = median(ours, cost) else { continue }
            isKept = Self.promise(name, peer / ours, atLeast: least) && isKept
        }
        let limits: [(String, String, KeyPath<Child, Double>, String?, Double)] = [
            ("CPU of our stages / the floor", "mailbox", \.cpu, "floor", 1.7),
            ("wall time of our stages / the floor", "mailbox", \.wall, "floor", 1.7),
            ("peak memory of our stages, MB", "mailbox", \.memory, nil, 300),
            ("diffstat of all patches / git log --stat, wall", "diffstat", \.wall, "git log --stat", 1.2),
            ("range-diff of two versions / git range-diff, wall", "range-diff", \.wall, "git range-diff", 1),
            ("import / git add -A, wall", "import", \.wall, "git add -A", 1),
            ("goto from the first stage to the last, wall s", Benchmark.farStep, \.wall, nil, 3),
        ]
        for (name, ours, cost, peer, most) in limits {
            guard let value = median(ours, cost) else { continue }
            isKept = Self.promise(name, value / (peer.flatMap { median($0, cost) } ?? 1), atMost: most) && isKept
        }
        if let step = median(Benchmark.nextStep, \.wall), let none = median(Benchmark.noStep, \.wall) {
            isKept =
                Self.promise("goto the stage beside, beyond what series takes, s", max(0, step - none), atMost: 0.05)
                && isKept
        }
        for (name, value, limit) in notes {
            isKept = Self.promise(name, Double(value) ?? .infinity, atMost: limit) && isKept
        }
        return isKept
    }

    private static func promise(
        _ name: String, _ value: Double, atMost most: Double = .infinity, atLeast least: Double = 0
    )
        -> Bool
    {
        let isKept = value <= most && value >= least
        let limit = most == .infinity ? String(format: ">= %g", least) : String(format: "<= %g", most)
        say("\(padded(name, 52)) \(String(format: "%8.3g", value)) \(limit)\(isKept ? "" : "   NOT KEPT")")
        return isKept
    }

    private func median(_ name: String, _ cost: KeyPath<Child, Double>) -> Double? {
        runs.first { $0.name == name }.map { Self.median($0.children.map { $0[keyPath: cost] }) }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private static func row(_ name: String, _ wall: Double, _ cpu: Double, _ memory: Double, runs: Int? = nil) -> String
    {
        let count = runs.map { String(format: "%4d", $0) } ?? "    "
        return "\(padded(name, 32))\(count) \(String(format: "%8.2f %8.2f %8.0f", wall, cpu, memory))"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
