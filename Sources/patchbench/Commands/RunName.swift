import ArgumentParser
import Input
import Results
import Workbench

/// A run as the command line names it.
enum RunName: ExpressibleByArgument {
    case number(Int)
    /// The latest of a series that measured stages.
    case latest(of: String)

    init(argument: String) { self = Int(argument).map(Self.number) ?? .latest(of: argument) }

    var number: Int? {
        if case .number(let number) = self { number } else { nil }
    }
}

extension CommonOptions {
    /// Opens the series that the run is of; without a run, and where nobody knows the run, the one that was asked for.
    func open(_ access: Workbench.Access, runOf run: RunName?) throws -> Workbench {
        var options = self
        switch run {
        case .latest(let name): options.series = name
        case .number(let number) where series == nil:
            let plan = try Plan.findOwn(from: folder)
            let name = try RunHistory.read(plan.results, series: nil).runs.first { $0.number == number }?.series
            options.series = plan.series.first { $0.name == name }?.name
        case .number, nil: break
        }
        return try options.open(access)
    }
}
