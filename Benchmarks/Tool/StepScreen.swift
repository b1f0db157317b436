import Foundation
import Glibc

/// How long the full-screen view takes to answer keys, from the key to the end of the frame, at 1,000 patches of which
/// one has a diff of 100,000 lines. The built tool on a pseudo-terminal.
struct StepScreen {
    private let folder: URL
    private static let patches = 1_000
    private static let big = 500

    /// In seconds.
    struct Times {
        var firstScreen: Double
        /// The first with the big diff.
        var bigDiff: Double
        var keys: [Double]
    }

    static func measure() throws -> Times {
        let files = try SyntheticProject(patches: patches) { $0 == big ? 50_000 : 3 }
        defer { files.remove() }
        let project = StepScreen(folder: files.folder)
        // The stages are made once; a start after that is what is measured, the best of three.
        _ = try project.start().quit()
        var first = Double.infinity
        for _ in 0..<3 {
            let start = ContinuousClock.now
            let terminal = try project.start()
            first = min(first, (ContinuousClock.now - start) / .seconds(1))
            _ = try terminal.quit()
        }
        let terminal = try project.start()
        var keys = terminal.times("j", count: 300) + terminal.times("J", count: Self.big - 301)
        // No other diff has so many lines.
        let bigDiff = try terminal.time("J", until: "line 20 ")
        keys += terminal.times("\r", count: 1) + terminal.times("j", count: 300) + terminal.times(" ", count: 300)
        for key in ["@", "G", "g", "O", "O", "?", "?", "\t", "\t", "m", "m"] { keys += terminal.times(key, count: 10) }
        keys += terminal.times("/", count: 1) + terminal.times("9", count: 4) + terminal.times("\r", count: 1)
        keys += terminal.times("n", count: 200) + terminal.times("N", count: 200) + terminal.times("k", count: 300)
        keys += terminal.times("G", count: 1) + terminal.times("K", count: 100)
        _ = try terminal.quit()
        return Times(firstScreen: first, bigDiff: bigDiff, keys: keys.sorted())
    }

    /// Starts the tool, and waits for the list.
    private func start() throws -> PseudoTerminal {
        let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "patchbench")
        let terminal = try PseudoTerminal(tool, ["step"], in: folder, rows: 50, columns: 200)
        try terminal.wait(for: "1000 patches")
        return terminal
    }
}

/// A program on a pseudo-terminal whose frames end with the mark of synchronized output.
final class PseudoTerminal {
    private let master: Int32
    private let process = Process()
    private static let frameEnd = Array("\u{1B}[?2026l".utf8)

    struct Silent: Error {}

    init(_ program: URL, _ arguments: [String], in folder: URL, rows: UInt16, columns: UInt16) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw Silent() }
        self.master = master
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm", "LC_ALL": "C.UTF-8"]
        process.standardInput = handle
        process.standardOutput = handle
        try process.run()
    }

    deinit { close(master) }

    func quit() throws -> Int32 {
        press("Q")
        while read(within: 1_000) != nil {}
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Seconds from each of so many presses of a key to the end of the next frame.
    func times(_ key: String, count: Int) -> [Double] {
        (0..<count).map { _ in
            // Frames of the background come when they come.
            while read(within: 0) != nil {}
            let start = ContinuousClock.now
            press(key)
            var seen: [UInt8] = []
            while !seen.contains(Self.frameEnd) {
                guard let more = read(within: 5_000) else { return 5 }
                seen += more
            }
            return (ContinuousClock.now - start) / .seconds(1)
        }
    }

    /// Seconds from a press of a key until the text is there, which no row may have in part before.
    func time(_ key: String, until text: String) throws -> Double {
        while read(within: 0) != nil {}
        let start = ContinuousClock.now
        press(key)
        try wait(for: text)
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Waits until a frame has had the text.
    func wait(for text: String) throws {
        var seen: [UInt8] = []
        while !seen.contains(Array(text.utf8)) {
            guard let more = read(within: 60_000) else { throw Silent() }
            seen += more
        }
    }

    private func press(_ key: String) {
        let bytes = Array(key.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Nil when nothing comes within so many milliseconds.
    private func read(within time: Int32) -> [UInt8]? {
        var file = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&file, 1, time) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : nil
    }
}
