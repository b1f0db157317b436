import Glibc
import PatchModel

/// git's index (gitformat-index(5)), of which some entries are replaced without a look at the others: in a large tree
/// reading and writing all of them costs more than a step does.
struct GitIndexFile {
    private let bytes: [UInt8]
    /// Where the entries end.
    private let end: Int
    private let count: Int

    private static let head = 12
    private static let checksum = 20

    /// Nil where only git knows the form: an index of version 4, or one that has a part elsewhere.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.head + Self.checksum, bytes.starts(with: "DIRC".utf8) else { return nil }
        let numbers = [4, 8].map { start in bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
        guard numbers[0] == 2 || numbers[0] == 3 else { return nil }
        self.bytes = bytes
        count = numbers[1]
        guard let end = bytes.withUnsafeBytes({ Self.end(of: numbers[1], in: $0) }) else { return nil }
        self.end = end
        // Extensions that must be understood have names in small letters.
        if end < bytes.count - Self.checksum, bytes[end] >= 0x60 { return nil }
    }

    /// Of so many entries.
    private static func end(of count: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var place = head
        for _ in 0..<count {
            guard let next = entry(at: place, in: bytes)?.next else { return nil }
            place = next
        }
        return place
    }

    /// The file with other entries for some paths; nil is none. Extensions go, which git makes again.
    ///
    /// Its checksum is zeros, which is none.
    func replacing(_ changes: [(path: TreePath, entry: [UInt8]?)]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + changes.reduce(0) { $0 + ($1.entry?.count ?? 0) })
        result += bytes[..<Self.head]
        var (left, copied, place) = (count, Self.head, Self.head)
        bytes.withUnsafeBytes { bytes in
            for (path, entry) in changes.sorted(by: { $0.path < $1.path }) {
                while place < end, let old = Self.entry(at: place, in: bytes),
                    Self.isBefore(bytes[old.name], path.bytes)
                {
                    place = old.next
                }
                result += bytes[copied..<place]
                // Of a merge there may be several.
                while place < end, let old = Self.entry(at: place, in: bytes),
                    bytes[old.name].elementsEqual(path.bytes)
                {
                    place = old.next
                    left -= 1
                }
                copied = place
                if let entry {
                    result += entry
                    left += 1
                }
            }
            result += bytes[copied..<end]
        }
        for index in 0..<4 { result[8 + index] = UInt8(truncatingIfNeeded: left >> (24 - 8 * index)) }
        result.append(contentsOf: repeatElement(0, count: Self.checksum))
        return result
    }

    /// The file with its checksum, where that is zeros: libgit2 reads no other.
    static func summed(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > checksum, bytes.suffix(checksum).allSatisfy({ $0 == 0 }) else { return bytes }
        var digest = SHA1()
        digest.update(Array(bytes.dropLast(checksum)))
        return Array(bytes.dropLast(checksum)) + digest.finish()
    }

    /// The bytes of an entry of a file.
    /// - Parameter status: what is known of the file; zeros let git look at it.
    static func entry(_ file: TreeFile, _ status: FileStatus?) -> [UInt8] {
        let time = { (time: timespec) in [time.tv_sec, time.tv_nsec] }
        let times = status.map { time($0.changed) + time($0.modified) } ?? [0, 0, 0, 0]
        let numbers =
            times + [0, status.map { Int(truncatingIfNeeded: $0.inode) } ?? 0, Int(file.mode.rawValue)]
            + [status.map { Int($0.owner) } ?? 0, status.map { Int($0.group) } ?? 0, status?.size ?? 0]
        var bytes: [UInt8] = []
        for number in numbers {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        bytes += file.id.bytes
        let length = min(file.path.bytes.count, 0xfff)
        bytes += [UInt8(length >> 8), UInt8(length & 0xff)] + file.path.bytes
        return bytes + [UInt8](repeating: 0, count: 8 - bytes.count % 8)
    }

    private static func entry(at place: Int, in bytes: UnsafeRawBufferPointer) -> (name: Range<Int>, next: Int)? {
        guard place + 64 <= bytes.count else { return nil }
        let flags = Int(bytes[place + 60]) << 8 | Int(bytes[place + 61])
        let start = place + (flags & 0x4000 == 0 ? 62 : 64)
        var length = flags & 0xfff
        if length == 0xfff {
            guard let stop = bytes[start...].firstIndex(of: 0) else { return nil }
            length = stop - start
        }
        let next = place + ((start - place + length) / 8 + 1) * 8
        return next <= bytes.count - checksum ? (start..<(start + length), next) : nil
    }

    private static func isBefore(_ name: Slice<UnsafeRawBufferPointer>, _ path: [UInt8]) -> Bool {
        name.withUnsafeBytes { name in
            path.withUnsafeBytes { path in
                let order = memcmp(name.baseAddress!, path.baseAddress!, min(name.count, path.count))
                return order < 0 || (order == 0 && name.count < path.count)
            }
        }
    }
}
