import PatchModel
import Testing

@Suite struct StageIDTests {
    static let names: [(Int, [Int], String)] = [
        (11, [], "11"), (11, [5], "11-5"), (11, [5, 3, 5], "11-3-5"), (5, [5], "4"), (5, [4, 5], "3"), (4, [5], "4"),
        (6, [5, 6, 7], "4"), (2, [1, 2], "0"), (3, [0], "3"),
    ]

    @Test(arguments: names) func `a stage without patches has one name`(_ value: Int, _ without: [Int], _ name: String)
    {
        let id = StageID(StageNumber(value), without: without.map { StageNumber($0) })
        #expect(id.description == name)
        #expect(StageID(name) == id)
    }

    @Test(arguments: ["", "-5", "5-", "5-5", "4-5", "11-5-3", "+5", "a", "11-a", "1 1"])
    func `what is no such name is none`(_ text: String) {
        #expect(StageID(text) == nil)
    }

    @Test func `stages are in the order of their last patch, those with fewer patches first`() {
        let ordered = ["10", "11-3-5", "11-3", "11-5", "11", "12-5"].compactMap { StageID($0) }
        #expect(ordered.shuffled().sorted() == ordered)
    }

    @Test func `the stage before one without patches is without them, too`() throws {
        #expect(
            StageID(StageNumber(7), without: [StageNumber(5)]).previous
                == StageID(StageNumber(6), without: [StageNumber(5)]))
        #expect(StageID(StageNumber(6), without: [StageNumber(5)]).previous == StageID(4))
        #expect(StageID(StageNumber(2), without: [StageNumber(1)]).previous == .base)
    }

    @Test func `a series without patches has their stages no more, nor their flags`() throws {
        let series = try Series(
            name: "s",
            patches: (1...4).map {
                try Patch(reading: Array("Subject: x\n\nWhy.\n\nFeature: f\($0)\n".utf8), file: "p\($0).patch")
            })
        let stages = series.stages(without: [StageNumber(2)])
        #expect(stages.map(\.description) == ["0", "1", "3-2", "4-2"])
        #expect(series.features(at: stages[3]).map(\.text) == ["f1", "f3", "f4"])
        #expect(series.patch(of: stages[2])?.name.text == "p3")
    }
}
