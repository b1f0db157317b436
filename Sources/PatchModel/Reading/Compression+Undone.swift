extension Compression {
    /// A patch's text: gzip, xz, lzma and bzip2, which quilt takes, are undone, and what is not compressed comes back
    /// as it is.
    ///
    /// Text shrinks to a fifth or a tenth: what would grow to more than 32 times its size and 16 MiB is taken for an
    /// attack.
    /// - Parameter most: how much it may grow to in any case, in bytes.
    /// - Throws: `PatchError.malformed`: damaged, beyond that limit, or compressed in another way.
    public static func undone(_ bytes: [UInt8], file: String, most: Int = .max) throws(PatchError) -> [UInt8] {
        guard let compression = Compression(bytes) else { return bytes }
        let location = SourceLocation(file: file, line: 1)
        let limit = min(bytes.count * 32 + (16 << 20), most)
        let text: [UInt8]? =
            switch compression {
            case .gzip: Inflate.bytes(bytes, limit: limit, container: .gzip)
            case .xz: Inflate.xz(bytes, limit: limit)
            case .bzip2: Inflate.bzip2(bytes, limit: limit)
            case .lzma: Inflate.xz(bytes, limit: limit, isOlder: true)
            case .zstd, .lzip, .compress: throw .malformed(location, .compressed(compression))
            }
        guard let text else { throw .malformed(location, .badCompression(compression, limit: limit)) }
        return text
    }
}
