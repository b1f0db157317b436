import PatchModel
import Synchronization

/// What the process does where somebody changed a patch while it read the series. A patch that is asked for its parts
/// throws no error, so the process ends, and the next one takes back what was half done, as after a kill.
package enum PatchesChanged {
    private static let ending = Mutex<(@Sendable (PatchName) -> Never)?>(nil)

    /// - Parameter end: is given the patch that is no longer what it was, and ends the process.
    package static func answer(with end: @escaping @Sendable (PatchName) -> Never) {
        ending.withLock { $0 = end }
    }

    static func end(at name: PatchName) -> Never {
        guard let end = ending.withLock({ $0 }) else { fatalError("\(name.text) changed while it was read") }
        end(name)
    }
}
