import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing
import Workbench

@testable import Screen
@testable import patchbench

/// A session as a terminal showed it, played again without one: the keys of `fixtures/sessions/small.txt` lead to the
/// same screens.
///
/// With PATCHBENCH_RECORD set the session is recorded anew, on a terminal of tmux.
@Suite struct RecordedSessionTests {
    private static let file = Product.packageRoot.appending(path: "fixtures/sessions/small.txt")

    /// Keys, and the screen that they lead to.
    private struct Frame {
        var keys: String
        var lines: [String]
    }

    /// `== keys`, and below it the rows of the screen, each behind a bar.
    private static func read() throws -> [Frame] {
        var frames: [Frame] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("== ") {
                frames.append(Frame(keys: String(line.dropFirst(3)), lines: []))
            } else if !frames.isEmpty {
                frames[frames.count - 1].lines.append(String(line.dropFirst()))
            }
        }
        return frames
    }

    /// The series after a run, so that there are tests, claims and effects.
    private static func measured() async throws -> SmallSeries {
        let small = try SmallSeries()
        _ = try await small.patchbench("run", "--rounds", "3").expectSuccess()
        _ = try await small.patchbench("goto", "1").expectSuccess()
        return small
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PATCHBENCH_RECORD"] == nil))
    func `the same keys lead to the same screens`() async throws {
        let small = try await Self.measured()
        let library = StepLibrary(Self.source(small))
        var state = StepState(size: Size(rows: 24, columns: 80))
        let series = try library.read()
        var inputs: [StepInput] = [.read(series), .read(try await library.study(series))]
        let frames = try Self.read()
        #expect(frames.count >= 10)
        for frame in frames {
            inputs += SteppedExample.keys(frame.keys == "start" ? "" : frame.keys).map(StepInput.key)
            while !inputs.isEmpty {
                for case .load(let content) in state.take(inputs.removeFirst()) {
                    inputs.insert(.loaded(try library.document(content)), at: 0)
                }
            }
            #expect(StepScreen(state).screen.lines == frame.lines, "\(frame.keys)")
        }
    }

    private static func source(_ small: SmallSeries) -> StepSource {
        let environment = Command.environment(with: ["BUILDS": small.folder.file("builds").path])
        let folder = small.folder.url
        return StepSource(
            folder: folder, against: nil,
            open: { access, turn, announce in
                try Invocation.$current.withValue(
                    Invocation(arguments: [], environment: environment, folder: folder, console: CapturedConsole())
                ) {
                    try CommonOptions.parse([]).open(
                        access, tools: BenchTools(environment: environment, announce: announce), turn: turn)
                }
            },
            version: { _ in throw StepError.notAPatch })
    }

    private static let session = [
        "start", "j", "⏎", "jjj", "@", "/cycles⏎", "n", "]", "q", "G", "m", "kk", "d", "<", "O", "?",
    ]

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PATCHBENCH_RECORD"] != nil))
    func `the session is recorded`() async throws {
        let small = try await Self.measured()
        let terminal = try TmuxSession(
            [Product.patchbench.path, "step"], in: small.folder,
            environment: ["LC_ALL": "C.UTF-8", "BUILDS": small.folder.file("builds").path])
        #expect(terminal.shows("bars: alloc"))
        var text = ""
        for keys in Self.session {
            if keys != "start" {
                for character in keys { try terminal.press(character == "⏎" ? "Enter" : String(character)) }
            }
            // What a key asks for comes a while later.
            usleep(1_000_000)
            var lines = terminal.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            while lines.count > 24 { lines.removeLast() }
            text += "== \(keys)\n" + lines.map { "|\($0)\n" }.joined()
        }
        try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
}
