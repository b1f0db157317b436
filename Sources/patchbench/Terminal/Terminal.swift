/// What the outputs can show.
struct Terminal: Sendable {
    /// Columns of standard output's terminal; nil where it is none.
    var width: Int?
    /// Colours on standard output.
    var hasColour: Bool
    /// Whether standard error is a terminal that can rewrite a line.
    var canRewrite: Bool
    var errorWidth: Int

    init(of invocation: Invocation) {
        let (environment, console) = (invocation.environment, invocation.console)
        let isDumb = environment["TERM"] == "dumb"
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let errorColumns = console.columns(of: .errors)
        width = console.columns(of: .output)
        hasColour = width != nil && !isDumb && !noColour
        canRewrite = errorColumns != nil && !isDumb
        errorWidth = errorColumns ?? 80
    }
}

/// Text in colour, where colours are shown.
struct Paint: Sendable {
    var isOn: Bool

    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    func callAsFunction(_ style: Style, _ text: String) -> String {
        isOn ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[m" : text
    }
}

/// Writing to the outputs of the command that this task runs.
enum Output {
    private static var console: any Console { Invocation.current.console }

    /// A line for readers: whatever names and subjects hold, it is harmless. Colours are of use on terminals only.
    static func line(_ text: String = "") { console.line(text) }

    /// Many lines at once.
    static func lines(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        console.line(lines.joined(separator: "\n"))
    }

    /// A patch or a diff: byte for byte where a program reads it, harmless on a terminal.
    static func patch(_ bytes: [UInt8]) { console.patch(bytes) }

    /// Byte for byte.
    static func write(_ bytes: [UInt8]) { console.write(bytes, to: .output) }

    static func error(_ text: String) { console.error(text) }
}
