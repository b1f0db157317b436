import Foundation
import PatchbenchTestSupport
import Testing

/// A run that is killed goes on where it was.
@Suite struct ResumeTests {
    /// Every measurement gives a number that no other gives, adds a line to the file `builds.journal`, and lasts as
    /// long as there is a file `builds.hold`.
    private func countingSeries() throws -> SmallSeries {
        let small = try SmallSeries()
        try small.edit("base/run.sh") {
            $0.replacing(
                "bench)\n",
                with: """
                    bench)
                        echo x >> "$BUILDS.journal"
                        number=$(wc -l < "$BUILDS.journal")
                        while [ -e "$BUILDS.hold" ]; do sleep 0.01; done
                        echo '{"metric":"number","unit":"1","value":'$number',"better":"less"}'

                    """)
        }
        return small
    }

    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    private func runs(_ small: SmallSeries) async throws -> [[String: Any]] {
        try #require(try await document(small.patchbench("history", "--json"))["runs"] as? [[String: Any]])
    }

    private func isOpen(_ small: SmallSeries) async throws -> Bool {
        try await runs(small).last.map { $0["ended"] is NSNull } ?? false
    }

    /// Measurements that were begun, of all runs.
    private func begun(_ small: SmallSeries) -> Int {
        ((try? small.folder.text(of: "builds.journal")) ?? "").count { $0 == "x" }
    }

    /// Waits until the process has written down so many measurements: one more was begun.
    private func wait(for measurements: Int, of small: SmallSeries, by process: Process) throws {
        let target = begun(small) + measurements + 1
        while begun(small) < target {
            try #require(process.isRunning, "the run is over before it was to be stopped")
            Thread.sleep(forTimeInterval: 0.005)
        }
    }

    /// Waits until the process has said so on standard error, which is the file `errors`.
    private func waitFor(_ message: String, of small: SmallSeries, by process: Process) throws {
        while try !small.folder.text(of: "errors").contains(message) {
            try #require(process.isRunning, "it did not wait")
            Thread.sleep(forTimeInterval: 0.005)
        }
    }

    /// Kills the process somewhere in one of the next measurements.
    private func killSoon(_ process: Process, of small: SmallSeries) {
        // In measurements: how long it takes to the first one differs between machines.
        let target = begun(small) + Int.random(in: 0...6)
        while process.isRunning, begun(small) < target { Thread.sleep(forTimeInterval: 0.001) }
        Thread.sleep(forTimeInterval: Double.random(in: 0...0.03))
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// So many that a test takes seconds; PATCHBENCH_KILLS asks for another number.
    private static let kills = ProcessInfo.processInfo.environment["PATCHBENCH_KILLS"].flatMap { Int($0) } ?? 12

    @Test func `killed at random moments and resumed, a run loses what was in flight and counts nothing twice`()
        async throws
    {
        let small = try countingSeries()
        _ = try await small.patchbench("build")
        var kills = 0
        while kills < Self.kills {
            // Where the last kill came before the run was begun, or the run came to its end, there is nothing to
            // resume.
            let process =
                try await isOpen(small)
                ? small.start(["bench", "--resume"]) : small.start(["bench", "--rounds", "40", "--seed", "3"])
            killSoon(process, of: small)
            // It may have come to its end before it was killed.
            if process.terminationReason == .uncaughtSignal {
                kills += 1
            } else {
                try #require(process.terminationStatus == 0)
            }
        }
        if try await isOpen(small) { #expect(try await small.patchbench("bench", "--resume").status == 0) }
        let all = try await runs(small)
        #expect(!all.isEmpty)
        #expect(all.allSatisfy { $0["rounds"] as? Int == 40 && $0["measurements"] as? Int == 160 })
        #expect(all.allSatisfy { $0["completeRounds"] as? Int == 40 && !($0["ended"] is NSNull) })
        let values = try await sampledNumbers(small, runs: all.count)
        // A process that went on when its workbench was killed may share a line count with the next one's.
        let journal = begun(small)
        #expect(values.count == 160 * all.count)
        #expect(journal - values.count >= 0)
        #expect(journal - values.count <= kills)
    }

    /// The samples of all stages, of runs of 40 rounds each.
    private func sampledNumbers(_ small: SmallSeries, runs: Int) async throws -> [Double] {
        var values: [Double] = []
        for stage in 0...3 {
            let log = try await document(small.patchbench("log", String(stage), "--json"))
            let stageRuns = try #require(log["runs"] as? [[String: Any]])
            #expect(stageRuns.count == runs)
            for run in stageRuns {
                let metrics = try #require(run["metrics"] as? [[String: Any]])
                let numbers = try #require(
                    metrics.first { $0["metric"] as? String == "number" }?["samples"] as? [Double])
                #expect(numbers.count == 40)
                values += numbers
            }
        }
        return values
    }

    @Test func `a run that was stopped goes on in its own order, and its report has all samples`() async throws {
        let small = try countingSeries()
        #expect(try await small.patchbench("bench", "--rounds", "2", "--seed", "5").status == 0)
        let nothing = try await small.patchbench("bench", "--resume")
        #expect(nothing.status == 2)
        #expect(nothing.errors.contains("no run of small is unfinished"))
        let process = try small.start(["bench", "--rounds", "200", "--seed", "5"])
        try wait(for: 9, of: small, by: process)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let report = try await document(small.patchbench("run", "--resume", "--rounds", "3", "--json"))
        #expect(report["seed"] as? Int == 5)
        let metrics = try #require(report["metrics"] as? [[String: Any]])
        let numbers = metrics.filter { $0["metric"] as? String == "number" }
        #expect(numbers.map { $0["stage"] as? Int } == [0, 1, 2, 3])
    }

    static let searching = [
        ["attribute", "--rounds", "30"], ["compare", "0", "3", "--rounds", "50"], ["claims", "--rounds", "40"],
        ["bisect", "--metric", "number", "--min-effect", "0.001%"],
    ]

    @Test(arguments: searching) func `what judges is killed and goes on where it was`(_ words: [String]) async throws {
        let small = try countingSeries()
        try small.edit("patches/0002-say-why.patch") {
            $0.replacing("same-behaviour", with: "alloc unchanged")
        }
        let process = try small.start(words)
        try wait(for: 6, of: small, by: process)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let before = try await #require(runs(small).first)
        #expect(before["verb"] as? String == words[0])
        #expect(before["ended"] is NSNull)
        let answer = try await small.patchbench(words + ["--resume", "--json"])
        #expect(answer.status < 2)
        let after = try await #require(runs(small).first)
        #expect(try await runs(small).count == 1)
        #expect(after["seed"] as? Int == before["seed"] as? Int)
        // No stage is measured again for a round that it has: every process but the one in flight is in the database.
        let journal = begun(small)
        let measured = try #require(after["measurements"] as? Int)
        #expect((0...1).contains(journal - measured))
    }

    @Test func `what was asked otherwise is not gone on with`() async throws {
        let small = try countingSeries()
        _ = try await small.patchbench("compare", "0", "3", "--budget", "0s")
        #expect(try await isOpen(small))
        let answer = try await small.patchbench("compare", "0", "2", "--resume")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("nothing that asked the same was stopped before its end"))
    }

