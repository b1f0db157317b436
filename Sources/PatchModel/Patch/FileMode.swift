/// The three modes that git stores for a file. Folders and gitlinks are not files, and nothing is ever set-user-id.
public enum FileMode: UInt32, Sendable, CaseIterable, CustomStringConvertible {
    case regular = 0o100644
    case executable = 0o100755
    case symbolicLink = 0o120000

    /// Six octal digits, as git writes them.
    public var description: String { String(rawValue, radix: 8) }
}
