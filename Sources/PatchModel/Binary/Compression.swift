/// How a patch file is compressed, told by its first bytes.
public enum Compression: String, Hashable, Sendable, CaseIterable {
    case gzip, xz, bzip2, lzma, zstd, lzip, compress

    public init?(_ bytes: some Collection<UInt8>) {
        guard let found = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else { return nil }
        self = found
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1f, 0x8b]
        case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
        case .bzip2: [0x42, 0x5a, 0x68]
        case .lzma: [0x5d, 0x00, 0x00]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        case .lzip: [0x4c, 0x5a, 0x49, 0x50, 0x01]
        case .compress: [0x1f, 0x9d]
        }
    }
}
