import Foundation
import Glibc
import PatchbenchTestSupport
import Testing

/// The tool killed at random moments while it changes a series, and used by several processes at once.
@Suite struct KilledEditTests {
    /// So many that a test takes seconds; PATCHBENCH_KILLS asks for another number.
    private static let kills = ProcessInfo.processInfo.environment["PATCHBENCH_KILLS"].flatMap { Int($0) } ?? 16

    private let series: EditedSeries

    init() throws {
        series = try EditedSeries()
        try series.shell("cp -r base other && sed -i -e 1d -e 's/^line 7$/seven/' other/a.txt")
    }

    /// Every one that changes a series, its work tree or the position.
    private static let verbs = [
        "push", "push --all", "push --force", "pop", "pop --all", "goto 2", "refresh", "refresh --patch 1", "drop 3",
        "undo",
        "undo 2", "redo", "reorder 1", "fold 2", "new more -m more", "rename 1 other", "edit 2 -m two",
        "split 2 d/c.txt",
        "spill", "absorb", "float 1", "sink", "restore .", "rebase other", "rebase base", "rebase --continue",
        "rebase --skip", "rebase --abort", "op restore 2", "cover --in-place 1", "import patches --name copy",
    ].map { $0.split(separator: " ").map(String.init) }
    /// For so long eight processes work at once; by itself in two rounds.
    private static let seconds = ProcessInfo.processInfo.environment["PATCHBENCH_SECONDS"].flatMap { Double($0) }

    private func start(_ words: [String]) throws -> Process {
        try Command.startProduct(words, in: series.folder.url, environment: ["HOME": series.folder.url.path])
    }

    private func run(_ words: String...) throws -> Command {
        try Command.product(words, in: series.folder.url, environment: ["HOME": series.folder.url.path])
    }

    /// Whether the series is read, and its stages are those whose refs git has.
    private func check(_ note: String) throws {
        for words in ["series", "status"] {
            let answer = try run(words)
            #expect(answer.status == 0, "\(note): \(answer.errors)")
        }
        let git = try series.shell("git --git-dir .patchbench/repository.git fsck --no-dangling 2>&1 || echo broken")
            .text
        #expect(!git.contains("broken"), "\(note): \(git)")
    }

    /// Everything that the work tree, the patches, and what the tool keeps of both hold.
    private func holds(_ text: String) throws -> Bool {
        let script = """
            grep -rqs -e "$0" patches .patchbench/small && exit 0
            git --git-dir .patchbench/repository.git cat-file --batch --batch-all-objects | grep -aqs -e "$0"
            """
        return try Command.run("sh", ["-c", script, text], in: series.folder.url).status == 0
    }

    @Test func `killed at random moments, a change is whole or not there, and nothing that was typed is lost`() throws {
        var random = SplitMix64(seed: 7)
        var (typed, kills, tries) = ([String](), 0, 0)
        while kills < Self.kills, tries < 6 * Self.kills {
            tries += 1
            if tries % 3 == 0, let line = type(tries) { typed.append(line) }
            let words = Self.verbs.randomElement(using: &random)!
            let process = try start(words)
            usleep(UInt32.random(in: 2_000...90_000, using: &random))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { kills += 1 }
            try check("kill \(kills), \(words.joined(separator: " "))")
        }
        #expect(kills > 0)
        // What a change takes out of the patches is kept for undo.
        for line in typed.suffix(8) { #expect(try holds(line), "lost: \(line)") }
    }

    /// A line that a person adds to a file of the work tree; nil where there is none.
    private func type(_ number: Int) -> String? {
        let file = series.folder.file(EditedSeries.work + "/d/b.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let line = "typed number \(number)"
        return (try? (text + line + "\n").write(to: file, atomically: false, encoding: .utf8)) == nil ? nil : line
    }

    @Test func `eight processes at once wait, or say who is at work, and leave one order`() throws {
        let before = try series.files
        var random = SplitMix64(seed: 3)
        let end = Date.now + (Self.seconds ?? 0)
        var rounds = 0
        while rounds < 2 || Date.now < end {
            rounds += 1
            let processes = try (0..<8).map { _ in
                try start(
                    ["push", "pop", "goto 2", "goto 0", "push --all"].randomElement(using: &random)!
                        .split(separator: " ").map(String.init))
            }
            for process in processes { process.waitUntilExit() }
            #expect(processes.allSatisfy { [0, 2].contains($0.terminationStatus) })
            try check("eight at once")
        }
        #expect(try series.files == before)
        for (stage, lines) in [("0", "line 5\n"), ("3", "thirty-five\n")] {
            let words = try run("goto", stage)
            #expect(words.status == 0, "\(words.errors)")
            #expect(try series.work("a.txt").contains(lines))
        }
    }
}
