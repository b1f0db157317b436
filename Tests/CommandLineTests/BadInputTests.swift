import Foundation
import PatchbenchTestSupport
import Testing

/// Every mistake gets one message that names the place, its status, and changes nothing.
@Suite struct BadInputTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Made in a good series.
        var make: @Sendable (SmallSeries) throws -> Void
        var arguments: [String]
        /// What the message says.
        var says: [String]
        var status: Int32

        init(
            _ name: String, _ arguments: [String], says: [String], status: Int32 = 2,
            make: @escaping @Sendable (SmallSeries) throws -> Void = { _ in }
        ) {
            testDescription = name
            self.make = make
            self.arguments = arguments
            self.says = says
            self.status = status
        }
    }

    static let mistakes = [
        Mistake(
            "no patchbench.yaml", ["series"], says: ["no patchbench.yaml in ", "or a folder above it"],
            make: { try FileManager.default.removeItem(at: $0.folder.file("patchbench.yaml")) }),
        Mistake(
            "an unknown key", ["series"],
            says: ["patchbench.yaml:5: unknown key \u{201C}biuld\u{201D}", "did you mean \u{201C}build\u{201D}?"],
            make: { try $0.edit("patchbench.yaml") { $0.replacing("build:", with: "biuld:") } }),
        Mistake(
            "a series file that names a missing patch", ["series"],
            says: ["patches/series:3: no such patch", "patches/0002-say-what.patch"],
            make: { try $0.edit("patches/series") { $0.replacing("0002-say-why", with: "0002-say-what") } }),
        Mistake(
            "a patch that does not apply", ["push", "--all"],
            says: [
                "patches/0003-halve-the-value.patch:10: patch 3 does not apply: value.txt, hunk 1",
                "looked for at line 1 of value.txt", "want | 7", "there stands:", "have | 8",
            ],
            status: 1,
            make: { try $0.edit("patches/0003-halve-the-value.patch") { $0.replacing("-8\n", with: "-7\n") } }),
        Mistake(
            "a path that leaves the tree", ["push"],
            says: ["patches/0001-lower-the-value.patch:1", "unsafe path", "../value.txt", "it leaves the tree"],
            make: {
                try $0.edit("patches/0001-lower-the-value.patch") {
                    $0.replacing("b/value.txt", with: "b/../value.txt")
                }
            }),
        Mistake(
            "an unknown stage", ["goto", "lower-walue"], says: ["no stage \u{201C}lower-walue\u{201D}", "lower-value"]),
        Mistake("a stage beyond the last", ["goto", "4"], says: ["no stage 4: the last is 3"]),
        Mistake(
            "part of several names", ["goto", "value"],
            says: ["part of several names", "0001-lower-the-value", "0003-halve-the-value"]),
        Mistake(
            "an unknown series", ["series", "--series", "smal"],
            says: ["no series", "did you mean \u{201C}small\u{201D}?"]),
        Mistake("no range", ["diff", "2"], says: ["is no range of stages"]),
        Mistake(
            "a build command that fails", ["build"],
            says: ["does not build: `sh build.sh`: exit status 4", "| cannot find it", "log: ", "logs/build-0.log"],
            make: { try $0.edit("base/build.sh") { _ in "echo cannot find it >&2; exit 4" } }),
        Mistake(
            "a build that leaves nothing", ["build"], says: ["the build left no out/run"],
            make: { try $0.edit("base/build.sh") { _ in "true" } }),
        Mistake(
            "a bench that prints no metric", ["bench"], says: ["the bench command prints no metric", "logs/bench-"],
            make: {
                try $0.edit("patchbench.yaml") {
                    $0.replacing("bench: sh out/run bench", with: #"bench: 'echo "{\"conditions\":{}}"'"#)
                }
            }),
        Mistake(
            "a bench that prints something else", ["bench"],
            says: ["the bench command prints no metric"],
            make: {
                try $0.edit("patchbench.yaml") { $0.replacing("bench: sh out/run bench", with: "bench: echo hello") }
            }),
        Mistake(
            "a bench that leaves no file", ["bench"], says: ["the bench command left no r.json"],
            make: {
                try $0.edit("patchbench.yaml") {
                    $0.replacing("bench: sh out/run bench", with: "bench: {command: 'true', output: r.json}")
                }
            }),
        Mistake(
            "an unknown format", ["bench"],
            says: [
                "patchbench.yaml:9: \u{201C}format\u{201D} cannot be \u{201C}hyperfin\u{201D}",
                "\u{201C}hyperfine\u{201D}?",
            ],
            make: {
                try $0.edit("patchbench.yaml") {
                    $0.replacing("bench: sh out/run bench", with: "bench: {command: x, format: hyperfin}")
                }
            }),
        Mistake(
            "a pattern without a value", ["bench"], says: ["patchbench.yaml:9:", "has no group (?<value>"],
            make: {
                try $0.edit("patchbench.yaml") {
                    $0.replacing("bench: sh out/run bench", with: "bench: {command: x, pattern: 'took (.*)'}")
                }
            }),
        Mistake("no such command", ["frobnicate"], says: ["frobnicate"]),
        Mistake("no such option", ["series", "--jsn"], says: ["--jsn"]),
        Mistake("no rounds", ["bench", "--rounds", "0"], says: ["--rounds must be at least 1"]),
        Mistake("a negative step", ["push", "--", "-1"], says: ["at least 1"]),
        Mistake("popping what is not there", ["pop"], says: ["no patch of small is applied"]),
        Mistake("the base is no patch", ["show", "base"], says: ["stage 0 is the base and no patch"]),
    ]

    @Test(arguments: mistakes) func `one message and its status`(_ mistake: Mistake) async throws {
        let small = try SmallSeries()
        try mistake.make(small)
        let answer = try await Command.patchbench(
            mistake.arguments, in: small.folder.url,
            environment: ["BUILDS": small.folder.file("builds").path])
        #expect(answer.status == mistake.status)
        #expect(answer.errors.count(of: "patchbench: ") <= 1)
        for part in mistake.says { #expect(answer.errors.contains(part)) }
    }

    @Test(arguments: ["push 2", "pop", "goto 0", "goto 3"])
    func `edits that would be lost are named and left alone`(_ words: String) async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("push")
        try small.edit(".patchbench/small/work/value.txt") { $0.replacing("8", with: "my 8") }
        try small.folder.write("mine\n", to: ".patchbench/small/work/untracked.txt")
        let answer = try await Command.patchbench(
            words.split(separator: " ").map(String.init), in: small.folder.url,
            environment: ["BUILDS": small.folder.file("builds").path])
        #expect(answer.status == 2)
        #expect(answer.errors.contains("the work tree has edits that would be lost:"))
        #expect(answer.errors.contains("modified: value.txt"))
        #expect(!answer.errors.contains("untracked.txt"))
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt").contains("my 8"))
        #expect(try small.folder.text(of: ".patchbench/small/work/untracked.txt") == "mine\n")
    }

    @Test func `a patch that does not apply leaves the work tree as it was`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("push")
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("-8\n", with: "-7\n") }
        #expect(try await small.patchbench("push", "--all").status == 1)
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt").contains("8"))
        #expect(!small.folder.exists(".patchbench/small/work/notes/why.txt"))
        #expect(try await small.patchbench("push").status == 0)
    }

    @Test func `while another process works on the series, one can only look`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("push")
        let lock = open(small.folder.file(".patchbench/small/lock").path, O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        let pushed = try await small.patchbench("push")
        #expect(pushed.status == 2)
        #expect(pushed.errors.contains("another patchbench works on series small"))
        #expect(try await small.patchbench("series").status == 0)
        #expect(try await small.patchbench("diff", "0..1").status == 0)
    }

    @Test func `an untracked file in the way of a patch is kept`() async throws {
        let small = try SmallSeries()
        _ = try await small.patchbench("push")
        try small.folder.write("mine\n", to: ".patchbench/small/work/notes/why.txt")
        let answer = try await small.patchbench("push")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("in the way: notes/why.txt"))
        #expect(try small.folder.text(of: ".patchbench/small/work/notes/why.txt") == "mine\n")
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
