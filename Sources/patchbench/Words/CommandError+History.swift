import GitStore
import Workbench

extension CommandError {
    /// What is wrong with commits that were named.
    static func historyLines(for error: GitStoreError) -> [String] {
        switch error {
        case .noRevision(let name, let repository, let isShallow):
            [
                "no revision \u{201C}\(name)\u{201D} in \(repository)",
                isShallow
                    ? "it is a shallow clone: `git fetch --unshallow --tags` brings the rest of its history"
                    : "`git rev-parse` tells what a name means there",
            ]
        case .missingHistory(let name, let commit, let repository):
            [
                "the history of \(name) goes on behind \(commit), where the shallow clone \(repository) ends",
                "`git fetch --unshallow` brings all of it, `git fetch --deepen 100` a hundred commits more",
            ]
        case .lostCommit(let id, let repository):
            [
                "the commit \(id) is not in \(repository), or not any more: "
                    + "what no branch or tag holds goes with git gc",
                "`git fetch REMOTE \(id)` brings it back from where it still is; else name other commits",
            ]
        case .notARange(let text):
            [
                "\u{201C}\(text)\u{201D} is no range of commits that stand on one another",
                "write A..B, X^! for one commit, or -3 for the last three",
            ]
        case .badPathspec(let text):
            [
                "what stands in front of this path is not understood: \(text)",
                "of git's words these are: top, exclude, icase, and glob or literal, as in ':(top,icase)readme*'",
            ]
        case .mergeInRange(let commit, let subject):
            [
                "\(commit) is a merge, \u{201C}\(subject)\u{201D}, and no patch",
                "merges are refused here; without `merges: refuse` or --no-merges it is one stage: "
                    + "its diff against its first parent",
            ]
        default: []
        }
    }

    /// For a patch that does not apply, where its commits stand on something else.
    static func beginsElsewhere(_ start: RangeStart, takesFlag: Bool) -> String {
        let subject = start.subject.isEmpty ? "" : ", \u{201C}\(start.subject)\u{201D}"
        let advice = takesFlag ? "leave --base out, or give" : "leave \u{201C}base\u{201D} out, or give"
        return "the commits stand on \(start.commit)\(subject), which is not the base: \(advice) that commit"
    }
}
