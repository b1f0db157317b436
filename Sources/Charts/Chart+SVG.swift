import Foundation

/// Scalable Vector Graphics 1.1 (W3C), to stand within a page: looks come from the page's style sheet.
extension Chart {
    public var svg: String {
        var text =
            "<svg role=\"img\" viewBox=\"0 0 \(width.short) \(height.short)\" aria-label=\"\(title.escaped)\">"
        var rest = marks[...]
        while let mark = rest.first {
            let alike = rest.prefix { mark.isWrittenAlike($0) }
            text += alike.count > 1 ? Mark.group(alike) : mark.svg()
            rest = rest.dropFirst(max(1, alike.count))
        }
        return text + "</svg>"
    }
}

extension Mark {
    /// Whether both are texts of one style and anchor, which a group says once.
    fileprivate func isWrittenAlike(_ other: Mark) -> Bool {
        guard case .text(_, _, let anchor, let style) = self, case .text(_, _, anchor, style) = other else {
            return false
        }
        return true
    }

    /// - Parameter texts: Alike, at least one.
    fileprivate static func group(_ texts: ArraySlice<Mark>) -> String {
        guard case .text(_, _, let anchor, let style) = texts.first else { return "" }
        return "<g\(attributes(anchor, style))>" + texts.map { $0.svg(isInGroup: true) }.joined() + "</g>"
    }

    private static func attributes(_ anchor: Anchor, _ style: Style) -> String {
        " class=\"\(style.rawValue)\"" + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
    }

    fileprivate func svg(isInGroup: Bool = false) -> String {
        switch self {
        case .line(let points, let style): "<path class=\"\(style.rawValue)\" d=\"\(Self.path(points))\"/>"
        case .dots(let points, let style): "<path class=\"\(style.rawValue)\" d=\"\(Self.dots(points))\"/>"
        case .point(let point, let style, let note):
            "<circle class=\"\(style.rawValue)\" cx=\"\(point.x.short)\" cy=\"\(point.y.short)\" r=\"3\""
                + (note.isEmpty ? "/>" : "><title>\(note.escaped)</title></circle>")
        case .whisker(let x, let from, let to, let style):
            "<path class=\"\(style.rawValue)\" d=\"M\(x.short) \(from.short)V\(to.short)\"/>"
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
