extension Bisection.Change {
    public init(of patches: ClosedRange<Int>, probability: Double, effect: Estimate) {
        self.init(patches: patches, probability: probability, effect: effect)
    }
}
