/// A metric over something that is counted, such as CPUs: a line a stage, on two logarithmic scales.
public struct CurveChart: Sendable {
    public var title: String
    /// In the order of drawing.
    public var lines: [Line]

    public struct Line: Sendable {
        /// What stands at its end.
        public var name: String
        /// In the order of `x`; those that are not above 0 are passed over.
        public var points: [Point]
        public var style: Mark.Style
        /// Those with a smaller number are named first where there is no room for all.
        public var rank: Int

        public init(name: String, points: [Point], style: Mark.Style, rank: Int) {
            self.name = name
            self.points = points.filter { $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite }
            self.style = style
            self.rank = rank
        }
    }

    public init(title: String, lines: [Line]) {
        self.title = title
        self.lines = lines.filter { !$0.points.isEmpty }
    }

    /// - Parameter format: A tick's text.
    public func chart(width: Double, height: Double, format: (Double) -> String) -> Chart {
        let margins = StageChart.margins
        let (left, right) = (margins.left, width - margins.right - Self.nameWidth)
        let points = lines.flatMap(\.points)
        let across = Scale(.logarithmic, of: points.map(\.x), from: left, to: right)
        let up = Scale(.logarithmic, of: points.map(\.y), from: height - margins.bottom, to: margins.top)
        var chart = Chart(width: width, height: height, title: title)
        chart.marks = [.text(title, at: Point(left, 11), .start, .total)]
        for tick in up.ticks(4) {
            let y = up.position(tick)
            chart.marks.append(.line([Point(left, y), Point(right, y)], .grid))
            chart.marks.append(.text(format(tick), at: Point(left - 4, y + 3), .end, .label))
        }
        for x in shown(Set(points.map(\.x)).sorted(), on: across) {
            chart.marks.append(.text(Self.count(x), at: Point(across.position(x), height - 5), .middle, .label))
        }
        for line in lines {
            let path = line.points.map { Point(across.position($0.x), up.position($0.y)) }
            chart.marks.append(path.count > 1 ? .line(path, line.style) : .dots(path, line.style))
        }
        chart.marks += names(across, up)
        return chart
    }

    private static let nameWidth = 14.0
    /// Of a line of text.
    private static let room = 10.0

    private static func count(_ value: Double) -> String {
        value == value.rounded() && value < 1e6 ? String(Int(value)) : String(value)
    }

    /// What was measured, as far as there is room for it.
    private func shown(_ values: [Double], on scale: Scale) -> [Double] {
        values.reduce(into: []) { shown, value in
            if let last = shown.last, scale.position(value) - scale.position(last) < 2 * Self.room { return }
            shown.append(value)
        }
    }

    /// The names of the lines at their ends, where they do not stand on each other.
    private func names(_ across: Scale, _ up: Scale) -> [Mark] {
        var taken: [Double] = []
        return lines.sorted { $0.rank < $1.rank }.compactMap { line in
            let end = line.points.last!
            let y = up.position(end.y)
            guard taken.allSatisfy({ abs($0 - y) >= Self.room }) else { return nil }
            taken.append(y)
            return .text(line.name, at: Point(across.position(end.x) + 4, y + 3), .start, .label)
        }
    }
}
