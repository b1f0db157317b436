import ArgumentParser
import Workbench

struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Apply the next patch, or the next N, or all.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: ArgumentHelp("How many patches, or up to which.", valueName: "n|patch")) var target: StepTarget?
    @Flag(name: .shortAndLong, help: "All that are left.") var all = false
    @Flag(
        name: .shortAndLong,
        help: "Of a patch that does not apply, apply the hunks that fit and leave the others beside the file in .rej.")
    var force = false
    @Flag(
        name: .customLong("3way"),
        help: "Merge a patch that does not apply, where the contents that it was made for are at hand.")
    var threeWay = false

    func validate() throws { try checkStep(target, all) }

    func run() async throws {
        let options = PushOptions(isForced: force, merges: threeWay)
        let workbench = try common.open()
        switch try workbench.workspace.push(all ? nil : pushCount(workbench), options) {
        case .whole(let step): try show(step, common, json)
        case .partly(let push):
            json.isOn ? try JSONDocument.print(push) : PartialPushListing(push: push).print()
            if !push.isWhole { throw ExitStatus.fellShort }
        }
    }

    private func pushCount(_ workbench: Workbench) throws -> Int {
        guard case .patch(let word)? = target else { return target?.count ?? 1 }
        let (number, top) = (try workbench.series.stage(named: word), workbench.workspace.top ?? .base)
        guard number > .base else { throw StepError.notAPatch }
        guard number > top else { throw StepError.alreadyApplied(workbench.series.patches[number.value - 1].name) }
        return number.value - top.value
    }
}

struct PopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pop", abstract: "Take the last patch back, or the last N, or all.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: ArgumentHelp("How many patches, or down to which.", valueName: "n|patch"))
    var target: StepTarget?
    @Flag(name: .shortAndLong, help: "All that are applied.") var all = false

    func validate() throws { try checkStep(target, all) }

    func run() async throws {
        let workbench = try common.open()
        try show(workbench.workspace.pop(all ? nil : popCount(workbench)), common, json)
    }

    private func popCount(_ workbench: Workbench) throws -> Int {
        guard case .patch(let word)? = target else { return target?.count ?? 1 }
        let (number, top) = (try workbench.series.stage(named: word), workbench.workspace.top ?? .base)
        guard top > .base else { throw StepError.nothingToPop(series: workbench.series.name) }
        guard number != top else { throw StepError.onTop(workbench.series.patches[number.value - 1].name) }
        guard number < top else { throw StepError.notApplied(workbench.series.patches[number.value - 1].name) }
        return top.value - number.value
    }
}

struct GotoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goto", abstract: "Bring the work tree to a stage.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The stage.", completion: .stages) var stage: String

    func run() async throws {
        let workbench = try common.open()
        let step = try workbench.workspace.goto(workbench.series.stage(named: stage))
        try show(step, common, json)
    }
}

/// How far to step, as quilt takes it: so many patches, or until this one is on top.
enum StepTarget: ExpressibleByArgument {
    case count(Int)
    case patch(String)

    init(argument: String) { self = Int(argument).map(Self.count) ?? .patch(argument) }

    /// Nil for a patch.
    var count: Int? {
        if case .count(let count) = self { count } else { nil }
    }
}

private func checkStep(_ target: StepTarget?, _ all: Bool) throws {
    if let count = target?.count, count < 1 {
        throw ValidationError("The number of patches must be at least 1, not \(count).")
    }
    if all && target != nil { throw ValidationError("Give a patch, a number of them, or --all, not several.") }
}

private func show(_ step: StepReport, _ common: CommonOptions, _ json: JSONOption) throws {
    if json.isOn { return try JSONDocument.print(step) }
    StepListing(step: step, paint: common.paint, width: common.terminal.width).print()
}
