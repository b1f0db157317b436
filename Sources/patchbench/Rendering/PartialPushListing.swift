import Workbench

/// What of a patch is in the work tree, what is missing, and what to do next.
struct PartialPushListing {
    let push: PartialPush

    func print() {
        let name = push.patch.patch?.text ?? ""
        Output.line("\(push.isWhole ? "merged" : "applied in part:") \(push.patch.number) (\(name))")
        for file in push.files { Output.line("  \(file.text)") }
        Output.line()
        Output.line("in \(push.folder)")
        Output.line(next)
    }

    private var next: String {
        let take = "`patchbench refresh` then takes the result into the patch; `patchbench pop` takes it back"
        return push.isWhole ? "look at it; " + take : "put in by hand what is missing; " + take
    }
}

extension PartialPush.File {
    /// The path, and what came of the patch there.
    var text: String {
        let result =
            switch outcome {
            case .rejected(let hunks, let total, let file): "\(hunks) of \(counted(total, "hunk")) rejected, in \(file)"
            case .left(let failure): "not applied: \(failure.text)"
            case .merged: "merged"
            case .conflicts: "merged, with conflicts between <<<<<<< and >>>>>>>"
            }
        return "\(path): \(result)"
    }
}
