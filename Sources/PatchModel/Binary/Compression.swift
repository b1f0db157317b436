/// How a patch file is compressed, told by its first bytes.
public enum Compression: String, Hashable, Sendable, CaseIterable {
    case gzip, xz, bzip2, zstd

    public init?(_ bytes: some Collection<UInt8>) {
        guard let found = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else { return nil }
        self = found
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1f, 0x8b]
        case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
        case .bzip2: [0x42, 0x5a, 0x68]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        }
    }

    /// A patch's text; gzip is undone, and what is not compressed comes back as it is.
    ///
    /// Text shrinks to a fifth or a tenth: what would grow to more than 32 times its size and 16 MiB is taken for an
    /// attack.
    /// - Throws: `PatchError.malformed`: damaged, beyond that limit, or compressed in another way.
    public static func undone(_ bytes: [UInt8], file: String) throws(PatchError) -> [UInt8] {
        guard let compression = Compression(bytes) else { return bytes }
        let location = SourceLocation(file: file, line: 1)
        guard compression == .gzip else { throw .malformed(location, .compressed(compression)) }
        let limit = bytes.count * 32 + (16 << 20)
        guard let text = Inflate.bytes(bytes, limit: limit, container: .gzip) else {
            throw .malformed(location, .badCompression(compression, limit: limit))
        }
        return text
    }
}
