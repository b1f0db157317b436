import Foundation
import GitStore
import PatchModel

/// What a child process of the benchmark does with this project's own modules, so that it is measured as the peers are.
enum Step: String, CaseIterable {
    /// The stages from the mbox, or from the quilt folder.
    case mailbox, quilt
    /// The stages with another message in the patch nine tenths of the way up.
    case changed
    /// The same commits from known contents by libgit2 alone.
    case floor
    /// One diffstat a patch, from its text, or from the trees of the stages.
    case diffstat, treeDiffstat
    /// A folder as a tree.
    case importFolder

    /// - Parameters:
    ///   - store: a bare repository that has the base's objects.
    ///   - base: the base's tree.
    /// - Returns: what the parent process checks or prints.
    func run(_ folder: CaseFolder, store: String, base: ObjectID) throws -> String {
        switch self {
        case .mailbox: try stages(store, base, Self.mailbox(folder)) { _ in }
        case .quilt: try stages(store, base, Self.quilt(folder)) { _ in }
        case .changed:
            try stages(store, base, Self.mailbox(folder)) { patches in
                let place = patches.count * 9 / 10 - 1
                let text = Array(patches[place].source.text) + Array("Tested-by: x\n".utf8)
                patches[place].header.body += "\nTested-by: x"
                patches[place].source = PatchSource(file: "changed", text: text[...], diff: patches[place].source.diff)
            }
        case .floor: try Floor.commit(folder.contents, base: base, in: store)
        case .diffstat: "\(try Self.mailbox(folder).reduce(0) { $0 + $1.diffstat.rows().count })"
        case .treeDiffstat: try treeDiffstat(store, base, Self.mailbox(folder))
        case .importFolder:
            try Repository.openOrCreate(at: store).importFolder("\(folder.path)/tree").tree.description
        }
    }

    private func treeDiffstat(_ store: String, _ base: ObjectID, _ patches: [Patch]) throws -> String {
        let store = try Repository.openOrCreate(at: store)
        let stages = try store.makeStages(of: try Series(name: "case", patches: patches), base: base).stages
        let rows = try zip(stages, stages.dropFirst()).map { old, new in
            try store.diffstat(from: old.tree, to: new.tree).rows().count
        }
        return "\(rows.reduce(0, +))"
    }

    private static func mailbox(_ folder: CaseFolder) throws -> [Patch] {
        try ImportedSeries(reading: [try source("\(folder.path)/series.mbox")]).patches
    }

    private static func quilt(_ folder: CaseFolder) throws -> [Patch] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/patches")
        return try ImportedSeries(reading: try names.map { try source("\(folder.path)/patches/\($0)") }).patches
    }

    private static func source(_ path: String) throws -> SourceFile {
        SourceFile(name: path, bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
    }

    /// The number of patches whose stage was made, not found again, and the last one's tree.
    private func stages(
        _ store: String, _ base: ObjectID, _ patches: [Patch], change: (inout [Patch]) -> Void
    ) throws -> String {
        var patches = patches
        change(&patches)
        let chain = try Repository.openOrCreate(at: store)
            .makeStages(of: try Series(name: "case", patches: patches), base: base)
        return "\(chain.stages.dropFirst().count { !$0.isReused }) \(chain.stages[chain.stages.count - 1].tree)"
    }
}
