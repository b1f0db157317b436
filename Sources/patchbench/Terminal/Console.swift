import Foundation
import Glibc
import Synchronization

/// The two outputs of a command. Written to from any thread.
protocol Console: Sendable {
    func write(_ bytes: [UInt8], to stream: StandardStream)
    /// Columns of the terminal that the stream is; nil where it is none.
    func columns(of stream: StandardStream) -> Int?
    /// The system's error number, where standard output did not take all that was written to it.
    var failure: Int32? { get }
    /// Whether the tool's own signs are to be ASCII on terminals; what is piped is the same in every locale.
    var isPlain: Bool { get }
}

enum StandardStream: Sendable {
    case output, errors
}

extension Console {
    var failure: Int32? { nil }
    var isPlain: Bool { false }

    func line(_ text: String) {
        write(HarmlessText(keepsColours: isTerminal)(Array(shown(text, on: .output).utf8)) + [0x0a], to: .output)
    }

    func patch(_ bytes: [UInt8]) {
        write(isTerminal ? HarmlessText(keepsColours: true)(bytes) : bytes, to: .output)
    }

    func error(_ text: String) {
        write(HarmlessText(keepsColours: false)(Array(shown(text, on: .errors).utf8)), to: .errors)
    }

    private func shown(_ text: String, on stream: StandardStream) -> String {
        isPlain && columns(of: stream) != nil ? PlainSigns.write(text) : text
    }

    /// Text in place of what the last line of standard error's terminal shows.
    func rewrite(_ text: String) {
        write(Array("\r\u{1B}[K".utf8), to: .errors)
        error(text)
    }

    private var isTerminal: Bool { columns(of: .output) != nil }
}

/// The outputs of the process.
final class ProcessConsole: Console {
    private let output: Int32
    private let errors: Int32
    let isPlain: Bool
    private let areTerminals: (output: Bool, errors: Bool)
    /// The terminal that standard output was before it was led to a pager.
    private let terminal: Int32
    private let firstFailure = Mutex<Int32?>(nil)

    init(output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO, isPlain: Bool = false) {
        (self.output, self.errors, self.isPlain) = (output, errors, isPlain)
        areTerminals = (isatty(output) == 1, isatty(errors) == 1)
        terminal = areTerminals.output ? fcntl(output, F_DUPFD_CLOEXEC, 3) : output
    }

    /// What is opened later must not get the number of an output that was closed before the tool began: it would be
    /// written to. What is opened here can only be read, so that writing to it fails.
    static func occupyClosedStreams() {
        for number in 0...2 where fcntl(Int32(number), F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
    }

    var failure: Int32? { firstFailure.withLock { $0 } }

    func write(_ bytes: [UInt8], to stream: StandardStream) {
        guard stream == .errors || failure == nil else { return }
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor(of: stream), rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    let reason = count == 0 ? ENOSPC : errno
                    if stream == .output { firstFailure.withLock { $0 = reason } }
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    func columns(of stream: StandardStream) -> Int? {
        guard stream == .output ? areTerminals.output : areTerminals.errors else { return nil }
        var size = winsize()
        guard ioctl(stream == .output ? terminal : errors, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    private func descriptor(of stream: StandardStream) -> Int32 { stream == .output ? output : errors }
}
