/// The modes that git stores for what stands in a folder's tree, folders aside; nothing is ever set-user-id.
public enum FileMode: UInt32, Sendable, CaseIterable, CustomStringConvertible {
    case regular = 0o100644
    case executable = 0o100755
    case symbolicLink = 0o120000
    /// A commit of another repository; to a diff, a text that names it (`Submodule`).
    case submodule = 0o160000

    /// Six octal digits, as git writes them.
    public var description: String { String(rawValue, radix: 8) }

    /// Whether one may become the other by a change of mode alone.
    public func isAlike(_ other: FileMode) -> Bool { self == other || isFile && other.isFile }

    private var isFile: Bool { self == .regular || self == .executable }
}
