import PatchModel
import Testing

@testable import Judging
@testable import Outputs

@Suite struct PatchWeightsTests {
    private let series: Series

    init() throws {
        series = try Series(
            name: "s",
            patches: [1, 4, 9].map { lines in
                let added = (0..<lines).map { "+\($0)\n" }.joined()
                let text = "Subject: x\n\n---\n--- /dev/null\n+++ b/f\(lines)\n@@ -0,0 +1,\(lines) @@\n\(added)"
                return try Patch(reading: Array(text.utf8), file: "p\(lines).patch")
            })
    }

    private func values(_ basis: PatchWeights.Basis, _ given: [Int: Double], from: Int = 0) -> [Double]? {
        var weights = PatchWeights()
        weights.basis = basis
        weights.given = Dictionary(uniqueKeysWithValues: given.map { (StageNumber($0), $1) })
        return weights.values(of: series, in: StageRange(from: StageNumber(from), to: series.top))
    }

    @Test func `a patch weighs the root of the lines that it changes, times what is given`() {
        #expect(values(.none, [:]) == nil)
        #expect(values(.size, [:]) == [1, 2, 3])
        #expect(values(.none, [2: 5]) == [1, 5, 1])
        #expect(values(.size, [3: 0.5], from: 1) == [2, 1.5])
    }
}
