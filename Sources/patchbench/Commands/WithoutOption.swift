import ArgumentParser
import PatchModel
import Workbench

struct WithoutOption: ParsableArguments {
    @Option(
        name: .customLong("without"),
        help: ArgumentHelp("Leave a patch out, where the others still apply; may be given again.", valueName: "patch"),
        completion: .patches)
    var words: [String] = []

    func patches(of workbench: Workbench) throws -> [StageNumber] {
        try words.map { try workbench.series.stage(named: $0) }
    }
}
