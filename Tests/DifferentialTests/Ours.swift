import Foundation
import GitStore
import PatchModel

/// What this project made of a series.
struct OurOutcome: CustomStringConvertible {
    enum Stop: Hashable {
        case failure(PatchFailure)
        case malformed(PatchError)
    }

    /// How many patches applied, counted from the first, and the tree that they left.
    let outcome: Outcome
    /// Why the next one did not.
    let stop: Stop?
    /// What the commits say, in the form of am.messages.
    let messages: [String]

    var description: String { stop.map { "\(outcome), then \($0)" } ?? "\(outcome)" }

    /// Applies patches, one after the other, to a tree.
    init(_ patches: [Patch], to base: ObjectID, in repository: Repository, fuzz: Int) throws {
        let messages = patches.map(\.header.gitText)
        var tree = base
        for (applied, patch) in patches.enumerated() {
            switch try repository.apply(patch, to: tree, options: ApplyOptions(fuzz: fuzz)) {
            case .applied(let next, _): tree = next
            case .failed(let failure):
                self.init(applied, tree, .failure(failure), messages)
                return
            }
        }
        self.init(patches.count, tree, nil, messages)
    }

    /// Nothing is applied of a series that cannot be read.
    init(_ error: PatchError, base: ObjectID) { self.init(0, base, .malformed(error)) }

    private init(_ applied: Int, _ tree: ObjectID, _ stop: Stop?, _ messages: [String] = []) {
        outcome = Outcome(applied: applied, tree: tree.description)
        self.stop = stop
        self.messages = Array(messages.prefix(applied))
    }
}

extension PatchHeader {
    /// As `git log --date=raw --format='%an <%ae> %ad%n%B'` shows the commit.
    fileprivate var gitText: String {
        let zone = date.map { date in
            let minutes = abs(date.zoneMinutes)
            return String(format: "%@%02d%02d", date.zoneMinutes < 0 ? "-" : "+", minutes / 60, minutes % 60)
        }
        return "\(author?.name ?? "") <\(author?.email ?? "")> \(date?.seconds ?? 0) \(zone ?? "")\n\(message)"
    }
}

/// Reads what forms.sh wrote.
enum Reading {
    static func mails(of folder: String) throws -> [Patch] {
        try ImportedSeries(reading: [try source("series.mbox", in: folder)]).patches
    }

    static func quilt(of folder: String) throws -> [Patch] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/patches")
        return try ImportedSeries(reading: try names.map { try source("patches/\($0)", in: folder) }).patches
    }

    private static func source(_ name: String, in folder: String) throws -> SourceFile {
        SourceFile(name: name, bytes: [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
    }
}
