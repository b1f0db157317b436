import Outputs
import Screen

/// The full-screen view as a value: keys and news go in, what they ask for comes out, and `screen` shows it.
struct StepState: Sendable {
    enum Pane: Sendable { case list, document }

    struct Prompt: Equatable, Sendable {
        enum Goal: Sendable { case search, file }

        var goal: Goal
        var text = ""
    }

    var size: Size
    var series: SteppedSeries?
    var focus = Pane.list
    var isMaximised = false
    /// The stage under the cursor, and the first one that is seen.
    var selected = 0
    var listTop = 0
    /// What the document is to be; it comes later.
    var content = StepDocument.Content.patch(0, context: 3)
    var document: StepDocument?
    /// What was asked for and has not come.
    var awaited: StepDocument.Content?
    /// Lines before the diff.
    var head: [StepHead.Line] = []
    /// The line under the cursor, the first one that is seen, and the columns that are scrolled away.
    var cursor = 0
    var documentTop = 0
    var shift = 0
    var context = 3
    /// The hunk that the cursor stays in while the context changes.
    var keptHunk: Int?
    /// The metric of the bars.
    var metric: Metric?
    var showsAllEffects = false
    /// Marked stages, the last two.
    var marks: [Int] = []
    var search: SearchText?
    var prompt: Prompt?
    var showsHelp = false
    var helpTop = 0
    var message = ""
    var job: StepJob?
    var progress = ""

    init(size: Size) { self.size = size }

    mutating func take(_ input: StepInput) -> [StepEffect] {
        switch input {
        case .key(let key): return take(key)
        case .resized(let size):
            self.size = size
            makeHead()
            keepInView()
            return [.redraw]
        case .read(let series): return take(series)
        case .loaded(let document): return take(document)
        case .failed(let problem):
            (message, awaited) = (problem, nil)
        case .progress(let text): progress = text
        case .ended(let text):
            (message, job, progress) = (text, nil, "")
            return [.read]
        case .interrupted: return [.quit(interrupted: true)]
        }
        return []
    }

    var stages: [SteppedSeries.Stage] { series?.stages ?? [] }
    var stage: SteppedSeries.Stage? { stages.indices.contains(selected) ? stages[selected] : nil }

    /// Lines of the document.
    var lineCount: Int { head.count + (document?.diff.count ?? 0) }

    /// The line of the diff under the cursor.
    var diffLine: Int? { cursor >= head.count && document != nil ? cursor - head.count : nil }
}

extension StepState {
    private mutating func take(_ new: SteppedSeries) -> [StepEffect] {
        let isFirst = series == nil
        series = new
        if isFirst { selected = new.applied }
        selected = min(selected, max(0, new.stages.count - 1))
        marks.removeAll { $0 >= new.stages.count }
        if metric.map({ !new.metrics.contains($0) }) ?? true { metric = new.metrics.first }
        makeHead()
        keepInView()
        // The patch may not be what it was.
        document = isFirst ? nil : document
        switch content {
        case .between(let from, let to, _) where max(from, to) < new.stages.count: return load(content)
        case .version(selected): return load(content)
        default: return show(patchContent)
        }
    }

    private mutating func take(_ new: StepDocument) -> [StepEffect] {
        awaited = nil
        guard new.content == content else { return load(content) }
        let isOther = document?.title != new.title
        document = new
        makeHead()
        if let hunk = keptHunk, !new.diff.hunks.isEmpty {
            cursor = head.count + new.diff.hunks[min(hunk, new.diff.hunks.count - 1)]
        } else if isOther {
            (cursor, documentTop, shift) = (0, 0, 0)
        }
        keptHunk = nil
        keepInView()
        return []
    }

    var patchContent: StepDocument.Content { .patch(selected, context: context) }

    mutating func show(_ new: StepDocument.Content) -> [StepEffect] {
        content = new
        return load(new)
    }

    /// One at a time: what was passed over meanwhile is never asked for.
    mutating func load(_ wanted: StepDocument.Content) -> [StepEffect] {
        guard awaited == nil else { return [] }
        awaited = wanted
        return [.load(wanted)]
    }

    mutating func makeHead() { head = StepHead(state: self).lines }

    mutating func run(_ new: StepJob) -> [StepEffect] {
        guard job == nil else {
            message = "wait: \(job!.doing)"
            return []
        }
        (job, progress) = (new, new.doing)
        return [.run(new)]
    }
}
