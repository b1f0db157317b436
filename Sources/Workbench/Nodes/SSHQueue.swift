import Foundation
import Machine
import Synchronization

/// Hosts that ssh reaches, with a `patchbench` of their own; they need not see this machine's files.
///
/// A host does one task at a time. A task is an ssh from here: what the task says comes in over it into the file of its
/// lines, and orders go out as they are written. Where it breaks, or this process ends, the host's work ends.
final class SSHQueue: NodeQueue {
    private let shell: NodeShell
    private let hosts: [String]
    /// All that is kept here, which folders are brought from and to.
    private let home: URL
    /// The same there, to a shell; each project has one.
    private let remote: String
    private let state = Mutex(State())

    private struct Place: Hashable {
        var job: NodeJobFolder
        var task: Int
    }

    private struct State {
        var waiting: [Place] = []
        var hosts: [Place: String] = [:]
        var going: [Place: Task<Void, Never>?] = [:]
        /// Hosts that a task was lost on are the last to be asked again.
        var doubtful: Set<String> = []

        /// What comes next, and where.
        mutating func next(_ all: [String]) -> (Place, host: String)? {
            let busy = Set(going.keys.compactMap { hosts[$0] })
            let good = all.filter { !doubtful.contains($0) }
            guard !waiting.isEmpty, let host = (good.isEmpty ? all : good).first(where: { !busy.contains($0) }) else {
                return nil
            }
            let place = waiting.removeFirst()
            hosts[place] = host
            going[place] = .some(nil)
            return (place, host)
        }
    }

    /// - Parameter project: Tells what is kept on a host for one project from that of another.
    init(_ shell: NodeShell, hosts: [String], home: URL, project: String) {
        (self.shell, self.hosts, self.home) = (shell, hosts, home)
        remote = "\"${XDG_CACHE_HOME:-$HOME/.cache}\"/patchbench/nodes/" + project
    }

    func width() async throws -> Int { hosts.count }

    func begin(_ tasks: Range<Int>, of job: NodeJobFolder) async throws {
        state.withLock { $0.waiting += tasks.map { Place(job: job, task: $0) } }
        startNext()
    }

    func living(of job: NodeJobFolder) async throws -> Set<Int>? {
        state.withLock { state in
            Set((state.waiting + state.going.keys).filter { $0.job == job }.map(\.task))
        }
    }

    func cancel(_ job: NodeJobFolder) async {
        let going = state.withLock { state in
            state.waiting.removeAll { $0.job == job }
            return state.going.filter { $0.key.job == job }.compactMap(\.value)
        }
        for task in going { task.cancel() }
        for task in going { await task.value }
    }

    private func startNext() {
        while let (place, host) = state.withLock({ $0.next(hosts) }) {
            let command = command(place, host)
            let going = Task { [self] in
                let outcome = try? await shell.runner.run(command)
                state.withLock { state in
                    state.going[place] = nil
                    if outcome?.isSuccess == true {
                        state.doubtful.remove(host)
                    } else {
                        state.doubtful.insert(host)
                    }
                }
                startNext()
            }
            state.withLock { state in
                if state.going[place] != nil { state.going[place] = going }
            }
        }
    }

    private static let ssh = "ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15"

    private func command(_ place: Place, _ host: String) -> ShellCommand {
        let (job, task) = (place.job, place.task)
        let there =
            "cd \(remote)/nodes/jobs/\(job.url.lastPathComponent) && "
            + "PATCHBENCH_NODE=\(host) exec patchbench work --task \(task) --stream ."
        let text = """
            rm -f pipe.\(task) && mkfifo pipe.\(task) || exit
            tail -n +1 -s 0.2 -f orders.\(task) > pipe.\(task) &
            \(Self.ssh) \(host) \(NodeShell.quoted(there)) < pipe.\(task) > lines.\(task)
            """
        return ShellCommand(
            text: text, directory: job.url, environment: shell.environment, limit: .seconds(100 * 86_400),
            output: job.log(task))
    }

    /// What a host has already is not sent again, but for jobs.
    func send(_ folders: [String]) async throws {
        for host in hosts {
            let listing = try await shell.run(
                "\(Self.ssh) \(host) "
                    + NodeShell.quoted("cd \(remote) 2>/dev/null && { \(prune(folders)); \(Self.list); }; true"))
            guard listing.isSuccess else {
                // It is asked again when a task is to go there, and its work is done by others meanwhile.
                state.withLock { _ = $0.doubtful.insert(host) }
                continue
            }
            let there = Set(listing.output.split(separator: "\n").map(String.init))
            let missing = folders.filter { folder in
                !there.contains(folder) && home.appending(path: folder).exists
            }
            if !missing.isEmpty { try await send(missing, to: host) }
        }
    }

    private static let list = "ls -d nodes/objects/* builds/* 2>/dev/null"

    /// Takes away on a host what was not used there for so long; what is wanted now is used.
    private func prune(_ folders: [String]) -> String {
        "touch -c . \(folders.joined(separator: " ")); find nodes/objects nodes/jobs builds -mindepth 1 -maxdepth 1 "
            + "-mtime +\(Nodes.unusedDays) -exec rm -rf {} + 2>/dev/null"
    }

    private func send(_ folders: [String], to host: String) async throws {
        let words = folders.joined(separator: " ")
        let take = """
            set -e; mkdir -p \(remote)/in \(remote)/builds \(remote)/nodes/objects \(remote)/nodes/jobs; cd \(remote)
            new=$(mktemp -d in/XXXXXX); tar -C "$new" -xf -
            for folder in \(words); do
                case $folder in nodes/jobs/*) rm -rf "$folder" ;; esac
                [ -e "$folder" ] || mv -T "$new/$folder" "$folder"
                touch "$folder"
            done
            rm -rf "$new"
            """
        _ = try await shell.need(
            "tar -C \(NodeShell.quoted(home.path)) -cf - \(words) | \(Self.ssh) \(host) \(NodeShell.quoted(take))",
            limit: .seconds(3600))
    }

    func fetch(_ folder: String, from task: Int, of job: NodeJobFolder) async throws {
        guard !home.appending(path: folder).exists,
            let host = state.withLock({ $0.hosts[Place(job: job, task: task)] })
        else { return }
        _ = try await shell.need(
            """
            set -e; cd \(NodeShell.quoted(home.path)); mkdir -p nodes/in builds; new=$(mktemp -d nodes/in/XXXXXX)
            \(Self.ssh) \(host) \(NodeShell.quoted("tar -C \(remote) -cf - \(folder)")) > "$new/all.tar"
            tar -C "$new" -xf "$new/all.tar"
            [ -e "\(folder)" ] || mv -T "$new/\(folder)" "\(folder)"
            rm -rf "$new"
            """, limit: .seconds(3600))
    }
}
