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
    private let known = Mutex(Known())
    let isBroken: Bool

    /// What was read. So that memory is bounded, the first goes when there is much of it.
    private struct Known {
        private(set) var contents: [Int: PatchContent] = [:]
        var isChanged = false
        var keepsAll = false
        private var order: ArraySlice<Int> = []
        private var size = 0
        /// Of texts, in bytes; what was read of them takes some five times as much.
        private static let limit = 4 << 20

        /// All of it, however much it is.
        mutating func take(_ contents: [PatchContent]) {
            self.contents = Dictionary(uniqueKeysWithValues: zip(0..., contents))
            order = Array(contents.indices)[...]
            size = contents.reduce(0) { $0 + $1.source.text.count }
        }

        mutating func add(_ content: PatchContent, _ index: Int) {
            contents[index] = content
            guard !keepsAll else { return }
            order.append(index)
            size += content.source.text.count
            shrink(before: .max)
        }

        mutating func content(_ index: Int) -> PatchContent? {
            guard let content = contents[index] else { return nil }
            // Stages are made in the patches' order, and those before need them no more.
            if !keepsAll { shrink(before: index) }
            return content
        }

        private mutating func shrink(before end: Int) {
            while size > Self.limit, order.count > 1, let first = order.first, first < end {
                size -= contents.removeValue(forKey: first)?.source.text.count ?? 0
                order.removeFirst()
            }
        }
    }

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

    /// Takes what was just read of all patches, so that the first stages of a series cost no second reading.
    func take(_ patches: [Patch]) { known.withLock { $0.take(patches.map { PatchContent(of: $0) }) } }

    var isAsRead: Bool { known.withLock { !$0.isChanged } }

    func readAll() {
        known.withLock { $0.keepsAll = true }
        for index in records.indices { _ = content(of: index) }
    }

    func header(of index: Int) -> PatchHeader {
        var reader = KeptReader(bytes, at: records[index])
        reader.skip(reader.number())
        reader.skip(4)
        _ = PatchSummary(&reader)
        _ = PatchFiles(&reader)
        guard case .diff = KeptPlace(&reader) else { return content(of: index).header }
        reader.skip(20)
        return PatchHeader(commitOf: &reader)
    }

    func content(of index: Int) -> PatchContent {
        if let content = known.withLock({ $0.content(index) }) { return content }
        if let patch = read(index) {
            let content = PatchContent(of: patch)
            known.withLock { $0.add(content, index) }
            return content
        }
        // Somebody wrote to it since this process looked.
        guard let patches = try? reread(), patches.count == records.count, patches[index].name == name(of: index) else {
            PatchesChanged.end(at: name(of: index))
        }
        known.withLock { known in
            (known.isChanged, known.keepsAll) = (true, true)
            for (index, patch) in patches.enumerated() where known.contents[index] == nil {
                known.add(PatchContent(of: patch), index)
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
        case .file(let place):
            let patch = try? place.read(bytes, name: name, allowing: allowed)
            return patch?.summary == summary ? patch : nil
        case .diff:
            guard let commit = summary.commit else { return nil }
            let header = PatchHeader(commitOf: &reader)
            return try? Patch(commit, header, name: name, diff: bytes[...], allowing: allowed)
        }
    }
}

/// A patch, where it can be read again, alone, and the bytes that it was read from.
struct PlacedPatch: Sendable {
    let patch: Patch
    let place: KeptPlace
    let bytes: Bytes
}

/// Puts patches down one after the other.
struct KeptSeriesWriter: Sendable {
    private var lengths: [Int] = []
    private var records = KeptWriter()
    /// Whether one of them cannot be read again as it is.
    var isBroken = false

    mutating func add(_ patches: [PlacedPatch]) {
        guard !isBroken else { return }
        for record in patches.concurrentMap(Self.record) {
            guard let record else {
                isBroken = true
                return
            }
            lengths.append(record.count)
            records.put(raw: record)
        }
    }

    private static func record(_ placed: PlacedPatch) -> [UInt8]? {
        let (patch, place) = (placed.patch, placed.place)
        var record = KeptWriter(capacity: 512)
        record.put(patch.name.text)
        var summary = KeptWriter()
        patch.summary.put(&summary)
        record.put(summary.bytes)
        PatchFiles(of: patch).put(&record)
        place.put(&record)
        guard let id = try? Repository.blobID(of: Array(placed.bytes)) else { return nil }
        record.put(raw: id.bytes)
        guard case .diff = place else { return record.bytes }
        let start = record.bytes.count
        patch.header.putCommit(&record)
        var reader = KeptReader(record.bytes, at: start)
        return PatchHeader(commitOf: &reader) == patch.header ? record.bytes : nil
    }

    var bytes: [UInt8] {
        var head = KeptWriter()
        head.put(lengths.count)
        for length in lengths { head.put(length) }
        return head.bytes + records.bytes
    }
}
