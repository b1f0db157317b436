/// Holm's step-down procedure (1979): the chance that any true null hypothesis is rejected stays below alpha, whatever
/// the dependence between the tests.
public enum Holm {
    /// The level at which each test is decided, in the order given: alpha / (m - k) for the test with the k-th smallest
    /// p-value (k from 0) as long as all smaller ones are rejected, and for all others the level at which it stopped.
    /// An interval of confidence 1 - level leaves out 0 exactly where Holm rejects.
    static func levels(_ pValues: [Double], alpha: Double) -> [Double] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var levels = [Double](repeating: alpha, count: pValues.count)
        var stopped = false
        var level = alpha
        for (rejected, index) in order.enumerated() {
            if !stopped { level = alpha / Double(pValues.count - rejected) }
            stopped = stopped || pValues[index] > level
            levels[index] = level
        }
        return levels
    }

    /// Adjusted p-values: a test is rejected at alpha exactly where its adjusted p-value is at most alpha.
    public static func adjusted(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var adjusted = pValues
        var largest = 0.0
        for (smaller, index) in order.enumerated() {
            largest = max(largest, min(1, Double(pValues.count - smaller) * pValues[index]))
            adjusted[index] = largest
        }
        return adjusted
    }
}
