import Foundation
import PatchbenchTestSupport
import Testing

@testable import Outputs

/// What callgrind and perf leave. The short texts are the examples of Valgrind's manual, "Callgrind Format
/// Specification", and their sums are said there.
@Suite struct CallgrindTests {
    private static let plain = """
        events: Instructions

        fl=file1.c
        fn=main
        16 20
        cfn=func1
        calls=1 50
        16 400
        cfi=file2.c
        cfn=func2
        calls=3 20
        16 400

        fn=func1
        51 100
        cfi=file2.c
        cfn=func2
        calls=2 20
        51 300

        fl=file2.c
        fn=func2
        20 700

        """

    private static let compressed = """
        # callgrind format
        version: 1
        cmd: ./prog
        positions: instr line
        events: Ir

        fl=(1) file1.c
        fn=(1) main
        0x10 16 20
        cfn=(2) func1
        calls=1 0x20 50
        * * 400
        cfi=(2) file2.c
        cfn=(3) func2
        calls=3 0x30 20
        +3 * 400

        fn=(2)
        0x20 51 100
        cfi=(2)
        cfn=(3)
        calls=2 0x30 20
        * * 300

        fl=(2)
        fn=(3)
        +16 -31 700
        summary: 820
        totals: 820

        """

    @Test(arguments: [plain, compressed]) func `costs are a function's own, without its calls`(_ text: String) throws {
        let profile = try CallgrindReader.read(.bytes(Array(text.utf8))).profile
        let counts = profile.functions.keys.map { "\($0.file):\($0.name) \(profile.count(of: $0))" }.sorted()
        #expect(counts == ["file1.c:func1 100", "file1.c:main 20", "file2.c:func2 700"])
        #expect(profile.total == 820)
        let second = InstructionProfile.Function(name: "func2", file: "file2.c")
        #expect(profile.functions[second] == [InstructionProfile.Place(file: "file2.c", line: 20): 700])
    }

    @Test func `inlined code is its function's, with the file that it stands in`() throws {
        let text = "events: Ir\nfl=a.c\nfn=f\n1 5\nfi=b.h\n7 3\nfe=a.c\n2 1\n"
        let profile = try CallgrindReader.read(.bytes(Array(text.utf8))).profile
        let function = InstructionProfile.Function(name: "f", file: "a.c")
        typealias Place = InstructionProfile.Place
        #expect(
            profile.functions == [
                function: [
                    Place(file: "a.c", line: 1): 5, Place(file: "b.h", line: 7): 3, Place(file: "a.c", line: 2): 1,
                ]
            ])
    }

    @Test func `without symbols the file that holds the code is what stays from build to build`() throws {
        let text = "events: Ir\nob=/lib/libx.so\nfl=???\nfn=0x0000000000001100\n0 12\nfn=0x0000000000001200\n0 3\n"
        let profile = try CallgrindReader.read(.bytes(Array(text.utf8))).profile
        #expect(profile.functions.keys.map(\.name) == ["code of libx.so"])
        #expect(profile.total == 15)
    }

    static let broken = [
        "", "events: Ir\n", "not a profile", "events: Ir\nfl=a\nfn=b\n1 x\n", "events: Ir\n99999999999999999999 1\n",
    ]

    @Test(arguments: broken) func `what is no profile has no count`(_ text: String) {
        #expect(throws: BadCount.noProfile) { try CallgrindReader.read(.bytes(Array(text.utf8))) }
    }

    /// By callgrind's own reader.
    @Test func `a real profile has the counts that callgrind_annotate finds`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            static inline int twice(int x) { return x + x; }
            __attribute__((noinline)) int work(int n) {
                int s = 0;
                for (int i = 0; i < n; i++) s ^= twice(s + i);
                return s;
            }
            int main(int count, char **words) { return work(1000 + count) & 1; }

            """, to: "a.c")
        let made = try Command.run(
            "/bin/sh",
            [
                "-c",
                "cc -g -O1 -o a a.c && (valgrind -q --tool=callgrind --callgrind-out-file=out ./a || true) "
                    + "&& callgrind_annotate --threshold=100 --auto=no out",
            ], in: folder.url)
        let profile = try CallgrindReader.read(.file(folder.file("out"))).profile
        let total = try #require(made.text.firstMatch(of: /([\d,]+) \([\d. ]+%\)  PROGRAM TOTALS/)?.1)
        #expect(String(profile.total) == total.filter { $0 != "," })
        let work = try #require(made.text.firstMatch(of: /([\d,]+) \([\d. ]+%\)  \S*a\.c:work/)?.1)
        let ours = profile.functions.keys.filter { $0.name == "work" }.map(profile.count)
        #expect(ours.map(String.init) == [String(work.filter { $0 != "," })])
    }

    /// As perf-stat(1) says of `-x`: value, unit, event, time it ran, share of the time, and more.
    static let statistics: [(String, UInt64?)] = [
        ("# started on Sun Nov 29\n\n448512,,instructions:u,412345,100.00,,\n", 448512),
        ("448512,,instructions:u,412345,50.00,,\n", nil),
        ("<not supported>,,instructions:u,0,100.00,,\n", nil),
        ("<not counted>,,instructions:u,0,0.00,,\n", nil),
        ("", nil),
    ]

    @Test(arguments: statistics) func `perf's counter counts where it ran all the time`(
        _ text: String, _ count: UInt64?
    ) {
        #expect((try? PerfStat.instructions(in: text)) == count)
    }

    @Test func `valgrind's log names the process, and what it could not run`() {
        let log = ValgrindLog.read(
            """
            ==7== Callgrind, a call-graph generating cache profiler
            ==7== Command: sh -c ./k.sh;\\ passwd\\ -S
            ==7== Parent PID: 6
            ==7== Warning: Can't execute setuid/setgid/setcap executable: /usr/bin/su
            ==7== Possible workaround: remove --trace-children=yes, if in effect
            """)
        #expect(log.command == "sh -c ./k.sh; passwd -S")
        #expect(log.refused == ["/usr/bin/su"])
    }
}
