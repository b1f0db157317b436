import Workbench

/// One row a stage: whether it was built, and how long it took.
struct BuildListing {
    let report: BuildReport
    /// Columns of the terminal, where there is one.
    var width: Int?

    var lines: [String] {
        var table = TextTable(header: ["", "", ""], left: [1, 2])
        table.rows = report.builds.map { build in
            [build.stage.number.description.padded(to: 3, left: false), build.stage.name, answer(build)]
        }
        return Array(table.squeezed(to: width ?? EffectsListing.mailWidth, [1]).dropFirst())
    }

    private func answer(_ build: BuildReport.Build) -> String {
        switch build.outcome {
        case .built: "built in \(build.duration.text)"
        case .reused: "built before"
        case .failed(let problem): problem.summary
        case .interrupted: "stopped"
        }
    }
}
