import ArgumentParser
import Workbench

struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Apply the next patch, or the next N, or all.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "How many patches.") var count: Int?
    @Flag(help: "All that are left.") var all = false
    @Flag(
        name: .shortAndLong,
        help: "Of a patch that does not apply, apply the hunks that fit and leave the others beside the file in .rej.")
    var force = false
    @Flag(
        name: .customLong("3way"),
        help: "Merge a patch that does not apply, where the contents that it was made for are at hand.")
    var threeWay = false

    func validate() throws { try checkStep(count, all) }

    func run() async throws {
        let options = PushOptions(isForced: force, merges: threeWay)
        switch try common.open().workspace.push(all ? nil : count ?? 1, options) {
        case .whole(let step): try show(step, common, json)
        case .partly(let push):
            json.isOn ? try JSONDocument.print(push) : PartialPushListing(push: push).print()
            if !push.isWhole { throw ExitStatus.fellShort }
        }
    }
}

struct PopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pop", abstract: "Take the last patch back, or the last N, or all.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "How many patches.") var count: Int?
    @Flag(help: "All that are applied.") var all = false

    func validate() throws { try checkStep(count, all) }

    func run() async throws {
        let step = try common.open().workspace.pop(all ? nil : count ?? 1)
        try show(step, common, json)
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

private func checkStep(_ count: Int?, _ all: Bool) throws {
    if let count, count < 1 { throw ValidationError("The number of patches must be at least 1, not \(count).") }
    if all && count != nil { throw ValidationError("Give a number of patches or --all, not both.") }
}

private func show(_ step: StepReport, _ common: CommonOptions, _ json: JSONOption) throws {
    if json.isOn { return try JSONDocument.print(step) }
    StepListing(step: step, paint: common.paint, width: common.terminal.width).print()
}
