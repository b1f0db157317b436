/// How one value becomes another, step by step: who earned it.
public struct Waterfall: Sendable {
    public var title: String
    /// The value that the steps begin with.
    public var start: Double
    public var steps: [Step]

    public struct Step: Sendable {
        public var name: String
        /// By which the value is multiplied.
        public var ratio: Double
        public var style: Mark.Style
        public var note: String

        public init(name: String, ratio: Double, style: Mark.Style, note: String) {
            self.name = name
            self.ratio = ratio
            self.style = style
            self.note = note
        }
    }

    public init(title: String, start: Double, steps: [Step]) {
        self.title = title
        self.start = start
        self.steps = steps
    }

    /// Bars from the left to the right, the first and the last from 0.
    public func chart(width: Double, height: Double, format: (Double) -> String) -> Chart {
        let margins = StageChart.margins
        let levels = steps.reduce(into: [start]) { $0.append($0.last! * $1.ratio) }
        let scale = Scale(of: levels + [0], from: height - margins.bottom, to: margins.top + 12)
        let step = (width - margins.left - margins.right) / Double(steps.count + 2)
        var chart = Chart(width: width, height: height, title: title)
        chart.marks = [.text(title, at: Point(margins.left, 11), .start, .total)]
        func bar(_ index: Int, _ from: Double, _ to: Double, _ style: Mark.Style, _ note: String, _ name: String) {
            let (top, bottom) = (scale.position(max(from, to)), scale.position(min(from, to)))
            let x = margins.left + step * Double(index)
            chart.marks.append(
                .bar(
                    x: x + step * 0.12, y: top, width: step * 0.76, height: max(bottom - top, 1), style, note: note))
            chart.marks.append(.text(name, at: Point(x + step / 2, height - 5), .middle, .label))
        }
        bar(0, 0, start, .total, format(start), "0")
        for (index, entry) in steps.enumerated() {
            bar(index + 1, levels[index], levels[index + 1], entry.style, entry.note, entry.name)
        }
        bar(steps.count + 1, 0, levels.last!, .total, format(levels.last!), "=")
        let right = width - margins.right
        for (x, level, anchor) in [(margins.left, levels[0], Mark.Anchor.start), (right, levels.last!, .end)] {
            chart.marks.append(.text(format(level), at: Point(x, scale.position(level) - 3), anchor, .label))
        }
        return chart
    }
}
