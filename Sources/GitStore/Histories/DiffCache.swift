import Files
import PatchModel

/// The diffs of a line's commits that were made before, in a file of the tool's repository that is named by all that
/// they depend on. What an id names does not change.
///
/// The first line is the number of diffs, the second their lengths in bytes; then they stand one after the other.
public struct DiffCache {
    /// Where they are kept.
    public let file: String
    private let count: Int
    /// More than so many bytes are not kept.
    private static let limit = 256 << 20

    /// - Parameter paths: to which the diffs are limited.
    public init(in repository: Repository, of line: CommitLine, paths: Pathspec) throws(GitStoreError) {
        let commits = line.commits.map { "\($0.tree) \($0.parentTree?.description ?? "-")" }
        let text = (["1"] + commits + (paths.isEmpty ? [] : [paths.text])).joined(separator: "\n")
        file = repository.path + "patchbench-diffs-\(try Repository.blobID(of: Array(text.utf8)))"
        count = commits.count
    }

    /// Nil where there is none, or somebody else wrote it.
    public func load() -> [ArraySlice<UInt8>]? {
        let place = DiskPath(file)
        guard let status = FileStatus(place), status.isOurs, let bytes = try? Disk.read(place, status) else {
            return nil
        }
        let head = bytes.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
        guard head.count == 3, Int(String(decoding: head[0], as: UTF8.self)) == count else { return nil }
        let lengths = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard lengths.count == count, lengths.allSatisfy({ $0 >= 0 }),
            lengths.reduce(0, { $0 &+ $1 }) == head[2].count
        else { return nil }
        var start = head[2].startIndex
        return lengths.map { length in
            defer { start += length }
            return bytes[start..<(start + length)]
        }
    }

    /// Where in the file each diff stands.
    public func ranges(of diffs: [ArraySlice<UInt8>]) -> [Range<Int>] {
        var start = head(of: diffs).utf8.count
        return diffs.map { diff in
            defer { start += diff.count }
            return start..<(start + diff.count)
        }
    }

    private func head(of diffs: [ArraySlice<UInt8>]) -> String {
        "\(count)\n\(diffs.map { String($0.count) }.joined(separator: " "))\n"
    }

    /// Whether there are not too many bytes of them.
    public func isKept(_ diffs: [ArraySlice<UInt8>]) -> Bool { diffs.reduce(0) { $0 + $1.count } <= Self.limit }

    public func save(_ diffs: [ArraySlice<UInt8>]) throws(GitStoreError) {
        guard isKept(diffs) else { return }
        var bytes = Array(head(of: diffs).utf8)
        bytes.reserveCapacity(bytes.count + diffs.reduce(0) { $0 + $1.count })
        for diff in diffs { bytes += diff }
        do { try FileWriter.put(bytes, at: file) } catch { throw .file(error) }
    }
}
