import Input
import PatchModel

extension BaseNote {
    /// One line.
    var text: String {
        switch self {
        case .ignored(let count):
            "\(counted(count, "file")) that .gitignore names \(count == 1 ? "is" : "are") left out of the base"
        case .special(let paths):
            "neither files, links nor folders, and so in no stage: \(listed(paths))"
        case .emptySubmodules(let paths):
            "submodules whose files are not here, and whose folders are empty: \(listed(paths)); "
                + "`git submodule update --init --recursive` gets them"
        case .missingLargeFiles(let paths):
            "files that Git LFS keeps elsewhere, and which are only pointers here: \(listed(paths)); "
                + "`git lfs pull` gets them"
        case .appliedByQuilt(let folder, let count):
            "quilt has applied \(counted(count, "patch", plural: "patches")) of the series in \(folder.path) already; "
                + "`quilt pop -a` there takes \(count == 1 ? "it" : "them") back"
        }
    }
}

/// The first of some paths, and how many more there are.
func listed(_ paths: [TreePath]) -> String {
    let shown = paths.prefix(3).map(\.description).joined(separator: ", ")
    return paths.count > 3 ? "\(shown) and \(paths.count - 3) more" : shown
}
