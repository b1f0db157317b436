import Foundation
import Outputs
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Results

/// `--on slurm`, with a real cluster of two nodes on this host.
@Suite(
    .serialized,
    .enabled(if: SlurmCluster.isThere, "slurmctld, slurmd and sbatch: `make test-slurm` installs them and runs this"))
struct SlurmTests {
    private let cluster: SlurmCluster
    private let small: SmallSeries

    init() throws {
        cluster = try SlurmCluster()
        small = try SmallSeries(
            plan: SmallSeries.plan.replacing("bench: sh out/run", with: "bench: sleep 0.2; sh out/run"))
    }

    private var environment: [String: String] {
        cluster.environment.merging(["BUILDS": small.folder.file("builds").path]) { $1 }
    }

    private func patchbench(_ words: String) throws -> Command {
        try Command.product(
            words.split(separator: " ").map(String.init), in: small.folder.url, environment: environment)
    }

    private func measurements(of run: Int64 = 1) throws -> [StageMeasurement] {
        try ResultsDatabase(small.folder.file(".patchbench/results.sqlite"), for: .look).measurements(of: run)
    }

    /// Until so many are there, or a minute has passed.
    private func waitForMeasurements(_ count: Int) {
        var tries = 600
        while tries > 0, ((try? measurements()) ?? []).count < count {
            usleep(100_000)
            tries -= 1
        }
    }

    /// Within ten seconds, for what was cancelled takes a moment to end.
    private func expectNoJobs() throws {
        var tries = 100
        while tries > 0, try cluster.run("squeue", "--noheader").text != "" {
            usleep(100_000)
            tries -= 1
        }
        #expect(try cluster.run("squeue", "--noheader").text == "")
    }

    /// Each round is of one node, and no stage is in it twice.
    private func expectWhole(_ measurements: [StageMeasurement]) {
        #expect(Set(measurements.map { "\($0.round) \($0.stage)" }).count == measurements.count)
        for (round, samples) in Dictionary(grouping: measurements, by: \.round) {
            #expect(Set(samples.map(\.node)).count == 1, "round \(round)")
        }
    }

    @Test func `stages are built and tested on nodes, each once`() throws {
        let built = try patchbench("build --on slurm").expectSuccess()
        #expect(small.builds.sorted() == ["0", "1", "2", "3"])
        #expect(built.text.contains("built"))
        let tested = try patchbench("test --on slurm").expectSuccess()
        #expect(tested.text == (try patchbench("test").expectSuccess()).text)
        #expect(small.builds.count == 4)
        #expect(try cluster.run("squeue", "--noheader").text == "")
    }

    @Test func `a search asks both nodes at once, and each stage is built once`() throws {
        let answer = try patchbench("bisect --on slurm --metric alloc(size=32) 1..3").expectSuccess()
        #expect(answer.text.contains("3 halved-value: -50.0%"), "\(answer.text)")
        #expect(answer.text.contains("nodes n1 ("), "\(answer.text)")
        #expect(small.builds.count == Set(small.builds).count)
        #expect(Set(try measurements().map(\.node)) == ["n1", "n2"])
        let test = try patchbench("bisect --on slurm --test witness 0..2").expectSuccess()
        #expect(test.text.contains("1 lower-value: fails less often"), "\(test.text)")
        let command = ["bisect", "--on", "slurm", "--run", "grep -q 10 value.txt", "0..2"]
        let run = try Command.product(command, in: small.folder.url, environment: environment).expectSuccess()
        #expect(run.text.contains("1 lower-value: fails more often"), "\(run.text)")
        try expectNoJobs()
    }

    @Test func `a search that was killed goes on with the tasks that it had`() throws {
        let words = "bisect --on slurm --all --metric alloc(size=32)"
        let process = try Command.startProduct(
            words.split(separator: " ").map(String.init), in: small.folder.url, environment: environment)
        waitForMeasurements(3)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let jobs = try cluster.run("squeue", "--noheader", "--array", "--format=%A %K").text
        let before = try measurements()
        let answer = try patchbench(words + " --resume").expectSuccess()
        #expect(answer.text.contains("3 halved-value"), "\(answer.text)")
        #expect(Array(try measurements().prefix(before.count)) == before)
        #expect(small.builds.count == Set(small.builds).count)
        #expect(jobs != "")
    }

