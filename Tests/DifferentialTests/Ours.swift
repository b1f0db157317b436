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

    var description: String { stop.map { "\(outcome), then \($0)" } ?? "\(outcome)" }

    /// Applies patches, one after the other, to the tree of the batch's base of this series.
    init(_ patches: [PatchFile], to base: ObjectID, in repository: Repository, fuzz: Int) throws {
        var tree = base
        for (applied, file) in patches.enumerated() {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
            let patch: Patch
            do throws(PatchError) {
                patch = try Patch(reading: bytes, file: file.path, strip: file.strip, isReversed: file.isReversed)
            } catch {
                self.init(applied, tree, .malformed(error))
                return
            }
            switch try repository.apply(patch, to: tree, options: ApplyOptions(fuzz: fuzz)) {
            case .applied(let next, _): tree = next
            case .failed(let failure):
                self.init(applied, tree, .failure(failure))
                return
            }
        }
        self.init(patches.count, tree, nil)
    }

    private init(_ applied: Int, _ tree: ObjectID, _ stop: Stop?) {
        outcome = Outcome(applied: applied, tree: tree.description)
        self.stop = stop
    }
}

/// A patch of a series as a file.
struct PatchFile {
    let path: String
    var strip = 1
    var isReversed = false

    /// The mails of a folder, in the order of their names.
    static func mails(in folder: String) throws -> [PatchFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { PatchFile(path: "\(folder)/\($0)") }
    }

    /// The patches that a quilt folder's series file names.
    static func quilt(in folder: String) throws -> [PatchFile] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/series")))
        return try SeriesFile(reading: bytes, file: "series").entries.map {
            PatchFile(path: "\(folder)/\($0.file)", strip: $0.strip, isReversed: $0.isReversed)
        }
    }
}
