import Foundation
import Synchronization

/// A new folder that goes with the value.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "patchbench-test-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A folder that goes with the process.
    public static func lasting() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = removalAtExit
        lastingOnes.withLock { $0.append(folder.url) }
        return folder
    }

    private static let lastingOnes = Mutex<[URL]>([])
    private static let removalAtExit: Void = {
        _ = atexit { lastingOnes.withLock { $0.forEach { try? FileManager.default.removeItem(at: $0) } } }
    }()

    /// Where `path`, relative to the folder, is.
    public func file(_ path: String) -> URL { url.appending(path: path, directoryHint: .notDirectory) }

    public func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            at: url.appending(path: path, directoryHint: .isDirectory), withIntermediateDirectories: true)
    }

    /// Writes a file, with the folders on the way to it.
    public func write(_ text: String, to path: String, isExecutable: Bool = false) throws {
        try write(Array(text.utf8), to: path, isExecutable: isExecutable)
    }

    public func write(_ bytes: [UInt8], to path: String, isExecutable: Bool = false) throws {
        try FileManager.default.createDirectory(
            at: file(path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file(path))
        if isExecutable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file(path).path)
        }
    }

    /// Copies all that another folder holds, with its times and permissions.
    public func fill(from other: TemporaryFolder) throws {
        try Command.run("cp", ["-a", other.url.path + "/.", url.path], in: url).expectSuccess()
    }

    public func text(of path: String) throws -> String { try String(contentsOf: file(path), encoding: .utf8) }

    public func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

    /// The names in a folder, sorted.
    public func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.appending(path: path).path).sorted()
    }

    /// Everything below a folder but the folders' own times: path, type, permissions, time of change, and content.
    public func listing(of path: String) throws -> [String] {
        let root = url.appending(path: path, directoryHint: .isDirectory)
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try paths.sorted().map { path in
            let file = root.appending(path: path).path
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            let type = attributes[.type] as? FileAttributeType
            let facts = [attributes[.posixPermissions], type == .typeRegular ? attributes[.modificationDate] : nil]
            let content =
                type == .typeSymbolicLink
                ? try FileManager.default.destinationOfSymbolicLink(atPath: file)
                : type == .typeRegular ? try Data(contentsOf: URL(filePath: file)).base64EncodedString() : ""
            return "\(path) \(String(describing: type)) \(facts) \(content)"
        }
    }
}
