import CTerminal
import Foundation
import Glibc
import Screen
import Synchronization

/// The terminal while a screen has all of it: keys in, cells out. It is given back when `giveBack` is called, and where
/// a fault ends the process.
final class FullScreen {
    private let input: Int32
    private let output: Int32
    private let update: ScreenUpdate
    private var shown: Screen?
    private var keys = KeyReader()

    /// How long after an escape more of a key may come, in milliseconds.
    private static let escapeTime: Int32 = 25

    init(input: Int32, output: Int32 = STDOUT_FILENO, update: ScreenUpdate) {
        (self.input, self.output, self.update) = (input, output, update)
    }

    /// Whether keys can come from a descriptor.
    static func isTerminal(_ input: Int32) -> Bool { isatty(input) == 1 }

    /// - Returns: 0, or the system's error number.
    func take() -> Int32 { patchbench_terminal_take(input, output) }

    func giveBack() { Self.giveBackTaken() }

    /// Gives back the terminal if any screen has it, before the process ends.
    static func giveBackTaken() { patchbench_terminal_give_back() }

    static func size(of output: Int32 = STDOUT_FILENO) -> Size {
        var (rows, columns): (Int32, Int32) = (0, 0)
        patchbench_terminal_size(output, &rows, &columns)
        return Size(rows: Int(rows), columns: Int(columns))
    }

    func show(_ screen: Screen) {
        let bytes = update.bytes(from: shown, to: screen)
        shown = screen
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let count = write(output, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Nothing is known of what is shown any more.
    func forget() { shown = nil }

    /// Waits until keys were pressed or the other descriptor has something.
    /// - Returns: the keys; nil where the terminal is gone.
    func wait(or other: Int32) -> [Key]? {
        var files = [input, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = poll(&files, 2, keys.isPending ? Self.escapeTime : -1)
        if ready == 0 { return keys.flush() }
        guard ready > 0, files[0].revents != 0 else { return ready < 0 && errno != EINTR ? nil : [] }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(input, &bytes, bytes.count)
        if count < 0 && errno == EINTR { return [] }
        return count > 0 ? keys.read(Array(bytes[..<count])) : nil
    }
}

/// What is put in from any thread and taken out by one, which waits at `descriptor`.
final class Inbox<Item: Sendable>: Sendable {
    private let items = Mutex<[Item]>([])
    /// Both ends of a pipe.
    private let (reading, writing): (Int32, Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Can be read from while there is something.
    var descriptor: Int32 { reading }

    func post(_ item: Item) {
        items.withLock { $0.append(item) }
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    func takeAll() -> [Item] {
        var bytes = [UInt8](repeating: 0, count: 512)
        while read(reading, &bytes, bytes.count) > 0 {}
        return items.withLock { items in
            defer { items = [] }
            return items
        }
    }
}
