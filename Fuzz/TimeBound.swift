import Glibc

/// The promise that reading one input takes at most a second: of the thread's CPU time, so that a busy machine breaks
/// it for nobody. What waits without end is left to libFuzzer's `-timeout`.
enum TimeBound {
    private static let limit = 1.0

    /// Stops the program where a run breaks the promise.
    static func check(inputSize: Int, _ run: () -> Void) {
        let start = now
        run()
        let seconds = now - start
        if seconds > limit {
            fatalError("\(seconds) s of CPU time for an input of \(inputSize) bytes, more than \(limit) s")
        }
    }

    /// Seconds.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
