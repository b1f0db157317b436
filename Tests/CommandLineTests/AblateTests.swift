import Foundation
import PatchbenchTestSupport
import Testing

/// The benchmark prints the sum of two files' numbers, 12 each: patch 1 makes the one 8, patch 2 the other one, patch 4
/// that one 4, and patch 3 changes neither.
@Suite struct AblateTests {
    private let small: SmallSeries

    init() throws {
        small = try SmallSeries()
        for name in ["a", "b"] { try small.folder.write("12\n", to: "base/\(name)") }
        try small.edit("base/build.sh") { $0 + "cp a b out\n" }
        try small.edit("base/run.sh") {
            "cd out\n" + $0.replacing("$(sed -n 2p out/value.txt)", with: "$(($(cat a) + $(cat b)))")
        }
        try small.edit("patchbench.yaml") { $0.replacing("out/value.txt", with: "out/a, out/b") }
        let changes = [("a", "12", "8"), ("b", "12", "8"), ("value.txt", "10", "9"), ("b", "8", "4")]
        for (index, (file, before, after)) in changes.enumerated() {
            let hunk =
                file == "value.txt"
                ? "@@ -1,3 +1,3 @@\n the value is\n-\(before)\n+\(after)\n cycles\n"
                : "@@ -1 +1 @@\n-\(before)\n+\(after)\n"
            try small.folder.write(
                "Subject: step\n\n---\n--- a/\(file)\n+++ b/\(file)\n\(hunk)", to: "patches/p\(index + 1).patch")
        }
        try small.folder.write("p1.patch\np2.patch\np3.patch\np4.patch\n", to: "patches/series")
    }

    private func document(_ words: String...) async throws -> [String: Any] {
        let answer = try await small.patchbench(["ablate", "--json"] + words).expectSuccess()
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any])
    }

    /// `patch: ratio verdict` for each.
    private func allocs(_ effects: Any?, where isWanted: ([String: Any]) -> Bool = { _ in true }) throws -> [String] {
        try #require(effects as? [[String: Any]]).filter { $0["metric"] as? String == "alloc" && isWanted($0) }.map {
            let ratio = try #require($0["ratio"] as? Double)
            return "\($0["patch"] ?? ""): \(String(format: "%.3f", ratio)) \($0["verdict"] ?? "")"
        }
    }

    @Test func `each patch is compared last and in its place, and the two effects with each other`() async throws {
        let report = try await document()
        let isLast = { (effect: [String: Any]) in effect["without"] as? Bool == true }
        #expect(
            try allocs(report["effects"], where: isLast) == [
                "1: 0.750 faster", "3: 1.000 unchanged", "4: 0.750 faster",
            ])
        #expect(
            try allocs(report["effects"]) { !isLast($0) } == [
                "1: 0.833 faster", "3: 1.000 unchanged", "4: 0.750 faster",
            ])
        #expect(try allocs(report["interactions"]) == ["1: 0.900 faster", "3: 1.000 unchanged"])
        #expect(Set(small.builds) == ["0", "1", "2", "3", "4", "4-1", "4-3"])
    }

    @Test func `a patch that another one needs is listed with the hunk that binds them`() async throws {
        let needed = try #require(try await document("--rounds", "3")["needed"] as? [[String: Any]])
        #expect(needed.map { $0["patch"] as? Int } == [2])
        #expect(needed.map { $0["by"] as? Int } == [4])
        #expect(needed.map { $0["path"] as? String } == ["b"])
        #expect(needed.map { $0["hunk"] as? Int } == [1])
    }

    @Test func `without their places only the top is measured`() async throws {
        let report = try await document("1", "p3", "--no-in-place", "--rounds", "3")
        #expect(try allocs(report["effects"]) == ["1: 0.750 faster", "3: 1.000 unchanged"])
        #expect(try allocs(report["interactions"]) == [])
        #expect(Set(small.builds) == ["4", "4-1", "4-3"])
    }

    @Test func `the table says it in a row a patch`() async throws {
        let text = try await small.patchbench("ablate", "--rounds", "3").expectSuccess().text
        #expect(text.contains(/alloc\(size=32\)\n.*\n +1 p1 +-25\.0% +exact +-16\.7% +more: -10\.0%/))
        #expect(text.contains(/3 p3 += +exact += +the same/))
        #expect(text.contains("  2 p2 is needed by 4 p4: b:1, hunk 1"))
    }

    @Test func `a dry run builds nothing`() async throws {
        let text = try await small.patchbench("ablate", "--dry-run").expectSuccess().text
        #expect(text.contains("  2 p2 is needed by 4 p4: b:1, hunk 1"))
        #expect(text.hasSuffix("can be left out:\n  1 p1\n  3 p3\n  4 p4\n"))
        #expect(small.builds.isEmpty)
    }

    @Test func `where all are needed nothing is measured`() async throws {
        #expect(try await allocs(document("2")["effects"]).isEmpty)
        #expect(small.builds.isEmpty)
        #expect(try await small.patchbench("history").text == "nothing was measured yet\n")
    }

    @Test func `wrong input ends with 2`() async throws {
        #expect(try await small.patchbench("ablate", "base").status == 2)
        try small.folder.write("p2.patch\np1.patch\np4.patch\np3.patch\np4.patch\n", to: "patches/series")
        #expect(try await small.patchbench("ablate").status == 2)
    }

    @Test func `a top without a patch that does not build leaves that patch without a verdict`() async throws {
        try small.edit("base/build.sh") { "test $PATCHBENCH_STAGE != 4-1 || exit 3\n" + $0 }
        let answer = try await small.patchbench("ablate", "--json", "--rounds", "3")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("stage 4-1 does not build"))
        let report = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        #expect(try allocs(report?["effects"]) { $0["without"] != nil } == ["3: 1.000 unchanged", "4: 0.750 faster"])
    }
}
