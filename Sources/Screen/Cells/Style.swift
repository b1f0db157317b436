/// How a cell looks. Terminals have their own shades of these.
public struct Style: Equatable, Sendable {
    public enum Colour: UInt8, Sendable {
        case standard, red = 31, green = 32, yellow = 33, blue = 34, magenta = 35, cyan = 36, grey = 90
    }

    public var colour: Colour
    public var isBold: Bool
    public var isUnderlined: Bool
    public var isReversed: Bool

    public init(
        _ colour: Colour = .standard, isBold: Bool = false, isUnderlined: Bool = false, isReversed: Bool = false
    ) {
        self.colour = colour
        self.isBold = isBold
        self.isUnderlined = isUnderlined
        self.isReversed = isReversed
    }

    public static let plain = Style()
    public static let bold = Style(isBold: true)
    public static let dim = Style(.grey)

    public var reversed: Style {
        var style = self
        style.isReversed = true
        return style
    }

    /// The parameters of ECMA-48's SGR.
    func parameters(hasColour: Bool) -> String {
        var words: [String] = []
        if isBold { words.append("1") }
        if isUnderlined { words.append("4") }
        if isReversed { words.append("7") }
        if hasColour, colour != .standard { words.append(String(colour.rawValue)) }
        return words.joined(separator: ";")
    }
}

/// A place of one character on a screen.
public struct Cell: Equatable, Sendable {
    /// Empty in the second column of a wide character.
    public var text: String
    public var style: Style

    public static let blank = Cell(text: " ", style: .plain)
}

/// Text in one style.
public struct Span: Equatable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}
