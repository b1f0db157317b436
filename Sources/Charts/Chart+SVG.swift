import Foundation

/// Scalable Vector Graphics 1.1 (W3C), to stand within a page: looks come from the page's style sheet.
extension Chart {
    public var svg: String { svg(Mark.svg(marks[...])) }

    /// Pictures of one page: the marks that all of them begin with, as the axes of one scale, are written once, under a
    /// name of the page's.
    public static func svgs(_ charts: [Chart], sharing name: String) -> [String] {
        guard charts.count > 1 else { return charts.map(\.svg) }
        let first = charts[0].marks
        let shared = charts.reduce(first.count) { count, chart in
            zip(first.prefix(count), chart.marks).prefix { $0 == $1 }.count
        }
        guard shared > 0 else { return charts.map(\.svg) }
        return charts.enumerated().map { index, chart in
            let axes =
                index == 0
                ? "<g id=\"\(name.escaped)\">\(Mark.svg(first.prefix(shared)))</g>" : "<use href=\"#\(name.escaped)\"/>"
            return chart.svg(axes + Mark.svg(chart.marks[shared...]))
        }
    }

    private func svg(_ content: String) -> String {
        "<svg role=\"img\" viewBox=\"0 0 \(width.short) \(height.short)\" aria-label=\"\(title.escaped)\">"
            + content + "</svg>"
    }
}

extension Mark {
    /// Those of one look that follow on each other are written as one.
    fileprivate static func svg(_ marks: ArraySlice<Mark>) -> String {
        var (text, rest) = ("", marks)
        while let mark = rest.first {
            let look = mark.look
            let alike = rest.prefix { look != nil && $0.look == look }
            text += alike.count > 1 ? group(alike) : mark.svg()
            rest = rest.dropFirst(max(1, alike.count))
        }
        return text
    }

    /// What a group of marks says once for all of them; nil for one that stands alone.
    private enum Look: Equatable {
        case path(Style)
        case points(Style)
        case text(Anchor, Style)
    }

    private var look: Look? {
        switch self {
        case .line(_, let style), .whisker(_, _, _, let style): .path(style)
        case .point(_, let style, note: "") where style == .value: .points(style)
        case .text(_, _, let anchor, let style): .text(anchor, style)
        case .dots, .point, .bar: nil
        }
    }

    /// - Parameter marks: Alike, at least one.
    private static func group(_ marks: ArraySlice<Mark>) -> String {
        switch marks.first?.look {
        case .path(let style)?: path(style, marks.map(\.outline).joined())
        case .points(let style)?: path(style, marks.map(\.outline).joined(), isDotted: true)
        case .text(let anchor, let style)?:
            "<g\(attributes(anchor, style))>" + marks.map { $0.svg(isInGroup: true) }.joined() + "</g>"
        case nil: ""
        }
    }

    private static func attributes(_ anchor: Anchor, _ style: Style) -> String {
        " class=\"\(style.rawValue)\"" + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
    }

    private static func path(_ style: Style, _ outline: String, isDotted: Bool = false) -> String {
        "<path class=\"\(style.rawValue)\(isDotted ? " points" : "")\" d=\"\(outline)\"/>"
    }

    /// The `d` of a path.
    private var outline: String {
        switch self {
        case .line(let points, _): Self.path(points)
        case .dots(let points, _): Self.dots(points)
        case .whisker(let x, let from, let to, _): "M\(x.short) \(from.short)V\(to.short)"
        case .point(let point, _, note: _): "M\(point.x.short) \(point.y.short)z"
        case .bar, .text: ""
        }
    }

    private func svg(isInGroup: Bool = false) -> String {
        switch self {
        case .line(_, let style), .dots(_, let style), .whisker(_, _, _, let style): Self.path(style, outline)
        case .point(_, let style, note: "") where style == .value: Self.path(style, outline, isDotted: true)
        case .point(let point, let style, let note):
            "<circle class=\"\(style.rawValue)\" cx=\"\(point.x.short)\" cy=\"\(point.y.short)\" r=\"3\""
                + (note.isEmpty ? "/>" : "><title>\(note.escaped)</title></circle>")
        case .bar(let x, let y, let width, let height, let style, let note):
            "<rect class=\"\(style.rawValue)\" x=\"\(x.short)\" y=\"\(y.short)\" width=\"\(width.short)\""
                + " height=\"\(height.short)\"><title>\(note.escaped)</title></rect>"
        case .text(let text, let point, let anchor, let style):
            "<text\(isInGroup ? "" : Self.attributes(anchor, style)) x=\"\(point.x.short)\""
                + " y=\"\(point.y.short)\">\(text.escaped)</text>"
        }
    }

    private static func path(_ points: [Point]) -> String {
        points.enumerated().map { ($0 == 0 ? "M" : "L") + "\($1.x.short) \($1.y.short)" }.joined()
    }

    /// Paths without length, whose round ends are seen; whole numbers, each from the one before: a dot is some five
    /// bytes. One that lies on the one before is not drawn again.
    private static func dots(_ points: [Point]) -> String {
        var last: (x: Int, y: Int)?
        return points.map { point in
            let next = (x: Int(point.x.rounded()), y: Int(point.y.rounded()))
            if let last, last == next { return "" }
            defer { last = next }
            let across = String(next.x - (last?.x ?? 0))
            let down = String(next.y - (last?.y ?? 0))
            return "m" + across + (down.hasPrefix("-") ? "" : " ") + down + "z"
        }.joined()
    }
}

extension Double {
    /// One place after the point, where it is not 0.
    fileprivate var short: String {
        let tenths = (self * 10).rounded()
        guard tenths.isFinite, abs(tenths) < 1e9 else { return "0" }
        let whole = Int(tenths)
        return whole % 10 == 0
            ? String(whole / 10) : (whole < 0 ? "-" : "") + "\(abs(whole) / 10).\(abs(whole) % 10)"
    }
}

extension String {
    /// As text or an attribute's value in HTML or XML; a control character becomes U+FFFD, which every page may hold.
    public var escaped: String {
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n": text.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value): text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
