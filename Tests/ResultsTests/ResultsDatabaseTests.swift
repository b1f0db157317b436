import Foundation
import PatchModel
import PatchbenchTestSupport
import Synchronization
import Testing

@testable import Machine
@testable import Outputs
@testable import Results

@Suite struct ResultsDatabaseTests {
    private let folder: TemporaryFolder
    private let database: ResultsDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try ResultsDatabase(folder.file("results.sqlite"))
    }

    private let record = RunRecord(
        series: "s", command: "sh bench", rounds: 2, seed: .max,
        stages: [.base, StageID(1), StageID("11-3-5")!],
        environment: MeasuringEnvironment(
            host: HostInfo(name: "h", cpuModel: "c", cpus: 2, kernel: "Linux 6"), toolchain: "cc 12", governor: "",
            isVirtual: true))

    private let stage = RunStage(stage: .base, name: "base", key: "k0", tree: "t0", flags: ["a", "b"])

    private func measurement(round: Int, _ value: Double) -> StageMeasurement {
        let first = Metric(name: "z", parameters: Parameters(["size": .integer(8)]), unit: "s", better: .less)
        let second = Metric(name: "a", parameters: Parameters(), unit: "1/s", better: .more)
        return StageMeasurement(
            stage: .base, round: round, output: BenchOutput(samples: [(first, value), (second, 1 / value)]))
    }

    @Test func `what was written is read by another process's connection, in its order`() throws {
        let run = try database.begin(record, at: Date())
        try database.add([stage], to: run)
        try database.addRound(1, MachineState(load: 0.5, stolen: 3), to: run, at: Date())
        for round in [1, 2] {
            try database.add(measurement(round: round, 0.1 + Double(round)), begun: Date(), took: .seconds(1), to: run)
        }
        let other = try ResultsDatabase(folder.file("results.sqlite"))
        #expect(try other.runs(of: "s").map(\.record) == [record])
        #expect(try other.runs(of: "t").isEmpty)
        #expect(try other.stages(of: run) == [stage])
        #expect(try other.states(of: run) == [RoundState(round: 1, load: 0.5, stolen: 3)])
        #expect(try other.measurementCounts(of: run) == MeasurementCounts(byRound: [1: 1, 2: 1], stages: 1))
        #expect(try other.measurements(of: run) == [measurement(round: 1, 1.1), measurement(round: 2, 2.1)])
        #expect(try other.measurements(of: run)[0].output.samples.map(\.metric.unit) == ["s", "1/s"])
    }

    @Test func `a stage without some patches is another than the one with them`() throws {
        let run = try database.begin(record, at: Date())
        let stages = record.stages.map { RunStage(stage: $0, name: "n", key: "k\($0)", tree: "t", flags: []) }
        try database.add(
            stages + [RunStage(stage: StageID(11), name: "n", key: "k", tree: "t", flags: [])], to: run)
        #expect(try database.stages(of: run).map(\.stage.description) == ["0", "1", "11", "11-3-5"])
    }

    @Test func `a measurement is never there twice`() throws {
        let run = try database.begin(record, at: Date())
        try database.add([stage], to: run)
        try database.add(measurement(round: 1, 1), begun: Date(), took: .seconds(1), to: run)
        #expect(throws: ResultsError.self) {
            try database.add(measurement(round: 1, 2), begun: Date(), took: .seconds(1), to: run)
        }
        #expect(try database.measurements(of: run) == [measurement(round: 1, 1)])
    }

    @Test func `a measurement of one that skipped all that it can measure is there`() throws {
        let run = try database.begin(record, at: Date())
        try database.add([stage], to: run)
        let skipped = StageMeasurement(stage: .base, round: 1, output: BenchOutput())
        try database.add(skipped, begun: Date(), took: .seconds(1), to: run)
        #expect(try database.measurements(of: run) == [skipped])
    }

    @Test func `a measurement is written whole or not at all`() throws {
        let run = try database.begin(record, at: Date())
        try database.add([stage], to: run)
        var doubled = measurement(round: 1, 1)
        doubled.output.samples.append(doubled.output.samples[0])
        #expect(throws: ResultsError.self) {
            try database.add(doubled, begun: Date(), took: .seconds(1), to: run)
        }
        #expect(try database.measurements(of: run).isEmpty)
    }

    @Test func `only the latest run for a question can be unfinished`() throws {
        let bench = RunQuestion()
        #expect(try database.unfinishedRun(of: "s", bench) == nil)
        let first = try database.begin(record, at: Date())
        #expect(try database.unfinishedRun(of: "s", bench)?.id == first)
        var other = record
        other.question = RunQuestion(verb: .compare, pairs: [.init(before: .base, after: StageID(1))])
        other.rounds = nil
        let comparison = try database.begin(other, at: Date())
        #expect(try database.unfinishedRun(of: "s", other.question)?.record == other)
        #expect(
            try database.unfinishedRun(
                of: "s", RunQuestion(verb: .compare, pairs: [.init(before: .base, after: StageID(2))])) == nil)
        let second = try database.begin(record, at: Date())
        try database.end(second, at: Date())
        #expect(try database.unfinishedRun(of: "s", bench) == nil)
        #expect(try database.unfinishedRun(of: "s", other.question)?.id == comparison)
    }

    @Test func `readings are kept in their order, each with what the command printed`() throws {
        let run = try database.begin(record, at: Date())
        try database.add([stage], to: run)
        let output = measurement(round: 2, 7).output
        let readings = [(1, .untestable), (2, .metric(7)), (3, .passed), (4, .failed)].map { number, reading in
            StoredReading(number: number, stage: .base, reading: reading)
        }
        for reading in readings {
            try database.add(
                reading, reading.number == 2 ? output : nil, begun: Date(), took: .seconds(1), to: run)
        }
        #expect(try database.readings(of: run) == readings)
        #expect(try database.measurements(of: run) == [measurement(round: 2, 7)])
        #expect(throws: ResultsError.self) {
            try database.add(readings[1], output, begun: Date(), took: .seconds(1), to: run)
        }
    }

    @Test func `tests are kept by build and command, and the latest count`() throws {
        let passed = [TestResult(name: "a", outcome: .pass)]
        let failed = [
            TestResult(name: "a", outcome: .fail, isExpected: true, message: "why", times: 3),
            TestResult(name: "b", outcome: .pass),
        ]
        #expect(try database.tests(of: "k0", command: "c") == nil)
        try database.add(passed, of: stage, command: "c", at: Date())
        try database.add(failed, of: stage, command: "c", at: Date())
        #expect(try database.tests(of: "k0", command: "c") == failed)
        #expect(try database.tests(of: "k0", command: "other") == nil)
        #expect(try database.tests(of: "k1", command: "c") == nil)
    }

    @Test func `many can open a database at once that is not there yet`() throws {
        let failures = Mutex<[any Error]>([])
        for attempt in 0..<10 {
            let file = folder.file("new-\(attempt).sqlite")
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                do { _ = try ResultsDatabase(file).runs() } catch { failures.withLock { $0.append(error) } }
            }
        }
        #expect(failures.withLock { $0.map { "\($0)" } } == [])
    }

    @Test func `a file that is no database is named`() throws {
        try folder.write("hello, this is no database at all", to: "other.sqlite")
        #expect(throws: ResultsError.self) { try ResultsDatabase(folder.file("other.sqlite")) }
    }

    static let sentences: [(verb: String, sentence: String, question: RunQuestion)] = [
        ("bench", "", RunQuestion()),
        (
            "compare", "0..3", RunQuestion(verb: .compare, pairs: [.init(before: .base, after: StageID(3))])
        ),
        (
            "ablate", "11-3..11 2..3",
            RunQuestion(
                verb: .ablate,
                pairs: [
                    .init(before: StageID("11-3")!, after: StageID(11)),
                    .init(before: StageID(2), after: StageID(3)),
                ])
        ),
        (
            "bisect", "alloc(size=4096), all changes of at least 0.02 in 0..11",
            search(.metric, "alloc(size=4096)", findsAll: true, 0.02, 11)
        ),
        ("bisect", "test a, b, one change of at least 0.1 in 0..2", search(.test, "a, b", findsAll: false, 0.1, 2)),
        (
            "bisect", "`./check.sh 1`, one change of at least 0.1 in 0..2",
            search(.command, "./check.sh 1", findsAll: false, 0.1, 2)
        ),
    ]

    private static func search(
        _ goal: RunQuestion.Search.Goal, _ text: String, findsAll: Bool, _ effect: Double, _ last: Int
    ) -> RunQuestion {
        let range = StageRange(from: .base, to: StageNumber(last))
        return RunQuestion(
            verb: .bisect,
            search: .init(goal: goal, text: text, findsAll: findsAll, minimumEffect: effect, range: range))
    }

    /// As it was written before questions were columns.
    @Test(arguments: sentences) func `a question that an older form wrote as a sentence is the same question`(
        _ old: (verb: String, sentence: String, question: RunQuestion)
    ) throws {
        let file = folder.file("old.sqlite")
        try OldDatabase.make(file, verb: old.verb, question: old.sentence)
        let runs = try ResultsDatabase(file).runs()
        #expect(runs.map(\.record.question) == [old.question])
        #expect(try ResultsDatabase(file).unfinishedRun(of: "s", old.question)?.id == 1)
    }

    @Test func `every question is read as it was written`() throws {
        for (_, _, question) in Self.sentences {
            var asked = record
            asked.question = question
            let id = try database.begin(asked, at: Date())
            #expect(try database.unfinishedRun(of: "s", question)?.id == id)
        }
    }
}
