import Foundation
import GitStore
import PatchbenchTestSupport

/// What the peers made of a batch, kept in `.build/differential` until the series, the scripts or the peers change: the
/// peers take nine tenths of the time, and what is tested is what we make of the same series.
struct BatchStore {
    /// Of the batch's first series.
    let number: Int

    private static let root = Product.packageRoot.appending(path: ".build/differential", directoryHint: .isDirectory)
    private var place: String { Self.root.appending(path: "\(number)").path }
    private var files: FileManager { .default }

    /// The batch's folder, where it is there by this key.
    func folder(of key: String) throws -> String? {
        if (try? String(contentsOfFile: "\(place)/key", encoding: .utf8)) == key { return place }
        if files.fileExists(atPath: place) { try files.removeItem(atPath: place) }
        return nil
    }

    /// Keeps a batch without the trees that the peers changed. It appears whole or not at all: the key comes last.
    func keep(_ batch: Batch) throws {
        for name in ["work"]
            + batch.series.flatMap({ one in ["quilt", "plain", "trees"].map { "\(one.number)/\($0)" } })
        {
            let path = "\(batch.folder)/\(name)"
            if files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
        }
        try files.createDirectory(at: Self.root, withIntermediateDirectories: true)
        try files.moveItem(atPath: batch.folder, toPath: place)
        try Data(batch.key.utf8).write(to: URL(filePath: "\(place)/key"))
    }

    /// Of everything that the peers' outcomes follow from.
    static func key(_ stream: [UInt8], _ plan: String) throws -> String {
        try "\(Repository.blobID(of: stream)) \(Repository.blobID(of: Array((plan + peers.get()).utf8)))"
    }

    /// The scripts, and the versions of the programs that they run.
    private static let peers = Result {
        let scripts = ["forms.sh", "peers.sh", "second.sh", "../Script.swift"].map { scriptPath($0) }
        let programs = ["git", "quilt", "patch", "diff"]
        return try scripts.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
            + programs.map { try run($0, ["--version"], in: "/") }.joined()
    }
}

extension Batch {
    /// What `make` gives, or gave at an earlier time: it is in the file `name`.
    func once(_ name: String, _ make: () throws -> String) throws -> String {
        let file = URL(filePath: "\(folder)/\(name)")
        if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        let text = try make()
        try Data(text.utf8).write(to: file)
        return text
    }
}
