import CProcess
import Dispatch
import Foundation
import Synchronization

/// A command below its supervisor, which ends with all that it started.
///
/// The supervisor is told to stop by shutting its socket down, and tells by it how the command ended.
final class SupervisedProcess: Sendable {
    private let supervisor: pid_t
    /// Nil when it is closed.
    private let socket: Mutex<Int32?>
    /// What a supervisor that was told to stop gets on top of the command's grace before it is killed itself.
    private static let patience: Duration = .seconds(20)

    private init(_ supervisor: pid_t, _ socket: Int32) {
        self.supervisor = supervisor
        self.socket = Mutex(socket)
    }

    /// - Throws: `MachineError.cannotStart`
    static func start(
        _ command: ShellCommand, output: Int32, errors: Int32, grace: Duration
    ) throws(MachineError) -> SupervisedProcess {
        let arguments = CStrings(command.launcher + ["/bin/sh", "-c", command.text])
        let environment = CStrings(command.environment.map { "\($0.key)=\($0.value)" }.sorted())
        let cpus = command.cpus.map(ThreadAffinity.mask)
        var socket: Int32 = -1
        let started = command.directory.path.withCString { directory in
            (cpus ?? []).withUnsafeBufferPointer { mask in
                var raw = patchbench_command(
                    arguments: arguments.pointers, environment: environment.pointers, directory: directory,
                    output: output, errors: errors, cpus: cpus == nil ? nil : mask.baseAddress,
                    cpu_bytes: mask.count * 8, fixed_addresses: command.fixesAddresses ? 1 : 0,
                    counts_all: command.launcher.isEmpty ? 0 : 1, grace_milliseconds: Int64(grace / .milliseconds(1)))
                return patchbench_supervise(&raw, &socket)
            }
        }
        guard started > 0 else { throw .cannotStart(command.text, reason: String(cString: strerror(-started))) }
        return SupervisedProcess(started, socket)
    }

    /// Ends the command and what it started; from any thread.
    func stop() {
        socket.withLock { if let socket = $0 { shutdown(socket, Int32(SHUT_WR)) } }
    }

    /// Waits for the end, and stops the command when the limit has passed. No wait of it is without an end.
    /// - Returns: nil for the ending where the supervisor was killed.
    func ending(limit: Duration, grace: Duration) async -> (ending: patchbench_ending?, isLate: Bool) {
        await withCheckedContinuation { continuation in
            // A thread of its own: the wait blocks.
            Thread.detachNewThread { [self] in
                var ending = receive(within: limit)
                let isLate = ending == nil && !isClosed
                if isLate {
                    stop()
                    ending = receive(within: grace + Self.patience)
                }
                kill(supervisor, SIGKILL)
                var status: Int32 = 0
                while waitpid(supervisor, &status, 0) < 0, errno == EINTR {}
                socket.withLock { socket in
                    if let open = socket { close(open) }
                    socket = nil
                }
                continuation.resume(returning: (ending, isLate))
            }
        }
    }

    /// Whether the supervisor has gone without a word.
    private var isClosed: Bool {
        var byte: UInt8 = 0
        let file = socket.withLock { $0 } ?? -1
        return recv(file, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
    }

    private func receive(within limit: Duration) -> patchbench_ending? {
        guard let file = socket.withLock({ $0 }) else { return nil }
        let end = ContinuousClock.now + limit
        var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        while true {
            let left = max(.zero, ContinuousClock.now.duration(to: end))
            let count = poll(&wait, 1, Int32(min(60_000, (left / .milliseconds(1)).rounded(.up))))
            if count > 0 { break }
            if left == .zero { return nil }
        }
        var ending = patchbench_ending()
        let size = MemoryLayout<patchbench_ending>.size
        return recv(file, &ending, size, Int32(MSG_WAITALL)) == size ? ending : nil
    }
}

/// Strings as C has them, with a null at the end.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() {
            (pointers + index).initialize(to: UnsafePointer(strdup(string)))
        }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(UnsafeMutablePointer(mutating: pointers[index])) }
        pointers.deallocate()
    }
}
