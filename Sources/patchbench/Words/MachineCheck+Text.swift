import Foundation
import Input
import Workbench

/// What a check is called, what was found, and what to do about it; nil where all is well.
extension MachineCheck {
    var name: String {
        switch fact {
        case .cpus: "CPUs"
        case .quota: "CPU quota"
        case .realMachine, .virtualMachine: "hardware"
        case .governor: "clock"
        case .turbo: "turbo"
        case .hyperthreads: "SMT"
        case .slowClock: "clock source"
        case .memory: "memory"
        case .fixedLayout: "address layout"
        case .counters: "perf counters"
        case .counting: "instructions"
        case .load: "load"
        case .disk: "disk"
        case .tools: "tools"
        case .noNumbers, .bench: "bench"
        }
    }

    var finding: String {
        switch fact {
        case .cpus(let online, let model, let isolated, let allowed):
            "\(online) of \(model)" + (isolated.isEmpty ? "" : ", isolated: \(isolated)")
                + (allowed.map { "; this process may use \($0) only" } ?? "")
        case .quota(let cpus): "\(cpus.formatted(places: 1)) CPUs"
        case .realMachine: "a real machine"
        case .virtualMachine(let stolen):
            "a virtual machine, \((stolen * 100).formatted(places: 1))% of its time stolen since its start"
        case .governor(""): "its governor is not shown here"
        case .governor("performance"): "governed for performance"
        case .governor(let name): "governed by \(name)"
        case .turbo(let isOn, _, _): isOn ? "on: the clock goes by heat and by what other CPUs do" : "off"
        case .hyperthreads: "on: two CPUs share a core"
        case .slowClock(let source): "\(source): reading the time takes a microsecond or more"
        case .memory(let free, let total, let swapped):
            "\(Self.gibibytes(free)) of \(Self.gibibytes(total)) GiB free"
                + (state == .good ? "" : ", \(Self.gibibytes(swapped)) GiB swapped out")
        case .fixedLayout: "the same in every run, so that its effect is taken for a patch's"
        case .counters(nil): "none here"
        case .counters(let level?):
            level <= 2 ? "there" : "there, but closed (kernel.perf_event_paranoid is \(level))"
        case .counting(.perf): "--count instructions reads the CPU's counter (perf)"
        case .counting(.callgrind): "--count instructions counts with callgrind (valgrind)"
        case .counting(nil): "nothing counts them: no counter that perf may read, no valgrind"
        case .load(let cpus): "other processes use \(cpus.formatted(places: 1)) CPUs"
        case .disk(let free): "\(Self.gibibytes(free)) GiB free for .patchbench"
        case .tools(let names, missing: []): names.isEmpty ? "none needed" : names.joined(separator: ", ")
        case .tools(_, let missing): "not found: \(missing.joined(separator: ", "))"
        case .noNumbers(let command): "`\(command)` gave no numbers"
        case .bench(let cpus, let pinned, _):
            "the bench uses \(cpus.formatted(places: 1)) CPUs" + (pinned.map { ", pinned to CPU \($0)" } ?? "")
        }
    }

    private static func gibibytes(_ bytes: Double) -> String { (bytes / 1_073_741_824).formatted(places: 1) }

    var advice: String? {
        if case .bench(_, _, moves: true) = fact {
            return "--pin one keeps it from moving; not where a patch adds threads"
        }
        return state == .good ? nil : remedy
    }

    private var remedy: String? {
        switch fact {
        case .cpus: "a bench with more threads than that measures their waiting"
        case .quota: "what uses more is stopped for a while: give the container no quota"
        case .virtualMachine: "its host is busy: measure elsewhere, or give it more time"
        case .governor: "cpupower frequency-set -g performance"
        case .turbo(_, let file, let off): "echo \(off) > \(file)"
        case .hyperthreads(let file): "keep the other one idle, or echo off > \(file)"
        case .slowClock: "boot with clocksource=tsc where the kernel trusts it"
        case .memory: "end what needs it: what is swapped in while it is measured counts"
        case .fixedLayout: "sysctl kernel.randomize_va_space=2"
        case .counting: "apt-get install valgrind"
        case .load: "stop them, or measure later"
        case .disk: state == .wrong ? "builds and results need room" : "builds need room"
        case .tools: "install them, or change \(Plan.fileName)"
        case .realMachine, .counters, .noNumbers, .bench: nil
        }
    }
}
