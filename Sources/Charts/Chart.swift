/// A picture as values: marks at coordinates, in points from the left upper corner.
public struct Chart: Sendable, Equatable {
    public var width: Double
    public var height: Double
    /// What the picture shows, for those who cannot see it.
    public var title: String
    /// In the order of drawing.
    public var marks: [Mark] = []

    public init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        self.title = title
    }
}

public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

public enum Mark: Sendable, Equatable {
    case line([Point], Style)
    /// Many small ones, drawn as one.
    case dots([Point], Style)
    /// One that stands out, with what is said of it.
    case point(Point, Style, note: String)
    /// From low to high at one place.
    case whisker(x: Double, from: Double, to: Double, Style)
    case bar(x: Double, y: Double, width: Double, height: Double, Style, note: String)
    case text(String, at: Point, Anchor, Style)

    public enum Anchor: String, Sendable { case start, middle, end }

    /// What a mark stands for; the page says how that looks.
    public enum Style: String, Sendable {
        case axis, grid, sample, value, better, worse, changed, reported, label, total
    }
}
