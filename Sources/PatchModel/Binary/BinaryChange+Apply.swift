extension BinaryChange {
    /// Largest file that a binary patch may make, in bytes: 1 GiB.
    public static let sizeLimit = 1 << 30

    /// The new content, made of the old.
    /// - Returns: nil when the data are damaged, or do not fit the old content or the size that they state.
    func apply(to old: [UInt8]) -> [UInt8]? {
        guard forward.size <= Self.sizeLimit, let data = Inflate.bytes(forward.deflated, limit: forward.size),
            data.count == forward.size
        else { return nil }
        switch forward.encoding {
        case .literal: return data
        case .delta: return Delta.apply(data, to: old, limit: Self.sizeLimit)
        }
    }
}
