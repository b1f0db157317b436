/// Whether the task that began some work was cancelled; also for the threads that the work is spread over.
///
/// Only while the task waits for that work: it is not kept alive.
struct Cancellation: Sendable {
    private nonisolated(unsafe) let task: UnsafeCurrentTask?

    /// Of the task that runs here.
    init() { task = withUnsafeCurrentTask { $0 } }

    /// - Throws: `PatchError.interrupted`
    func check() throws(PatchError) {
        if task?.isCancelled == true { throw .interrupted }
    }
}
