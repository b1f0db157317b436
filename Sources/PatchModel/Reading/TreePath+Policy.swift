extension TreePath {
    /// The path that a patch names.
    init(_ bytes: some Sequence<UInt8>, allowing allowed: PatchPolicy) throws(PathProblem) {
        try self.init(bytes)
        guard !allowed.contains(.bidirectionalText), BidirectionalText.isPresent(in: self.bytes[...]) else { return }
        throw .bidirectionalText
    }
}
