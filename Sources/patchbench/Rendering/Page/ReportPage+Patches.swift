import Foundation
import PatchModel
import Workbench

/// The patches one after the other, each with its message, its diff and its numbers.
extension ReportPage {
    /// Bytes of diffs that a page has room for; what is more is named. A series of a dozen patches has a page of 300 KB
    /// at most, one of 1,000 patches of 5 MB.
    /// - Parameter others: Bytes of everything else.
    private func diffBudget(beside others: Int) -> Int {
        let share = 2_500 * study.patches.count
        return max(share, min(100_000 + share, 290_000 - others))
    }

    /// - Parameter size: Bytes of all other sections.
    func patches(beside size: Int) -> String {
        guard !study.patches.isEmpty else { return "" }
        let heads = study.patches.map(head)
        let room = diffBudget(beside: heads.reduce(size) { $0 + $1.utf8.count })
        let limit = Self.share(of: room, among: study.patches.map(Self.size))
        let articles = zip(heads, study.patches).map { head, patch in
            "\(head)\(files(patch, limit: limit))</article>"
        }
        return Self.rangePicker + articles.joined(separator: "\n")
    }

    /// About so many bytes a diff has on the page: marks of a line are some 14.
    private static func size(_ patch: ShownPatch) -> Int {
        patch.diff.reduce(patch.diff.count) { $0 + ($1 == UInt8(ascii: "\n") ? 14 : 0) }
    }

    /// With JavaScript, the hunks of all patches between two stages, file by file.
    private static let rangePicker =
        "<form id=\"range\" hidden><label>from stage <select name=\"from\"></select></label> "
        + "<label>to stage <select name=\"to\"></select></label> <output></output></form><div id=\"between\"></div>"

    /// The most that each may have, so that all together have no more than the budget.
    static func share(of budget: Int, among sizes: [Int]) -> Int {
        var (left, others) = (budget, sizes.count)
        for size in sizes.sorted() {
            if size * others > left { return left / others }
            (left, others) = (left - size, others - 1)
        }
        return .max
    }

    /// All but the diff.
    private func head(_ patch: ShownPatch) -> String {
        let number = patch.label.number
        let author = patch.header.author.map { "<p class=\"author\">\($0.name.escaped)</p>" } ?? ""
        let (before, after) = (number.value - 1, number.value + 1)
        let steps =
            (before > 0 ? "<a rel=\"prev\" href=\"#stage-\(before)\">\u{2190} \(before)</a> " : "")
            + (after <= study.patches.count ? "<a rel=\"next\" href=\"#stage-\(after)\">\(after) \u{2192}</a>" : "")
        return "<article id=\"stage-\(number)\" data-stage=\"\(number)\" tabindex=\"-1\">"
            + "<h3>\(number) \(patch.header.subject.escaped)</h3>\(author)<p class=\"steps\">\(steps)</p>"
            + numbers(of: number)
            + (patch.header.body.isEmpty ? "" : "<pre class=\"message\">\(patch.header.body.escaped)</pre>")
    }

    /// What it changed, in a line, metrics of one name together; the rest is in the tables.
    private func numbers(of stage: StageID) -> String {
        guard let effects = effects[stage] else { return "" }
        let changed = effects.filter(\.isChange)
        var names: [String] = []
        for name in changed.map(\.metric.name) where !names.contains(name) { names.append(name) }
        let groups = names.map { name in
            let told = changed.filter { $0.metric.name == name }.map { effect in
                "<span class=\"\(style(effect).rawValue)\">"
                    + (effect.metric.parameters.values.isEmpty ? "" : label(effect.metric).escaped + " ")
                    + "\(EffectsListing.change(effect).escaped)</span>"
            }
            return "\(name.escaped) \(told.joined(separator: ", "))"
        }
        let quiet = effects.count - changed.count
        let rest = quiet == 0 ? [] : ["\(counted(quiet, "metric")) without a change that can be told"]
        return "<p class=\"effects\">\((groups + rest).joined(separator: "; "))</p>"
    }

    /// What there is no room for is not read.
    private func files(_ patch: ShownPatch, limit: Int) -> String {
        let diff = DiffLines(patch.diff)
        var (room, shown) = (limit, 0)
        var text = ""
        for (index, file) in diff.files.enumerated() {
            guard room > 0 else { break }
            let lines = diff.lines(of: index)
            var body = ""
            for line in lines {
                guard room > 0 else { break }
                let text = Self.line(diff.kind(of: line), diff.pieces(of: line))
                body += text
                room -= text.utf8.count
                shown += 1
            }
            let (added, removed) = (
                lines.count { diff.kind(of: $0) == .added }, lines.count { diff.kind(of: $0) == .removed }
            )
            text +=
                "<details class=\"file\" data-path=\"\(file.path.escaped)\" open><summary>\(file.path.escaped) "
                + "<span class=\"plus\">+\(added)</span> <span class=\"minus\">-\(removed)</span></summary>"
                + "<pre class=\"diff\">\(body)</pre></details>"
        }
        let more = diff.files.indices.reduce(-shown) { $0 + diff.lines(of: $1).count }
        guard more > 0 else { return text }
        return text + "<p class=\"note\">\(more) more lines: patchbench show \(patch.label.number)</p>"
    }

    /// `<b>` and `<i>` of the style sheet: short, for there are many.
    private static func line(_ kind: DiffLines.Kind, _ pieces: [WordDiff.Piece]) -> String {
        let text = pieces.map { $0.isChanged ? "<em>\($0.text.escaped)</em>" : $0.text.escaped }.joined()
        return switch kind {
        case .added: "<ins>+\(text)</ins>\n"
        case .removed: "<del>-\(text)</del>\n"
        case .hunk: "<b>\(text)</b>\n"
        case .file, .header, .note: "<i>\(text)</i>\n"
        case .context: " \(text)\n"
        }
    }
}
