import Foundation
import Testing

@testable import Input
@testable import Outputs

/// Commands that a plan has beside its usual ones.
extension PlanTests {
    @Test func `what explores a series takes the place of what builds and tests it`() throws {
        let series = "series:\n  s:\n    base: base\n    patches: patches\n    build: make\n    test: ./test\n"
        let plan = try read(series + "    explore: {build: make every, keep: out/e, test: ./every}\n").series[0]
        #expect(plan.build == ["make"])
        let exploring = try plan.exploring()
        #expect(exploring.build == ["make every"])
        #expect(exploring.keep == ["out/e"])
        #expect(exploring.test?.text == "./every")
        #expect(try problem(in: series + "    explore: {build: make}\n")?.0 == .missingKey("test", in: "explore"))
        #expect(throws: InputError.self) { try read(series).series[0].exploring() }
    }

    @Test func `virtual CPUs have commands of their own, which find in the environment how many`() throws {
        let series = "series:\n  s:\n    base: base\n    patches: patches\n    build: make\n    bench: ./bench\n"
        let keys =
            "    virtual: {build: make virtual, keep: out/v, bench: ./v $PATCHBENCH_CPUS}\n    metrics: [alloc]\n"
        let virtual = try read(series + keys).series[0].onVirtualCPUs([8, 64])
        #expect(virtual.build == ["make virtual"])
        #expect(virtual.keep == ["out/v"])
        #expect(virtual.bench?.text == "export PATCHBENCH_CPUS=8,64; ./v $PATCHBENCH_CPUS")
        #expect(virtual.metrics.map(\.description) == ["virtual_alloc"])
        #expect(try problem(in: series + "    virtual: {build: make}\n")?.0 == .missingKey("bench", in: "virtual"))
        #expect(throws: InputError.self) { try read(series).series[0].onVirtualCPUs([8]) }
    }
}
