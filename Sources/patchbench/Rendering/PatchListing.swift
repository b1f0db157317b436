import Foundation
import PatchModel
import Workbench

/// A patch as `git show` shows a commit.
struct PatchListing {
    let patch: ShownPatch
    let paint: Paint

    func print() {
        Output.line(paint(.yellow, "patch \(patch.label.number) \(patch.label.patch?.text ?? "")"))
        if let commit = patch.label.commit {
            Output.line(paint(.yellow, "commit \(commit.id)"))
            if commit.isMerge {
                Output.line("Merge: " + commit.parents.map { String($0.prefix(10)) }.joined(separator: " "))
            }
        }
        if let author = patch.header.author { Output.line("Author: \(author.name) <\(author.email)>") }
        if let date = patch.header.date { Output.line("Date:   \(text(of: date))") }
        Output.line()
        var message = patch.header.message.split(separator: "\n", omittingEmptySubsequences: false)
        while message.last?.isEmpty == true { message.removeLast() }
        message.forEach { Output.line($0.isEmpty ? "" : "    " + $0) }
        Output.line()
        if let commit = patch.label.commit, commit.isMerge {
            Output.line("brings in \(counted(commit.brings, "commit")); the diff is against the first parent:")
            patch.brought.forEach { Output.line("    \($0.id.prefix(10)) \($0.subject)") }
            Output.line()
        }
        Output.patch(DiffColours(paint: paint).apply(to: patch.diff))
    }

    /// The date in its own zone, as `git log --date=iso` writes it.
    private func text(of date: PatchDate) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: date.zoneMinutes * 60)
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss Z"
        return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(date.seconds)))
    }
}
