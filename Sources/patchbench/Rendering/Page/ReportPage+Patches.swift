import Foundation
import PatchModel
import Workbench

/// The patches one after the other, each with its message, its diff and its numbers.
extension ReportPage {
    /// Bytes of diffs that a page has room for; what is more is named.
    private var diffBudget: Int { 100_000 + 2_500 * study.patches.count }

    var patches: String {
        guard !study.patches.isEmpty else { return "" }
        let limit = Self.share(of: diffBudget, among: study.patches.map(\.diff.count))
        let articles = study.patches.map { article($0, limit: limit) }
        return Self.rangePicker + articles.joined(separator: "\n")
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

    private func article(_ patch: ShownPatch, limit: Int) -> String {
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
            + files(patch, limit: limit) + "</article>"
    }

    /// What it changed, in a line; the rest is in the tables.
    private func numbers(of stage: StageID) -> String {
        guard let effects = effects[stage] else { return "" }
        let changed = effects.filter(\.isChange).map { effect in
            "<span class=\"\(style(effect).rawValue)\">\(effect.metric.description.escaped) "
                + "\(EffectsListing.change(effect).escaped)</span>"
        }
        let quiet = effects.count - changed.count
        let rest = quiet == 0 ? [] : ["\(counted(quiet, "metric")) without a change that can be told"]
        return "<p class=\"effects\">\((changed + rest).joined(separator: ", "))</p>"
    }

    private func files(_ patch: ShownPatch, limit: Int) -> String {
        var room = limit
        let lines = patch.diff.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        var shown = 0
        var text = ""
        for file in DiffText(patch.diff).files {
            guard room > 0 else { break }
            var body = ""
            var (added, removed) = (0, 0)
            for line in file.lines {
                added += line.kind == .added ? 1 : 0
                removed += line.kind == .removed ? 1 : 0
                guard room > 0 else { continue }
                body += Self.line(line)
                room -= line.pieces.reduce(2) { $0 + $1.text.utf8.count }
                shown += 1
            }
            text +=
                "<details class=\"file\" data-path=\"\(file.path.escaped)\" open><summary>\(file.path.escaped) "
                + "<span class=\"plus\">+\(added)</span> <span class=\"minus\">-\(removed)</span></summary>"
                + "<pre class=\"diff\">\(body)</pre></details>"
        }
        guard room <= 0 else { return text }
        return text + "<p class=\"note\">\(max(0, lines - shown)) more lines: patchbench show "
            + "\(patch.label.number)</p>"
    }

    /// `<b>`, `<i>` and `<u>` of the style sheet: short, for there are many.
    private static func line(_ line: DiffText.Line) -> String {
        let text = line.pieces.map { $0.isChanged ? "<em>\($0.text.escaped)</em>" : $0.text.escaped }.joined()
        return switch line.kind {
        case .added: "<ins>+\(text)</ins>\n"
        case .removed: "<del>-\(text)</del>\n"
        case .hunk: "<b>\(text)</b>\n"
        case .file, .header, .note: "<i>\(text)</i>\n"
        case .context: " \(text)\n"
        }
    }
}
