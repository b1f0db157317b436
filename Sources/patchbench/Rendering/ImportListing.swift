import Workbench

/// What an import wrote, and what is next.
struct ImportListing {
    let report: ImportReport

    func print() {
        if let cover = report.surroundings.coverLetter { Output.line(cover.subject) }
        for (index, name) in report.patches.enumerated() {
            Output.line("\(String(index + 1).padded(to: String(report.patches.count).count, left: false)) \(name)")
        }
        PendingListing(surroundings: report.surroundings).print()
        Output.line()
        Output.line("\(counted(report.patches.count, "patch", plural: "patches")) in \(report.folder.path)")
        Output.line("series \(report.series) in \(report.plan.path)")
        Output.line("next: patchbench series --series \(report.series)")
    }
}
