import Judging
import Results

extension Bench {
    /// The runs before `run` that measured what it measures, as far as they did.
    func earlierRuns(than run: StoredRun, _ ready: [BuiltStage]) throws(ResultsError) -> EarlierRuns {
        let database = try results()
        let keys = Dictionary(uniqueKeysWithValues: ready.map { ($0.stage.number, $0.key.digest) })
        var earlier = EarlierRuns()
        for other in try database.runs(of: seriesPlan.name) where other.id < run.id && other.record.isAlike(run.record)
        {
            let known = Dictionary(uniqueKeysWithValues: try database.stages(of: other.id).map { ($0.stage, $0.key) })
            let shared = Set(keys.filter { known[$0.key] == $0.value }.keys)
            let measurements = try measurements(of: other.id)
                .filter { $0.round > 0 && $0.node.isEmpty && shared.contains($0.stage) }
            if !measurements.isEmpty { earlier.runs.append(EarlierRuns.Run(id: other.id, measurements: measurements)) }
        }
        return earlier
    }
}

extension RunRecord {
    /// Whether what was measured for the one would have been measured for the other in the same way. A search
    /// measures in no rounds; of several builds, the rounds of two runs need not have the same.
    fileprivate func isAlike(_ other: RunRecord) -> Bool {
        question.verb != .bisect && command == other.command && environment == other.environment && pin == other.pin
            && rebuilds == 1 && other.rebuilds == 1 && counter == other.counter
    }
}
