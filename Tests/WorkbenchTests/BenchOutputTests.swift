import PatchModel
import Testing

@testable import Workbench

@Suite struct BenchOutputTests {
    private static func line(_ name: String, size: Int, _ value: Double) -> String {
        #"{"metric":"\#(name)","parameters":{"size":\#(size)},"unit":"cycles","value":\#(value),"better":"less"}"#
    }

    private static func metric(_ name: String, size: Int) -> Metric {
        Metric(name: name, parameters: Parameters(["size": .integer(size)]), unit: "cycles", better: .less)
    }

    @Test func `samples come in the order of their first line, several of one metric as their mean`() throws {
        let text = [
            Self.line("alloc", size: 32, 300), Self.line("free", size: 32, 800), "", Self.line("alloc", size: 32, 400),
        ]
        let output = try BenchOutput.read(text.joined(separator: "\n")).get()
        #expect(output.samples.map(\.metric) == [Self.metric("alloc", size: 32), Self.metric("free", size: 32)])
        #expect(output.samples.map(\.value) == [350, 800])
    }

    @Test func `a metric may carry the conditions of the run`() throws {
        let line = Self.line("alloc", size: 8, 1).dropLast() + #","conditions":{"cpus":2,"N":100000}}"#
        let output = try BenchOutput.read(String(line)).get()
        #expect(output.conditions == ["cpus": .integer(2), "N": .integer(100_000)])
        #expect(output.samples.map(\.metric) == [Self.metric("alloc", size: 8)])
    }

    @Test func `conditions alone are no metric`() throws {
        let text = #"{"conditions":{"cpus":2,"test":"pairs"}}"# + "\n" + Self.line("alloc", size: 8, 1)
        let output = try BenchOutput.read(text).get()
        #expect(output.conditions == ["cpus": .integer(2), "test": .text("pairs")])
        #expect(output.samples.count == 1)
    }

    static let wrong: [(String, BenchProblem)] = [
        ("", .noMetric),
        (#"{"conditions":{"cpus":2}}"#, .noMetric),
        ("warming up", .badLine(number: 1, text: "warming up", reason: .notAnObject)),
        ("[1]", .badLine(number: 1, text: "[1]", reason: .notAnObject)),
        (
            line("a", size: 1, 1) + "\n" + #"{"metric":"b"}"#,
            .badLine(number: 2, text: #"{"metric":"b"}"#, reason: .missing(key: "unit"))
        ),
        (
            #"{"metric":"b","unit":"s","value":"1","better":"less"}"#,
            .badLine(
                number: 1, text: #"{"metric":"b","unit":"s","value":"1","better":"less"}"#,
                reason: .wrongType(key: "value"))
        ),
        (
            #"{"metric":"b","unit":"s","value":1,"better":"smaller"}"#,
            .badLine(
                number: 1, text: #"{"metric":"b","unit":"s","value":1,"better":"smaller"}"#,
                reason: .wrongType(key: "better"))
        ),
    ]

    @Test(arguments: wrong) func `a line that is no sample is named`(_ text: String, _ problem: BenchProblem) {
        #expect(BenchOutput.read(text) == .failure(problem))
    }
}

@Suite struct ScheduleTests {
    @Test func `every round measures every stage once`() {
        let orders = Schedule(seed: 7, rounds: 20).orders(of: 12)
        #expect(orders.count == 20)
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<12) })
        #expect(Set(orders).count > 1)
    }

    @Test func `the same seed gives the same order, another seed another`() {
        #expect(Schedule(seed: 7, rounds: 5).orders(of: 12) == Schedule(seed: 7, rounds: 5).orders(of: 12))
        #expect(Schedule(seed: 7, rounds: 5).orders(of: 12) != Schedule(seed: 8, rounds: 5).orders(of: 12))
    }
}

@Suite struct BenchRoundsTests {
    private let stages = [0, 1, 2].map(StageNumber.init)
    private let metric = Metric(name: "m", parameters: Parameters(), unit: "s", better: .less)

    private func output(_ value: Double) -> BenchOutput { BenchOutput(samples: [(metric, value)]) }

    @Test func `samples are kept in the order of the rounds`() async throws {
        let rounds = BenchRounds(stages: stages, schedule: Schedule(seed: 1, rounds: 4))
        let outcome = try await rounds.run { stage, place in
            .success(output(Double(100 * stage.value + place.round)))
        }
        #expect(outcome.completeRounds == 4)
        #expect(outcome.samples[StageNumber(2)]?.values[metric] == [201, 202, 203, 204])
    }

    @Test func `a stage that gives no sample is left out from then on, the others go on`() async throws {
        var places: [BenchRounds.Place] = []
        let rounds = BenchRounds(stages: stages, schedule: Schedule(seed: 1, rounds: 3))
        let outcome = try await rounds.run { stage, place in
            places.append(place)
            if stage == StageNumber(1) && place.round == 2 { return .failure(.notMade(after: .base)) }
            return .success(output(1))
        }
        #expect(outcome.samples[StageNumber(1)]?.values[metric] == [1])
        #expect(outcome.samples[StageNumber(0)]?.values[metric] == [1, 1, 1])
        #expect(outcome.problems.keys.map(\.value) == [1])
        #expect(outcome.completeRounds == 3)
        #expect(places.count == 8)
        #expect(places.first?.total == 9)
        #expect(places.last.map { $0.total - $0.done } == 1)
    }

    @Test func `interrupted, what was measured stays`() async throws {
        var runs = 0
        let rounds = BenchRounds(stages: stages, schedule: Schedule(seed: 1, rounds: 3))
        let outcome = try await rounds.run { _, _ in
            runs += 1
            return runs > 5 ? nil : .success(output(1))
        }
        #expect(outcome.completeRounds == 1)
        #expect(outcome.samples.values.flatMap { $0.values[metric]! }.count == 5)
    }
}
