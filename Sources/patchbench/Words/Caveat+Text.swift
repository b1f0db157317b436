import Foundation
import Judging

/// One line: what it is, and what to do about it.
extension Caveat {
    public var message: String {
        switch self {
        case .unsettled(let metric, let count, let told, let rounds, let needed):
            "after \(rounds) rounds \(metric) can be told from no change from \(told.percent) on, and "
                + (count == 1 ? "is" : "\(count) comparisons are")
                + " undecided: about \(needed) rounds would do (--budget), or a wider --margin"
        case .noise(let metric, let count, let all, let deviation):
            "\(count) of \(all) metrics vary by more than \(Caveats.noticeableNoise.percent) from run "
                + "to run, \(metric) by "
                + "\(deviation.percent): `patchbench doctor` says what can be told here"
        case .drift(let metric, let count, let change):
            "\(metric)\(others(count)) \(change > 0 ? "rose" : "fell") by \(abs(change).percent) over "
                + "the rounds: comparisons are "
                + "made within rounds, medians are not; let the machine come to rest and measure again"
        case .bimodal(let metric, let count, let distance):
            "\(metric)\(others(count)) jumps between two levels \(distance.percent) apart: --pin one or a fixed "
                + "frequency shows whether the CPU or its clock chooses"
        case .stolen(let share):
            "the hypervisor gave \(share.percent) of the CPU time to others: measure when its host is "
                + "quiet, or elsewhere"
        case .load(let cpus):
            "other processes used \(cpus.tenths) CPUs meanwhile: stop them, or measure later"
        case .governor(let name):
            "the clock of the CPUs is governed by \(name): `cpupower frequency-set -g performance` keeps it up"
        case .fewRounds(let rounds):
            "\(rounds) rounds make no interval at 95%: 6 do, 8 are better (--rounds 8)"
        case .conditions(let name, let pair, let before, let after):
            "\(name) is \(before?.description ?? "not said") at stage \(pair.before) and "
                + "\(after?.description ?? "not said") at stage \(pair.after): what changes may come from that"
        case .patchy(let metric, let stage, let rounds, let all):
            "\(metric) was printed in \(rounds) of \(counted(all, "round")) of stage \(stage)"
        case .uncounted(let programs):
            "not counted, since a counter may not follow them or they were killed: \(programs.joined(separator: ", "))"
        case .nodeDisagrees: disagreement
        case .oneBuild:
            "where code comes to lie is part of what was measured, some per cent at times: --rebuilds 8 "
                + "tells it from the patch"
        }
    }

    private var disagreement: String {
        guard case .nodeDisagrees(let node, let pair, let metric, let count, let here, let elsewhere) = self else {
            return ""
        }
        return "\(node) disagrees with the other nodes: \(metric) of stages \(pair.before)..\(pair.after) changes by "
            + "\(percentChange(here)) there and \(percentChange(elsewhere)) elsewhere"
            + (count > 1 ? ", and \(counted(count - 1, "other effect")) differ" : "")
            + ": `patchbench doctor --on` compares the nodes"
    }

    private func others(_ count: Int) -> String {
        switch count {
        case ...1: ""
        case 2: ", and another metric,"
        default: ", and \(count - 1) other metrics,"
        }
    }
}

extension Double {
    /// A share in per cent: `4.2%`.
    fileprivate var percent: String { (self * 100).tenths + "%" }

    /// `0.8`
    fileprivate var tenths: String { String(format: "%.1f", self) }
}
