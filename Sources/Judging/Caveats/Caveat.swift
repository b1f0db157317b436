import Outputs
import PatchModel

/// What a reader must know of a measurement before the numbers are believed.
public enum Caveat: Sendable, Equatable {
    /// Verdicts that the rounds did not settle: the metric that varies most, the change from 0 that it can be told
    /// from, and about how many rounds would do.
    case unsettled(Metric, metrics: Int, told: Double, rounds: Int, needed: Int)
    /// Metrics whose samples vary much from run to run: the worst of them, and its relative standard deviation.
    case noise(Metric, metrics: Int, of: Int, deviation: Double)
    /// A metric rose or fell over the rounds, by this share in all.
    case drift(Metric, metrics: Int, change: Double)
    /// A metric has two levels, so far apart.
    case bimodal(Metric, metrics: Int, distance: Double)
    /// The share of CPU time that the hypervisor gave to others.
    case stolen(share: Double)
    /// CPUs that other processes used.
    case load(cpus: Double)
    case governor(String)
    /// Too few rounds for an interval at 95%.
    case fewRounds(Int)
    /// Small changes of stages that were each built once.
    case oneBuild
    /// What the benchmark says of its runs differs between stages that are compared; nil where it says nothing.
    case conditions(name: String, StagePair, before: Parameters.Value?, after: Parameters.Value?)
    /// A metric that a part of a stage's rounds lacks.
    case patchy(Metric, StageID, rounds: Int, of: Int)
    /// Programs whose instructions were not counted.
    case uncounted([String])
    /// On a node an effect, or several, is another one than on the others: of the clearest the ratio after / before.
    case nodeDisagrees(String, StagePair, Metric, effects: Int, here: Double, elsewhere: Double)
}

extension Caveat {
    /// What kind of thing it is.
    public enum Kind: String, Sendable {
        case noise, drift, bimodal, stolenTime, load, governor, fewRounds, oneBuild, conditions, missing, uncounted
        case node
    }

    public var kind: Kind {
        switch self {
        case .unsettled, .noise: .noise
        case .drift: .drift
        case .bimodal: .bimodal
        case .stolen: .stolenTime
        case .load: .load
        case .governor: .governor
        case .fewRounds: .fewRounds
        case .oneBuild: .oneBuild
        case .conditions: .conditions
        case .patchy: .missing
        case .uncounted: .uncounted
        case .nodeDisagrees: .node
        }
    }
}
