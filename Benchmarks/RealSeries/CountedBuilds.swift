import BenchmarkSupport
import Foundation

/// A series of stages whose sources are the same but for a file that nothing reads: each is built by itself, and
/// counting instructions must name no change, however many pairs of builds there are.
struct CountedBuilds {
    let pairs: Int

    /// - Returns: whether no change is named.
    func run() throws -> Bool {
        let folder = try SeriesFolder()
        try folder.commit("base", ["main.c": Self.program, "note": "0\n"])
        for number in 1...pairs { try folder.commit("note \(number)", ["note": "\(number)\n"]) }
        try folder.writePlan(build: "cc -g -O1 -o work main.c", product: "work")
        let (answer, child): (Answer, Child) = try folder.patchbench(
            "attribute", "--count", "instructions", "--metric", "instructions")
        let changed = answer.effects.filter { $0.verdict != "unchanged" }
        say(
            "\(answer.effects.count) pairs of builds of the same sources, \(folder.builds.all) builds, counted in "
                + String(format: "%.0f", child.wall) + " s: \(changed.count) changes named")
        changed.forEach { say("     patch \($0.patch): \($0.ratio)") }
        let isRight = changed.isEmpty && answer.effects.count == pairs
        if isRight { folder.remove() } else { say("     kept, with what was counted: \(folder.path)") }
        return isRight
    }

    private static let program = """
        #include <stdio.h>
        int main(void) {
            unsigned sum = 0;
            for (unsigned i = 0; i < 10000; i++) sum = sum * 31 + i;
            printf("%u\\n", sum);
            return 0;
        }

        """

    /// What `attribute --json` says.
    private struct Answer: Decodable {
        struct Effect: Decodable {
            let patch: Int
            let ratio: Double
            let verdict: String
        }

        let effects: [Effect]
    }
}
