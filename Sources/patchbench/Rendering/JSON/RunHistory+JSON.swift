import Foundation
import Results
import Workbench

/// The keys are an interface: they may be added to, never changed. Times are UTC, as ISO 8601 has them.
extension RunHistory: Encodable {
    enum CodingKeys: String, CodingKey {
        case runs
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(runs, forKey: .runs)
    }
}

extension RunHistory.Run: Encodable {
    enum CodingKeys: String, CodingKey {
        case run, series, verb, question, begun, ended, command, rounds, completeRounds, seed, stages, measurements,
            host, toolchain, governor, virtual, pin, builds, counter, states
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .run)
        try container.encode(series, forKey: .series)
        try container.encode(question.verb.rawValue, forKey: .verb)
        try container.encode(question.text, forKey: .question)
        try container.encode(begun.formatted(.iso8601), forKey: .begun)
        // null while it is not over: the key is always there.
        try container.encode(ended?.formatted(.iso8601), forKey: .ended)
        try container.encode(command, forKey: .command)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(completeRounds, forKey: .completeRounds)
        try container.encode(seed, forKey: .seed)
        try container.encode(stages, forKey: .stages)
        try container.encode(measurements, forKey: .measurements)
        try container.encode(host, forKey: .host)
        try container.encode(toolchain, forKey: .toolchain)
        try container.encode(governor, forKey: .governor)
        try container.encode(isVirtual, forKey: .virtual)
        try container.encode(pin, forKey: .pin)
        try container.encode(rebuilds, forKey: .builds)
        try container.encode(counter, forKey: .counter)
        try container.encode(states, forKey: .states)
    }
}

extension StageHistory: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, stage, runs
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stage, forKey: .stage)
        try container.encode(runs, forKey: .runs)
    }
}

extension StageHistory.Run: Encodable {
    enum CodingKeys: String, CodingKey {
        case run, begun, build, metrics
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .run)
        try container.encode(begun.formatted(.iso8601), forKey: .begun)
        try container.encode(build, forKey: .build)
        try container.encode(measurements, forKey: .metrics)
    }
}

extension RoundState: Encodable {
    enum CodingKeys: String, CodingKey {
        case round, load, stolen
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(round, forKey: .round)
        try container.encode(load, forKey: .load)
        try container.encode(stolen, forKey: .stolen)
    }
}
