import PatchModel
import Testing

@Suite("Naming a stage")
struct StageNameTests {
    let series: Series

    init() throws {
        let texts = [
            ("mm-slab-hold-a-slab_mutex", "slab-mutex-in-shrink"), ("mm-slab-racy", "racy-colour"),
            ("mm-slab-racy-again", "racy-twice"), ("mm-lockless", "lockless-grow"),
        ]
        series = try Series(
            name: "slab",
            patches: texts.map { name, flag in
                try Patch(reading: Array("Subject: x\n\nWhy.\n\nFeature: \(flag)\n".utf8), file: "slab/\(name).patch")
            })
    }

    @Test(
        "A word names one stage",
        arguments: [
            ("0", 0), ("base", 0), ("top", 4), ("3", 3), ("mm-slab-racy", 2), ("racy-again", 3), ("lockless", 4),
            ("slab-mutex-in-shrink", 1), ("mm-slab-racy-again.patch", 3), ("patches/slab/mm-lockless.patch", 4),
        ])
    func one(word: String, stage: Int) throws {
        #expect(try series.stage(named: word) == StageNumber(stage))
    }

    @Test("What names none or several says what there is")
    func errors() {
        #expect(throws: PatchError.noSuchStage(5, last: StageNumber(4))) { try series.stage(named: "5") }
        #expect(throws: PatchError.ambiguousStage("racy", candidates: series.patches[1...2].map(\.name))) {
            try series.stage(named: "racy")
        }
        #expect(throws: PatchError.unknownStage("lockles-growth", nearest: ["lockless-grow"])) {
            try series.stage(named: "lockles-growth")
        }
        #expect(throws: PatchError.unknownStage("", nearest: [])) { try series.stage(named: "") }
        #expect(throws: PatchError.notARange("3..1")) { try series.stages(named: "3..1") }
        #expect(throws: PatchError.notARange("3")) { try series.range(named: "3") }
    }

    @Test(
        "A range names its stages",
        arguments: [
            ("1..3", [1, 2, 3]), ("..2", [0, 1, 2]), ("3..", [3, 4]), ("2", [2]), ("base..racy-again", [0, 1, 2, 3]),
        ])
    func ranges(text: String, stages: [Int]) throws {
        #expect(try series.stages(named: text) == stages.map(StageNumber.init))
    }

    @Test(
        "A stage without patches is understood as it is printed",
        arguments: [
            ("4-2", "4-2"), ("4-2-3", "4-2-3"), ("top", "4"), ("racy-again", "3"), ("mm-slab-racy", "2"), ("0", "0"),
        ])
    func without(word: String, id: String) throws {
        #expect(try series.id(named: word).description == id)
        #expect(try series.pair(named: "..\(word)").to.description == id)
        #expect(try series.ids(named: word).map(\.description) == [id])
    }

    @Test("What looks like a stage without patches and is none says so")
    func notWithout() throws {
        #expect(throws: PatchError.noSuchStage(5, last: StageNumber(4))) { try series.id(named: "5-2") }
        for word in ["4-4", "4-9", "4-3-2"] {
            #expect(throws: PatchError.unknownStage(word, nearest: [])) { try series.id(named: word) }
        }
        let named = try Series(
            name: "s", patches: [try Patch(reading: Array("Subject: x\n".utf8), file: "2-1.patch")] + series.patches)
        #expect(try named.id(named: "2-1") == StageID(1))
    }

    @Test("A stage carries the flags of its patches, in order")
    func features() {
        #expect(series.features(at: StageID(2)).map(\.text) == ["slab-mutex-in-shrink", "racy-colour"])
        #expect(series.features(at: .base).isEmpty)
    }

    @Test("Two patches of one name are refused")
    func duplicates() {
        #expect(throws: PatchError.duplicatePatch(PatchName("mm-lockless"))) {
            try Series(name: "slab", patches: series.patches + [series.patches[3]])
        }
    }
}
