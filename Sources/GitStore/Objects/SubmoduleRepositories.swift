import PatchModel

/// The repositories of submodules that are on this machine: those that git keeps in `.git/modules`, and checkouts with
/// a `.git` folder of their own.
struct SubmoduleRepositories {
    private let modules: [String]
    private let workTree: String?

    /// - Parameters:
    ///   - modules: the folders in which git keeps them.
    ///   - workTree: where checkouts may be, with a slash at its end.
    init(modules: [String] = [], workTree: String? = nil) {
        self.modules = modules
        self.workTree = workTree
    }

    /// The folders of objects of all of them, that of the submodule's checkout first.
    func objectFolders(for path: TreePath) -> [String] {
        let checkout = workTree.map { "\($0)\(path)/.git" }
        return [checkout].compactMap(\.self).filter(Self.isRepository).map { $0 + "/objects" }
            + modules.flatMap { Self.repositories(in: $0, depth: 0) }.map { $0 + "/objects" }
    }

    /// A submodule's name may have slashes in it, and a submodule submodules.
    private static func repositories(in folder: String, depth: Int) -> [String] {
        guard depth < 16, FileStatus(folder)?.kind == .folder else { return [] }
        let entries = (try? FolderEntry.list(DiskPath(folder))) ?? []
        return entries.filter { $0.status.kind == .folder }.flatMap { entry in
            let inner = folder + "/" + String(decoding: entry.name, as: UTF8.self)
            guard isRepository(inner) else { return repositories(in: inner, depth: depth + 1) }
            return [inner] + repositories(in: inner + "/modules", depth: depth + 1)
        }
    }

    private static func isRepository(_ folder: String) -> Bool {
        FileStatus(folder + "/objects")?.kind == .folder && FileStatus(folder + "/HEAD") != nil
    }
}
