import PatchModel

/// A file that Git LFS keeps elsewhere: what the repository has of it is a text that names it.
struct LargeFile {
    /// SHA-256, in hexadecimal.
    private let id: String
    private let size: Int

    /// Nil unless the text is such a pointer (git-lfs, docs/spec.md).
    init?(_ text: [UInt8]) {
        guard text.count < 1024, text.starts(with: "version https://git-lfs.github.com/spec/v1\n".utf8) else {
            return nil
        }
        let fields = String(decoding: text, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
        func value(_ key: String) -> Substring? { fields.first { $0.count == 2 && $0[0] == key }?[1] }
        guard let id = value("oid"), id.hasPrefix("sha256:"), let size = value("size").flatMap({ Int($0) }) else {
            return nil
        }
        self.id = String(id.dropFirst("sha256:".count))
        self.size = size
        guard self.id.utf8.count == 64, self.id.allSatisfy(\.isHexDigit), size >= 0 else { return nil }
    }

    /// The content, where one of the folders in which git-lfs keeps objects has it.
    func content(in folders: [String]) throws(GitStoreError) -> [UInt8]? {
        for folder in folders {
            let path = DiskPath("\(folder)/\(id.prefix(2))/\(id.dropFirst(2).prefix(2))/\(id)")
            guard let status = FileStatus(path), status.mode == .regular || status.mode == .executable,
                status.size == size
            else { continue }
            return try Disk.read(path, status)
        }
        return nil
    }
}
