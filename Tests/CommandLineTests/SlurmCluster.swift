import Foundation
import Machine
import PatchbenchTestSupport

/// A real Slurm cluster of two nodes, all on this host: one slurmctld and two slurmd from Debian's packages.
///
/// What it takes for that is in the manual of slurm.conf: no munge (auth/none, cred/none), no cgroups
/// (proctrack/linuxproc, task/none), and a name and a port of its own for each slurmd (`-N`).
final class SlurmCluster {
    /// Whether `make test-slurm` runs this, as root, with the packages at hand.
    static let isThere =
        ProcessInfo.processInfo.environment["PATCHBENCH_SLURM"] != nil && geteuid() == 0
        && ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"].allSatisfy(
            FileManager.default.isExecutableFile)

    let folder: TemporaryFolder
    /// Each ends with all that it has started.
    private var daemons: [String: Task<Void, Never>] = [:]

    var environment: [String: String] { ["SLURM_CONF": folder.file("slurm.conf").path, "HOME": folder.url.path] }

    init() throws {
        folder = try TemporaryFolder()
        let host = try Command.run("hostname", [], in: folder.url).text.split(separator: "\n")[0]
        let port = Int.random(in: 20_000..<40_000)
        try folder.write(Self.configuration(host: String(host), port: port, home: folder.url.path), to: "slurm.conf")
        for name in ["state", "spool.n1", "spool.n2"] { try folder.write("", to: name + "/.keep") }
        start("slurmctld -D -i", as: "slurmctld")
        start("slurmd -D -N n1", as: "n1")
        start("slurmd -D -N n2", as: "n2")
        var tries = 300
        while tries > 0, try !isUp() {
            usleep(100_000)
            tries -= 1
        }
    }

    /// - Parameter port: Of the controller; the nodes have the next two.
    private static func configuration(host: String, port: Int, home: String) -> String {
        """
        ClusterName=patchbench
        SlurmctldHost=\(host)(127.0.0.1)
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/none
        CredType=cred/none
        MpiDefault=none
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU
        SlurmctldPort=\(port)
        StateSaveLocation=\(home)/state
        SlurmdSpoolDir=\(home)/spool.%n
        SlurmctldPidFile=\(home)/slurmctld.pid
        SlurmdPidFile=\(home)/slurmd.%n.pid
        SlurmctldLogFile=\(home)/slurmctld.log
        SlurmdLogFile=\(home)/slurmd.%n.log
        ReturnToService=2
        SlurmdTimeout=5
        SchedulerParameters=batch_sched_delay=0,sched_interval=1
        AccountingStorageType=accounting_storage/none
        JobAcctGatherType=jobacct_gather/none
        NodeName=n[1-2] NodeHostname=\(host) NodeAddr=127.0.0.1 Port=[\(port + 1)-\(port + 2)] CPUs=1 State=UNKNOWN
        PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP

        """
    }

    deinit {
        for daemon in daemons.values { daemon.cancel() }
    }

    private func start(_ command: String, as name: String) {
        let command = ShellCommand(
            text: "exec /usr/sbin/" + command, directory: folder.url,
            environment: Command.environment(with: environment), limit: .seconds(600),
            output: folder.file(name + ".out"))
        daemons[name] = Task { _ = try? await CommandRunner().measure(command) }
    }

    func run(_ program: String, _ arguments: String...) throws -> Command {
        try Command.run(program, arguments, in: folder.url, environment: environment)
    }

    /// The greatest number that a job was given.
    var lastJob: Int? {
        get throws {
            let text = try run("scontrol", "--all", "show", "jobs").text
            return text.matches(of: #/ArrayJobId=(\d+)|JobId=(\d+)/#).compactMap { Int($0.1 ?? $0.2 ?? "") }.max()
        }
    }

    private func isUp() throws -> Bool {
        try run("sinfo", "--noheader", "--states=idle", "--format=%D").text.hasPrefix("2")
    }

    /// A node fails: its slurmd is killed, and all that it has started.
    func kill(node: String) throws { Glibc.kill(try process("slurmd.\(node).pid"), SIGKILL) }

    /// The controller is away, or back.
    func stopController() throws { Glibc.kill(try process("slurmctld.pid"), SIGSTOP) }
    func continueController() throws { Glibc.kill(try process("slurmctld.pid"), SIGCONT) }

    private func process(_ file: String) throws -> pid_t {
        pid_t(try folder.text(of: file).split(whereSeparator: \.isWhitespace)[0])!
    }
}
