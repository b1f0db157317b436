import ArgumentParser
import Outputs

/// How a command measures.
struct MeasuringOptions: ParsableArguments {
    @OptionGroup var pin: PinOption
    @OptionGroup var count: CountOption
    @Option(
        name: .customLong("virtual"),
        help: ArgumentHelp(
            "Measure on so many virtual CPUs, such as 8 or 1,8,64, with the commands that patchbench.yaml has in "
                + "`virtual:` (default: as many as --metric names, else none).", valueName: "cpus"))
    var virtual: CPUNumbers?

    /// - Parameter metrics: That are asked for; one of virtual CPUs may say how many.
    func changes(for metrics: [MetricPattern] = []) -> PlanChanges {
        let commands: PlanChanges.Commands
        let named = Set(metrics.compactMap(\.virtualCPUs)).sorted()
        if let virtual {
            commands = .virtual(virtual.numbers)
        } else {
            commands = named.isEmpty ? .planned : .virtualWherePlanned(named)
        }
        return PlanChanges(pin: pin.choice, counts: count.counts, commands: commands)
    }
}

/// Numbers of CPUs with commas between, in their order.
struct CPUNumbers: ExpressibleByArgument {
    let numbers: [Int]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap { $0 }
        guard !parts.isEmpty, numbers.count == parts.count, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        self.numbers = numbers
    }
}
