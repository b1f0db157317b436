import ArgumentParser
import Machine

/// What `doctor` measures where no plan says what: a loop that needs nothing but the CPU, and one that waits for
/// memory.
struct ProbeCommand: ParsableCommand {
    static let name = "probe"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Measure the CPU and the memory, for doctor.", shouldDisplay: false)

    func run() {
        print("cpu", time { Self.spin(20_000_000) })
        var chain = Self.chain(length: 1 << 23)
        print("memory", time { Self.follow(&chain, 400_000) })
    }

    private func print(_ metric: String, _ time: Duration) {
        let microseconds = time / .microseconds(1)
        Output.line("{\"metric\":\"\(metric)\",\"unit\":\"us\",\"value\":\(microseconds),\"better\":\"less\"}")
    }

    private func time(_ work: () -> Int) -> Duration {
        let start = SystemClock().now
        let result = work()
        let end = SystemClock().now
        // So that the work is not left out as one that nobody asked for.
        return result == .min ? .zero : end - start
    }

    private static func spin(_ count: Int) -> Int {
        var state: UInt64 = 1
        for _ in 0..<count { state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }
        return Int(state >> 2)
    }

    /// One cycle through all places, in steps that no cache foresees. It comes to each, as the length is a power of 2
    /// and the step odd (Hull and Dobell 1962).
    private static func chain(length: Int) -> [Int32] {
        var chain = [Int32](repeating: 0, count: length)
        for place in 0..<length { chain[place] = Int32((place * 5 + 1_482_907) % length) }
        return chain
    }

    private static func follow(_ chain: inout [Int32], _ steps: Int) -> Int {
        var place = 0
        for _ in 0..<steps { place = Int(chain[place]) }
        return place
    }
}
