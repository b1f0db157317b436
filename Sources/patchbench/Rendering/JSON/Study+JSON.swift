import PatchModel
import Statistics
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension Study: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, run, answer, stages, samples, effects, totals, tests, claims, searches, reported, caveats,
            outdated,
            functions
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(run, forKey: .run)
        try container.encode(Headline(stages: stages, effects: effects, totals: totals).text, forKey: .answer)
        try container.encode(stages, forKey: .stages)
        try container.encode(samples, forKey: .samples)
        try container.encode(effects, forKey: .effects)
        try container.encode(totals, forKey: .totals)
        if !functions.isEmpty { try container.encode(functions, forKey: .functions) }
        try container.encode(tests, forKey: .tests)
        try container.encode(claims, forKey: .claims)
        try container.encode(searches, forKey: .searches)
        try container.encode(reported, forKey: .reported)
        try container.encode(caveats, forKey: .caveats)
        try container.encode(outdated, forKey: .outdated)
    }
}

extension Study.Reported: Encodable {
    enum CodingKeys: String, CodingKey {
        case source, values
    }

    private struct Value: Encodable {
        let metric: String
        let stage: StageID
        let value: Double
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encode(
            values.map { Value(metric: $0.metric.description, stage: $0.stage, value: $0.value) }, forKey: .values)
    }
}

extension Study.Search: Encodable {
    enum CodingKeys: String, CodingKey {
        case run, question, readings, patches
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(run.number, forKey: .run)
        try container.encode(run.question.text, forKey: .question)
        try container.encode(readings, forKey: .readings)
        try container.encode(changes.map { Array($0.patches) }, forKey: .patches)
    }
}

extension Study.Search.Step: Encodable {
    enum CodingKeys: String, CodingKey {
        case stage, reading, likeliest
        case noChange = "no_change"
    }

    enum BeliefKeys: String, CodingKey {
        case patch, probability
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage.number, forKey: .stage)
        try container.encode(reading.text, forKey: .reading)
        var beliefs = container.nestedUnkeyedContainer(forKey: .likeliest)
        for belief in progress.likeliest {
            var entry = beliefs.nestedContainer(keyedBy: BeliefKeys.self)
            try entry.encode(belief.patch, forKey: .patch)
            try entry.encode(belief.probability, forKey: .probability)
        }
        try container.encode(progress.noChange, forKey: .noChange)
    }
}
