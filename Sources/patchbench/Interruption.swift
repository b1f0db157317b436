import Dispatch
import Foundation

/// ^C, SIGTERM and a terminal that goes away cancel the work; the workbench then stops its children and gives what it
/// has.
enum Interruption {
    /// Runs `body` in a task that the signals cancel.
    static func cancelling<Value: Sendable>(_ body: sending @escaping () async -> Value) async -> Value {
        let work = Task { await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            // The default action would end the process before the source is asked. Children get the default back.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { work.cancel() }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        return await work.value
    }
}
