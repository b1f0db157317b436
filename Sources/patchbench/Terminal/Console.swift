import Foundation
import Glibc

/// The two outputs of a command. Written to from any thread.
protocol Console: Sendable {
    func write(_ bytes: [UInt8], to stream: StandardStream)
    /// Columns of the terminal that the stream is; nil where it is none.
    func columns(of stream: StandardStream) -> Int?
}

enum StandardStream: Sendable {
    case output, errors
}

extension Console {
    func line(_ text: String) {
        write(HarmlessText(keepsColours: isTerminal)(Array(text.utf8)) + [0x0a], to: .output)
    }

    func patch(_ bytes: [UInt8]) {
        write(isTerminal ? HarmlessText(keepsColours: true)(bytes) : bytes, to: .output)
    }

    func error(_ text: String) { write(HarmlessText(keepsColours: false)(Array(text.utf8)), to: .errors) }

    /// Text in place of what the last line of standard error's terminal shows.
    func rewrite(_ text: String) {
        write(Array("\r\u{1B}[K".utf8), to: .errors)
        error(text)
    }

    private var isTerminal: Bool { columns(of: .output) != nil }
}

/// The outputs of the process.
struct ProcessConsole: Console {
    private let areTerminals = (output: isatty(STDOUT_FILENO) == 1, errors: isatty(STDERR_FILENO) == 1)

    func write(_ bytes: [UInt8], to stream: StandardStream) {
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let count = Glibc.write(Self.descriptor(of: stream), rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    func columns(of stream: StandardStream) -> Int? {
        guard stream == .output ? areTerminals.output : areTerminals.errors else { return nil }
        var size = winsize()
        guard ioctl(Self.descriptor(of: stream), UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func descriptor(of stream: StandardStream) -> Int32 {
        stream == .output ? STDOUT_FILENO : STDERR_FILENO
    }
}
