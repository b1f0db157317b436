import Foundation

/// Scalable Vector Graphics 1.1 (W3C), to stand within a page: looks come from the page's style sheet.
extension Chart {
    public var svg: String {
        var text =
            "<svg role=\"img\" viewBox=\"0 0 \(width.short) \(height.short)\" aria-label=\"\(title.escaped)\">"
        for mark in marks { text += mark.svg }
        return text + "</svg>"
    }
}

extension Mark {
    fileprivate var svg: String {
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
            "<text class=\"\(style.rawValue)\" x=\"\(point.x.short)\" y=\"\(point.y.short)\""
                + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"") + ">\(text.escaped)</text>"
        }
    }

    private static func path(_ points: [Point]) -> String {
        points.enumerated().map { ($0 == 0 ? "M" : "L") + "\($1.x.short) \($1.y.short)" }.joined()
    }

    /// Lines without length, whose round ends are seen; whole numbers, each from the one before: a dot is some six
    /// bytes.
    private static func dots(_ points: [Point]) -> String {
        var (x, y) = (0, 0)
        return points.map { point in
            let (nextX, nextY) = (Int(point.x.rounded()), Int(point.y.rounded()))
            defer { (x, y) = (nextX, nextY) }
            let across = String(nextX - x)
            let down = String(nextY - y)
            return "m" + across + (down.hasPrefix("-") ? "" : " ") + down + "h0"
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
