import Foundation
import Outputs
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Results

/// `--on ssh:HOST,HOST`, with hosts that see none of this machine's files.
@Suite(.serialized) struct SSHTests {
    private let hosts: SSHHosts
    private let small: SmallSeries

    init() throws {
        hosts = try SSHHosts()
        small = try SmallSeries()
    }

    private var environment: [String: String] {
        hosts.environment.merging(["BUILDS": small.folder.file("builds").path]) { $1 }
    }

    private func patchbench(_ words: String) throws -> Command {
        try Command.product(
            words.split(separator: " ").map(String.init), in: small.folder.url, environment: environment)
    }

    private func measurements() throws -> [StageMeasurement] {
        try ResultsDatabase(small.folder.file(".patchbench/results.sqlite"), for: .look).measurements(of: 1)
    }

    /// Until so many are there, or a minute has passed.
    private func waitForMeasurements(_ count: Int) {
        var tries = 600
        while tries > 0, ((try? measurements()) ?? []).count < count {
            usleep(100_000)
            tries -= 1
        }
    }

    @Test func `what hosts build is brought here, and nothing is built again`() throws {
        try small.edit("patchbench.yaml") { $0.replacing("bench: sh", with: "bench: sleep 0.1; sh") }
        try patchbench("build --on ssh:one,two").expectSuccess()
        #expect(small.builds.sorted() == ["0", "1", "2", "3"])
        let answer = try patchbench("attribute --rounds 8 --on ssh:one,two").expectSuccess()
        #expect(answer.text.contains("make alloc(size=32) 20% and 50% faster"), "\(answer.text)")
        #expect(small.builds.count == 4)
        let measured = try measurements()
        #expect(Set(measured.map(\.node)) == ["one", "two"])
        #expect(measured.count == 32)
        for (round, samples) in Dictionary(grouping: measured, by: \.round) {
            #expect(Set(samples.map(\.node)).count == 1, "round \(round)")
        }
    }

    @Test func `tests and claims are answered as on this machine`() throws {
        #expect(try patchbench("test --on ssh:one,two").text == patchbench("test").text)
        let there = try patchbench("claims --on ssh:one,two").expectSuccess()
        #expect(there.text.contains("1 confirmed, 0 refuted"), "\(there.text)")
        #expect(small.builds.count == 4)
    }

    @Test func `a search asks all hosts at once, and each stage is built once`() throws {
        let answer = try patchbench("bisect --on ssh:one,two --metric alloc(size=32) 1..3").expectSuccess()
        #expect(answer.text.contains("3 halved-value: -50.0%"), "\(answer.text)")
        #expect(answer.text.contains("nodes one ("), "\(answer.text)")
        #expect(small.builds.count == Set(small.builds).count)
        let test = try patchbench("bisect --on ssh:one,two --test witness 0..2").expectSuccess()
        #expect(test.text.contains("1 lower-value: fails less often"), "\(test.text)")
    }

    @Test func `what no job needs is taken away after a week, here and there`() throws {
        try patchbench("build --on ssh:one").expectSuccess()
        let here = small.folder.file(".patchbench/nodes/objects")
        let there = hosts.folder.file("one/.cache/patchbench/nodes")
        let project = try FileManager.default.contentsOfDirectory(atPath: there.path)[0]
        let places = [here, there.appending(path: project + "/nodes/objects")]
        let kept = try places.map { try FileManager.default.contentsOfDirectory(atPath: $0.path).sorted() }
        #expect(kept[0].count == 2 && kept[0] == kept[1])
        let old = Date(timeIntervalSinceNow: -10 * 86_400)
        for place in places {
            for name in ["unused"] + kept[0] {
                let folder = place.appending(path: name, directoryHint: .isDirectory)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: folder.path)
            }
        }
        try patchbench("bench --rounds 1 --on ssh:one").expectSuccess()
        // Those in use stay, however old they are.
        for place in places {
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() == kept[0])
        }
    }

    @Test func `a host that does not answer is done without, and where none does, it is said`() throws {
        try hosts.folder.write("", to: "two.down")
        try patchbench("build --on ssh:one,two").expectSuccess()
        #expect(small.builds.count == 4)
        try hosts.folder.write("", to: "one.down")
        let answer = try patchbench("bench --rounds 2 --on ssh:one,two")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("Connection refused"), "\(answer.errors)")
    }

    @Test func `a host that stops in mid-run loses no sample`() throws {
        try small.edit("patchbench.yaml") { $0.replacing("bench: sh", with: "bench: sleep 0.1; sh") }
        try patchbench("build").expectSuccess()
        let process = try Command.startProduct(
            ["bench", "--on", "ssh:one,two", "--rounds", "20"], in: small.folder.url, environment: environment)
        waitForMeasurements(12)
        try hosts.stop("two")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let measured = try measurements()
        #expect(Set(measured.map { "\($0.round) \($0.stage)" }).count == measured.count)
        #expect(Set(measured.map(\.node)) == ["one", "two"])
        #expect(Dictionary(grouping: measured, by: \.round).values.count { $0.count == 4 } == 20)
    }

    @Test func `edits of the work tree are not sent, and what keeps nothing cannot be`() async throws {
        try await small.patchbench("push").expectSuccess()
        try small.edit(".patchbench/small/work/value.txt") { $0 + "more\n" }
        let edited = try patchbench("build --on ssh:one")
        #expect(edited.status == 2)
        #expect(edited.errors.contains("has edits in the work tree, which stay on this machine"), "\(edited.errors)")
        try small.edit("patchbench.yaml") { $0.replacing("    keep: [out/run, out/value.txt]\n", with: "") }
        let answer = try patchbench("build --on ssh:one")
        #expect(answer.errors.contains("keeps no files of a build"), "\(answer.errors)")
    }

    @Test func `doctor names the nodes, and the one with another toolchain`() throws {
        try small.edit("patchbench.yaml") { $0 + "    toolchain: cat $HOME/cc 2>/dev/null || echo cc 12\n" }
        try hosts.folder.write("cc 13\n", to: "two/cc")
        let answer = try patchbench("doctor --on ssh:one,two --json")
        #expect(answer.status == 1)
        let nodes = answer.text.matches(of: #/"differs":\[([^\]]*)\]/#).map { String($0.1).filter { !$0.isWhitespace } }
        #expect(nodes == ["", "\"toolchain\""], "\(answer.text) \(answer.errors)")
        let refused = try patchbench("build --on ssh:two")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("two has another toolchain than this machine"), "\(refused.errors)")
    }

    @Test(arguments: ["ssh", "ssh:", "ssh:a,a", "ssh:-oProxyCommand=x", "ssh:a b", "slurm:", "slurm:;x", "here"])
    func `what is no place is refused`(_ place: String) async throws {
        let answer = try await small.patchbench("build", "--on", place)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("--on"), "\(answer.errors)")
    }
}
