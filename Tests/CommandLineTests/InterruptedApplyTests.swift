import Foundation
import PatchbenchTestSupport
import Testing

/// ^C during what takes long only when the series is long.
@Suite struct InterruptedApplyTests {
    private static let count = 3000
    private let folder: TemporaryFolder

    /// As many patches as there are, each of which counts a number up.
    init() throws {
        folder = try TemporaryFolder()
        try folder.write("0\n", to: "base/number")
        let mails = (1...Self.count).map { number in
            """
            From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
            From: Ada Example <ada@example.org>
            Date: Mon, 2 Mar 2026 10:20:30 +0100
            Subject: [PATCH \(number)/\(Self.count)] number: make it \(number)

            ---
            diff --git a/number b/number
            --- a/number
            +++ b/number
            @@ -1 +1 @@
            -\(number - 1)
            +\(number)
            --\u{20}
            2.39.5


            """
        }
        try folder.write(mails.joined(), to: "series.mbox")
    }

    /// Starts the tool and interrupts it as soon as `hasBegun` says so.
    /// - Returns: the exit status and what it said on standard error.
    private func interrupt(
        _ arguments: [String], once hasBegun: () throws -> Bool
    ) throws -> (status: Int32, errors: String) {
        try folder.write("", to: "errors")
        let process = try Command.startProduct(
            arguments, in: folder.url, environment: ["XDG_CACHE_HOME": folder.file("cache").path],
            errors: FileHandle(forWritingTo: folder.file("errors")))
        while process.isRunning, try !hasBegun() { Thread.sleep(forTimeInterval: 0.001) }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return (process.terminationStatus, try folder.text(of: "errors"))
    }

    private func names(in path: String) throws -> [String] {
        let url = folder.file(path)
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: url.path)
    }

    @Test func `apply stops between patches, says where, and writes nothing`() throws {
        let answer = try interrupt(["apply", "--base", "base", "series.mbox", "--out", "out"]) {
            try names(in: "cache/patchbench").contains { folder.exists("cache/patchbench/\($0)/repository.git/HEAD") }
        }
        #expect(answer.status == 130)
        #expect(
            answer.errors.wholeMatch(of: /patchbench: interrupted after patch \d+ of 3000; nothing was written\n/)
                != nil)
        #expect(try names(in: ".").sorted() == ["base", "cache", "errors", "series.mbox"])
    }

    @Test func `import leaves no part of a series`() throws {
        let answer = try interrupt(["import", "series.mbox", "--name", "v3", "--base", "base"]) {
            try !names(in: "patches").isEmpty
        }
        #expect(answer.status == 130)
        #expect(
            answer.errors.wholeMatch(of: /patchbench: interrupted after patch \d+ of 3000; nothing was written\n/)
                != nil)
        #expect(try names(in: "patches").isEmpty)
        #expect(!folder.exists("patchbench.yaml"))
    }
}
