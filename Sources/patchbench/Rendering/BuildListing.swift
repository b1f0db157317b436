import Workbench

/// One row a stage: whether it was built, and how long it took.
struct BuildListing {
    let report: BuildReport

    var lines: [String] {
        let names = report.builds.map(\.stage.name.count).max() ?? 0
        return report.builds.map { build in
            let number = build.stage.number.description.padded(to: 3, left: false)
            return "\(number)  \(build.stage.name.padded(to: names))  \(answer(build))"
        }
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
