import Foundation
import Machine
import Outputs
import PatchModel

/// What a job on a node is told, a line each.
enum NodeOrder: Codable, Equatable {
    /// - Parameters:
    ///   - copy: which of several builds of the stage, from 1.
    ///   - key: The build's.
    case build(stage: String, copy: Int, key: String)
    case test(stage: String)
    case trace(stage: String)
    /// Below 0 for a round that warms the node up.
    case round(Int, stages: [String])
    /// A run of a stage, built where that is needed, for a search: the answer has the number.
    case ask(Int, stage: String)
    /// Somebody is still there.
    case wait
    /// The job is over after what came before.
    case end
    /// The job is over now.
    case stop
}

/// What a job on a node answers, a line each.
enum NodeLine: Codable {
    case hello(NodeHello)
    case built(stage: String, copy: Int, key: String, isReused: Bool, seconds: Double)
    /// A stage could not be built, tested or measured: why, in words, and what the command printed.
    case failed(stage: String, round: Int?, text: String, log: String)
    case tested(stage: String, results: [TestLine], log: String)
    /// What is kept of a build beside it.
    case record(key: String, name: String, text: String)
    case round(Int, load: Double, stolen: Double)
    case sample(SampleLine)
    case answer(AnswerLine)
    /// The job ends.
    case over
}

/// Who answers.
struct NodeHello: Codable, Sendable {
    /// Grows with what orders and lines mean.
    static let currentForm = 2

    var form = currentForm
    var node: String
    var environment: MeasuringEnvironment
}

/// What one process of the bench command gave.
struct SampleLine: Codable {
    var stage: String
    var round: Int
    var begun: Date
    var seconds: Double
    var metrics: [MetricLine]
    var conditions: [String: Parameters.Value]
    var missing: [MissingLine]
    /// What else went on on the node meanwhile.
    var watch: MachineWatch

    struct MetricLine: Codable {
        var name: String
        var parameters: [String: Parameters.Value]
        var unit: String
        var better: Metric.Direction
        var value: Double
    }

    struct MissingLine: Codable {
        var name: String
        var parameters: [String: Parameters.Value]
        var reason: String
        var message: String?
    }
}

extension SampleLine {
    init(_ output: BenchOutput, of stage: String, round: Int, begun: Date, took: Duration, _ watch: MachineWatch) {
        self.init(
            stage: stage, round: round, begun: begun, seconds: took / .seconds(1),
            metrics: output.samples.map { metric, value in
                MetricLine(
                    name: metric.name, parameters: metric.parameters.values, unit: metric.unit, better: metric.better,
                    value: value)
            },
            conditions: output.conditions,
            missing: output.missing.map {
                MissingLine(
                    name: $0.metric, parameters: $0.parameters.values, reason: $0.reason.rawValue, message: $0.message)
            }, watch: watch)
    }

    var output: BenchOutput {
        BenchOutput(
            samples: metrics.map {
                (
                    Metric(name: $0.name, parameters: Parameters($0.parameters), unit: $0.unit, better: $0.better),
                    $0.value
                )
            }, conditions: conditions,
            missing: missing.map {
                MissingMetric(
                    metric: $0.name, parameters: Parameters($0.parameters),
                    reason: MissingMetric.Reason(rawValue: $0.reason) ?? .failed, message: $0.message)
            })
    }
}

/// What a run of a stage gave that a search asked for.
struct AnswerLine: Codable {
    var number: Int
    var stage: String
    var begun: Date
    var seconds: Double
    /// One of these.
    var sample: SampleLine?
    var results: [TestLine]?
    var ended: EndLine?
    /// Why there is none, in words.
    var problem: String?
    /// Whether that is one of the build.
    var isOfBuild = false
    /// What was printed.
    var log: String
}

/// How a command ended.
struct EndLine: Codable {
    var status: Int32?
    var signal: Int32?
    var limit: Double?

    init(_ outcome: CommandOutcome) {
        switch outcome {
        case .exited(let status): self.status = status
        case .killed(let signal): self.signal = signal
        case .timedOut(let limit): self.limit = limit / .seconds(1)
        case .interrupted: break
        }
    }

    var outcome: CommandOutcome {
        status.map { .exited(status: $0) } ?? signal.map { .killed(signal: $0) }
            ?? limit.map { .timedOut(after: .seconds($0)) } ?? .interrupted
    }
}

/// A test's result.
struct TestLine: Codable {
    var name: String
    var outcome: TestResult.Outcome
    var isExpected: Bool
    var message: String
    var times: Int

    init(_ result: TestResult) {
        (name, outcome, isExpected) = (result.name, result.outcome, result.isExpected)
        (message, times) = (result.message, result.times)
    }

    var result: TestResult {
        TestResult(name: name, outcome: outcome, isExpected: isExpected, message: message, times: times)
    }
}

/// Orders and lines as text.
enum NodeText {
    static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Nil for what another form of the tool says.
    static func value<Value: Decodable>(_ type: Value.Type, of line: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(line.utf8))
    }
}
