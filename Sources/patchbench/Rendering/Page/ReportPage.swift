import Charts
import Foundation
import Judging
import Outputs
import PatchModel
import Workbench

/// A study as one HTML page that needs nothing beside it: it asks for no file, and reads without JavaScript.
struct ReportPage {
    let study: Study
    let earlier: Earlier?
    let headline: Headline
    /// Stages whose patches are on the page.
    private let linked: Set<StageID>
    /// By stage.
    let effects: [StageID: [MetricEffect]]
    private let samples: [StageID: [MetricSamples]]

    /// Another run, to compare with.
    struct Earlier {
        var study: Study
        /// Where it is of another version of the series: how the patches differ.
        var versions: RangeDiffReport?
    }

    init(study: Study, earlier: Earlier? = nil) {
        self.study = study
        self.earlier = earlier
        linked = Set(study.patches.map(\.label.number))
        effects = Dictionary(grouping: study.effects, by: \.pair.after)
        samples = Dictionary(grouping: study.samples, by: \.stage)
        headline = Headline(stages: study.stages, effects: study.effects, totals: study.totals)
    }

    /// Says what made a page.
    private static let generator = #"<meta name="generator" content="patchbench">"#

    /// Whether a file is such a page, as its first lines tell.
    static func isOne(_ file: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file), let start = try? handle.read(upToCount: 4096)
        else { return false }
        return start.ranges(of: Data(generator.utf8)).first != nil
    }

    var html: String {
        let title = "\(study.series): what each patch did".escaped
        let sections = sections
        let links = sections.map { "<a href=\"#\($0.id)\">\($0.title.escaped)</a>" }.joined(separator: " ")
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">\(Self.generator)<title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <style>\(PageStyle.text)</style></head>
            <body><header>\(header)</header>
            <nav aria-label="Sections">\(links)</nav>
            <main>
            \(sections.map(\.html).joined(separator: "\n"))
            </main>
            <script>\(PageScript.text)</script>
            </body></html>

            """
    }

    struct Section {
        var id: String
        var title: String
        var body: String

        var html: String { "<section id=\"\(id)\"><h2>\(title.escaped)</h2>\n\(body)</section>" }
    }

    /// In the order of reading; one that has nothing to show is left out. Diffs have the room that the others leave.
    private var sections: [Section] {
        let before = [
            Section(id: "patches", title: "What each patch did", body: effectTables),
            Section(id: "runs", title: "Beside the other run", body: comparison),
            Section(id: "counts", title: "What is executed", body: counts),
            Section(id: "metrics", title: "Each metric over the stages", body: charts),
            Section(id: "curves", title: "By the number of CPUs", body: curves),
            Section(id: "earned", title: "Who earned it", body: waterfalls),
            Section(id: "tests", title: "Tests", body: testMatrix),
            Section(id: "claims", title: "Claims", body: claims),
        ]
        let after = [
            Section(id: "searches", title: "Searches", body: searches),
            Section(id: "method", title: "Machine and method", body: method),
        ]
        let size = (before + after).reduce(0) { $0 + $1.body.utf8.count }
        let patches = Section(id: "step", title: "Step through the patches", body: patches(beside: size))
        return (before + [patches] + after).filter { !$0.body.isEmpty }
    }

    private var header: String {
        let numbers = keyNumbers.map { "<li><b>\($0.value.escaped)</b> \($0.name.escaped)</li>" }.joined()
        return "<p class=\"series\">\(study.series.escaped)</p><h1>\(headline.text.escaped)</h1>"
            + "<ul class=\"numbers\">\(numbers)</ul>"
    }

    /// Three at most.
    private var keyNumbers: [(value: String, name: String)] {
        var numbers: [(String, String)] = []
        let lead = headline.lead ?? study.metrics.first
        if let total = study.totals.first(where: { $0.metric == lead }) {
            numbers.append((EffectsListing.change(total), "\(total.metric) from the first stage to the last"))
        }
        let told = Set(study.effects.filter(\.isChange).map(\.pair)).count
        let all = Set(study.effects.map(\.pair)).count
        if all > 0 { numbers.append(("\(told) of \(all)", "patches change something that can be told")) }
        if let top = study.tests.results.last {
            let failed = top.tests.count(where: \.isUnexpectedFailure)
            numbers.append(("\(top.tests.count - failed) of \(top.tests.count)", "tests are as they should at the top"))
        } else if !study.claims.isEmpty {
            let held = study.claims.count { $0.verdict == .confirmed }
            numbers.append(("\(held) of \(study.claims.count)", "claims are confirmed"))
        }
        return numbers
    }

    /// A link to a patch; the text alone for a stage that has none on the page: the base, one without a patch below it,
    /// one that the series has no more.
    func link(to stage: StageID, _ text: String) -> String {
        linked.contains(stage) ? "<a href=\"#stage-\(stage)\">\(text.escaped)</a>" : text.escaped
    }

    func effect(into stage: StageID, _ metric: Metric) -> MetricEffect? {
        effects[stage]?.first { $0.metric == metric }
    }

    func samples(of stage: StageID, _ metric: Metric) -> MetricSamples? {
        samples[stage]?.first { $0.metric == metric }
    }

    func name(of stage: StageID) -> String { study.stages.first { $0.number == stage }?.name ?? "" }
}

/// A table: its first column and its header say what the others are of.
struct PageTable {
    var caption: String
    var header: [String]
    /// The first of a row is its heading; all are HTML.
    var rows: [[String]]

    var html: String {
        let head = header.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let body = rows.map { row in
            "<tr><th scope=\"row\">\(row[0])</th>"
                + row.dropFirst().map { cell in
                    cell.hasPrefix("<td") ? cell : "<td>\(cell)</td>"
                }.joined() + "</tr>"
        }.joined(separator: "\n")
        return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"\(caption.escaped)\"><table>"
            + "<caption>\(caption.escaped)</caption><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
    }
}
