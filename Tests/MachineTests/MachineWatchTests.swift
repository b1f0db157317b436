import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine

@Suite struct MachineWatchTests {
    private func times(total: Double, busy: Double, stolen: Double, own: Double, after: Duration) -> CPUTimes {
        CPUTimes(total: total, busy: busy, stolen: stolen, own: own, clock: Self.start + after)
    }
    private static let start = ContinuousClock.now

    /// Ten seconds on two CPUs: seconds of all processes, of our own, and stolen.
    @Test(
        arguments: [
            (10.0, 10.0, 0.1, 0.005, 0.0, false), (14, 10, 0.1, 0.005, 0.4, true), (10, 10, 0.4, 0.02, 0, false),
            (19, 8, 1, 0.05, 1.1, true),
        ] as [(Double, Double, Double, Double, Double, Bool)])
    func `what others used is what is neither our own nor stolen`(
        busy: Double, own: Double, stolen: Double, stolenShare: Double, others: Double, isLoaded: Bool
    ) {
        var watch = MachineWatch()
        watch.add(
            from: times(total: 50, busy: 30, stolen: 2, own: 1, after: .zero),
            to: times(total: 70, busy: 30 + busy, stolen: 2 + stolen, own: 1 + own, after: .seconds(10)))
        #expect(watch.stolenShare.map { abs($0 - stolenShare) < 1e-9 } == true)
        #expect(watch.otherCPUs.map { abs($0 - others) < 1e-9 } == true)
        #expect(watch.isLoaded == isLoaded)
    }

    @Test func `a time that is a few ticks long says nothing`() {
        var watch = MachineWatch()
        watch.add(
            from: times(total: 0, busy: 0, stolen: 0, own: 0, after: .zero),
            to: times(total: 0.4, busy: 0.4, stolen: 0.2, own: 0, after: .milliseconds(200)))
        #expect(watch.stolenShare == nil && watch.otherCPUs == nil && !watch.isLoaded)
    }

    @Test func `the kernel's line is read by its columns`() throws {
        let folder = try TemporaryFolder()
        try folder.write("cpu  100 20 30 400 50 6 7 80 9 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n", to: "proc/stat")
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let times = CPUTimes.current(of: SystemFiles(root: folder.url))
        #expect(times.total * ticks == 693)
        #expect(times.busy * ticks == 163)
        #expect(times.stolen * ticks == 80)
    }
}
