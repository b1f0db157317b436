import PatchModel

/// A reader, or the applying of what was read, that must survive any bytes: it may throw or refuse, and no more.
enum Target: String, CaseIterable {
    /// One patch, forwards and backwards.
    case diff
    /// A mailbox, a mail, or a mail of the -mm tree.
    case mail
    /// A quilt series file.
    case series
    /// The bytes of a git delta, or of a deflated literal.
    case binary
    /// A text up to the first NUL, and a patch to it behind that.
    case apply
    /// A compressed patch file.
    case compressed

    func run(_ bytes: [UInt8]) {
        switch self {
        case .diff:
            for (strip, isReversed) in [(1, false), (0, true)] {
                guard let patch = try? Patch(reading: bytes, file: "f", strip: strip, isReversed: isReversed) else {
                    continue
                }
                _ = patch.diffstat.rows(width: 80)
            }
        case .mail: _ = try? ImportedSeries(reading: [SourceFile(name: "mail", bytes: bytes)])
        case .series: _ = try? SeriesFile(reading: bytes, file: "series")
        case .binary: Self.applyBinary(bytes)
        case .apply: Self.apply(bytes)
        case .compressed: _ = try? Compression.undone(bytes, file: "f")
        }
    }

    /// The first byte chooses: a delta that reaches the reader whole, behind a valid wrapping, or a stream as it is.
    private static func applyBinary(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let rest = bytes.dropFirst()
        let isWrapped = choice & 1 == 0
        let data = BinaryChange.Data(
            encoding: choice & 2 == 0 ? .delta : .literal, size: isWrapped ? rest.count : Int(choice) * 17,
            deflated: isWrapped ? stored(rest) : Array(rest))
        guard let path = try? TreePath("f") else { return }
        let change = FileChange(
            kind: .modify, oldPath: path, newPath: path, oldBlob: OneFile.blob, newBlob: OneFile.blob,
            content: .binary(BinaryChange(forward: data, backward: nil)))
        let source = PatchSource(file: "f", text: [], diff: [])
        let patch = Patch(
            name: PatchName(file: "f"), header: PatchHeader(subject: "f"), changes: [change], source: source)
        _ = try? patch.apply(to: OneFile(bytes: Array(repeating: UInt8(ascii: "x"), count: 300)))
    }

    /// A zlib stream (RFC 1950) that holds the bytes as they are, in one block.
    private static func stored(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let bytes = bytes.prefix(65535)
        var (low, high) = (UInt32(1), UInt32(0))
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        let size = UInt16(bytes.count)
        let sizes = [size, ~size].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let checksum = [high >> 8, high, low >> 8, low].map { UInt8(truncatingIfNeeded: $0) }
        return [0x78, 0x01, 0x01] + sizes + bytes + checksum
    }

    private static func apply(_ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: 0) else { return }
        guard let patch = try? Patch(reading: Array(bytes[(end + 1)...]), file: "f") else { return }
        let base = OneFile(bytes: Array(bytes[..<end]))
        for fuzz in [0, 2] { _ = try? patch.apply(to: base, options: ApplyOptions(fuzz: fuzz)) }
    }
}

/// A tree with this text wherever a patch looks for a file.
private struct OneFile: PatchBase {
    let bytes: [UInt8]

    func entry(at path: TreePath) -> BaseEntry {
        path.bytes.last == UInt8(ascii: "n") ? .missing : .file(.regular, bytes)
    }
    func files(inside folder: TreePath) -> [TreePath] { [] }
    func blobID(of bytes: [UInt8]) -> String { Self.blob }

    /// Any content will do for a binary change.
    static let blob = String(repeating: "1", count: 40)
}
