/// One metric over the stages: every sample faint, the centre with its interval, what was reported elsewhere dashed.
public struct StageChart: Sendable {
    public var title: String
    /// What stands under the points, in order.
    public var stages: [String]
    public var values: [Value?]
    /// In the unit of the values; as many as there are stages, or none.
    public var reported: [Double?] = []
    /// What the vertical axis must hold, so that several charts can be compared; nil for what this one has.
    public var domain: ClosedRange<Double>?

    public struct Value: Sendable {
        public var samples: [Double]
        public var centre: Double
        public var low: Double
        public var high: Double
        /// How it differs from the one before.
        public var style: Mark.Style
        /// For who points at it.
        public var note: String

        public init(samples: [Double], centre: Double, low: Double, high: Double, style: Mark.Style, note: String) {
            self.samples = samples
            self.centre = centre
            self.low = low
            self.high = high
            self.style = style
            self.note = note
        }
    }

    public init(title: String, stages: [String], values: [Value?], reported: [Double?] = []) {
        self.title = title
        self.stages = stages
        self.values = values
        self.reported = reported
    }

    static let margins = (left: 46.0, right: 8.0, top: 18.0, bottom: 18.0)

    /// All values that the vertical axis has to hold.
    public var extent: [Double] {
        values.compactMap { $0 }.flatMap { [$0.low, $0.high] + $0.samples }.filter(\.isFinite)
            + reported.compactMap { $0 }
    }

    /// - Parameter format: A tick's text.
    public func chart(width: Double, height: Double, format: (Double) -> String) -> Chart {
        let margins = Self.margins
        let shown = domain.map { [$0.lowerBound, $0.upperBound] } ?? extent
        let scale = Scale(of: shown, from: height - margins.bottom, to: margins.top)
        let step = (width - margins.left - margins.right) / Double(max(1, stages.count))
        func x(_ index: Int) -> Double { margins.left + step * (Double(index) + 0.5) }
        var chart = Chart(width: width, height: height, title: title)
        let ticks = scale.ticks(3).map { (value: $0, y: scale.position($0)) }
        // The axes first: what charts on one scale begin with is written once.
        chart.marks = ticks.map { .line([Point(margins.left, $0.y), Point(width - margins.right, $0.y)], .grid) }
        chart.marks += ticks.map { .text(format($0.value), at: Point(margins.left - 4, $0.y + 3), .end, .label) }
        chart.marks += stageLabels(x, y: height - 5, step)
        chart.marks.append(.text(title, at: Point(margins.left, 11), .start, .total))
        chart.marks += seriesMarks(x, scale, spread: min(step / 3, 6))
        return chart
    }

    /// As many as there is room for, the first and the last among them.
    private func stageLabels(_ x: (Int) -> Double, y: Double, _ step: Double) -> [Mark] {
        let every = max(1, Int((16 / max(step, 0.1)).rounded(.up)))
        return stages.indices.filter { $0 % every == 0 || $0 == stages.count - 1 }.map {
            .text(stages[$0], at: Point(x($0), y), .middle, .label)
        }
    }

    private func seriesMarks(_ x: (Int) -> Double, _ scale: Scale, spread: Double) -> [Mark] {
        var marks: [Mark] = []
        let dots = values.enumerated().flatMap { index, value -> [Point] in
            let samples = (value?.samples ?? []).filter(\.isFinite)
            return samples.enumerated().map { number, sample in
                // Side by side, so that equal ones are seen to be many.
                let share = samples.count > 1 ? Double(number) / Double(samples.count - 1) * 2 - 1 : 0
                return Point(x(index) + share * spread, scale.position(sample))
            }
        }
        if !dots.isEmpty { marks.append(.dots(dots, .sample)) }
        let outside = reported.enumerated().compactMap { index, value in
            value.map { Point(x(index), scale.position($0)) }
        }
        if !outside.isEmpty { marks.append(.line(outside, .reported)) }
        let points = values.enumerated().compactMap { index, value in
            value.map { (x: x(index), value: $0, y: scale.position($0.centre)) }
        }
        marks.append(.line(points.map { Point($0.x, $0.y) }, .value))
        // What is alike together, what stands out above it.
        let ordered = points.filter { $0.value.style == .value } + points.filter { $0.value.style != .value }
        for (x, value, _) in ordered where value.low.isFinite && value.high.isFinite && value.low < value.high {
            marks.append(
                .whisker(x: x, from: scale.position(value.low), to: scale.position(value.high), value.style))
        }
        for (x, value, y) in ordered.filter({ $0.value.note.isEmpty }) + ordered.filter({ !$0.value.note.isEmpty }) {
            marks.append(.point(Point(x, y), value.style, note: value.note))
        }
        return marks
    }
}
