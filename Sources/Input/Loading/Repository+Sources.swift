import Foundation
import GitStore
import PatchModel

extension Repository {
    /// The tree that a series begins with; a user's repository is shared, not copied.
    /// - Parameter options: what of a folder is taken.
    package func tree(of base: BaseSource, _ options: FolderOptions) throws -> BaseTree {
        switch base {
        case .folder(let folder): return BaseTree(try importFolder(folder.path, options))
        case .revision(let name, let folder):
            guard let user = try? UserRepository(holding: folder.path) else {
                throw InputError.noBase(name, in: folder)
            }
            let revision = try user.revision(name)
            try borrow(from: user)
            var base = BaseTree(tree: revision.tree)
            let missing = try submodules(of: base.tree).filter { try !hasContent(ofSubmodule: $0) }
            if !missing.isEmpty { base.notes.append(.emptySubmodules(missing.map(\.path))) }
            return base
        }
    }

    /// The content whose id begins so, of this repository or the one that holds a folder; nil where it is not at hand.
    package func content(_ id: String, orNear folder: URL) throws -> [UInt8]? {
        if let known = try blob(abbreviated: id) { return known }
        return try (try? UserRepository(holding: folder.path))?.blob(abbreviated: id)
    }

    /// The commits of a range as patches, named as git format-patch names them.
    package func patches(of user: UserRepository, range: String, allowing allowed: PatchPolicy) throws -> [Patch] {
        let commits = try user.commits(in: range)
        try borrow(from: user)
        let options = DiffOptions(showsBinary: true)
        return try commits.enumerated().map { index, commit in
            try Task.checkCancellation()
            let diff = try diff(from: commit.parentTree, to: commit.tree, options: options)
            let name = PatchName(number: index + 1, subject: commit.header.subject)
            var patch = try Patch(
                reading: MailWriter(commit.header, diff: diff[...]).patchFile, file: "\(commit.id)", name: name,
                allowing: allowed.union(.unnamedSubmodules))
            patch.header = commit.header
            return patch
        }
    }
}
