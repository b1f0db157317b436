import Judging
import Machine
import PatchModel
import Results

extension Bench {
    /// What every run measured of a stage, which is known by its patch's name: it may have had another number.
    public func history(of number: StageID) throws(ResultsError) -> StageHistory {
        let stage = label(number)
        var history = StageHistory(series: seriesPlan.name, stage: stage)
        guard plan.results.exists else { return history }
        let results = try ResultsDatabase(plan.results, for: .look)
        for run in try results.runs(of: seriesPlan.name) {
            let name = storedName(of: number)
            guard let measured = try results.stages(of: run.id).first(where: { $0.name == name }) else { continue }
            var samples = RoundSamples()
            for measurement in try measurements(of: run.id, in: results)
            where measurement.stage == measured.stage && measurement.round > 0 {
                samples.add(
                    measurement.output, of: measured.stage, round: measurement.round, node: measurement.node)
            }
            history.runs.append(
                StageHistory.Run(
                    number: Int(run.id), begun: run.begun, build: measured.key,
                    measurements: samples.samples(of: measured.stage)))
        }
        return history
    }
}
