import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension BuildReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, builds, interrupted
    }

    private struct Entry: Encodable {
        let stage: StageID
        let outcome: String
        let seconds: Double
        let folder: String?
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let entries = builds.map { build in
            let seconds = build.duration / .seconds(1)
            return Entry(
                stage: build.stage.number, outcome: build.outcome.word, seconds: seconds, folder: build.folder)
        }
        try container.encode(series, forKey: .series)
        try container.encode(entries, forKey: .builds)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

extension BuildReport.Outcome {
    fileprivate var word: String {
        switch self {
        case .built: "built"
        case .reused: "reused"
        case .failed(let problem): problem.kind
        case .interrupted: "interrupted"
        }
    }
}
