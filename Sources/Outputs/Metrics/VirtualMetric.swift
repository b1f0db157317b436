/// Metrics of virtual CPUs: their names begin with `virtual_`, and the parameter `cpus` says how many there are.
enum VirtualMetric {
    static let prefix = "virtual_"
    static let cpus = "cpus"
}

extension Metric {
    /// How many virtual CPUs it was measured on; nil for another metric.
    package var virtualCPUs: Int? {
        guard name.hasPrefix(VirtualMetric.prefix) else { return nil }
        return parameters.values[VirtualMetric.cpus]?.number.flatMap { Int(exactly: $0) }
    }
}

extension MetricPattern {
    package var isVirtual: Bool { name.hasPrefix(VirtualMetric.prefix) }

    /// The number of virtual CPUs that it names; nil where it names none, or several.
    package var virtualCPUs: Int? {
        guard isVirtual else { return nil }
        let named = conditions.filter { $0.parameter == VirtualMetric.cpus }
        guard named.count == 1, named[0].relation == .equal else { return nil }
        return named[0].value.number.flatMap { Int(exactly: $0) }
    }

    /// The same on virtual CPUs.
    package var onVirtualCPUs: MetricPattern {
        isVirtual ? self : MetricPattern(name: VirtualMetric.prefix + name, conditions: conditions)
    }
}
