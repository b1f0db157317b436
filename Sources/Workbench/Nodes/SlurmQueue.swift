import Files
import Foundation

/// The nodes of a Slurm cluster, which see this machine's files under the same paths.
///
/// A job is an array of tasks, each on a node of its own (`--exclusive`). What ends before its time is asked for anew
/// by us, and never run again by Slurm itself (`--no-requeue`): its rounds belong to the node that began them.
final class SlurmQueue: NodeQueue {
    private let shell: NodeShell
    private let partition: String?
    /// The tool, as nodes see it.
    private let program: String
    /// More nodes than that nobody is denied.
    static let most = 32

    init(_ shell: NodeShell, partition: String?, program: String) {
        (self.shell, self.partition, self.program) = (shell, partition, program)
    }

    private var partitionOption: String { partition.map { " --partition=" + $0 } ?? "" }

    /// The nodes of the partition that are up; of the default one, which has a star, where none is named.
    func width() async throws -> Int {
        let states = "--states=idle,mixed,allocated,completing"
        let text = try await shell.need("sinfo --noheader \(states) --format='%P %D'" + partitionOption)
        var count = 0
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, partition != nil || words[0].hasSuffix("*") else { continue }
            count += Int(words[1]) ?? 0
        }
        guard count > 0 else { throw NodeError.noNode("slurm" + (partition.map { ":" + $0 } ?? "")) }
        return min(count, Self.most)
    }

    func begin(_ tasks: Range<Int>, of job: NodeJobFolder) async throws {
        let script = job.file("task.sh")
        let task = [program, "work", job.url.path].map(NodeShell.quoted).joined(separator: " ")
        let text = """
            #!/bin/sh
            export PATCHBENCH_NODE="${SLURMD_NODENAME:-}"
            exec \(task) --task "$SLURM_ARRAY_TASK_ID"

            """
        try FileWriter.put(text.utf8, at: script.path)
        let words = [
            "sbatch --parsable --exclusive --no-requeue --job-name=\(job.name)",
            "--array=\(tasks.lowerBound)-\(tasks.upperBound - 1)%\(Self.most)",
            "--chdir=\(NodeShell.quoted(job.url.path)) --output=\(NodeShell.quoted(job.url.path + "/log.%a"))",
            partitionOption, NodeShell.quoted(script.path),
        ]
        _ = try await shell.need(words.joined(separator: " "))
    }

    func living(of job: NodeJobFolder) async throws -> Set<Int>? {
        let answer = try await shell.run("squeue --noheader --array --me --name=\(job.name) --format=%K")
        guard answer.isSuccess else { return nil }
        return Set(answer.output.split(separator: "\n").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) })
    }

    func cancel(_ job: NodeJobFolder) async { _ = try? await shell.run("scancel --quiet --me --name=\(job.name)") }

    func send(_ folders: [String]) async throws {}

    func fetch(_ folder: String, from task: Int, of job: NodeJobFolder) async throws {}
}
