import Foundation
import Glibc

/// What the outputs can show.
struct Terminal: Sendable {
    /// Columns of standard output's terminal; nil where it is none.
    var width: Int?
    /// Colours on standard output.
    var hasColour: Bool
    /// Whether standard error is a terminal that can rewrite a line.
    var canRewrite: Bool
    var errorWidth: Int

    static func current(environment: [String: String]) -> Terminal {
        let isDumb = environment["TERM"] == "dumb"
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Terminal(
            width: isTerminal ? columns(of: STDOUT_FILENO) : nil,
            hasColour: isTerminal && !isDumb && !noColour,
            canRewrite: isatty(STDERR_FILENO) == 1 && !isDumb,
            errorWidth: columns(of: STDERR_FILENO))
    }

    private static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
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

/// Writing to the two outputs.
enum Output {
    private static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// A line for readers: whatever names and subjects hold, it is harmless. Colours are of use on terminals only.
    static func line(_ text: String = "") {
        write(HarmlessText(keepsColours: isTerminal)(Array(text.utf8)) + [0x0a])
    }

    /// A patch or a diff: byte for byte where a program reads it, harmless on a terminal.
    static func patch(_ bytes: [UInt8]) { write(isTerminal ? HarmlessText(keepsColours: true)(bytes) : bytes) }

    /// Byte for byte.
    static func write(_ bytes: [UInt8]) { writeAll(bytes, to: STDOUT_FILENO) }

    static func error(_ text: String) {
        writeAll(HarmlessText(keepsColours: false)(Array(text.utf8)), to: STDERR_FILENO)
    }

    /// Text in place of what the last line of standard error's terminal shows.
    static func rewrite(_ text: String) {
        writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        error(text)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
