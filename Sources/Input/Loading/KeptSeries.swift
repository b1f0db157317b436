import Files
import GitStore
import PatchModel
import Synchronization

/// The patches of a series that was read before, out of the bytes in which `KeptSeriesWriter` put them.
final class KeptSeries: PatchKeeper {
    private let bytes: [UInt8]
    /// Where each patch's record begins, and where its part begins that `read` needs alone.
    private let records: [Int]
    private let allowed: PatchPolicy
    private let reread: @Sendable () throws -> [Patch]
    private let known = Mutex<[Int: PatchContent]>([:])
    let isBroken: Bool

    /// - Parameter reread: reads all patches from where they came from.
    init(
        _ allowed: PatchPolicy, _ bytes: [UInt8], at start: Int, _ reread: @escaping @Sendable () throws -> [Patch]
    ) {
        (self.bytes, self.allowed, self.reread) = (bytes, allowed, reread)
        var reader = KeptReader(bytes, at: start)
        let count = reader.number()
        var lengths: [Int] = []
        lengths.reserveCapacity(min(count, bytes.count))
        for _ in 0..<count where !reader.isBroken { lengths.append(reader.number()) }
        var place = reader.place
        records = lengths.map { length in
            defer { place += length }
            return place
        }
        isBroken = reader.isBroken || place != bytes.count
    }

    /// All of them, none of which is read.
    var patches: [Patch] {
        records.indices.map { Patch(name: name(of: $0), keeper: self, index: $0) }
    }

    func name(of index: Int) -> PatchName {
        var reader = KeptReader(bytes, at: records[index])
        return PatchName(reader.string())
    }

    func summary(of index: Int) -> PatchSummary {
        var reader = KeptReader(bytes, at: records[index])
        reader.skip(reader.number())
        reader.skip(4)
        return PatchSummary(&reader)
    }

    func files(of index: Int) -> PatchFiles {
        var reader = KeptReader(bytes, at: records[index])
        reader.skip(reader.number())
        reader.skip(reader.number())
        return PatchFiles(&reader)
    }

    func content(of index: Int) -> PatchContent {
        if let content = known.withLock({ $0[index] }) { return content }
        if let patch = read(index) {
            let content = PatchContent(of: patch)
            known.withLock { $0[index] = content }
            return content
        }
        // Somebody wrote to it since this process looked.
        guard let patches = try? reread(), patches.count == records.count, patches[index].name == name(of: index) else {
            PatchesChanged.end(at: name(of: index))
        }
        known.withLock { known in
            for (index, patch) in patches.enumerated() where known[index] == nil {
                known[index] = PatchContent(of: patch)
            }
        }
        return PatchContent(of: patches[index])
    }

    /// The patch, read again; nil where it is not what it was.
    func read(_ index: Int) -> Patch? {
        var reader = KeptReader(bytes, at: records[index])
        let name = PatchName(reader.string())
        reader.skip(4)
        let summary = PatchSummary(&reader)
        _ = PatchFiles(&reader)
        let place = KeptPlace(&reader)
        let id = reader.raw(20)
        guard !reader.isBroken, let bytes = KeptFile.bytes(of: place.file, place.range),
            let found = try? Repository.blobID(of: bytes), found.bytes == id
        else { return nil }
        switch place {
        case .file(let place): return try? place.read(bytes, name: name, allowing: allowed)
        case .diff:
            guard let commit = summary.commit else { return nil }
            let header = PatchHeader(commitOf: &reader)
            return try? Patch(commit, header, name: name, diff: bytes[...], allowing: allowed)
        }
    }
}

/// Puts patches down one after the other.
struct KeptSeriesWriter {
    private var lengths: [Int] = []
    private var records = KeptWriter()

    mutating func add(_ patch: Patch, _ place: KeptPlace) {
        let start = records.bytes.count
        records.put(patch.name.text)
        var summary = KeptWriter()
        patch.summary.put(&summary)
        records.put(summary.bytes)
        PatchFiles(of: patch).put(&records)
        place.put(&records)
        let text = KeptFile.bytes(of: place.file, place.range) ?? []
        records.put(raw: (try? Repository.blobID(of: text).bytes) ?? [UInt8](repeating: 0, count: 20))
        if case .diff = place { patch.header.putCommit(&records) }
        lengths.append(records.bytes.count - start)
    }

    var bytes: [UInt8] {
        var head = KeptWriter()
        head.put(lengths.count)
        for length in lengths { head.put(length) }
        return head.bytes + records.bytes
    }
}
