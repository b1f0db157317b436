import Workbench

/// What is left of a series: a patch a line, with its hunks below it.
struct ReductionListing {
    let report: ReductionReport

    var lines: [String] { head + body + ["\(counted(report.tests, "test")), \(counted(report.builds, "build"))"] }

    private var head: [String] {
        switch report.answer {
        case .reduced:
            [
                "fails with \(report.patches.count) of \(counted(report.allPatches, "patch", plural: "patches")), "
                    + "\(report.hunks.count) of their \(counted(report.allHunks, "hunk")):"
            ]
        case .doesNotFail where report.wasInterrupted: []
        case .doesNotFail: ["does not fail, with all \(counted(report.allPatches, "patch", plural: "patches"))"]
        case .failsWithoutPatches: ["fails without any patch"]
        }
    }

    private var body: [String] {
        report.patches.flatMap { patch in
            ["  \(patch.number) \(patch.patch?.text ?? "")"]
                + report.hunks.filter { $0.patch == patch }.map { hunk in
                    "      \(hunk.path)" + (hunk.line.map { ":\($0)" } ?? "")
                }
        }
    }
}
