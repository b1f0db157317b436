import Dispatch

extension Array where Element: Sendable {
    /// What `transform` makes of each element, in order, on all CPUs at once.
    /// - Parameter atOnce: so many next to one another are handed out; nil for so many that it costs little.
    public func concurrentMap<Value: Sendable>(
        atOnce: Int? = nil, _ transform: @Sendable (Element) -> Value
    ) -> [Value] {
        let size = atOnce ?? Swift.max(16, count / 16)
        let starts = Swift.Array(stride(from: 0, to: count, by: size))
        return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            nonisolated(unsafe) let values = buffer.baseAddress
            DispatchQueue.concurrentPerform(iterations: starts.count) { part in
                for index in starts[part]..<Swift.min(starts[part] + size, count) {
                    (values! + index).initialize(to: transform(self[index]))
                }
            }
            initialized = count
        }
    }
}
