import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

/// Patches whose names have 60 columns, in Latin and in Chinese, and forty metrics: what is piped has at most 75
/// columns all the same, and what measures says first what it found.
@Suite struct MailWidthTests {
    private static let names = [
        "0001-lower-the-value", "0002-" + String(repeating: "緩存", count: 14),
        "0003-" + String(repeating: "halve-it-", count: 6) + "again",
    ]

    private static func wide() throws -> SmallSeries {
        let small = try SmallSeries()
        let old = ["0001-lower-the-value", "0002-say-why", "0003-halve-the-value"]
        for (old, new) in zip(old, names) {
            let patch = try small.folder.text(of: "patches/\(old).patch")
                .replacing("Feature: halved-value", with: "Claim: alloc -50%").replacing("PATCH", with: "PATCH wide")
            try small.folder.write(patch, to: "patches/\(new).patch")
        }
        try small.folder.write(names.map { $0 + ".patch\n" }.joined(), to: "patches/series")
        try small.edit("base/run.sh") {
            $0.replacing(
                "echo '{\"conditions\"",
                with: """
                    i=0
                        while [ $i -lt 38 ]; do
                            i=$((i + 1))
                            echo '{"metric":"latency_under_memory_pressure","parameters":{"size":'$i',"threads":64},\
                    "unit":"ns","value":'$((value * i * 1000))',"better":"less"}'
                        done
                        echo '{"conditions"
                    """)
        }
        return small
    }

    private static func columns(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2e80...0xffef).contains($1.value) ? 2 : 1) }
    }

    /// A verb, what comes before it, and how its first line begins.
    @Test(
        arguments: [
            ("run --rounds 3", "", "1 lower-value and"),
            ("bench --rounds 3", "", "1 lower-value and"),
            ("bench 1 --rounds 2", "", "latency_under_memory_pressure(size=1, threads=64) is 8.00 us at stage 1"),
            ("compare 0 3 --rounds 3", "", "Stages 0..3 makes "),
            ("attribute --rounds 3", "", "1 lower-value and"), ("ablate --rounds 3", "", "3 0003-halve-it"),
            ("claims --rounds 3", "", "Of 2 claims 2 confirmed, 0 refuted, 0 not shown."),
            ("bisect --metric alloc --all", "", "2 patches changed alloc(size=32):"), ("test", "", ""),
            ("build", "", ""), ("series", "", ""), ("diffstat", "", ""), ("history", "bench --rounds 1", ""),
            ("log 3", "bench --rounds 2", ""), ("op log", "push --all", ""),
            ("doctor --quick", "", "Nothing is wrong here"), ("ablate --dry-run", "", "cannot be left out:"),
            ("cover", "bench --rounds 3", ""), ("cover --style list", "bench --rounds 3", ""),
            ("cover --style lkp", "bench --rounds 3", ""), ("cover --style benchstat", "bench --rounds 3", ""),
            ("cover --style markdown", "bench --rounds 3", ""),
        ]) func `no line is wider than a mail`(line: String, before: String, begins: String) async throws
    {
        let small = try Self.wide()
        func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
        if !before.isEmpty { _ = try await small.patchbench(words(before)).expectSuccess() }
        let answer = try await small.patchbench(words(line))
        let lines = answer.text.split(separator: "\n")
        #expect(lines.count > 1, "\(answer.errors)")
        #expect(lines.first?.hasPrefix(begins) ?? false, "\(lines.first ?? "")")
        // A path is not broken.
        let wide = lines.filter { Self.columns($0) > 75 && !$0.contains(small.folder.url.path) }
        #expect(wide == [], "\(answer.text)")
    }
}