    @Test func `a comparison whose budget was spent goes on with another`() async throws {
        let small = try countingSeries()
        _ = try await small.patchbench("compare", "0", "3", "--budget", "0s")
        #expect(try await isOpen(small))
        let once = try await #require(runs(small).first)
        #expect(once["completeRounds"] as? Int == 1)
        #expect(once["rounds"] is NSNull)
        let answer = try await document(small.patchbench("compare", "0", "3", "--budget", "0s", "--resume", "--json"))
        #expect(answer["rounds"] as? Int == 2)
    }

    @Test func `a benchmark whose budget was spent goes on with the rounds that are left`() async throws {
        let small = try countingSeries()
        let first = try await small.patchbench("bench", "--rounds", "3", "--budget", "0s")
        #expect(first.status == 0)
        #expect(first.text.contains("the budget was spent after 1 of 3 rounds; --resume goes on"))
        #expect(try await document(small.patchbench("run", "--resume", "--json"))["completeRounds"] as? Int == 3)
        #expect(try await runs(small).map { $0["measurements"] as? Int } == [12])
        #expect(try await !isOpen(small))
    }

    @Test func `a run cannot go on with another build`() async throws {
        let small = try countingSeries()
        try await small.patchbench("bench", "--rounds", "2", "--budget", "0s").expectSuccess()
        #expect(try await isOpen(small))
        try small.edit("patches/0002-say-why.patch") { $0.replacing("+because", with: "+well, because") }
        let answer = try await small.patchbench("bench", "--resume")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("run 1 cannot be gone on with: stage 2 is not what it was"))
    }

    @Test func `two runs at once wait for one another and say so`() async throws {
        let small = try countingSeries()
        for name in ["builds.hold", "errors"] { try small.folder.write("", to: name) }
        let first = try small.start(["bench", "--rounds", "2"])
        try wait(for: 0, of: small, by: first)
        let errors = small.folder.file("errors")
        let second = try small.start(["bench", "--rounds", "1"], errors: FileHandle(forWritingTo: errors))
        try waitFor("another patchbench (process \(first.processIdentifier)) is at work here", of: small, by: second)
        try FileManager.default.removeItem(at: small.folder.file("builds.hold"))
        for process in [first, second] {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(try await runs(small).map { $0["measurements"] as? Int } == [8, 4])
        #expect(try await runs(small).allSatisfy { !($0["ended"] is NSNull) })
    }

    @Test func `history and log show runs and a stage over time`() async throws {
        let small = try SmallSeries()
        #expect(try await small.patchbench("history").text == "nothing was measured yet\n")
        _ = try await small.patchbench("run", "--rounds", "2")
        try small.edit("patches/0001-lower-the-value.patch") { $0.replacing("+8", with: "+9") }
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("-8", with: "-9") }
        _ = try await small.patchbench("bench", "--rounds", "1")
        let history = try await small.patchbench("history")
        #expect(history.text.contains("complete"))
        #expect(try await runs(small).map { $0["measurements"] as? Int } == [8, 4])
        let run = try await #require(runs(small).first)
        #expect((run["states"] as? [[String: Any]])?.map { $0["round"] as? Int } == [1, 2])
        #expect((run["host"] as? [String: Any])?["cpus"] is Int)
        #expect(run["governor"] is String && run["virtual"] is Bool && run["toolchain"] as? String == "")
        let log = try await document(small.patchbench("log", "lower-value", "--json"))
        let runs = try #require(log["runs"] as? [[String: Any]])
        let medians = runs.map { ($0["metrics"] as? [[String: Any]])?.first?["median"] as? Double }
        #expect(medians == [8, 9])
        #expect(Set(runs.map { $0["build"] as? String }).count == 2)
        #expect(try await small.patchbench("log", "1").text.contains("alloc(size=32)"))
    }
}
