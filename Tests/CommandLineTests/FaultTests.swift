import Foundation
import PatchbenchTestSupport
import Testing

/// Kinds of faults that only processes show.
@Suite struct FaultTests {
    /// Where the patch makes a link of the folder that the rejects would lie in.
    @Test(arguments: ["../../../../outside", "/tmp"]) func `F2: rejects stay in the work tree`(_ target: String)
        async throws
    {
        let small = try SmallSeries()
        try small.folder.makeFolder("outside")
        let target = target == "/tmp" ? small.folder.file("outside").path : target
        let patch = """
            --- a/d/f.c
            +++ b/d/f.c
            @@ -1 +1 @@
            -a
            +b
            diff --git a/d b/d
            new file mode 120000
            --- /dev/null
            +++ b/d
            @@ -0,0 +1 @@
            +\(target)
            \\ No newline at end of file

            """
        try small.folder.write(patch, to: "patches/link.patch")
        try small.folder.write("link.patch\n", to: "patches/series")
        let answer = try await small.patchbench("push", "--force")
        #expect(try small.folder.names(in: "outside").isEmpty, "\(answer.text)\(answer.errors)")
    }

    @Test func `F6: of six imports at once the plan has every one`() throws {
        let small = try SmallSeries()
        let processes = try (1...6).map { try small.start(["import", "patches", "--name", "copy-\($0)"]) }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == Array(repeating: 0, count: 6))
        for number in 1...6 {
            #expect(try small.product("series", "--series", "copy-\(number)").status == 0)
        }
    }

    @Test(arguments: [12, 16, 20, 28, 40]) func `F7: few descriptors are an error or enough, and never a hang`(
        _ count: Int
    ) throws {
        let small = try SmallSeries()
        let words = ["-c", "ulimit -n \(count); exec timeout 600 \"$0\" run 0 --rounds 1", Product.patchbench.path]
        let answer = try Command.run(
            "sh", words, in: small.folder.url,
            environment: ["BUILDS": small.folder.file("builds").path, "HOME": small.folder.url.path])
        #expect(answer.status != 124, "it hangs")
        #expect([0, 1, 2].contains(answer.status), "\(answer.status) \(answer.errors)")
        if answer.status != 0 { #expect(answer.errors.contains("patchbench: "), "\(answer.errors)") }
    }

    @Test(arguments: [(126, "it cannot be run"), (127, "it is not there")])
    func `F14: a command that cannot be run is told from one that fails`(_ status: Int, _ words: String) async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") { _ in "exit \(status)\n" }
        let answer = try await small.patchbench("test", "0")
        #expect(answer.status == 1)
        #expect(answer.text.contains("exit status \(status)") && answer.text.contains(words), "\(answer.text)")
    }

    @Test(arguments: [
        "ok 1 a\n", "1..2\nok 1 a\n", "1..2\nok 1 a\nok 1 b\n", "1..99999999999\nok 1 a\n", "1..1\nok 1 a\nok 2 b\n",
        "1..1\nnot ok 1 a\n",
    ]) func `F14: TAP fails as by prove`(_ report: String) async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") { _ in "printf '\(report.replacing("\n", with: "\\n"))'\n" }
        #expect(try await small.patchbench("test", "0").status == 1)
        let script = small.folder.file("t.t")
        try small.folder.write("printf '\(report.replacing("\n", with: "\\n"))'\n", to: "t.t")
        let prove = try Command.run("prove", ["-e", "sh", script.path], in: small.folder.url)
        #expect(prove.status != 0)
    }

    @Test func `F17: why a benchmark failed is shown, from where it says it`() async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") { _ in "echo much; echo the reason >&2; exit 3\n" }
        let answer = try await small.patchbench("bench", "0", "--rounds", "1")
        #expect(answer.errors.contains("| the reason"), "\(answer.errors)")
        #expect(answer.errors.contains("bench-0.err"))
    }

    @Test func `F17: nothing is left over`() async throws {
        let small = try SmallSeries()
        for words in [
            ["push"], ["run", "--rounds", "1"], ["drop", "3"], ["undo"], ["import", "patches", "--name", "x"],
        ] {
            try await small.patchbench(words).expectSuccess()
        }
        let all = FileManager.default.enumerator(atPath: small.folder.url.path)?.allObjects as? [String] ?? []
        let left = all.filter { path in
            let name = path.split(separator: "/").last ?? ""
            // What begins so without a dot is a cache of the repository.
            let isTemporary = name.hasPrefix(".") && name.contains("patchbench-")
            return name.contains("nosync") || isTemporary || name.hasSuffix(".tmp")
        }
        #expect(left.isEmpty, "\(left)")
    }
}
