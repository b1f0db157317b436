import Workbench

/// What came of a series on another base.
struct RebaseListing {
    let report: RebaseReport

    var lines: [String] {
        var lines = ["\(report.series) is now on \(report.base)"]
        lines += report.upstream.map { "  \($0): \(report.base) has it already; it is no more in the series" }
        lines += report.merged.map { "  \($0): merged" }
        if let stop = report.stop {
            lines += ["stopped at patch \(stop.patch.number) (\(stop.patch.patch?.text ?? "")); both sides changed:"]
            lines += stop.files.map { "  \($0)" }
            lines += [
                "put in order what stands between <<<<<<< and >>>>>>>, then `patchbench rebase --continue`;",
                "`--skip` leaves the patch out, `--abort` takes the rebase back",
            ]
        }
        return lines
            + ["now at stage \(report.stage.number) (\(report.stage.patch?.text ?? "base")), in \(report.folder)"]
    }
}
