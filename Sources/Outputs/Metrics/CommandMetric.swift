/// What is measured of a command that prints no metric of its own.
public enum CommandMetric {
    public static let wallTime = "wall_time"
    public static let cpuTime = "cpu_time"
    public static let peakMemory = "peak_memory"
    public static let contextSwitches = "context_switches"
    /// What the command and all that it started executed in user space.
    public static let instructions = "instructions"

    /// Whether nothing but these is there: the command printed nothing.
    package static func areAll(_ metrics: [Metric]) -> Bool {
        let names: Set = [wallTime, cpuTime, peakMemory, contextSwitches, instructions]
        return !metrics.isEmpty && metrics.allSatisfy { names.contains($0.name) && $0.parameters.values.isEmpty }
    }
}
