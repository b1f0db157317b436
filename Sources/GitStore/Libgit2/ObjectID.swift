import CLibgit2

/// A name of an object in a repository: a commit, a tree, or a file's content.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
    var raw: git_oid

    init(_ raw: git_oid) { self.raw = raw }

    /// Nil unless the text is 40 hexadecimal digits.
    public init?(hex: String) {
        guard hex.utf8.count == 40 else { return nil }
        var raw = git_oid()
        guard git_oid_fromstr(&raw, hex) == 0 else { return nil }
        self.raw = raw
    }

    /// 40 hexadecimal digits.
    public var description: String {
        withUnsafePointer(to: raw) { raw in
            String(unsafeUninitializedCapacity: 40) { buffer in
                buffer.withMemoryRebound(to: CChar.self) { Libgit2.expect(git_oid_fmt($0.baseAddress, raw)) }
                return 40
            }
        }
    }

    /// Twenty.
    public var bytes: [UInt8] { withUnsafeBytes(of: raw) { Array($0) } }

    public static func == (left: Self, right: Self) -> Bool {
        withUnsafeBytes(of: left.raw) { left in withUnsafeBytes(of: right.raw) { left.elementsEqual($0) } }
    }

    public func hash(into hasher: inout Hasher) { withUnsafeBytes(of: raw) { hasher.combine(bytes: $0) } }
}
