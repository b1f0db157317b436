import Foundation
import PatchbenchTestSupport
import Testing

/// Instructions of real programs, counted by callgrind.
@Suite struct CountTests {
    /// Twelve patches of a C program, of which `culprit` adds one instruction to a loop of 1,000 turns and the others
    /// change what the program does not execute.
    private func series(culprit: Int) throws -> SmallSeries {
        let small = try SmallSeries(
            plan: """
                series:
                  c:
                    base: base
                    patches: patches
                    build: cc -g -O1 -o prog main.c
                    keep: prog
                    bench: {command: exec ./prog, format: command}

                """)
        try small.folder.write(Self.program, to: "base/main.c")
        try small.folder.write("static inline int unused(void) { return 0; }\n", to: "base/unused.h")
        var last = 0
        for number in 1...12 {
            let text = number == culprit ? Self.instruction : Self.other(last, number)
            if number != culprit { last = number }
            try small.folder.write("Subject: step \(number)\n\n---\n" + text, to: "patches/p\(number).patch")
        }
        try small.folder.write((1...12).map { "p\($0).patch\n" }.joined(), to: "patches/series")
        return small
    }

    private static let program = """
        #include "unused.h"
        __attribute__((noinline)) int work(int n) {
            int s = 0;
            for (int i = 0; i < n; i++) {
                __asm__ volatile("add %1, %0" : "+r"(s) : "r"(i));
            }
            return s;
        }
        int main(void) { return work(1000) == 0; }

        """

    private static let instruction = """
        --- a/main.c
        +++ b/main.c
        @@ -5,3 +5,3 @@
        -        __asm__ volatile("add %1, %0" : "+r"(s) : "r"(i));
        +        __asm__ volatile("add %1, %0\\n\\tnop" : "+r"(s) : "r"(i));
             }
             return s;

        """

    private static func other(_ before: Int, _ after: Int) -> String {
        """
        --- a/unused.h
        +++ b/unused.h
        @@ -1 +1 @@
        -static inline int unused(void) { return \(before); }
        +static inline int unused(void) { return \(after); }

        """
    }

    @Test func `one instruction in a loop is found in a series of twelve with one run a stage`() async throws {
        let small = try series(culprit: 9)
        let answer = try await small.patchbench("bisect", "--count", "instructions", "--json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any])
        #expect((report["changes"] as? [[String: Any]])?.compactMap { $0["patch"] as? Int } == [9])
        #expect(try #require(report["measurements"] as? Int) <= 6)
        let ratio = try #require((report["changes"] as? [[String: Any]])?.first?["ratio"] as? Double)
        #expect(ratio > 1.001 && ratio < 1.02)
    }

    @Test func `without a counter the package is named before anything is built`() async throws {
        let small = try SmallSeries()
        let answer = try await Command.patchbench(
            ["bench", "--count", "instructions"], in: small.folder.url,
            environment: ["PATH": "/nowhere", "BUILDS": small.folder.file("builds").path])
        #expect(answer.status == 2)
        #expect(answer.errors.contains("apt-get install valgrind"))
        #expect(small.builds.isEmpty)
    }
}