    @Test func `a stage that does not build is named, with what its build printed`() throws {
        try small.edit("patches/0003-halve-the-value.patch") { $0.replacing("+4", with: "+none") }
        try small.edit("base/build.sh") { "grep -q none value.txt && echo no value && exit 3\n" + $0 }
        let answer = try patchbench("build --on slurm")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("stage 3 does not build, on n"), "\(answer.errors)")
        #expect(answer.errors.contains("no value"), "\(answer.errors)")
        #expect(small.builds.sorted() == ["0", "1", "2"])
    }

    @Test func `effects are those of this machine, and no comparison is of two nodes`() throws {
        let answer = try patchbench("attribute --on slurm --rounds 8").expectSuccess()
        #expect(answer.text.contains("make alloc(size=32) 20% and 50% faster"), "\(answer.text)")
        #expect(answer.text.contains("on n1"), "\(answer.text)")
        let measured = try measurements()
        expectWhole(measured)
        #expect(Set(measured.map(\.node)) == ["n1", "n2"])
        #expect(Set(measured.map(\.round)).count == 8)
        #expect(measured.count == 32)
    }

    @Test func `a node that dies loses no sample and gives none twice, and the run goes on without it`() async throws {
        try patchbench("build --on slurm").expectSuccess()
        let process = try Command.startProduct(
            ["bench", "--on", "slurm", "--rounds", "30"], in: small.folder.url, environment: environment)
        waitForMeasurements(20)
        try cluster.kill(node: "n2")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let measured = try measurements()
        expectWhole(measured)
        #expect(Set(measured.map(\.node)) == ["n1", "n2"])
        let whole = Dictionary(grouping: measured, by: \.round).values.count { $0.count == 4 }
        #expect(whole == 30)
        let written = try linesOfSamples()
        #expect(written.isSubset(of: measured.map { "\($0.round) \($0.stage)" }))
        #expect(written.count == measured.count)
    }

    /// What the tasks of the run have written, as `round stage`.
    private func linesOfSamples() throws -> Set<String> {
        let folder = small.folder.file(".patchbench/nodes/jobs/run-1")
        var found: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("lines.") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") where line.hasPrefix("{\"sample\"") {
                let round = try #require(line.firstMatch(of: #/"round":(-?\d+)/#)).1
                let stage = try #require(line.firstMatch(of: #/"stage":"([^"]*)"/#)).1
                #expect(found.insert("\(round) \(stage)").inserted)
            }
        }
        return found
    }

    @Test func `a controller that is away for some seconds is waited for`() throws {
        try patchbench("build --on slurm").expectSuccess()
        let process = try Command.startProduct(
            ["bench", "--on", "slurm", "--rounds", "16"], in: small.folder.url, environment: environment)
        waitForMeasurements(8)
        try cluster.stopController()
        sleep(8)
        try cluster.continueController()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        expectWhole(try measurements())
        #expect(try measurements().count == 64)
    }

    @Test func `stopped, the jobs are cancelled, and resumed, nothing is measured again`() throws {
        try patchbench("build --on slurm").expectSuccess()
        let process = try Command.startProduct(
            ["bench", "--on", "slurm", "--rounds", "16"], in: small.folder.url, environment: environment)
        waitForMeasurements(12)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        try expectNoJobs()
        let before = try measurements()
        try patchbench("bench --on slurm --resume").expectSuccess()
        let after = try measurements()
        expectWhole(after)
        #expect(Array(after.prefix(before.count)) == before)
        #expect(Dictionary(grouping: after, by: \.round).values.count { $0.count == 4 } == 16)
    }

    @Test func `killed, the tool finds again what its jobs have measured meanwhile`() throws {
        try patchbench("build --on slurm").expectSuccess()
        let process = try Command.startProduct(
            ["bench", "--on", "slurm", "--rounds", "16"], in: small.folder.url, environment: environment)
        waitForMeasurements(12)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // What nodes were given they go on with.
        sleep(3)
        let written = try linesOfSamples()
        let before = try measurements().count
        #expect(written.count > before)
        let jobs = try cluster.run("squeue", "--noheader", "--array", "--format=%A %K").text
        try patchbench("bench --on slurm --resume").expectSuccess()
        // The tasks that were there went on: the controller gave no new number.
        #expect(jobs != "")
        let last = jobs.split(separator: "\n").compactMap { Int($0.split(separator: " ")[0]) }.max()
        #expect(try cluster.lastJob == last)
        let after = try measurements()
        expectWhole(after)
        #expect(written.isSubset(of: after.map { "\($0.round) \($0.stage)" }))
        #expect(Dictionary(grouping: after, by: \.round).values.count { $0.count == 4 } == 16)
    }
}
