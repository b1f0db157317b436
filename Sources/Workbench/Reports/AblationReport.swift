import Judging

/// What patches are worth last, and in their places.
public struct AblationReport: Sendable {
    /// Those that were asked for, in order.
    public var patches: [StageLabel]
    /// Of every patch that can be left out: the top against the top without it.
    public var effects: EffectsReport
    /// Of the same patches: against the stage before.
    public var inPlace: [MetricEffect]
    /// The one effect against the other.
    public var interactions: [MetricEffect]
    /// The patches that cannot be left out.
    public var needed: [PatchBinding]
}
